"""The laboratory's sheet on a morning: dropped, decided, imported, and what follows from it."""

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from domain.labsheet.rows import RowStatus
from domain.visits import Status
from gui.analysis.screen import AnalysisScreen
from gui.application import Application
from gui.demo import DEMO_NOW
from gui.labimport.screen import LabResultsScreen
from gui.navigation import ScreenName
from gui.today.screen import TodayScreen
from tests.builders import draw
from tests.gui.demo_import import SHEET
from tests.journeys.hands import CTRL, Hands

Key = Qt.Key
CU3 = draw("inf3", "KET-024")


def status_of(program: Application, code: str, patient: str) -> Status:
    return program.session.study.visit(draw(code, patient)).status(DEMO_NOW.date())


def current_value(program: Application) -> Decimal | None:
    [current] = [r for r in program.session.study.results("KET-024", "inf3") if r.is_current]
    return current.result.value


def drop_sheet(program: Application, hands: Hands, demo: Path) -> LabResultsScreen:
    hands.drop(demo.with_name(SHEET), program.window)
    screen = program.window.current_screen
    assert isinstance(screen, LabResultsScreen)
    hands.wait(lambda: screen.check is not None)
    return screen


def analysed(program: Application, hands: Hands) -> AnalysisScreen:
    hands.press(Key.Key_5, CTRL)
    screen = program.window.current_screen
    assert isinstance(screen, AnalysisScreen)
    hands.wait(lambda: screen.result is not None and not screen.is_outdated, seconds=30)
    return screen


def pairs_of(screen: AnalysisScreen) -> int:
    outcome = screen.outcome()
    assert outcome is not None
    return outcome.n


def decide_by_keyboard(program: Application, hands: Hands) -> None:
    """The likeliest fix of each problem; the next problem comes by itself or with F8."""
    for _problem in range(2):
        hands.press(Key.Key_F8)
        hands.press(Key.Key_Return)
    hands.press(Key.Key_Return, CTRL)


def decide_by_mouse(program: Application, hands: Hands) -> None:
    hands.click_words("Replace 109.4 with 104.9")
    if not hands.sees("Use KET-027, draw Cu3"):
        hands.click_words("Next")
    hands.click_words("Use KET-027, draw Cu3")
    hands.click_words("Import 13 results")


@pytest.mark.parametrize("decide", [decide_by_keyboard, decide_by_mouse])
def test_a_dropped_sheet_is_decided_imported_and_analysed(
    opened_demo: Application, hands: Hands, demo: Path, decide
) -> None:
    program = opened_demo
    analysis = analysed(program, hands)
    before = pairs_of(analysis)
    entries = program.session.study.head().count

    drop_sheet(program, hands, demo)
    assert hands.sees("All 15")
    assert {"To decide 2", "Flagged 3", "New 10", "Same 2"} <= set(hands.read())
    assert not hands.button("Import 11 results").isEnabled()
    assert program.session.study.head().count == entries
    decide(program, hands)

    assert current_value(program) == Decimal("104.9")
    assert status_of(program, "inf3", "KET-027") is Status.DONE
    assert status_of(program, "inf7", "KET-023") is Status.MISSED
    assert analysis.is_outdated
    again = analysed(program, hands)
    assert (before, pairs_of(again)) == (19, 21)
    assert program.session.study.verify().is_clean

    hands.press(Key.Key_Z, CTRL)
    assert current_value(program) == Decimal("109.4")
    assert status_of(program, "inf3", "KET-027") is Status.WAITING_FOR_LAB
    hands.wait(lambda: not analysis.is_outdated, seconds=30)
    assert pairs_of(analysis) == before


def test_the_same_sheet_again_says_so_and_brings_nothing_new(
    opened_demo: Application, hands: Hands, demo: Path
) -> None:
    drop_sheet(opened_demo, hands, demo)
    decide_by_keyboard(opened_demo, hands)
    entries = opened_demo.session.study.head().count

    screen = drop_sheet(opened_demo, hands, demo)

    assert screen.check is not None
    hands.wait(lambda: screen.check is not None and screen.check.plan.imported_before)
    assert RowStatus.NEW not in screen.check.plan.counts
    assert opened_demo.session.study.head().count == entries


def test_a_file_that_is_no_sheet_ends_in_a_sentence_and_changes_nothing(
    opened_demo: Application, hands: Hands, tmp_path: Path
) -> None:
    entries = opened_demo.session.study.head().count
    broken = tmp_path / "wyniki.xlsx"
    broken.write_bytes(b"PK\x03\x04" + b"\x00" * 400)

    hands.drop(broken, opened_demo.window)

    hands.wait(lambda: hands.sees("Try another file…"))
    assert hands.sees("wyniki.xlsx")
    assert opened_demo.session.study.head().count == entries
    hands.click(opened_demo.window.side_bar.button(ScreenName.TODAY))
    assert isinstance(opened_demo.window.current_screen, TodayScreen)
