"""The demo study at its own moment, and a window to open forms over."""

import shutil
from collections.abc import Generator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from domain.study import Study
from gui.demo import DEMO_NOW
from gui.session import Session
from gui.theme import Theme


@pytest.fixture
def session(made_demo: Path, tmp_path: Path) -> Generator[Session]:
    path = tmp_path / "Demo.cdesk"
    shutil.copy(made_demo, path)
    session = Session()
    session.open(Study.open(path, by="A. Nowak", now=DEMO_NOW), lambda: DEMO_NOW)
    yield session
    session.close()


@pytest.fixture
def window(theme: Theme, qtbot: QtBot) -> QWidget:
    shown = QWidget()
    qtbot.addWidget(shown)
    shown.resize(900, 700)
    with qtbot.waitExposed(shown):
        shown.show()
    return shown
