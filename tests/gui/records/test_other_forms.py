"""Another day for a draw, visits beyond the protocol, and results entered by hand."""

from datetime import date
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from domain.storage.audit import What
from domain.units import Unit
from domain.visits import Draw, VisitKey, VisitKind, VisitState, Window
from gui.records.new_day import ask_new_day
from gui.records.results import ask_current, ask_result
from gui.records.unscheduled import ask_unscheduled
from gui.session import Session
from gui.widgets.form_dialog import FormDialog

CU7 = VisitKey("KET-024", VisitKind.DRAW, "inf7")


def draw(session: Session, code: str = "inf3", patient: str = "KET-024") -> Draw:
    found = session.study.course(patient).draw(code)
    assert found is not None
    return found


def saved(qtbot: QtBot, dialog: FormDialog) -> None:
    assert dialog.save.isEnabled()
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)


def test_a_draw_moves_inside_its_window_and_the_window_stays(
    session: Session, window: QWidget, qtbot: QtBot
):
    dialog = ask_new_day(session, draw(session, "inf7"), window)
    assert not dialog.save.isEnabled()
    dialog.day.control.set_day(date(2026, 3, 25))
    dialog.reason.control.setCurrentText("Ward full")
    saved(qtbot, dialog)

    moved = session.study.visit(CU7).window
    assert moved == Window(date(2026, 3, 25), date(2026, 3, 23), date(2026, 3, 25))
    entry = session.study.trail(patient="KET-024")[-1]
    assert (entry.what, entry.reason) == (What.MOVE_TARGET, "ward_full")


def test_days_outside_the_window_and_past_days_are_refused_beside_the_field(
    session: Session, window: QWidget
):
    dialog = ask_new_day(session, draw(session, "inf7"), window)
    dialog.reason.control.setCurrentText("Ward full")

    dialog.day.control.set_day(date(2026, 3, 26))
    assert dialog.day.error == "Choose a day of the window: 23–25 Mar."
    dialog.day.control.set_day(date(2026, 3, 23))
    assert dialog.day.error == "This day is past. Choose today or a later day."
    assert not dialog.save.isEnabled()


def test_a_weekend_inside_the_window_is_refused(session: Session, window: QWidget):
    dialog = ask_new_day(session, draw(session, "post"), window)

    dialog.day.control.set_day(date(2026, 4, 4))

    assert dialog.day.error == "Sat 4 Apr 2026 is not a working day."


def test_an_unscheduled_draw_is_planned_with_a_reason_and_recorded_as_others(
    session: Session, window: QWidget, qtbot: QtBot
):
    dialog = ask_unscheduled(session, "KET-024", VisitKind.DRAW, window)
    assert not dialog.save.isEnabled()
    dialog.reason.control.setCurrentText("Result in doubt")
    saved(qtbot, dialog)

    extra = draw(session, "extra1")
    assert (extra.state, extra.window.target) == (VisitState.PLANNED, date(2026, 3, 24))
    assert session.study.trail(patient="KET-024")[-1].reason == "result_in_doubt"
    session.undo_stack.undo()
    assert session.study.course("KET-024").draw("extra1") is None


def test_a_result_entered_by_hand_is_kept_as_typed_with_both_units(
    session: Session, window: QWidget, qtbot: QtBot
):
    waiting = next(
        one
        for code in session.study.patients()
        for one in session.study.course(code).draws
        if one.state is VisitState.DONE and one.result is None
    )
    dialog = ask_result(session, waiting, window)
    assert not dialog.save.isEnabled()
    qtbot.keyClicks(dialog.typed.value.control, "17,6")
    dialog.typed.unit.control.choose(Unit.UMOL_L)
    assert dialog.converted.text() == "That is 111.8 µg/dL."
    saved(qtbot, dialog)

    result = draw(session, waiting.key.code, waiting.patient).result
    assert result is not None
    assert (result.verbatim, result.value, result.unit) == ("17,6", Decimal("17.6"), Unit.UMOL_L)
    assert result.source.file == ""


def test_a_value_below_the_limit_keeps_its_sign(session: Session, window: QWidget):
    dialog = ask_result(session, draw(session), window)

    dialog.typed.value.control.setText("< 5")
    dialog.typed.unit.control.choose(Unit.UG_DL)

    result = dialog.typed.result()
    assert result is not None
    assert (result.operator, result.value, result.verbatim) == ("<", Decimal(5), "< 5")


def test_an_ambiguous_number_is_refused_beside_the_field(session: Session, window: QWidget):
    dialog = ask_result(session, draw(session), window)
    dialog.typed.unit.control.choose(Unit.UG_DL)

    for typed in ("1,234", "abc", "-4", "1e3", "nan"):
        dialog.typed.value.control.setText(typed)

        assert dialog.typed.value.error.startswith(f"“{typed}” cannot be read safely")
        assert not dialog.save.isEnabled()


def test_a_result_that_replaces_another_needs_a_reason_and_both_are_kept(
    session: Session, window: QWidget, qtbot: QtBot
):
    before = draw(session).result
    dialog = ask_result(session, draw(session), window)
    qtbot.keyClicks(dialog.typed.value.control, "104.2")
    dialog.typed.unit.control.choose(Unit.UG_DL)
    assert not dialog.save.isEnabled()
    dialog.reason.control.setCurrentText("Corrected by the laboratory")
    saved(qtbot, dialog)

    stored = session.study.results("KET-024", "inf3")
    assert [one.is_current for one in stored] == [False, True]
    assert stored[0].result == before

    choice = ask_current(session, draw(session), window)
    assert not choice.save.isEnabled()
    choice.options.button(stored[0].serial).click()
    choice.reason.control.setCurrentText("the telephone was misheard")
    saved(qtbot, choice)

    assert draw(session).result == before
    assert len(session.study.results("KET-024", "inf3")) == 2
