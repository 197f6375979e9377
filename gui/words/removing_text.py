"""Removing personal data that was typed by mistake, in words."""

from domain.storage.redacting import MARK
from gui.words.language import _, ngettext


def told() -> str:
    return _(
        "For a name, a birth date or a national number that was typed into a note, a reason or "
        "another free text. It is replaced by {mark} there and in the audit trail."
    ).format(mark=MARK)


def consequence(backups: int) -> str:
    """What cannot be taken back, and where the text still is."""
    said = _(
        "This cannot be undone. The audit trail keeps that a text was removed, by whom, when and "
        "why; Verify names it."
    )
    if not backups:
        return said
    kept = ngettext(
        "{count} backup made before still holds the text.",
        "{count} backups made before still hold the text.",
        backups,
    ).format(count=backups)
    return f"{said} {kept}"


def removed() -> str:
    return _("The text was removed from the study and from its audit trail.")
