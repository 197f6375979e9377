"""An enrolment that is undone while its patient is on a screen leaves that screen usable."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from domain.edits import Enrol
from domain.quality import QueryState
from domain.record_edits import RaiseQuery
from domain.visits import VisitKey, VisitKind
from gui.audit.screen import AuditScreen
from gui.calendar.event_actions import Act
from gui.demo import DEMO_NOW
from gui.navigation import Navigator, Place, ScreenName
from gui.patients.screen import PatientsScreen
from gui.quality.screen import DataQualityScreen
from gui.session import Session
from gui.widgets.screen import Screen
from tests.builders import enrolment
from tests.gui.conftest import ScriptedPrompter

NEW = "KET-034"
INF1 = VisitKey(NEW, VisitKind.INFUSION, "1")
BASELINE = VisitKey(NEW, VisitKind.DRAW, "baseline")


@pytest.fixture
def session(session: Session) -> Session:
    today = DEMO_NOW.date()
    made = enrolment(NEW, enrolled_on=today, first_infusion_on=today.replace(day=30))
    assert session.perform(Enrol(made))
    return session


def shown(screen: QWidget, qtbot: QtBot) -> None:
    qtbot.addWidget(screen)
    screen.resize(1240, 800)
    with qtbot.waitExposed(screen):
        screen.show()
    QApplication.processEvents()


def undo_all(session: Session, screen: Screen) -> None:
    """Until the enrolment is taken back; the screen is painted after each step."""
    while session.undo_stack.canUndo():
        session.undo_stack.undo()
        QApplication.processEvents()
        screen.grab()
    assert NEW not in session.study.patients()


@pytest.fixture
def patients(
    session: Session, prompter: ScriptedPrompter, navigator: Navigator, qtbot: QtBot
) -> PatientsScreen:
    made = PatientsScreen(session, prompter, navigator)
    navigator.asked.connect(made.show_place)
    shown(made, qtbot)
    return made


def test_the_list_of_patients_goes_on_without_the_chosen_one(
    patients: PatientsScreen, session: Session, qtbot: QtBot
):
    assert patients.list.select(NEW)

    undo_all(session, patients)

    assert NEW not in {row.code for row in patients.model.rows}
    patients.take_focus()
    qtbot.keyClick(patients.table, Qt.Key.Key_End)
    chosen = patients.list.chosen
    assert chosen is not None
    assert chosen.code == "KET-033"


def test_a_search_for_the_patient_then_says_that_nobody_matches(
    patients: PatientsScreen, session: Session
):
    patients.search.setText(NEW)

    undo_all(session, patients)

    assert patients.empty.isVisible()
    assert patients.empty.sentence == f"No patient matches “{NEW}”."


@pytest.mark.parametrize("visit", [None, INF1])
def test_the_page_of_the_patient_gives_way_to_the_list(
    patients: PatientsScreen, session: Session, visit: VisitKey | None
):
    patients.show_place(Place(ScreenName.PATIENTS, patient=NEW, visit=visit))
    assert patients.shown_patient == NEW

    undo_all(session, patients)

    assert patients.shown_patient == ""
    patients.show_place(Place(ScreenName.PATIENTS, patient="KET-024"))
    assert patients.shown_patient == "KET-024"


def test_a_form_open_in_the_page_goes_with_the_patient(patients: PatientsScreen, session: Session):
    patients.show_place(Place(ScreenName.PATIENTS, patient=NEW, visit=BASELINE))
    page = patients.patient
    assert page is not None
    page.next.recorder.start(Act.RECORD_LATE, page.next)
    assert page.next.form is not None

    undo_all(session, patients)

    assert patients.shown_patient == ""
    assert patients.context == "33 patients shown"


def test_the_way_back_to_the_patient_leads_to_the_list(patients: PatientsScreen, session: Session):
    patients.show_place(Place(ScreenName.PATIENTS, patient=NEW))
    patients.show_place(Place(ScreenName.PATIENTS, patient="KET-024"))

    undo_all(session, patients)

    assert patients.shown_patient == "KET-024"
    patients.show_place(Place(ScreenName.PATIENTS, patient=NEW))
    assert patients.shown_patient == ""


@pytest.fixture
def quality(
    session: Session, prompter: ScriptedPrompter, navigator: Navigator, qtbot: QtBot
) -> DataQualityScreen:
    assert session.perform(RaiseQuery(INF1, "Which day?"))
    made = DataQualityScreen(session, prompter, navigator)
    shown(made, qtbot)
    number = session.study.queries(NEW)[0].number
    made.show_place(Place(ScreenName.DATA_QUALITY, detail=str(number)))
    assert made.query_card.finding is not None
    return made


def test_the_query_of_the_patient_goes_with_it(
    quality: DataQualityScreen, session: Session, qtbot: QtBot
):
    qtbot.keyClicks(quality.query_card.entry, "half an answer")

    undo_all(session, quality)

    assert NEW not in {query.key.patient for query in quality.queries.model.rows}
    finding = quality.query_card.finding
    assert finding is None or finding.key.patient != NEW
    stored = [q for q in session.study.queries() if q.state is QueryState.OPEN]
    assert len(quality.queries.model.rows) == len(stored)


def test_the_queries_searched_by_the_patient_are_then_none(
    quality: DataQualityScreen, session: Session
):
    quality.show_place(Place(ScreenName.DATA_QUALITY, patient=NEW))

    undo_all(session, quality)

    assert list(quality.queries.model.rows) == []
    assert quality.queries.empty.isVisible()


def test_the_audit_trail_filtered_by_the_patient_still_tells_of_it(
    session: Session, prompter: ScriptedPrompter, qtbot: QtBot
):
    screen = AuditScreen(session, prompter, Navigator())
    shown(screen, qtbot)
    screen.show_place(Place(ScreenName.AUDIT, patient=NEW))
    assert {row.entry.patient for row in screen.model.rows} == {NEW}

    undo_all(session, screen)

    assert {row.entry.patient for row in screen.model.rows} == {NEW}
    assert screen.model.rows[0].what == "Taken back"
    assert "Taken back" in screen.card.text
