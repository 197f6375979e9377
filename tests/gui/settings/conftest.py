"""Study settings of the demo study, on its screen."""

import shutil
from collections.abc import Generator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from domain.study import Study
from gui.demo import DEMO_NOW
from gui.navigation import Navigator
from gui.session import Session
from gui.settings.screen import SettingsScreen
from gui.theme import Theme
from tests.gui.conftest import ScriptedPrompter


@pytest.fixture
def session(made_demo: Path, tmp_path: Path, theme: Theme) -> Generator[Session]:
    path = tmp_path / "Demo.cdesk"
    shutil.copy(made_demo, path)
    opened = Session()
    opened.open(Study.open(path, by="A. Nowak", now=DEMO_NOW), lambda: DEMO_NOW)
    yield opened
    opened.close()


@pytest.fixture
def screen(session: Session, prompter: ScriptedPrompter, qtbot: QtBot) -> SettingsScreen:
    made = SettingsScreen(session, prompter, Navigator())
    qtbot.addWidget(made)
    made.resize(1240, 800)
    made.show()
    return made
