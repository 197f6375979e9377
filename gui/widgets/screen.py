"""What every screen has in common."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from gui.navigation import Place
from gui.widgets.half_typed import HalfTyped
from gui.widgets.page_header import PAGE_MARGINS, page_margins


class Screen(QWidget):
    """One of the eight screens; its content goes into `page`, top to bottom."""

    context_changed = Signal(str)
    """What the status bar says about this screen: "7 to do today, 3 done"."""
    moved_on = Signal()
    """Other work begins on this screen: what was said about the last change is past."""

    key_hints = ""
    """Keys of this screen's list, for the message bar."""
    side_margin: int | None = None
    """Room left and right of what it shows, where that is not the usual one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = ""
        self.page = QVBoxLayout(self)
        self.page.setContentsMargins(*PAGE_MARGINS)
        self.page.setSpacing(10)

    def show_place(self, place: Place) -> None:
        """Show what `place` names; a screen without details has nothing to do."""

    goes_on = False
    """Whether `take_over` brings what is unsaved into a window built anew."""

    @property
    def unsaved(self) -> str:
        """What would be lost if the study were closed now, in sentences; empty if nothing."""
        return " ".join(form.unsaved for form in self.findChildren(HalfTyped) if form.unsaved)

    def take_over(self, before: "Screen") -> None:
        """Go on with what is unsaved in the same screen of a window built before."""

    def search_here(self) -> bool:
        """Ctrl+F: put the focus where patients are searched for; False if that is elsewhere."""
        return False

    def take_focus(self) -> None:
        """The user came here by keyboard: put the focus where work starts."""
        focus_first(self)

    def say_context(self, text: str) -> None:
        self.context = text
        self.context_changed.emit(text)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.page.setContentsMargins(*page_margins(self.width()))


def focus_first(pane: QWidget) -> bool:
    """Give the focus to the first control in `pane` that takes it by Tab."""
    for child in pane.findChildren(QWidget):
        if child.isVisible() and child.isEnabled() and child.focusPolicy().value & 1:
            child.setFocus(Qt.FocusReason.TabFocusReason)
            return True
    return False


def focus_next(panes: Sequence[QWidget]) -> None:
    """Give the focus to the pane after the one that has it, and round again."""
    shown = [pane for pane in panes if pane.isVisible()]
    holder = QApplication.focusWidget()
    inside = [n for n, pane in enumerate(shown) if holder and pane.isAncestorOf(holder)]
    start = inside[0] + 1 if inside else 0
    for pane in (*shown[start:], *shown[:start]):
        if focus_first(pane):
            return
