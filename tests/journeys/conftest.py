"""The whole program in front of a person: window, preferences, a clock that is moved by hand."""

from collections.abc import Generator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from shutil import copytree

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui import application
from gui.application import Application
from gui.demo import DEMO_NOW, make_demo
from gui.preferences import PreferencesFile
from gui.words import language
from tests.gui.conftest import ScriptedPrompter
from tests.journeys.hands import Hands, settle

SMALLEST = 1366, 696
"""The usable minimum: a screen of 1366×768 less title and task bars."""


@dataclass
class Clock:
    """Stands still until it is set."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def set(self, day: date, clock: str = "10:00") -> None:
        self.now = datetime.combine(day, time.fromisoformat(clock)).astimezone()


@pytest.fixture
def clock() -> Clock:
    return Clock(DEMO_NOW)


class Listener(ScriptedPrompter):
    """Keeps what was told with its explanation."""

    def tell(self, message: str, explanation: str = "") -> None:
        super().tell(f"{message} {explanation}")


@pytest.fixture
def prompter() -> ScriptedPrompter:
    return Listener()


@pytest.fixture
def program(
    qapp: QApplication,
    qtbot: QtBot,
    tmp_path: Path,
    clock: Clock,
    prompter: ScriptedPrompter,
    monkeypatch: pytest.MonkeyPatch,
) -> Generator[Application]:
    """The program on its first page, for A. Nowak, in English."""
    theme_before, sheet_before = qapp.property("copperdeskTheme"), qapp.styleSheet()
    monkeypatch.setattr(application, "QtPrompter", lambda: prompter)
    preferences = PreferencesFile(tmp_path / "preferences.json")
    preferences.change(theme="light", user_name="A. Nowak", language="en")
    program = Application(qapp, preferences, clock=clock)
    program.show()
    program.window.resize(*SMALLEST)
    qtbot.waitExposed(program.window)
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow)
    yield program
    program.session.close()
    program.window.close()
    program.window.deleteLater()
    program.deleteLater()
    settle()
    language.use("en")
    qapp.setProperty("copperdeskTheme", theme_before)
    qapp.setStyleSheet(sheet_before)


@pytest.fixture
def hands(qtbot: QtBot, program: Application) -> Hands:
    return Hands(qtbot)


@pytest.fixture(scope="session")
def _made_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    make_demo(folder / "demo.cdesk")
    return folder


@pytest.fixture
def demo(_made_demo: Path, tmp_path: Path) -> Path:
    """The demo study as just made, its lab sheet beside it."""
    return copytree(_made_demo, tmp_path / "demo") / "demo.cdesk"


@pytest.fixture
def opened_demo(program: Application, hands: Hands, demo: Path) -> Application:
    """The demo study, dropped on the window."""
    hands.drop(demo, program.window)
    assert program.session.is_open
    return program


@pytest.fixture
def reviewed_demo(opened_demo: Application, qtbot: QtBot) -> Application:
    """The demo study once the rules have looked at every patient, which they do after opening."""
    with qtbot.waitSignal(opened_demo.reviewing.ended, timeout=15_000):
        pass
    return opened_demo
