"""What was refused, why, and what to do about it."""

import errno
from datetime import datetime
from pathlib import Path

from domain.enrolling import CodeRefused, EnrolmentRefused
from domain.errors import CopperdeskError
from domain.move_plan import MoveRefused
from domain.placement import Illegal, PlacementRefused
from domain.recording import RecordingRefused, ScoreRefused, Unrecordable
from domain.storage.backup import Backup
from domain.storage.study_file import StudyRefused, WhyNot
from gui.words import dates, moves, visits
from gui.words.language import _, ngettext
from gui.words.record_refusals import record_refused
from gui.words.refusals import file_or_import_refused


def sentence_of(error: CopperdeskError) -> str:
    """The sentence for the screen; an error without its own words says so plainly."""
    match error:
        case StudyRefused():
            return study_refused(error)
        case RecordingRefused() | ScoreRefused():
            return recording_refused(error)
        case CodeRefused() | EnrolmentRefused():
            return enrolment_refused(error)
        case MoveRefused():
            return moves.refused(error)
        case _:
            return _other(error)


def study_refused(error: StudyRefused) -> str:
    """Why a study file cannot be opened or made, and what to do."""
    file = error.path.name
    words = {
        WhyNot.MISSING: _("There is no file “{file}” any more. Choose another study."),
        WhyNot.EXISTS: _("There is already a file “{file}”. Choose another name."),
        WhyNot.NEWER: _(
            "“{file}” was written by a newer version of Copperdesk. Install that version to "
            "open it. Nothing was changed."
        ),
        WhyNot.FOREIGN: _("“{file}” is not a Copperdesk study. Choose a file ending in .cdesk."),
        WhyNot.DAMAGED: _(
            "“{file}” is damaged and cannot be opened. Restore the study from a backup."
        ),
        WhyNot.ALTERED: _(
            "“{file}” was changed by another program: its tables are not those of a study. "
            "Restore the study from a backup."
        ),
        WhyNot.PROTECTED: _(
            "“{file}” is protected by a passphrase. Give it to open the study; on the command "
            "line, in COPPERDESK_PASSPHRASE."
        ),
        WhyNot.WRONG_PASSPHRASE: _(
            "“{file}” does not open with this passphrase, or is not a Copperdesk study. "
            "Try the passphrase again."
        ),
        WhyNot.READ_ONLY: _(
            "“{file}” is open for reading only, so nothing was recorded. Restore a backup, or "
            "copy the study to a folder of yours."
        ),
        WhyNot.NO_PERMISSION: _(
            "You may not write to “{file}”. Ask who looks after this computer, or copy the "
            "study to a folder of yours."
        ),
        WhyNot.NO_SPACE: _(
            "The drive of “{folder}” is full, so nothing was saved. Free some space, then try "
            "again."
        ),
        WhyNot.UNREACHABLE: _(
            "“{folder}” cannot be read or written, so nothing was saved: the drive fails, or was "
            "pulled out. Look whether it is there, then try again."
        ),
        WhyNot.SAVED_AFTER_ALL: _(
            "The drive answers again: the change before was saved after all, and is shown now. "
            "This one was not saved; look, then try again."
        ),
    }
    if error.in_doubt:
        return _in_doubt(error)
    if error.amid_update:
        return _amid_update(error)
    if error.backup is not None:
        said = words[error.why].format(file=file, folder=error.path.parent)
        return f"{said} {_backup_to_restore(error.backup)}"
    if error.why is not WhyNot.IN_USE:
        return words[error.why].format(file=file, folder=error.path.parent)
    if error.holder is None:
        return _("“{file}” is open in another program. Close it there and try again.").format(
            file=file
        )
    return _(
        "“{file}” is open at {host} by {user}, since {since} (process {process}). Close it there "
        "and try again."
    ).format(
        file=file,
        host=error.holder.host,
        user=error.holder.user,
        since=_since(error.holder.since),
        process=error.holder.process,
    )


def _amid_update(error: StudyRefused) -> str:
    words = (
        _(
            "“{file}” could not be brought up to date: the drive of “{folder}” is full. Nothing "
            "that was recorded is lost. Free some space, then open it again."
        )
        if error.why is WhyNot.NO_SPACE
        else _(
            "“{file}” could not be brought up to date: “{folder}” cannot be read or written. "
            "Nothing that was recorded is lost. Look whether the drive is there, then open it "
            "again."
        )
    )
    return words.format(file=error.path.name, folder=error.path.parent)


def _in_doubt(error: StudyRefused) -> str:
    words = (
        _(
            "The drive of “{folder}” is full, and Copperdesk cannot tell whether the last change "
            "was saved. Free some space and try again: you will be told. If that does not help, "
            "close the study and open it again."
        )
        if error.why is WhyNot.NO_SPACE
        else _(
            "“{folder}” cannot be read or written, and Copperdesk cannot tell whether the last "
            "change was saved. Look whether the drive is there and try again: you will be told. "
            "If that does not help, close the study and open it again."
        )
    )
    return words.format(folder=error.path.parent)


