"""Data quality of the demo study after its morning's import."""

import pytest
from pytestqt.qtbot import QtBot

from gui.navigation import Navigator
from gui.quality.screen import DataQualityScreen
from gui.session import Session
from tests.gui.conftest import ScriptedPrompter
from tests.gui.demo_import import accept, morning_sheet, planned


@pytest.fixture
def session(session: Session) -> Session:
    accept(session.study, planned(session.study, morning_sheet(session.study)))
    return session


@pytest.fixture
def screen(
    session: Session, prompter: ScriptedPrompter, navigator: Navigator, qtbot: QtBot
) -> DataQualityScreen:
    made = DataQualityScreen(session, prompter, navigator)
    qtbot.addWidget(made)
    made.resize(1240, 800)
    made.show()
    made.take_focus()
    return made
