"""Data quality of the demo study after its morning's import."""

import shutil
from collections.abc import Generator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from domain.study import Study
from gui.demo import DEMO_NOW
from gui.navigation import Navigator
from gui.quality.screen import DataQualityScreen
from gui.session import Session
from gui.theme import Theme
from tests.gui.conftest import ScriptedPrompter
from tests.gui.demo_import import SHEET, accept, morning_sheet, planned


@pytest.fixture
def session(made_demo: Path, tmp_path: Path, theme: Theme) -> Generator[Session]:
    path = tmp_path / "Demo.cdesk"
    shutil.copy(made_demo, path)
    shutil.copy(made_demo.with_name(SHEET), tmp_path)
    opened = Session()
    opened.open(Study.open(path, by="A. Nowak", now=DEMO_NOW), lambda: DEMO_NOW)
    accept(opened.study, planned(opened.study, morning_sheet(opened.study)))
    yield opened
    opened.close()


@pytest.fixture
def navigator() -> Navigator:
    return Navigator()


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
