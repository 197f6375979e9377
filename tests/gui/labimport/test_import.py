"""Acceptance check 6 of the UX specification, on the demo study and its waiting sheet."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from domain.edits import CollectDraw
from domain.labsheet.rows import RowStatus
from gui.labimport.filters import row_filters
from gui.labimport.screen import LabResultsScreen
from gui.labimport.sheet_check import SheetCheck
from gui.session import Session
from gui.theme import Theme
from tests.gui.conftest import ScriptedPrompter
from tests.gui.demo_import import SHEET

Opened = Callable[[Path], SheetCheck]
Commit = Callable[[], None]
BEST_TWO = {"Replace 109.4 with 104.9", "Use KET-027, draw Cu3"}
LEFT = Qt.MouseButton.LeftButton


def digest(session: Session) -> str:
    return hashlib.sha256(session.study.path.read_bytes()).hexdigest()


def current_value(session: Session, patient: str, draw: str) -> str:
    return next(
        one.result.verbatim for one in session.study.results(patient, draw) if one.is_current
    )


def decide_with_the_mouse(screen: LabResultsScreen, qtbot: QtBot) -> set[str]:
    pressed: set[str] = set()
    while screen.check is not None and screen.check.plan.blocking:
        best = screen.rows.panel.best
        assert best is not None
        pressed.add(best.text())
        qtbot.mouseClick(best, LEFT)
    return pressed


def test_the_waiting_sheet_has_the_rows_of_the_specification(
    opened: Opened, sheet: Path, screen: LabResultsScreen
):
    plan = opened(sheet).plan

    assert plan.counts == {
        RowStatus.NEW: 10,
        RowStatus.SAME: 2,
        RowStatus.CHANGED: 1,
        RowStatus.NO_MATCH: 1,
        RowStatus.UNUSABLE: 1,
    }
    assert len(plan.blocking) == 2
    assert len(plan.flagged) == 3
    assert screen.page_shown is screen.rows
    assert not screen.bar.commit.isEnabled()
    assert screen.bar.commit.text() == "Import 10 results and 1 unusable specimen"
    assert screen.bar.state == "2 rows need a decision before you can import."


def test_every_chip_counts_the_rows_it_leaves(
    opened: Opened, sheet: Path, screen: LabResultsScreen
):
    plan = opened(sheet).plan
    for one in row_filters():
        chip = screen.rows.filters.chip(one.code)
        if chip.isHidden():
            continue
        screen.rows.filters.choose(one.code)
        shown = len(screen.rows.table.rows.rows)

        assert chip.text() == f"{one.words} {shown}"
        assert shown == sum(one.keeps(row) for row in plan.rows)


def test_both_rows_are_decided_and_imported_with_the_mouse_alone(
    opened: Opened,
    sheet: Path,
    screen: LabResultsScreen,
    session: Session,
    commit: Commit,
    qtbot: QtBot,
):
    opened(sheet)

    assert decide_with_the_mouse(screen, qtbot) == BEST_TWO
    commit()

    assert screen.page_shown is screen.start
    assert current_value(session, "KET-024", "inf3") == "104,9"
    assert current_value(session, "KET-027", "inf3") == "99,9"
    done = screen.start.chosen
    assert done is not None
    assert (done.file, done.stored) == (SHEET, 12)


def test_both_rows_are_decided_and_imported_with_the_keyboard_alone(
    opened: Opened, sheet: Path, screen: LabResultsScreen, session: Session, qtbot: QtBot
):
    opened(sheet)
    screen.activateWindow()
    qtbot.waitUntil(screen.rows.table.hasFocus)
    first = screen.rows.table.current
    assert first is not None

    def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, key, modifier)

    press(Qt.Key.Key_F8)
    assert screen.rows.table.current is not first
    press(Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert screen.rows.table.current is first
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not session.is_lent)

    assert screen.check is None
    assert current_value(session, "KET-024", "inf3") == "104,9"
    assert current_value(session, "KET-027", "inf3") == "99,9"


def test_nothing_is_written_before_import(
    opened: Opened, sheet: Path, screen: LabResultsScreen, session: Session, qtbot: QtBot
):
    before = digest(session)
    opened(sheet)
    decide_with_the_mouse(screen, qtbot)

    assert digest(session) == before
    qtbot.mouseClick(screen.bar.cancel, LEFT)
    assert digest(session) == before
    assert screen.page_shown is screen.start


def test_a_decision_is_taken_back(
    opened: Opened, sheet: Path, screen: LabResultsScreen, qtbot: QtBot
):
    opened(sheet)
    row = screen.rows.table.current
    assert row is not None
    decide_with_the_mouse(screen, qtbot)
    screen.rows.choose(row.cell)
    undo = screen.rows.panel.buttons[0]
    assert undo.text() == "Undo decision"
    qtbot.mouseClick(undo, LEFT)

    assert screen.check is not None
    assert [one.cell for one in screen.check.plan.blocking] == [row.cell]
    assert not screen.bar.commit.isEnabled()


def test_another_patient_is_found_by_typing(
    opened: Opened, sheet: Path, screen: LabResultsScreen, qtbot: QtBot
):
    plan = opened(sheet).plan
    stranger = plan.strangers[0]
    screen.rows.choose(stranger.cell)
    another = next(b for b in screen.rows.panel.buttons if b.text() == "Choose another patient…")
    qtbot.mouseClick(another, LEFT)
    chooser = screen.rows.panel.chooser
    qtbot.keyClicks(chooser.search, "ket-026 cu3")
    qtbot.keyClick(chooser.search, Qt.Key.Key_Return)

    assert screen.check is not None
    decided = screen.check.plan.row(stranger.cell)
    assert decided is not None
    assert (decided.patient, decided.draw) == ("KET-026", "inf3")


def test_a_skipped_row_stays_out(
    opened: Opened,
    sheet: Path,
    screen: LabResultsScreen,
    session: Session,
    commit: Commit,
    qtbot: QtBot,
):
    plan = opened(sheet).plan
    screen.rows.choose(plan.strangers[0].cell)
    skip = next(b for b in screen.rows.panel.buttons if b.text() == "Skip this row")
    qtbot.mouseClick(skip, LEFT)
    decide_with_the_mouse(screen, qtbot)
    assert screen.bar.commit.text() == "Import 11 results and 1 unusable specimen"
    commit()

    assert session.study.results("KET-027", "inf3") == ()


def test_the_panel_says_why_and_names_the_likeliest_patient(
    opened: Opened, sheet: Path, screen: LabResultsScreen
):
    screen.rows.choose(opened(sheet).plan.strangers[0].cell)

    assert screen.rows.panel.title == "Row 15: no patient “KET-O27”"
    assert "KET-027 has draw Cu3 waiting for a result" in screen.rows.panel.why
    assert "the same time as in this row" in screen.rows.panel.why


def test_a_study_changed_meanwhile_is_planned_again_with_the_decisions(
    opened: Opened,
    sheet: Path,
    screen: LabResultsScreen,
    session: Session,
    commit: Commit,
    qtbot: QtBot,
):
    opened(sheet)
    decide_with_the_mouse(screen, qtbot)
    assert screen.check is not None
    decisions = screen.check.plan.decisions
    course = session.study.course("KET-024")
    due = next(d for d in course.draws if d.key.code == "inf7" and not d.is_recorded)
    today = session.today()
    session.perform(CollectDraw(due.key, today, None))

    assert screen.check.plan.decisions == decisions
    assert screen.bar.commit.isEnabled()
    commit()
    assert current_value(session, "KET-024", "inf3") == "104,9"


def test_a_broken_file_ends_in_a_sentence_and_another_can_be_tried(
    screen: LabResultsScreen,
    prompter: ScriptedPrompter,
    sheet: Path,
    tmp_path: Path,
    qtbot: QtBot,
):
    broken = tmp_path / "wyniki.xlsx"
    broken.write_bytes(sheet.read_bytes()[:700])
    screen.open_sheet(broken)
    qtbot.waitUntil(lambda: screen.page_shown is screen.refused, timeout=10_000)

    assert screen.refused.sentence.endswith("Nothing was changed.")
    prompter.answers = [sheet]
    qtbot.mouseClick(screen.refused.another, LEFT)
    qtbot.waitUntil(lambda: screen.page_shown is screen.rows, timeout=10_000)


def test_a_newer_file_replaces_the_older(
    screen: LabResultsScreen, sheet: Path, tmp_path: Path, qtbot: QtBot
):
    newer = tmp_path / "newer.csv"
    newer.write_text("Pacjent;Data pobrania;Miedź [µg/dL]\nKET-026;11.03.2026 07:45;94,1\n")
    screen.open_sheet(sheet)
    screen.open_sheet(newer)
    qtbot.waitUntil(lambda: screen.check is not None, timeout=10_000)

    assert screen.check is not None
    assert screen.check.plan.file == "newer.csv"


@pytest.mark.parametrize("percent", [100, 150])
def test_no_button_of_the_panel_is_cut_off(
    opened: Opened, sheet: Path, screen: LabResultsScreen, theme: Theme, percent: int, qtbot: QtBot
):
    theme.resize_text(percent)
    opened(sheet)
    for row in screen.rows.table.rows.rows:
        if not row.needs_decision:
            continue
        screen.rows.choose(row.cell)
        qtbot.waitUntil(lambda: screen.rows.panel.buttons[0].width() > 100)
        for button in screen.rows.panel.buttons:
            assert button.fontMetrics().horizontalAdvance(button.text()) < button.width()
