"""The demo study on the Analysis screen, at its own moment."""

import shutil
from collections.abc import Generator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from domain.study import Study
from gui.analysis.screen import AnalysisScreen
from gui.demo import DEMO_NOW
from gui.navigation import Navigator
from gui.session import Session
from gui.theme import Theme
from tests.gui.conftest import ScriptedPrompter


@pytest.fixture
def session(made_demo: Path, tmp_path: Path) -> Generator[Session]:
    path = tmp_path / "Demo.cdesk"
    shutil.copy(made_demo, path)
    shutil.copy(made_demo.with_name("Cu_2026-03-23.xlsx"), tmp_path)
    session = Session()
    session.open(Study.open(path, by="A. Nowak", now=DEMO_NOW), lambda: DEMO_NOW)
    yield session
    session.close()


@pytest.fixture
def navigator() -> Navigator:
    return Navigator()


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
