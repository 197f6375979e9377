"""Study settings of the demo study, on its screen."""

import pytest
from pytestqt.qtbot import QtBot

from gui.navigation import Navigator
from gui.session import Session
from gui.settings.screen import SettingsScreen
from tests.gui.conftest import ScriptedPrompter


@pytest.fixture
def screen(session: Session, prompter: ScriptedPrompter, qtbot: QtBot) -> SettingsScreen:
    made = SettingsScreen(session, prompter, Navigator())
    qtbot.addWidget(made)
    made.resize(1240, 800)
    made.show()
    return made
