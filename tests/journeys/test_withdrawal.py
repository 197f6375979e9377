"""A patient leaves the study, by mouse alone and by keyboard alone; and is put back."""

from PySide6.QtCore import Qt

from domain.patient import PatientState
from domain.visits import VisitState
from gui.application import Application
from gui.patients.screen import PatientsScreen
from gui.patients.withdraw import WithdrawDialog
from tests.journeys.hands import CTRL, SHIFT, Hands

Key = Qt.Key


def patients(program: Application) -> PatientsScreen:
    screen = program.window.current_screen
    assert isinstance(screen, PatientsScreen)
    return screen


def test_a_withdrawal_by_mouse_from_the_patients_page(opened_demo: Application, hands: Hands):
    study = opened_demo.session.study
    before = study.course("KET-026")
    hands.click_words("Patients")
    screen = patients(opened_demo)
    screen.search.setText("KET-026")
    hands.click_row(screen.table, 0)
    hands.press(Key.Key_Return)
    hands.click_words("More about this patient")
    hands.choose("Record a withdrawal…")
    dialog = hands.shown(WithdrawDialog)
    assert hands.sees("Cancels")
    hands.pick(dialog.why.control, "Consent withdrawn")
    hands.click(dialog.save)

    assert study.patient("KET-026").state is PatientState.WITHDRAWN
    after = {visit.key: visit for visit in study.course("KET-026").visits()}
    for visit in before.visits():
        if visit.state is VisitState.PLANNED:
            assert after[visit.key].state is VisitState.CANCELLED
        else:
            assert after[visit.key] == visit
    assert opened_demo.window.message_bar.text == "KET-026 withdrawn on 24 Mar."
    hands.click_words("Undo")
    assert study.course("KET-026") == before


def test_a_withdrawal_by_keyboard_from_the_list(opened_demo: Application, hands: Hands):
    study = opened_demo.session.study
    hands.press(Key.Key_3, CTRL)
    screen = patients(opened_demo)
    hands.press(Key.Key_F, CTRL)
    hands.type("26")
    hands.press(Key.Key_Return)
    assert screen.list.chosen is not None
    assert screen.list.chosen.code == "KET-026"
    hands.press(Key.Key_F10, SHIFT)
    hands.press(Key.Key_Down, times=3)
    hands.press(Key.Key_Return)
    dialog = hands.shown(WithdrawDialog)
    hands.type("moved away")
    hands.tab_to(dialog.save)
    hands.press(Key.Key_Space)

    assert (
        study.patient("KET-026").withdrawal_reason == "moved_away"
    )  # completed to the one offered
    hands.press(Key.Key_Z, CTRL)
    assert study.patient("KET-026").state is PatientState.ACTIVE
