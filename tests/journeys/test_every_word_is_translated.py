"""Every word of every screen and dialog comes from the catalogue, none from the code."""

import gettext
import sys
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.application import Application
from gui.preferences import PreferencesFile
from gui.words import language
from tests.journeys.conftest import Clock
from tests.journeys.hands import settle
from tests.journeys.marks import MarkedLanguage, texts_of, unmarked
from tests.journeys.test_fits import PARTS
from tests.journeys.tour import Tour

pytestmark = pytest.mark.pretended_screen

OF_QT_OR_PAGES = ("who works", "protect", "guide")
"""Qt's own buttons, from its catalogues; the guide's pages, which are files by language."""


def forget_words() -> None:
    """What is kept by the code of its language: the marks have none of their own."""
    for name, module in list(sys.modules.items()):
        if name.startswith("gui."):
            for one in vars(module).values():
                if hasattr(one, "cache_clear"):
                    one.cache_clear()


@pytest.fixture
def marked(
    qapp: QApplication,
    qtbot: QtBot,
    tmp_path: Path,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> Generator[Application]:
    """The program in the language that marks what it is asked for."""
    theme_before = qapp.property("copperdeskTheme")
    preferences = PreferencesFile(tmp_path / "preferences.json")
    preferences.change(theme="light", user_name="A. Nowak", language="en")
    forget_words()
    with monkeypatch.context() as patch:
        patch.setattr(gettext, "translation", lambda *_given, **_named: MarkedLanguage())
        program = Application(qapp, preferences, clock=clock)
        program.show()
        program.window.resize(1440, 900)
        qtbot.waitExposed(program.window)
        yield program
        program.session.close()
        program.window.close()
        program.window.deleteLater()
        program.deleteLater()
        settle()
    language.use("en")
    forget_words()
    qapp.setProperty("copperdeskTheme", theme_before)


@pytest.mark.parametrize("part", [Tour.first_run, *PARTS], ids=lambda part: part.__name__)
def test_no_word_is_written_in_the_code_alone(
    marked: Application, demo: Path, qtbot: QtBot, part: Callable[[Tour], None]
) -> None:
    bare: dict[str, str] = {}

    def look(stop: str, window: QWidget) -> None:
        if stop in OF_QT_OR_PAGES:
            return
        for text in texts_of(window):
            for word in unmarked(text):
                bare.setdefault(word, f"{stop}: {text!r}")

    if part is not Tour.first_run:
        marked.opening.open(demo)
    part(Tour(marked, qtbot, look))
    if bare:
        told = [f"{word}, {stop}" for word, stop in bare.items()]
        pytest.fail("\n".join(told), pytrace=False)
