"""Nothing is cut: every screen and dialog, small window, large text, both languages."""

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.application import Application
from gui.preferences import PreferencesFile
from gui.widgets.window_size import FRAME
from gui.words import language
from tests.journeys.conftest import SMALLEST, Clock
from tests.journeys.fits import PaintedCut, painted_cuts, tips_of, unfit
from tests.journeys.hands import settle
from tests.journeys.tour import Tour, rest

pytestmark = pytest.mark.pretended_screen

PATIENCE = 8
"""Looks at what does not fit, before it is found."""
PARTS: tuple[Callable[[Tour], None], ...] = (
    Tour.today,
    Tour.calendar,
    Tour.patients,
    Tour.lab_results,
    Tour.analysis,
    Tour.data_quality,
    Tour.audit_trail,
    Tour.settings,
    Tour.records,
    Tour.around,
)


@dataclass
class Inspector:
    """Notes what cannot be read at each stop, once."""

    found: dict[str, str] = field(default_factory=dict)
    painted: list[PaintedCut] = field(default_factory=list)

    def __call__(self, stop: str, window: QWidget) -> None:
        seen = self._look(window)
        for _turn in range(PATIENCE):
            if not seen:
                return
            rest()  # a layout may still be coming to rest
            seen = self._look(window)
        for what in seen:
            self.found.setdefault(what, stop)

    def _look(self, window: QWidget) -> list[str]:
        width, height = SMALLEST
        is_large = window.width() > width or window.height() > height + FRAME
        size = [f"is {window.width()}×{window.height()}"] if is_large else []
        self.painted.clear()
        window.grab()
        tips = tips_of(window)
        cuts = [cut.what for cut in self.painted if not any(cut.words in tip for tip in tips)]
        return [*size, *unfit(window), *cuts]


@pytest.fixture(params=["en", "pl"])
def large(
    qapp: QApplication,
    qtbot: QtBot,
    tmp_path: Path,
    clock: Clock,
    request: pytest.FixtureRequest,
) -> Generator[Application]:
    """The program with its own questions, in the smallest window with the largest text."""
    theme_before = qapp.property("copperdeskTheme")
    preferences = PreferencesFile(tmp_path / "preferences.json")
    preferences.change(theme="light", user_name="A. Nowak", language=request.param)
    program = Application(qapp, preferences, clock=clock)
    program.choose_size(150)
    program.show()
    program.window.resize(*SMALLEST)
    qtbot.waitExposed(program.window)
    yield program
    program.session.close()
    program.window.close()
    program.window.deleteLater()
    program.theme.resize_text(100)
    program.deleteLater()
    settle()
    language.use("en")
    qapp.setProperty("copperdeskTheme", theme_before)


@pytest.fixture
def inspector(monkeypatch: pytest.MonkeyPatch) -> Generator[Inspector]:
    with painted_cuts(monkeypatch) as painted:
        yield Inspector(painted=painted)


def check(inspector: Inspector) -> None:
    if inspector.found:
        told = [f"{stop}: {what}" for what, stop in inspector.found.items()]
        pytest.fail("\n".join(told), pytrace=False)


def test_the_first_page_and_what_it_asks_fit(
    large: Application, qtbot: QtBot, inspector: Inspector
) -> None:
    Tour(large, qtbot, inspector).first_run()
    check(inspector)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_word_of_a_screen_and_its_dialogs_fits(
    large: Application,
    demo: Path,
    qtbot: QtBot,
    inspector: Inspector,
    part: Callable[[Tour], None],
) -> None:
    large.opening.open(demo)
    part(Tour(large, qtbot, inspector))
    check(inspector)
