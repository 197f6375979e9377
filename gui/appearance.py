"""How the program looks: theme and size of text, chosen in menus and on the first page."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from gui.actions import Actions, Command
from gui.preferences import PreferencesFile
from gui.start.looks import Looks
from gui.theme import TEXT_SCALES, Theme, ThemeChoice


class Appearance(QObject):
    """Every choice holds at once, and the next time the program is started."""

    def __init__(self, app: QApplication, preferences: PreferencesFile, parent: QObject) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self.theme = Theme(
            app,
            _known(preferences.current.theme),
            preferences.current.text_percent,
            dresses_windows=True,
        )
        self._looks: Looks | None = None

    @property
    def looks(self) -> Looks | None:
        """The choices on the first page, while there is one."""
        return self._looks if self._looks is not None and isValid(self._looks) else None

    def make_looks(self, parent: QWidget) -> Looks:
        """The choices for a new first page; they follow what is chosen elsewhere."""
        looks = Looks(self.theme.choice, self.theme.text_percent, parent)
        looks.theme_chosen.connect(self.choose_theme)
        looks.size_chosen.connect(self.choose_size)
        self._looks = looks
        return looks

    def connect_to(self, commands: Actions) -> None:
        commands.connect_to(Command.LARGER_TEXT, self._enlarge)
        commands.connect_to(Command.SMALLER_TEXT, self._shrink)

    def choose_theme(self, choice: str) -> None:
        self._preferences.change(theme=str(ThemeChoice(choice)))
        self.theme.choose(ThemeChoice(choice))
        looks = self.looks
        if looks is not None:
            looks.show_theme(self.theme.choice)

    def choose_size(self, percent: int) -> None:
        self.theme.resize_text(percent)
        self._preferences.change(text_percent=self.theme.text_percent)
        looks = self.looks
        if looks is not None:
            looks.show_size(self.theme.text_percent)

    def _enlarge(self) -> None:
        larger = [size for size in TEXT_SCALES if size > self.theme.text_percent]
        self.choose_size(min(larger, default=TEXT_SCALES[-1]))

    def _shrink(self) -> None:
        smaller = [size for size in TEXT_SCALES if size < self.theme.text_percent]
        self.choose_size(max(smaller, default=TEXT_SCALES[0]))


def _known(theme: str) -> ThemeChoice:
    return ThemeChoice(theme) if theme in set(ThemeChoice) else ThemeChoice.SYSTEM
