"""Lab results over the demo study, its waiting sheet beside it."""

from collections.abc import Callable, Generator
from pathlib import Path
from shutil import copy

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from domain.study import Study
from gui.demo import DEMO_NOW
from gui.labimport.screen import LabResultsScreen
from gui.labimport.sheet_check import SheetCheck
from gui.session import Session
from gui.theme import Theme
from tests.gui.conftest import ScriptedPrompter
from tests.gui.demo_import import SHEET


@pytest.fixture
def sheet(made_demo: Path, tmp_path: Path) -> Path:
    return Path(copy(made_demo.parent / SHEET, tmp_path / SHEET))


@pytest.fixture
def session(qtbot: QtBot, made_demo: Path, tmp_path: Path) -> Generator[Session]:
    path = Path(copy(made_demo, tmp_path / "demo.cdesk"))
    session = Session()
    session.open(Study.open(path, by="A. Nowak", now=DEMO_NOW), clock=lambda: DEMO_NOW)
    yield session
    session.close()


@pytest.fixture
def screen(
    qtbot: QtBot, theme: Theme, session: Session, prompter: ScriptedPrompter
) -> LabResultsScreen:
    screen = LabResultsScreen(session, prompter)
    qtbot.addWidget(screen)
    screen.resize(1240, 800)
    screen.show()
    qtbot.waitExposed(screen)
    return screen


@pytest.fixture
def opened(qtbot: QtBot, screen: LabResultsScreen) -> Callable[[Path], SheetCheck]:
    """Opens a sheet and waits until it is checked."""

    def open_sheet(path: Path) -> SheetCheck:
        screen.open_sheet(path)
        qtbot.waitUntil(lambda: screen.check is not None, timeout=10_000)
        check = screen.check
        assert check is not None
        return check

    return open_sheet


@pytest.fixture
def commit(qtbot: QtBot, screen: LabResultsScreen, session: Session) -> Callable[[], None]:
    """Presses Import and waits until the study is given back."""

    def press_import() -> None:
        qtbot.mouseClick(screen.bar.commit, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: not session.is_lent, timeout=10_000)

    return press_import
