"""Imports that stand are opened, undone and met again; what was edited since stays and is named."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from domain.labsheet.decisions import Decision, DecisionKind
from domain.labsheet.rows import RowStatus
from domain.results import Result
from domain.units import Unit
from gui.demo import DEMO_NOW
from gui.labimport.fixes import fixes_for
from gui.labimport.past_imports import DoneImport, action_of, results_of
from gui.labimport.screen import LabResultsScreen
from gui.labimport.sheet_check import SheetCheck
from gui.navigation import Navigator, Place, ScreenName
from gui.session import Session
from gui.theme import Theme
from gui.words import lab_rows
from tests.builders import draw
from tests.gui.conftest import ScriptedPrompter
from tests.gui.demo_import import SHEET
from tests.gui.labimport.test_import import current_value, decide_with_the_mouse

Opened = Callable[[Path], SheetCheck]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def done(
    opened: Opened,
    sheet: Path,
    screen: LabResultsScreen,
    commit: Callable[[], None],
    qtbot: QtBot,
) -> DoneImport:
    """The demo's morning sheet, decided and imported."""
    opened(sheet)
    decide_with_the_mouse(screen, qtbot)
    commit()
    chosen = screen.start.chosen
    assert chosen is not None
    return chosen


def shown_rows(screen: LabResultsScreen) -> dict[str, tuple[str, ...]]:
    """The texts of each row, by its cell."""
    model = screen.done.one.model
    texts = [
        tuple(str(model.index(row, column).data()) for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]
    return {cell: rest for cell, *rest in map(list, texts)}


def test_an_import_is_opened_with_the_cell_of_each_result(
    done: DoneImport, screen: LabResultsScreen, qtbot: QtBot
):
    qtbot.mouseClick(screen.start.open, LEFT)
    rows = shown_rows(screen)

    assert screen.page_shown is screen.done.one
    assert list(rows)[:2] == ["Wyniki!C7", "Wyniki!C8"]
    assert len(rows) == done.stored + done.unusable == 13
    assert rows["Wyniki!C7"] == ["KET-024", "Cu3", "104,9", "104.9", "Current", ""]
    assert rows["Wyniki!C12"][2:] == ["<20", "<20", "Current", "Below LOQ"]
    assert rows["Wyniki!C19"][2:4] == ["hemoliza", "no result"]
    assert screen.done.one.facts == (
        "Sheet “Wyniki”, imported 24 Mar 2026 10:12 by A. Nowak. "
        "In the study: 12 results and 1 unusable specimen. "
        "Rows of the sheet: New 11, Same 2, Changed 1, Unusable 1."
    )


def test_an_import_is_opened_by_enter_and_left_by_back(
    done: DoneImport, screen: LabResultsScreen, qtbot: QtBot
):
    qtbot.keyClick(screen.start.table, Qt.Key.Key_Return)
    assert screen.page_shown is screen.done.one
    qtbot.mouseClick(screen.done.one.back, LEFT)

    assert screen.page_shown is screen.start
    assert screen.start.chosen == done


def test_a_result_that_was_replaced_since_is_not_current(
    done: DoneImport, screen: LabResultsScreen, session: Session
):
    result = Result("96", value=Decimal(96), unit=Unit.UG_DL)
    session.study.enter_result(
        draw("inf3", "KET-024"), result, now=DEMO_NOW, reason="typing mistake"
    )
    screen.show_import(done.number)

    assert shown_rows(screen)["Wyniki!C7"][4] == "Not current"


def test_the_import_in_front_is_undone_and_the_list_comes_back(
    done: DoneImport,
    screen: LabResultsScreen,
    session: Session,
    prompter: ScriptedPrompter,
    qtbot: QtBot,
):
    prompter.answers = [True]
    screen.show_import(done.number)
    qtbot.mouseClick(screen.done.one.undo, LEFT)
    qtbot.waitUntil(lambda: not session.is_lent)

    assert screen.page_shown is screen.start
    assert screen.start.numbered(done.number) is None


def test_taking_back_the_undo_of_an_import_says_that_its_results_are_back(
    done: DoneImport,
    screen: LabResultsScreen,
    session: Session,
    prompter: ScriptedPrompter,
    qtbot: QtBot,
):
    prompter.answers = [True]
    qtbot.mouseClick(screen.start.undo, LEFT)
    qtbot.waitUntil(lambda: not session.is_lent)
    with qtbot.waitSignal(session.undone) as said:
        session.undo_stack.undo()

    assert said.args == [f"The results of {SHEET} are back in the study."]


def test_undoing_an_import_names_the_draws_that_were_edited_since(
    done: DoneImport,
    screen: LabResultsScreen,
    session: Session,
    prompter: ScriptedPrompter,
    qtbot: QtBot,
):
    prompter.answers = [True]
    result = Result("96", value=Decimal(96), unit=Unit.UG_DL)
    session.study.enter_result(
        draw("inf3", "KET-024"), result, now=DEMO_NOW, reason="typing mistake"
    )
    screen.show_import(done.number)
    with qtbot.waitSignal(session.performed) as said:
        qtbot.mouseClick(screen.done.one.undo, LEFT)

    assert said.args == [
        f"Import of {SHEET} undone. 1 draw was edited since and keeps its result: KET-024 Cu3."
    ]
    assert list(shown_rows(screen)) == ["Wyniki!C7"]


def test_undoing_an_import_asks_first_and_names_what_goes_and_what_stays(
    done: DoneImport,
    screen: LabResultsScreen,
    session: Session,
    prompter: ScriptedPrompter,
    qtbot: QtBot,
):
    result = Result("90", value=Decimal(90), unit=Unit.UG_DL)
    session.study.enter_result(draw("inf5", "KET-024"), result, now=DEMO_NOW, reason="mistake")
    prompter.answers = [False]
    before = session.study.head()
    qtbot.mouseClick(screen.start.undo, LEFT)

    assert prompter.asked == [f"Undo the import of {SHEET}?"]
    (explained,) = prompter.explained
    assert explained == (
        "This takes out of the study: 11 results and 1 unusable specimen. "
        "1 draw has its earlier result back: KET-024 Cu3. "
        "1 draw was edited since and keeps its result: KET-024 Cu5. "
        "The audit trail keeps everything, and undoing can be undone."
    )
    assert session.study.head() == before


def test_what_was_foretold_of_an_undo_is_what_it_does(done: DoneImport, session: Session):
    study = session.study
    result = Result("90", value=Decimal(90), unit=Unit.UG_DL)
    study.enter_result(draw("inf5", "KET-024"), result, now=DEMO_NOW, reason="mistake")
    action = action_of(study, done.number)
    assert action is not None
    preview = study.preview_undo_import(action)
    before = len(results_of(study, done.number))
    changes = study.undo_import(action, now=DEMO_NOW)

    assert changes.kept == preview.kept
    assert before - len(results_of(study, done.number)) == preview.going
    assert current_value(session, *preview.back[0]) == "109,4"


def test_what_was_imported_is_counted_by_its_status(done: DoneImport, screen: LabResultsScreen):
    screen.show_import(done.number)
    by_status = "New 11, Same 2, Changed 1, Unusable 1"

    assert screen.done.one.facts.endswith(
        f"In the study: 12 results and 1 unusable specimen. Rows of the sheet: {by_status}."
    )
    assert len(screen.done.one.model.rows) == 13


def test_undo_restores_the_values_from_before(
    done: DoneImport, screen: LabResultsScreen, session: Session
):
    imports = session.study.imports()
    session.undo_stack.undo()

    assert current_value(session, "KET-024", "inf3") == "109,4"
    assert session.study.results("KET-027", "inf3") == ()
    assert [one.number for one in imports if one not in session.study.imports()] == [done.number]
    assert len(screen.start.model.rows) == len(imports) - 1


def test_an_import_is_undone_from_the_list_and_redone(
    done: DoneImport,
    screen: LabResultsScreen,
    session: Session,
    prompter: ScriptedPrompter,
    qtbot: QtBot,
):
    prompter.answers = [True]
    qtbot.mouseClick(screen.start.undo, LEFT)
    qtbot.waitUntil(lambda: not session.is_lent)

    assert current_value(session, "KET-024", "inf3") == "109,4"
    session.undo_stack.undo()
    assert current_value(session, "KET-024", "inf3") == "104,9"


def test_the_same_file_again_says_so_and_gives_no_new_row(
    done: DoneImport, opened: Opened, sheet: Path, screen: LabResultsScreen
):
    again = opened(sheet).plan

    assert again.imported_before
    assert RowStatus.NEW not in again.counts
    assert screen.notice.text == (
        f"{SHEET} was imported before. It holds nothing new. "
        "Your decision about 1 row was taken over from that import."
    )
    assert not screen.bar.commit.isEnabled()


def test_a_row_decided_in_the_import_before_is_the_same_now_and_says_what_the_file_has(
    done: DoneImport, opened: Opened, sheet: Path, screen: LabResultsScreen
):
    plan = opened(sheet).plan
    row = plan.row("Wyniki!C15")
    assert row is not None

    assert not plan.blocking
    assert (row.status, row.patient, row.draw) == (RowStatus.SAME, "KET-027", "inf3")
    assert lab_rows.note(row) == "In the file: KET-O27 · Already stored, ignored"
    assert screen.bar.state == "This file was imported before. It holds nothing new."
    assert not screen.unsaved


def test_a_decision_taken_over_from_an_earlier_import_can_be_undone(
    done: DoneImport, opened: Opened, sheet: Path, screen: LabResultsScreen, qtbot: QtBot
):
    opened(sheet)
    screen.rows.choose("Wyniki!C15")
    qtbot.mouseClick(screen.rows.panel.buttons[0], LEFT)
    assert screen.check is not None

    assert [row.cell for row in screen.check.plan.blocking] == ["Wyniki!C15"]


def test_nothing_is_taken_over_where_the_stored_result_is_another_now(
    done: DoneImport, opened: Opened, sheet: Path, session: Session
):
    result = Result("96", value=Decimal(96), unit=Unit.UG_DL)
    session.study.enter_result(draw("inf3", "KET-027"), result, now=DEMO_NOW, reason="mistake")
    plan = opened(sheet).plan

    assert [row.cell for row in plan.blocking] == ["Wyniki!C15"]


def test_the_same_file_with_a_row_left_out_before_says_that_it_needs_a_decision(
    opened: Opened,
    sheet: Path,
    screen: LabResultsScreen,
    commit: Callable[[], None],
):
    opened(sheet)
    screen.rows.decided.emit(Decision(DecisionKind.SKIP, ("Wyniki!C15",)))
    screen.rows.decided.emit(Decision(DecisionKind.REPLACE, ("Wyniki!C7",)))
    commit()
    opened(sheet)

    assert screen.notice.text == (
        f"{SHEET} was imported before. 1 row of it still needs a decision."
    )


def test_a_changed_copy_of_an_imported_file_shows_the_differences_alone(
    done: DoneImport, opened: Opened, sheet: Path, screen: LabResultsScreen
):
    from openpyxl import load_workbook

    book = load_workbook(sheet)
    book["Wyniki"]["C8"] = "95,0"
    copy = sheet.with_name("Cu_2026-03-23_poprawiony.xlsx")
    book.save(copy)
    plan = opened(copy).plan

    assert not plan.imported_before
    assert [row.cell for row in plan.rows if row.status is RowStatus.CHANGED] == ["Wyniki!C8"]
    assert RowStatus.NEW not in plan.counts
    assert {row.cell for row in plan.blocking} == {"Wyniki!C8", "Wyniki!C15"}


def test_the_patient_of_a_result_is_a_click_away(
    qtbot: QtBot, theme: Theme, session: Session, prompter: ScriptedPrompter
):
    navigator = Navigator()
    screen = LabResultsScreen(session, prompter, navigator)
    qtbot.addWidget(screen)
    screen.show()
    newest = screen.start.chosen
    assert newest is not None
    screen.show_place(Place(ScreenName.LAB_RESULTS, detail=str(newest.number)))
    assert screen.page_shown is screen.done.one
    qtbot.mouseClick(screen.done.one.patient, LEFT)

    patient = screen.done.one.model.rows[0].patient
    assert navigator.current == Place(ScreenName.PATIENTS, patient=patient)


def test_after_an_undo_none_is_chosen_so_that_a_second_press_takes_nothing(
    screen: LabResultsScreen, done: DoneImport
):
    page = screen.start
    page.show_imports(page.model.rows)
    assert page.undo.isEnabled()

    page.show_imports([one for one in page.model.rows if one.number != done.number])

    assert page.model.rows
    assert page.chosen is None
    assert not page.undo.isEnabled()


def test_a_value_put_right_by_hand_is_not_what_the_same_file_would_replace_first(
    done: DoneImport, opened: Opened, sheet: Path, session: Session
):
    typed = Result("106,2", value=Decimal("106.2"), unit=Unit.UG_DL)
    session.study.enter_result(draw("inf3", "KET-024"), typed, now=DEMO_NOW, reason="by telephone")

    plan = opened(sheet).plan
    (row,) = [one for one in plan.blocking if one.patient == "KET-024"]
    best = fixes_for(row, plan).best

    assert best is not None
    assert best.words == "Keep 106.2, skip this row"
