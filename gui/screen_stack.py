"""The screens of the open study, each made when it is first shown."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from gui.navigation import Navigator, ScreenName
from gui.prompts import Prompter
from gui.screens import ScreenKind
from gui.session import Session
from gui.widgets.screen import Screen


class ScreenStack(QStackedWidget):
    """One of them is shown at a time; all go when the study is closed."""

    context_changed = Signal(str)
    """The screen that is shown says something else for the status bar."""
    moved_on = Signal()
    """Other work begins on one of the screens."""

    def __init__(
        self,
        kinds: Sequence[ScreenKind],
        session: Session,
        prompter: Prompter,
        navigator: Navigator,
    ) -> None:
        super().__init__()
        self._kinds = {kind.name: kind for kind in kinds}
        self._session = session
        self._prompter = prompter
        self._navigator = navigator
        self._screens: dict[ScreenName, Screen] = {}

    @property
    def current(self) -> Screen | None:
        screen = self.currentWidget()
        return screen if isinstance(screen, Screen) else None

    def named(self, name: ScreenName) -> Screen:
        """The screen of this name; made now if it was not shown before."""
        if name not in self._screens:
            made = self._kinds[name].make(self._session, self._prompter, self._navigator)
            made.context_changed.connect(self._pass_on)
            made.moved_on.connect(self.moved_on)
            self._screens[name] = made
            self.addWidget(made)
        return self._screens[name]

    @property
    def unsaved(self) -> dict[ScreenName, Screen]:
        """The screens that hold what is not saved."""
        return {name: screen for name, screen in self._screens.items() if screen.unsaved}

    def drop(self) -> None:
        """Let all of them go; the one that is shown last, or another would be shown meanwhile."""
        shown = self.currentWidget()
        for screen in sorted(self._screens.values(), key=lambda screen: screen is shown):
            self.removeWidget(screen)
            screen.deleteLater()
        self._screens.clear()

    def _pass_on(self, text: str) -> None:
        if self.sender() is self.current:
            self.context_changed.emit(text)
