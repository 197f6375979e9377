"""Backups made and not made, and what was not removed: why, and what to do."""

from pathlib import Path

from domain.storage.audit import Head
from domain.storage.backup import backup_named
from domain.storage.backup_errors import BackupRefused, WhyNoBackup
from domain.storage.redacting import RedactionRefused, WhyNotRedacted
from gui.words import dates
from gui.words.language import _, ngettext


def refused(error: BackupRefused | RedactionRefused) -> str:
    """The sentence for `error`."""
    if isinstance(error, BackupRefused):
        return backup_refused(error)
    return redaction_refused(error)


def backup_refused(error: BackupRefused) -> str:
    """Why a backup was not made or not restored; it names the folder and what to do."""
    words = {
        WhyNoBackup.NO_SPACE: _(
            "The drive of “{folder}” is full, so no copy was made. Free some space, or back up "
            "to another folder. The study is as it was."
        ),
        WhyNoBackup.NO_FOLDER: _(
            "There is no folder “{folder}”, so no copy was made. Choose another folder. "
            "The study is as it was."
        ),
        WhyNoBackup.NO_PERMISSION: _(
            "You may not write to “{folder}”, so no copy was made. Choose another folder. "
            "The study is as it was."
        ),
        WhyNoBackup.UNREACHABLE: _(
            "“{folder}” cannot be read or written, so no copy was made. Look whether the drive "
            "is there, or choose another folder. The study is as it was."
        ),
        WhyNoBackup.DIFFERS: _(
            "The copy in “{folder}” is not what was written, and was removed. Choose a folder "
            "on another drive. The study is as it was."
        ),
        WhyNoBackup.CUT: _(
            "The backup “{file}” lacks entries at its end. Choose another backup. "
            "Nothing was changed."
        ),
    }
    file = error.file.name if error.file else ""
    return words[error.why].format(folder=error.folder, file=file)


def redaction_refused(error: RedactionRefused) -> str:
    """Why personal data was not removed, and what to do."""
    return {
        WhyNotRedacted.TOO_SHORT: _("Type at least three characters of what should be removed."),
        WhyNotRedacted.NOT_FOUND: _(
            "This stands in no note, reason or other free text. Type it exactly as it is written."
        ),
        WhyNotRedacted.NO_REASON: _("Give a reason; it stays in the audit trail."),
        WhyNotRedacted.IN_REASON: _(
            "The reason stays in the audit trail. Write it without what should be removed."
        ),
    }[error.why]


def backup_made(path: Path) -> str:
    """For the message bar."""
    return _("Backed up to “{folder}”, and verified.").format(folder=path.parent.name)


def table_saved(path: Path) -> str:
    """For the message bar."""
    return _("Saved “{file}” in “{folder}”.").format(file=path.name, folder=path.parent.name)


def backed_up(path: Path, head: Head) -> str:
    """Where the backup is, and where its audit trail ends."""
    entries = ngettext("{count} entry", "{count} entries", head.count).format(count=head.count)
    return _(
        "Backed up to “{file}”, and verified. Audit trail: {entries}, last hash {hash}."
    ).format(file=path, entries=entries, hash=head.hash)


def protection_changed(study: Path, *, is_protected: bool) -> str:
    """What `copperdesk protect` did."""
    words = (
        _("“{file}” and its backups are encrypted. Without the passphrase nobody can open them.")
        if is_protected
        else _("“{file}” and its backups are stored in clear again.")
    )
    return words.format(file=study.name)


def backup_left_as_it_was(backup: Path) -> str:
    return _("The backup “{file}” could not be read and is as it was.").format(file=backup.name)


def restored(study: Path, backup: Path) -> str:
    """Which file was made of which backup, and of when that is."""
    named = backup_named(backup)
    if named is None:
        return _("“{study}” was made from “{backup}”.").format(study=study.name, backup=backup.name)
    return _("“{study}” was made from the backup of {moment}.").format(
        study=study.name, moment=dates.moment(named.at)
    )
