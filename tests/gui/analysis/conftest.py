"""The demo study on the Analysis screen, at its own moment."""

import pytest
from pytestqt.qtbot import QtBot

from gui.analysis.screen import AnalysisScreen
from gui.navigation import Navigator
from gui.session import Session
from gui.theme import Theme
from tests.gui.conftest import ScriptedPrompter


@pytest.fixture
def screen(
    session: Session,
    prompter: ScriptedPrompter,
    navigator: Navigator,
    theme: Theme,
    qtbot: QtBot,
) -> AnalysisScreen:
    shown = AnalysisScreen(session, prompter, navigator)
    qtbot.addWidget(shown)
    shown.resize(1200, 850)
    shown.show()
    qtbot.waitUntil(lambda: shown.result is not None, timeout=20_000)
    return shown
