"""Opens the guide at the page of what is on the screen."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from gui.help.guide import FIRST, WHATS_NEW, page_for
from gui.navigation import Place


class Helping(QObject):
    """Keeps one window of the guide, made when it is first asked for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window: QWidget | None = None

    def help_with(self, place: Place | None, over: QWidget) -> None:
        """F1: the page about `place`."""
        self.open(page_for(place), over)

    def tell_news(self, over: QWidget) -> None:
        self.open(WHATS_NEW, over)

    def open(self, name: str, over: QWidget) -> None:
        """Show the page `name`; the window belongs to the program's window `over`."""
        from gui.help.window import GuideWindow

        window = self._window
        if (
            not isinstance(window, GuideWindow)
            or not isValid(window)
            or window.parent() is not over
        ):
            window = GuideWindow(over)
            self._window = window
        window.show_page(name)
        window.show()
        window.raise_()
        window.activateWindow()
        window.view.setFocus()

    def follow(self, over: QWidget) -> None:
        """The program's window was made anew, as in another language; the guide goes with it."""
        from gui.help.window import GuideWindow

        before = self._window
        self._window = None
        if isinstance(before, GuideWindow) and isValid(before) and before.isVisible():
            name, place = before.shown or FIRST, before.geometry()
            before.close()
            self.open(name, over)
            assert self._window is not None
            self._window.setGeometry(place)
