"""The demo study on the Calendar screen, at its own moment."""

import shutil
from collections.abc import Generator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from domain.study import Study
from gui.calendar.screen import CalendarScreen
from gui.demo import DEMO_NOW
from gui.session import Session
from gui.theme import Theme
from tests.gui.conftest import ScriptedPrompter


@pytest.fixture
def demo(made_demo: Path, tmp_path: Path) -> Generator[Study]:
    path = tmp_path / "Demo.cdesk"
    shutil.copy(made_demo, path)
    study = Study.open(path, by="A. Nowak", now=DEMO_NOW)
    yield study
    study.close()


@pytest.fixture
def session(demo: Study) -> Session:
    session = Session()
    session.open(demo, lambda: DEMO_NOW)
    return session


@pytest.fixture
def screen(
    session: Session, prompter: ScriptedPrompter, theme: Theme, qtbot: QtBot
) -> CalendarScreen:
    shown = CalendarScreen(session, prompter)
    qtbot.addWidget(shown)
    shown.resize(1244, 850)
    with qtbot.waitExposed(shown):
        shown.show()
    shown.activateWindow()
    QApplication.processEvents()
    qtbot.waitUntil(lambda: shown.view.current_event is not None)
    shown.view.setFocus()
    return shown
