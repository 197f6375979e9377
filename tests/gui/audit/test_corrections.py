"""Corrections in the trail: named for what each line does, found by one choice, not cut."""

from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from domain.edits import ChangeTime, CollectDraw
from domain.record_edits import ChooseResult, EnterResult
from domain.results import Result
from domain.units import Unit
from gui.audit.filter_row import Kind
from gui.audit.screen import AuditScreen
from gui.demo import DEMO_NOW
from gui.navigation import Navigator
from gui.session import Session
from tests.builders import draw, moment
from tests.gui.conftest import ScriptedPrompter
from tests.gui.demo_import import accept, morning_sheet, planned

CU3 = draw("inf3", "KET-024")
CU5 = draw("inf5", "KET-024")
CU7 = draw("inf7", "KET-024")


@pytest.fixture
def screen(session: Session, prompter: ScriptedPrompter, qtbot: QtBot) -> AuditScreen:
    made = AuditScreen(session, prompter, Navigator())
    qtbot.addWidget(made)
    made.resize(1306, 640)
    with qtbot.waitExposed(made):
        made.show()
    return made


def enter(session: Session, text: str, reason: str = "") -> None:
    key = CU3 if reason else CU5
    session.perform(EnterResult(key, Result(text, "", Decimal(text), Unit.UG_DL), reason))


def newest(screen: AuditScreen, count: int) -> list[tuple[str, str]]:
    return [(row.what, row.item) for row in screen.model.rows[:count]]


def test_a_corrected_result_is_not_called_added(screen: AuditScreen, session: Session):
    enter(session, "106.2", "typing error on the phone")

    assert newest(screen, 2) == [
        ("Result corrected", "Result of Cu3"),
        ("Result replaced", "Result of Cu3"),
    ]


def test_a_first_result_is_called_added(screen: AuditScreen, session: Session):
    enter(session, "98")

    assert newest(screen, 1) == [("Result added", "Result of Cu5")]


def test_a_query_that_a_result_brings_is_called_opened(screen: AuditScreen, session: Session):
    enter(session, "1050")

    assert {what for what, item in newest(screen, 3) if item.startswith("Query")} == {
        "Query opened"
    }


def test_a_taking_back_that_is_taken_back_is_called_restored(screen: AuditScreen, session: Session):
    enter(session, "98")
    session.undo_stack.undo()
    assert newest(screen, 1) == [("Taken back", "Result of Cu5")]
    session.undo_stack.redo()
    assert newest(screen, 1) == [("Restored", "Result of Cu5")]


def test_corrections_are_found_by_one_choice(screen: AuditScreen, session: Session):
    accept(session.study, planned(session.study, morning_sheet(session.study)))
    enter(session, "106.2", "typing error on the phone")
    serial = session.study.results("KET-024", "inf3")[0].serial
    session.perform(ChooseResult(CU3, serial, "typing error on the phone"))
    session.perform(CollectDraw(CU7, on=DEMO_NOW.date(), at=DEMO_NOW))
    at = moment("2026-03-24 10:05")
    session.perform(ChangeTime(CU7, on=at.date(), at=at, reason="typing error"))

    screen.filters.what.choose(Kind.CORRECTIONS)

    told = newest(screen, len(screen.model.rows))
    assert told[:4] == [
        ("Time changed", "Copper draw Cu7"),
        ("Result chosen", "Result of Cu3"),
        ("Result replaced", "Result of Cu3"),
        ("Result corrected", "Result of Cu3"),
    ]
    assert {what for what, _item in told} == {
        "Time changed", "Result chosen", "Result corrected", "Result replaced",
    }  # fmt: skip
    of_import = [row for row in screen.model.rows if row.entry.what == "import_results"]
    assert [(row.what, row.item) for row in of_import] == [
        ("Result corrected", "Result of Cu3"),
        ("Result replaced", "Result of Cu3"),
    ]


@pytest.mark.parametrize("column", range(4))
def test_moment_person_patient_and_action_are_not_cut(screen: AuditScreen, column: int):
    assert screen.table.sizeHintForColumn(column) <= screen.table.columnWidth(column)


def test_old_new_and_reason_share_the_width_that_is_left(screen: AuditScreen, session: Session):
    enter(session, "106.2", "typing error on the phone")
    table = screen.table

    assert table.horizontalHeader().length() == table.viewport().width()
    assert table.columnWidth(5) == pytest.approx(table.columnWidth(6), abs=1)
    assert table.fontMetrics().horizontalAdvance("typing error on the phone") < table.columnWidth(7)
