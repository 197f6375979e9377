"""Acceptance check 6 through the whole program: the sheet dropped, decided, imported, undone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from domain.visits import Status
from gui.actions import Command
from gui.analysis.screen import AnalysisScreen
from gui.application import Application
from gui.calendar.screen import CalendarScreen
from gui.labimport.screen import LabResultsScreen
from gui.navigation import ScreenName
from gui.today.screen import TodayScreen
from tests.builders import draw
from tests.gui.conftest import ScriptedPrompter
from tests.gui.demo_import import ANSWERED, SHEET, STILL_WAITING
from tests.journeys.hands import CTRL, SHIFT, Hands

Key = Qt.Key
UNUSABLE = ("KET-023", "inf7")
LATE = ("KET-030", "inf1")
"""Collected out of its window."""


def drop_sheet(program: Application, hands: Hands, demo: Path) -> LabResultsScreen:
    hands.drop(demo.with_name(SHEET), program.window)
    lab = program.window.screen_named(ScreenName.LAB_RESULTS)
    assert isinstance(lab, LabResultsScreen)
    hands.wait(lambda: lab.page_shown is lab.rows)
    return lab


def current_value(program: Application) -> str:
    results = program.session.study.results("KET-024", "inf3")
    return next(one.result.verbatim for one in results if one.is_current)


def analysis_of(program: Application) -> AnalysisScreen:
    analysis = program.window.screen_named(ScreenName.ANALYSIS)
    assert isinstance(analysis, AnalysisScreen)
    return analysis


def is_marked_out_of_date(analysis: AnalysisScreen) -> bool:
    marks = [mark for mark in analysis.findChildren(QLabel) if mark.text() == "Out of date"]
    assert len(marks) == 1
    return marks[0].isVisibleTo(analysis)


def wait_for_pairs(hands: Hands, analysis: AnalysisScreen, pairs: int) -> None:
    hands.wait(lambda: not analysis.is_outdated, seconds=60)  # computed by a process beside
    outcome = analysis.outcome()
    assert outcome is not None
    assert outcome.n == pairs
    assert hands.sees(f"{pairs} pairs")


def statuses(program: Application) -> dict[tuple[str, str], Status]:
    calendar = program.window.current_screen
    assert isinstance(calendar, CalendarScreen)
    found: dict[tuple[str, str], Status] = {}
    for patient, code in (*ANSWERED, *STILL_WAITING):
        row = calendar.model.row_at(calendar.model.codes.index(patient))
        event = row.event(draw(code, patient))
        assert event is not None
        found[patient, code] = event.status
    return found


def waiting(program: Application) -> int:
    today = program.window.current_screen
    assert isinstance(today, TodayScreen)
    return len(today.side.waiting.facts)


def decide_by_keyboard(lab: LabResultsScreen, hands: Hands) -> None:
    first = lab.rows.table.current
    hands.press(Key.Key_F8)
    assert lab.rows.table.current is not first
    hands.press(Key.Key_F8, SHIFT)
    assert lab.rows.table.current is first
    hands.press(Key.Key_F8)
    hands.press(Key.Key_Return)
    assert not lab.bar.commit.isEnabled()
    hands.press(Key.Key_F8)
    hands.press(Key.Key_Return)
    assert lab.bar.commit.isEnabled()
    hands.press(Key.Key_Return, CTRL)


def decide_by_mouse(lab: LabResultsScreen, hands: Hands) -> None:
    hands.click_words("Replace 109.4 with 104.9")
    assert not lab.bar.commit.isEnabled()
    hands.click_words("Use KET-027, draw Cu3")
    hands.click_words("Import 12 results and 1 unusable specimen")


@pytest.mark.parametrize("decide", [decide_by_keyboard, decide_by_mouse])
def test_the_mornings_sheet_reaches_every_screen_and_is_undone(
    opened_demo: Application,
    hands: Hands,
    demo: Path,
    decide: Callable[[LabResultsScreen, Hands], None],
) -> None:
    program = opened_demo
    assert waiting(program) == 15
    hands.press(Key.Key_5, CTRL)
    analysis = analysis_of(program)
    wait_for_pairs(hands, analysis, 19)
    hands.press(Key.Key_2, CTRL)
    assert set(statuses(program).values()) == {Status.WAITING_FOR_LAB}

    before = program.session.study.head()
    lab = drop_sheet(program, hands, demo)
    for chip in ("All 15", "To decide 2", "Flagged 3", "New 10", "Same 2", "Changed 1"):
        assert hands.button(chip)
    assert hands.button("No match 1")
    assert hands.button("Unusable 1")
    assert not lab.bar.commit.isEnabled()
    assert program.session.study.head() == before
    decide(lab, hands)
    hands.wait(lambda: lab.page_shown is lab.start)
    assert hands.sees(
        f"12 results and 1 unusable specimen imported from {SHEET} (New 11, Changed 1). "
        "Left out: Same 2."
    )
    assert current_value(program) == "104,9"

    hands.press(Key.Key_2, CTRL)
    shown = statuses(program)
    assert all(shown[place] is Status.WAITING_FOR_LAB for place in STILL_WAITING)
    assert shown[UNUSABLE] is Status.MISSED
    assert shown[LATE] is Status.DONE_OUT_OF_WINDOW
    assert all(shown[place] is Status.DONE for place in ANSWERED - {UNUSABLE, LATE})
    hands.press(Key.Key_1, CTRL)
    assert waiting(program) == 3
    assert is_marked_out_of_date(analysis)
    hands.press(Key.Key_5, CTRL)
    wait_for_pairs(hands, analysis, 21)
    assert not is_marked_out_of_date(analysis)

    drop_sheet(program, hands, demo)
    assert hands.sees(f"{SHEET} was imported before. It holds nothing new.")
    assert not lab.bar.commit.isEnabled()
    hands.click(lab.bar.cancel)
    hands.press(Key.Key_Z, CTRL)
    assert current_value(program) == "109,4"
    hands.press(Key.Key_2, CTRL)
    assert set(statuses(program).values()) == {Status.WAITING_FOR_LAB}
    hands.press(Key.Key_1, CTRL)
    assert waiting(program) == 15
    assert program.session.study.verify().is_clean


def test_closing_the_study_over_decisions_asks_and_keeps_them(
    opened_demo: Application, hands: Hands, demo: Path, prompter: ScriptedPrompter
) -> None:
    lab = drop_sheet(opened_demo, hands, demo)
    opened_demo.window.commands[Command.CLOSE_STUDY].trigger()
    assert prompter.asked == [], "nothing was decided yet"
    assert not opened_demo.session.is_open
    opened_demo.opening.open(demo)
    lab = drop_sheet(opened_demo, hands, demo)
    assert lab.rows.panel.best is not None
    hands.click(lab.rows.panel.best)
    hands.wait(lambda: lab.check is not None and len(lab.check.plan.decisions) == 1)

    prompter.answers = [False]
    opened_demo.window.commands[Command.CLOSE_STUDY].trigger()

    assert prompter.explained == [f"{SHEET}: 1 decision was made, and nothing imported yet."]
    assert opened_demo.session.is_open
    assert lab.page_shown is lab.rows