def read_only(error: StudyRefused) -> str:
    """Beside `study_refused`: what may still be done."""
    return _("“{file}” can be looked at as it is; nothing can be recorded in it.").format(
        file=error.path.name
    )


def _backup_to_restore(backup: Backup) -> str:
    return _("The newest good backup is of {moment}: “{file}”.").format(
        moment=dates.moment(backup.at), file=backup.path.name
    )


def _since(iso: str) -> str:
    try:
        return dates.moment(datetime.fromisoformat(iso))
    except ValueError:
        return iso


def recording_refused(error: RecordingRefused | ScoreRefused) -> str:
    """Why a visit cannot be recorded this way."""
    if isinstance(error, ScoreRefused):
        return _("{scale} must be 0–{top}. You typed {typed}.").format(
            scale=error.scale.upper(), top=error.top, typed=error.typed
        )
    words = {
        Unrecordable.ALREADY_RECORDED: _("{patient}: {visit} is recorded already."),
        Unrecordable.NOT_RECORDED: _("{patient}: {visit} is not recorded yet."),
        Unrecordable.CANCELLED: _("{patient}: {visit} is cancelled."),
        Unrecordable.IN_THE_FUTURE: _("{patient}: {day} is in the future. Record it when done."),
        Unrecordable.BEFORE_ENROLMENT: _("{patient}: {day} is before the enrolment."),
        Unrecordable.EARLIER_INFUSION_OPEN: _(
            "{patient}: {earlier} is still open. Record it or mark it missed first."
        ),
        Unrecordable.NOT_AFTER_EARLIER_INFUSION: _(
            "{patient}: {visit} cannot be on or before the day of the infusion before it."
        ),
        Unrecordable.NOT_BEFORE_LATER_INFUSION: _(
            "{patient}: {visit} cannot be on or after the day of the infusion after it."
        ),
        Unrecordable.REASON_MISSING: _("{patient}: {visit} needs a reason, in at least 3 letters."),
        Unrecordable.NO_SCORE: _("{patient}: enter MADRS, YMRS or both."),
        Unrecordable.NO_RESULT: _(
            "{patient}: enter a number with its unit, or why there is no result."
        ),
    }
    return words[error.why].format(
        patient=error.key.patient,
        visit=visits.visit_in_sentence(error.key),
        day=dates.day(error.day) if error.day else "",
        earlier=visits.visit_in_sentence(error.other) if error.other else "",
    )


def enrolment_refused(error: CodeRefused | EnrolmentRefused) -> str:
    """Why a field of the enrolment form cannot stay as it is."""
    if isinstance(error, CodeRefused):
        if error.taken:
            return _("{code} is enrolled already.").format(code=error.code)
        return _("“{code}” is unlike this study’s codes ({pattern}).").format(
            code=error.code, pattern=error.pattern
        )
    return {
        "enrolled_on": _("The enrolment date is in the future."),
        "first_infusion_on": _("The first infusion is before the enrolment."),
        "birth_year": _("This birth year cannot be right."),
        "weight_kg": _("The body weight must be 20–350 kg."),
        "reason": _("Say why the details are corrected."),
    }.get(error.field, _("This value cannot be right: {value}").format(value=error.value))


def placement_refused(error: PlacementRefused) -> str:
    """Why infusions cannot stand on these days."""
    match error.why:
        case Illegal.DAY_OFF:
            day = dates.day(error.day) if error.day else ""
            return _("{day} is not a working day. Choose another day.").format(day=day)
        case Illegal.GAP_UNDER_MINIMUM:
            return ngettext(
                "Not possible: an infusion would follow after {count} day. "
                "The protocol needs {needed}.",
                "Not possible: an infusion would follow after {count} days. "
                "The protocol needs {needed}.",
                error.gap,
            ).format(count=error.gap, needed=error.needed)
        case Illegal.WEEKDAYS_TOO_CLOSE:
            return _("These weekdays are too close to each other. Choose others.")
        case Illegal.WEEKDAYS_COUNT:
            return ngettext(
                "Choose {count} weekday.", "Choose {count} weekdays.", error.needed
            ).format(count=error.needed)


def _other(error: CopperdeskError) -> str:
    if isinstance(error, PlacementRefused):
        return placement_refused(error)
    said = file_or_import_refused(error) or record_refused(error)
    if said is not None:
        return said
    return _("This is not possible ({what}). Nothing was changed.").format(what=error)


def file_refused(error: OSError) -> str:
    """Why the system would not read or write a file."""
    file = Path(str(error.filename)).name if error.filename else ""
    match error.errno:
        case errno.ENOSPC:
            return _("The drive is full. Free some space, then try again. Nothing was changed.")
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return _("You may not write to “{file}”. Choose another folder.").format(file=file)
        case errno.ENOENT:
            return _("There is no file or folder “{file}”.").format(file=file)
        case _:
            return _(
                "“{file}” cannot be read or written. Try again, or choose another place."
            ).format(file=file)
