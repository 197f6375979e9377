"""Days and times are typed as a person types them: over what stands there."""

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDateTimeEdit


def type_over(field: QDateTimeEdit, first: QDateTimeEdit.Section, event: QKeyEvent) -> None:
    """Before a digit: select the part it is meant for, the first where everything is selected.

    Qt would refuse the digit silently, since the part is full already.
    """
    line = field.lineEdit()
    if not (event.text().isdigit() and event.text().isascii()):
        return
    if line.selectedText() == line.text() or (
        not line.hasSelectedText() and line.cursorPosition() == 0
    ):
        field.setSelectedSection(first)
    elif not line.hasSelectedText() and not _is_half_typed(field):
        field.setSelectedSection(field.currentSection())


def _is_half_typed(field: QDateTimeEdit) -> bool:
    """A digit of the part stands alone, and may be followed by the second."""
    part = field.sectionText(field.currentSection())
    return len(part) < 2 or not part.isdigit()
