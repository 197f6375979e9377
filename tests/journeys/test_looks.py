"""Looks while a study is open: theme, language, text size; and no window but those meant."""

from collections.abc import Generator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QMenu, QWidget
from pytestqt.qtbot import QtBot

from gui.application import Application
from gui.calendar.screen import CalendarScreen
from gui.navigation import ScreenName
from gui.words import language
from gui.words.language import _
from tests.builders import draw
from tests.journeys.hands import CTRL, Hands

Key = Qt.Key


class ShownWindows(QObject):
    """Notes every widget that is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.strays: list[str] = []

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget):
            is_meant = isinstance(watched, (QMainWindow, QDialog, QMenu))
            if watched.windowType() is Qt.WindowType.Window and not is_meant:
                self.strays.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


@pytest.fixture
def shown_windows(qapp: QApplication, program: Application) -> Generator[ShownWindows]:
    watcher = ShownWindows()
    qapp.installEventFilter(watcher)
    yield watcher
    qapp.removeEventFilter(watcher)


def test_no_part_of_a_screen_flashes_up_as_a_window_of_its_own(
    shown_windows: ShownWindows, opened_demo: Application, hands: Hands
) -> None:
    for number in range(len(ScreenName)):
        hands.press(Qt.Key(Key.Key_1 + number), CTRL)
        hands.wait(opened_demo.window.isActiveWindow)
    assert shown_windows.strays == []


def test_looks_change_under_an_open_study_and_nothing_is_lost(
    opened_demo: Application, hands: Hands
) -> None:
    program = opened_demo
    hands.click_words("Collected now, copper draw Cu7, KET-024")
    hands.press(Key.Key_2, CTRL)

    hands.click_menu("View", "Theme", "Dark")
    assert program.theme.is_dark
    for code, name in (("pl", "Polski"), ("en", "English")):
        hands.click_menu(_("View"), _("Language"), name)
        assert language.language() == code
        assert isinstance(program.window.current_screen, CalendarScreen)
        to_do = program.window.side_bar.button(ScreenName.TODAY).accessibleName()
        assert to_do == _("{screen}, {count}").format(screen=_("Today"), count=6)
    hands.click_menu("View", "Text size", "150%")
    assert program.theme.text_percent == 150
    hands.click_menu("View", "Theme", "Light")
    hands.click_menu("View", "Text size", "100%")

    collected = program.session.study.visit(draw("inf7", "KET-024"))
    assert collected.done_at is not None
    hands.press(Key.Key_Z, CTRL)
    assert program.window.side_bar.button(ScreenName.TODAY).accessibleName() == "Today, 7"


def test_a_window_without_a_parent_has_the_same_look(
    program: Application, hands: Hands, qtbot: QtBot
) -> None:
    stranger = QDialog()
    qtbot.addWidget(stranger)
    stranger.show()
    stranger.activateWindow()
    hands.wait(lambda: stranger.styleSheet() == program.window.styleSheet() != "")
    program.choose_theme("dark")
    assert stranger.styleSheet() == program.window.styleSheet()
