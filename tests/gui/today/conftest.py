"""The Today screen over the demo study, on the morning it opens."""

import pytest
from pytestqt.qtbot import QtBot

from gui.navigation import Navigator
from gui.session import Session
from gui.theme import Theme
from gui.today.screen import TodayScreen
from tests.gui.conftest import ScriptedPrompter


@pytest.fixture
def screen(
    qtbot: QtBot,
    theme: Theme,
    session: Session,
    prompter: ScriptedPrompter,
    navigator: Navigator,
) -> TodayScreen:
    shown = TodayScreen(session, prompter, navigator)
    qtbot.addWidget(shown)
    shown.resize(1240, 860)
    shown.show()
    qtbot.waitExposed(shown)
    return shown
