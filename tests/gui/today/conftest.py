"""The Today screen over the demo study, on the morning it opens."""

from collections.abc import Generator
from pathlib import Path
from shutil import copy

import pytest
from pytestqt.qtbot import QtBot

from domain.study import Study
from gui.demo import DEMO_NOW
from gui.navigation import Navigator
from gui.session import Session
from gui.theme import Theme
from gui.today.screen import TodayScreen
from tests.gui.conftest import ScriptedPrompter


@pytest.fixture
def session(qtbot: QtBot, made_demo: Path, tmp_path: Path) -> Generator[Session]:
    study = Study.open(Path(copy(made_demo, tmp_path)), by="A. Nowak", now=DEMO_NOW)
    held = Session()
    held.open(study, lambda: DEMO_NOW)
    yield held
    held.close()


@pytest.fixture
def navigator() -> Navigator:
    return Navigator()


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
