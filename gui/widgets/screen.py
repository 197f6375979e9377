"""What every screen has in common."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.navigation import Place
from gui.widgets.page_header import PAGE_MARGINS


class Screen(QWidget):
    """One of the eight screens; its content goes into `page`, top to bottom."""

    context_changed = Signal(str)
    """What the status bar says about this screen: "7 to do today, 3 done"."""

    key_hints = ""
    """Keys of this screen's list, for the message bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = ""
        self.page = QVBoxLayout(self)
        self.page.setContentsMargins(*PAGE_MARGINS)
        self.page.setSpacing(10)

    def show_place(self, place: Place) -> None:
        """Show what `place` names; a screen without details has nothing to do."""

    def say_context(self, text: str) -> None:
        self.context = text
        self.context_changed.emit(text)
