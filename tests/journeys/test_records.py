"""The errands about one visit: its dose, its tube, a mistake put right, a result by telephone."""

from PySide6.QtCore import Qt

from domain.units import Unit
from domain.visits import Draw, Infusion, VisitKey, VisitKind
from gui.application import Application
from gui.patients.screen import PatientsScreen
from gui.records.fields import DrawFields, InfusionFields
from gui.records.record_dialog import RecordDialog
from gui.records.results import ResultDialog
from gui.records.unscheduled import UnscheduledDialog
from gui.today.screen import TodayScreen
from tests.journeys.hands import Hands

Key = Qt.Key
GIVEN = VisitKey("KET-028", VisitKind.INFUSION, "3")
CU7 = VisitKey("KET-024", VisitKind.DRAW, "inf7")


def test_the_dose_of_what_was_given_is_added_with_a_reason(
    opened_demo: Application, hands: Hands
) -> None:
    study = opened_demo.session.study
    hands.click_words("Given now, infusion 3, KET-028")
    hands.click_words("Details, infusion 3, KET-028")

    form = hands.shown(RecordDialog)
    assert isinstance(form.details, InfusionFields)
    hands.click(form.details.dose.control)
    hands.type("36,5")
    assert form.reason is not None
    hands.click(form.reason.control)
    hands.type("read from the pump afterwards")
    hands.click(form.save)

    hands.wait_until_gone(RecordDialog)
    given = study.visit(GIVEN)
    assert isinstance(given, Infusion)
    assert given.dose_mg == 36.5
    assert hands.sees("KET-028: infusion 3 completed: dose (mg) 36.5.")


def test_a_draw_is_collected_with_its_tube_by_keys_alone(
    opened_demo: Application, hands: Hands
) -> None:
    today = opened_demo.window.current_screen
    assert isinstance(today, TodayScreen)
    today.list.select(CU7, focus=True)
    hands.press(Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Return)

    form = hands.shown(RecordDialog)
    assert isinstance(form.details, DrawFields)
    assert hands.focus is form.details.tube.control
    hands.type("CU26-0777")
    hands.press(Key.Key_Return)

    hands.wait_until_gone(RecordDialog)
    draw = opened_demo.session.study.visit(CU7)
    assert isinstance(draw, Draw)
    assert draw.specimen_id == "CU26-0777"


def test_an_unscheduled_draw_is_added_collected_and_its_result_told_by_telephone(
    opened_demo: Application, hands: Hands
) -> None:
    program = opened_demo
    row_key = VisitKey("KET-024", VisitKind.DRAW, "extra1")
    today = program.window.current_screen
    assert isinstance(today, TodayScreen)
    today.list.select(CU7, focus=True)
    hands.press(Key.Key_O)
    hands.click_menu("Patient", "Add an unscheduled draw…")
    form = hands.shown(UnscheduledDialog)
    hands.pick(form.reason.control, "Result in doubt")
    hands.click(form.save)
    hands.wait_until_gone(UnscheduledDialog)

    hands.press(Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    hands.click_words("Collected now, copper draw Extra 1, KET-024")
    hands.press(Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    patients = program.window.current_screen
    assert isinstance(patients, PatientsScreen)
    assert patients.patient is not None
    hands.click(patients.patient.results.more)
    hands.choose("Enter the result of Extra 1 by hand…")
    result = hands.shown(ResultDialog)
    hands.click(result.typed.value.control)
    hands.type("101.4")
    hands.pick(result.typed.unit.control, "µg/dL")
    hands.click(result.save)
    hands.wait_until_gone(ResultDialog)

    draw = program.session.study.visit(row_key)
    assert isinstance(draw, Draw)
    assert draw.result is not None
    assert (draw.result.ug_dl, draw.result.unit) == (101.4, Unit.UG_DL)
