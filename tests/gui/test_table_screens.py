"""Patients, Data quality, Audit trail and Study settings on the demo study."""

import shutil
from collections.abc import Generator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from domain.edits import CollectDraw
from domain.quality import QueryState
from domain.study import Study
from domain.visits import VisitKind
from gui.demo import DEMO_NOW
from gui.navigation import Navigator, Place, ScreenName
from gui.patients.screen import PatientsScreen
from gui.quality.screen import DataQualityScreen
from gui.session import Session
from gui.theme import Theme
from gui.words import protocol as words_of_protocol
from tests.builders import draw, protocol
from tests.gui.conftest import ScriptedPrompter
from tests.gui.demo_import import SHEET, accept, morning_sheet, planned


@pytest.fixture
def session(made_demo: Path, tmp_path: Path, theme: Theme) -> Generator[Session]:
    path = tmp_path / "Demo.cdesk"
    shutil.copy(made_demo, path)
    shutil.copy(made_demo.with_name(SHEET), tmp_path)
    opened = Session()
    opened.open(Study.open(path, by="A. Nowak", now=DEMO_NOW), lambda: DEMO_NOW)
    yield opened
    opened.close()


@pytest.fixture
def navigator() -> Navigator:
    return Navigator()


def collect(session: Session) -> None:
    session.perform(CollectDraw(draw("inf7", "KET-024"), on=DEMO_NOW.date(), at=DEMO_NOW))


def test_every_patient_has_a_row_with_the_next_step(
    session: Session, prompter: ScriptedPrompter, navigator: Navigator, qtbot: QtBot
):
    screen = PatientsScreen(session, prompter, navigator)
    qtbot.addWidget(screen)

    steps = {row.code: screen.model.columns[3].text(row) for row in screen.model.rows}
    assert len(steps) == 33
    assert steps["KET-025"] == "Cu5 overdue"
    assert screen.context == "33 patients shown"


def test_sorted_by_next_step_the_most_pressing_that_can_be_done_comes_after_who_left(
    session: Session, prompter: ScriptedPrompter, navigator: Navigator, qtbot: QtBot
):
    screen = PatientsScreen(session, prompter, navigator)
    qtbot.addWidget(screen)

    screen.model.sort(3)

    active = [row.code for row in screen.model.rows if row.patient.withdrawn_on is None]
    assert active[:2] == ["KET-025", "KET-027"]


def test_enter_on_a_row_opens_the_patients_page(
    session: Session, prompter: ScriptedPrompter, navigator: Navigator, qtbot: QtBot
):
    screen = PatientsScreen(session, prompter, navigator)
    qtbot.addWidget(screen)
    screen.table.select_row(screen.model.index_of(lambda row: row.code == "KET-026").row())

    with qtbot.waitSignal(navigator.asked) as asked:
        qtbot.keyClick(screen.table, Qt.Key.Key_Return)

    assert asked.args == [Place(ScreenName.PATIENTS, patient="KET-026")]


def test_a_search_without_a_match_can_be_cleared(
    session: Session, prompter: ScriptedPrompter, navigator: Navigator, qtbot: QtBot
):
    screen = PatientsScreen(session, prompter, navigator)
    qtbot.addWidget(screen)
    screen.search.setText("KET-9")
    assert screen.empty.sentence == "No patient matches “KET-9”."

    screen.empty.asked.emit()

    assert len(screen.model.rows) == 33


def test_a_recorded_visit_changes_the_next_step_and_keeps_the_selection(
    session: Session, prompter: ScriptedPrompter, navigator: Navigator, qtbot: QtBot
):
    screen = PatientsScreen(session, prompter, navigator)
    qtbot.addWidget(screen)
    screen.show_place(Place(ScreenName.PATIENTS, patient="KET-024"))

    collect(session)

    row = screen.model.row_at(screen.table.currentIndex())
    assert row is not None
    assert row.code == "KET-024"
    assert screen.model.columns[3].text(row) == "Infusion 8 Thu 26"


def test_an_import_brings_its_queries(
    session: Session, prompter: ScriptedPrompter, navigator: Navigator, qtbot: QtBot
):
    screen = DataQualityScreen(session, prompter, navigator)
    qtbot.addWidget(screen)
    before = len(screen.queries.model.rows)
    assert before == sum(q.state is QueryState.OPEN for q in session.study.queries())

    study = session.study
    session.run(lambda _study, *, now: accept(study, planned(study, morning_sheet(study))))

    assert len(screen.queries.model.rows) > before
    assert {row.key.kind for row in screen.queries.model.rows} == {VisitKind.DRAW}


def test_a_query_opens_its_visit(
    session: Session, prompter: ScriptedPrompter, navigator: Navigator, qtbot: QtBot
):
    accept(session.study, planned(session.study, morning_sheet(session.study)))
    screen = DataQualityScreen(session, prompter, navigator)
    qtbot.addWidget(screen)
    query = screen.queries.model.rows[0]

    with qtbot.waitSignal(navigator.asked) as asked:
        screen.queries.table.opened.emit(query)

    assert asked.args[0].visit == query.key


def test_the_settings_of_a_report_mark_exactly_what_nobody_confirmed():
    sure = {row.name for row in words_of_protocol.settings(protocol()) if not row.to_confirm}
    assert sure == {"Number", "A week", "Dose", "Comparison"}


@pytest.mark.parametrize("preset", ["standard", "after_3_5_7", "after_2_4_6_8"])
def test_every_draw_of_a_preset_has_a_line(preset: str):
    stated = protocol(preset)
    lines = words_of_protocol.settings(stated)

    assert sum(line.part == "Copper draws" for line in lines) == len(stated.draws)
