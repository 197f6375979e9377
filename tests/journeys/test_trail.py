"""A monitor's questions: every query opens its visit, every change stands once with old and new."""

from PySide6.QtCore import Qt

from domain.storage.audit import What
from domain.visits import VisitState
from gui.application import Application
from gui.audit.screen import AuditScreen
from gui.patients.screen import PatientsScreen
from gui.quality.screen import DataQualityScreen
from tests.builders import draw
from tests.gui.demo_import import accept, morning_sheet, planned
from tests.journeys.hands import ALT, CTRL, Hands

Key = Qt.Key
CU7 = draw("inf7", "KET-024")


def test_each_query_opens_its_visit_and_is_answered_by_keyboard(
    opened_demo: Application, hands: Hands
):
    session = opened_demo.session
    session.run(lambda study, *, now: accept(study, planned(study, morning_sheet(study))))
    hands.press(Key.Key_6, CTRL)
    screen = opened_demo.window.current_screen
    assert isinstance(screen, DataQualityScreen)
    queries = list(screen.queries.model.rows)
    assert len(queries) == 3
    for row, query in enumerate(queries):
        screen.queries.table.select_row(row)
        hands.press(Key.Key_Return)
        page = opened_demo.window.current_screen
        assert isinstance(page, PatientsScreen)
        assert page.shown_patient == query.key.patient
        assert page.patient is not None
        event = page.patient.weeks.current_event
        assert event is not None
        assert event.visit.key == query.key
        hands.press(Key.Key_Left, ALT)
        assert opened_demo.window.current_screen is screen

    screen.queries.table.select_row(0)
    hands.tab_to(screen.query_card.entry)
    hands.type("asked the lab")
    hands.press(Key.Key_Return)

    assert opened_demo.window.message_bar.text == "KET-028: query about copper draw Cu1 answered."
    assert len(screen.queries.model.rows) == 2
    hands.press(Key.Key_Z, CTRL)
    assert len(screen.queries.model.rows) == 3


def test_a_change_and_its_undo_each_stand_once_in_the_trail(opened_demo: Application, hands: Hands):
    study = opened_demo.session.study
    before = study.head().count
    hands.click_words("Collected now, copper draw Cu7, KET-024")
    assert study.visit(CU7).state is VisitState.DONE
    hands.press(Key.Key_Z, CTRL)
    assert study.visit(CU7).state is VisitState.PLANNED

    hands.click_words("Audit trail")
    screen = opened_demo.window.current_screen
    assert isinstance(screen, AuditScreen)
    new = [row for row in screen.model.rows if row.entry.seq > before]
    of_draw = [row for row in new if row.item == "Copper draw Cu7"]
    assert [row.entry.what for row in of_draw] == [What.TAKE_BACK, What.COLLECT_DRAW]
    assert of_draw[1].before == "state planned"
    assert of_draw[1].after.endswith("state done")
    assert (of_draw[0].before, of_draw[0].after) == (of_draw[1].after, of_draw[1].before)

    hands.click_words("Verify")
    hands.wait(lambda: hands.sees("Verified:"))
    assert hands.sees(study.head().hash)
