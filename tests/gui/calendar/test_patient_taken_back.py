"""An enrolment taken back while its patient is looked at leaves a calendar that can be used."""

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from domain.edits import Enrol
from domain.patient import Diagnosis, Enrolment, Sex
from domain.visits import Infusion
from gui.calendar.screen import CalendarScreen
from gui.calendar.toolbar import View
from gui.session import Session
from tests.builders import draw, infusion

CODE = "KET-099"


@pytest.fixture(params=[View.TIMELINE, View.MONTH, View.ONE_PATIENT])
def looked_at(request: pytest.FixtureRequest, screen: CalendarScreen, session: Session) -> View:
    """The newest patient's first draw, chosen in one of the views."""
    session.perform(
        Enrol(
            Enrolment(
                CODE,
                Sex.FEMALE,
                Diagnosis.MDD,
                enrolled_on=date(2026, 3, 18),
                first_infusion_on=date(2026, 3, 26),
                weekdays=(0, 3),
            )
        )
    )
    screen.show_view(request.param)
    screen.pane.show_visit(draw("baseline", CODE))
    event = screen.pane.chosen[0]
    assert event is not None
    assert event.key.patient == CODE
    QApplication.processEvents()
    return request.param


def test_the_patient_goes_and_the_others_stay(
    looked_at: View, screen: CalendarScreen, session: Session, qtbot: QtBot
) -> None:
    refused: list[object] = []
    session.refused.connect(refused.append)
    with qtbot.waitSignal(session.undone):
        session.undo_stack.undo()
    screen.grab()  # painting raises where a row is gone

    assert refused == []
    assert CODE not in screen.details.text
    assert CODE not in screen.model.codes
    assert "KET-024" in screen.model.codes
    assert screen.isVisible()


def test_the_patient_searched_for_goes_and_the_search_says_that_nobody_matches(
    looked_at: View, screen: CalendarScreen, session: Session
) -> None:
    screen.toolbar.find.setText("99")
    session.undo_stack.undo()
    screen.grab()
    screen.toolbar.clear()
    screen.grab()
    assert "KET-024" in screen.model.codes


def test_a_move_previewed_for_the_patient_ends(
    looked_at: View, screen: CalendarScreen, session: Session
) -> None:
    visit = session.study.visit(infusion(3, CODE))
    assert isinstance(visit, Infusion)
    screen.moving.begin(visit)
    screen.grab()

    session.undo_stack.undo()
    screen.grab()

    assert screen.model.move is None
    assert not screen.details.isHidden()
    assert CODE not in screen.model.codes
