"""The screens of a study go with it, and none of them is shown on the way."""

from functools import partial

from PySide6.QtGui import QShowEvent
from pytestqt.qtbot import QtBot

from gui.navigation import Navigator, ScreenName
from gui.screen_stack import ScreenStack
from gui.screens import ScreenKind
from gui.session import Session
from gui.theme import Theme
from gui.widgets.screen import Screen
from tests.gui.conftest import ScriptedPrompter


class Watched(Screen):
    """Counts how often it is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.shows = 0

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 -- Qt's name
        self.shows += 1
        super().showEvent(event)


def _give(made: Screen, *_of: object) -> Screen:
    return made


def test_no_screen_is_shown_while_all_of_them_go(
    theme: Theme, session: Session, navigator: Navigator, prompter: ScriptedPrompter, qtbot: QtBot
) -> None:
    names = (ScreenName.TODAY, ScreenName.AUDIT, ScreenName.CALENDAR)
    made = {name: Watched() for name in names}
    kinds = [ScreenKind(name, name, "users", partial(_give, made[name])) for name in names]
    stack = ScreenStack(kinds, session, prompter, navigator)
    qtbot.addWidget(stack)
    stack.show()
    for name in (*names, ScreenName.TODAY):
        stack.setCurrentWidget(stack.named(name))
    before = {name: screen.shows for name, screen in made.items()}

    stack.drop()

    assert {name: screen.shows for name, screen in made.items()} == before
    assert stack.count() == 0
