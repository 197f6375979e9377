"""The menu bar: which command stands where."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QMenuBar

from gui.actions import Actions, Command
from gui.locking.patience import MINUTES
from gui.screens import ScreenKind
from gui.theme import TEXT_SCALES, ThemeChoice
from gui.words import language
from gui.words.language import _
from gui.words.locking import lock_after

T = TypeVar("T")

_FILE = (
    Command.NEW_STUDY, Command.OPEN_STUDY, Command.OPEN_DEMO, None,
    Command.IMPORT_LAB, Command.EXPORT, Command.EXPORT_CALENDAR, Command.REPORT,
    Command.CHECK_REPORT, None,
    Command.PRINT_DAY_LIST, Command.TUBE_LABELS, None,
    Command.BACK_UP, Command.RESTORE, None, Command.CLOSE_STUDY, Command.QUIT,
)  # fmt: skip
_EDIT = (Command.UNDO, Command.REDO, None, Command.FIND_PATIENT)
_PATIENT = (
    Command.ENROL, Command.SCREENING_LOG, None,
    Command.MOVE_INFUSION, Command.UNSCHEDULED_DRAW, Command.UNSCHEDULED_RATING, None,
    Command.ADD_QUERY, Command.WITHDRAW,
)  # fmt: skip
_STUDY = (
    Command.WHO_WORKS, Command.LOCK, Command.PROTECT, None,
    Command.VERIFY, Command.REMOVE_TEXT, None, Command.RESET_DEMO,
)  # fmt: skip
_HELP = (Command.USER_GUIDE, Command.KEYS, Command.WHATS_NEW, None, Command.ABOUT)


class Menus:
    """Fills a menu bar; the window is told what was chosen by callables."""

    def __init__(self, bar: QMenuBar, actions: Actions) -> None:
        self._bar = bar
        self._actions = actions
        file_words, edit_words, view_words, patient_words, study_words, help_words = menu_words()
        file = self._menu(file_words, _FILE)
        self._recent = QMenu(_("Open recent"), file)
        file.insertMenu(actions[Command.OPEN_DEMO], self._recent)
        self._menu(edit_words, _EDIT)
        self.view = bar.addMenu(view_words)
        self.patient = self._menu(patient_words, _PATIENT)
        self.study = self._menu(study_words, _STUDY)
        self._menu(help_words, _HELP)
        self._screens: list[QAction] = []

    def study_is_open(self, is_open: bool) -> None:
        """Patient and Study have nothing to offer without a study."""
        self.patient.menuAction().setVisible(is_open)
        self.study.menuAction().setVisible(is_open)
        for action in self._screens:
            action.setEnabled(is_open)

    def add_screens(self, kinds: Sequence[ScreenKind], go: Callable[[str], None]) -> None:
        for number, kind in enumerate(kinds, start=1):
            action = self.view.addAction(kind.words)
            action.setShortcut(f"Ctrl+{number}")
            _on(action, go, kind.name)
            self._screens.append(action)
        self.view.addSeparator()
        for command in (Command.BACK, Command.NEXT_PANE):
            self.view.addAction(self._actions[command])
        self.view.addSeparator()

    def add_looks(
        self,
        *,
        theme: ThemeChoice,
        percent: int,
        choose_theme: Callable[[ThemeChoice], None],
        choose_size: Callable[[int], None],
        choose_language: Callable[[str], None],
    ) -> None:
        """Theme, text size and language, each a group of which one is chosen."""
        _choices(self.view.addMenu(_("Theme")), theme_words(), theme, choose_theme)
        sizes = {size: f"{size}%" for size in TEXT_SCALES}
        size_menu = self.view.addMenu(_("Text size"))
        _choices(size_menu, sizes, percent, choose_size)
        size_menu.addSeparator()
        size_menu.addAction(self._actions[Command.LARGER_TEXT])
        size_menu.addAction(self._actions[Command.SMALLER_TEXT])
        languages = self.view.addMenu(_("Language"))
        _choices(languages, language.NAMES, language.language(), choose_language)

    def add_lock_times(self, minutes: int, choose: Callable[[int], None]) -> None:
        """After how long a protected study locks by itself."""
        times = QMenu(_("Lock after"), self.study)
        self.study.insertMenu(self._actions[Command.PROTECT], times)
        words = {choice: lock_after(choice) for choice in MINUTES}
        _choices(times, words, minutes, choose)

    def show_recent(self, studies: Sequence[str], open_study: Callable[[Path], object]) -> None:
        self._recent.clear()
        self._recent.setEnabled(bool(studies))
        for name in studies:
            action = self._recent.addAction(Path(name).name)
            action.setToolTip(name)
            _on(action, open_study, Path(name))

    def _menu(self, words: str, commands: Sequence[Command | None]) -> QMenu:
        menu = self._bar.addMenu(words)
        for command in commands:
            if command is None:
                menu.addSeparator()
            else:
                menu.addAction(self._actions[command])
        return menu


def menu_words() -> tuple[str, ...]:
    """The menus of the bar, from left to right."""
    return _("File"), _("Edit"), _("View"), _("Patient"), _("Study"), _("Help")


def theme_words() -> dict[ThemeChoice, str]:
    return {
        ThemeChoice.SYSTEM: _("Same as system"),
        ThemeChoice.LIGHT: _("Light"),
        ThemeChoice.DARK: _("Dark"),
    }


def _choices(menu: QMenu, words: Mapping[T, str], current: T, choose: Callable[[T], None]) -> None:
    group = QActionGroup(menu)
    for value, text in words.items():
        action = group.addAction(text)
        action.setCheckable(True)
        action.setChecked(value == current)
        _on(action, choose, value)
        menu.addAction(action)


def _on(action: QAction, do: Callable[[T], object], value: T) -> None:
    action.triggered.connect(lambda: do(value))
