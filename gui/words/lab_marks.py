"""What the cells of a sheet were taken for, in words."""

from domain.labsheet.mapping import Role
from domain.labsheet.marks import Mark
from domain.labsheet.rows import Ignored
from gui.words import lab_columns, labsheet
from gui.words.language import _


def cell(mark: Mark, role: Role, draw: str) -> str:
    """What one cell is to the import."""
    match mark:
        case Mark.HEADING:
            return _("A heading")
        case Mark.RESULT | Mark.READ:
            return _("Read as: {role}").format(role=lab_columns.role(role, draw))
        case Mark.UNIT:
            return _("The unit of all results")
        case Mark.PERSONAL:
            return _("Personal, not read and not shown")
        case Mark.UNREAD:
            return _("Not read")


def ignored_row(kind: Ignored) -> str:
    """Not read: notes."""
    return _("Not read: {why}").format(why=labsheet.ignored(kind))
