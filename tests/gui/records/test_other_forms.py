"""Another day for a draw, visits beyond the protocol, and results entered by hand."""

from datetime import date
from decimal import Decimal

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from domain.quality import QueryRule
from domain.record_edits import EnterResult
from domain.results import Result
from domain.storage.audit import What
from domain.units import Unit
from domain.visits import Draw, VisitKey, VisitKind, VisitState, Window
from gui.records.new_day import ask_new_day
from gui.records.results import ResultDialog, ask_current, ask_result
from gui.records.unscheduled import ask_unscheduled
from gui.session import Session
from gui.widgets.form_dialog import FormDialog
from gui.words import language, record_edits

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
    assert dialog.typed.unit.control.accessibleDescription() == "That is 111.8 µg/dL."
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


def test_the_message_of_a_result_has_the_number_in_the_language_of_the_window(
    session: Session,
):
    edit = EnterResult(CU7, Result("106,25", "<", Decimal("106.25"), Unit.UG_DL))

    assert (
        record_edits.sentence(edit, session.study)
        == "KET-024: result of Cu7 entered: < 106.25 µg/dL."
    )
    with language.speaking("pl"):
        assert "< 106,25 µg/dL" in record_edits.sentence(edit, session.study)


def with_value(session: Session, window: QWidget, typed: str, code: str = "inf3") -> ResultDialog:
    """The form with a number in µg/dL and, where one is asked for, a reason."""
    dialog = ask_result(session, draw(session, code), window)
    dialog.typed.unit.control.choose(Unit.UG_DL)
    dialog.typed.value.control.setText(typed)
    if dialog.replaces:
        dialog.reason.control.setCurrentText("typing error on the phone")
    return dialog


def test_a_slipped_decimal_is_warned_about_while_it_is_typed_and_saved_only_all_the_same(
    session: Session, window: QWidget, qtbot: QtBot
):
    dialog = with_value(session, window, "105")
    assert (dialog.doubt.said, dialog.note.text()) == ("", "")
    assert dialog.save.text() == "Save result"

    qtbot.keyClicks(dialog.typed.value.control, "0")

    assert dialog.doubt.said == (
        "1050 µg/dL is outside 20–400 µg/dL. Check the decimal mark and the unit."
    )
    assert dialog.save.text() == "Save all the same"
    assert dialog.note.text() == "A query will ask about it."
    saved(qtbot, dialog)
    asked = {query.rule for query in session.study.queries("KET-024")}
    assert QueryRule.COPPER_IMPLAUSIBLE in asked


def test_a_value_that_jumps_is_shown_beside_its_neighbours(session: Session, window: QWidget):
    dialog = with_value(session, window, "40")

    assert dialog.doubt.said == (
        "Copper would change by more than half: Cu1 112.6 → Cu3 40 µg/dL. Check the value."
    )


def test_enter_while_typing_saves_no_doubtful_result(
    session: Session, window: QWidget, qtbot: QtBot
):
    head = session.study.head()
    dialog = with_value(session, window, "1050")

    qtbot.keyClick(dialog.typed.value.control, Qt.Key.Key_Return)
    assert session.study.head() == head
    assert dialog.focusWidget() is dialog.save

    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.save, Qt.Key.Key_Return)


def test_a_result_from_before_its_draw_is_warned_about_beside_the_day(
    session: Session, window: QWidget
):
    dialog = with_value(session, window, "105")
    dialog.day.control.set_day(date(2026, 3, 9))

    assert dialog.day.control.accessibleDescription() == (
        "Before the draw was collected (Tue 10 Mar)."
    )
    assert dialog.save.text() == "Save all the same"
    dialog.day.control.set_day(date(2026, 3, 12))
    assert dialog.save.text() == "Save result"


def test_nothing_moves_when_the_warning_comes(session: Session, window: QWidget):
    dialog = with_value(session, window, "105")
    QApplication.processEvents()
    before = dialog.reason.mapTo(dialog, QPoint())

    for doubtful in ("1050", "40"):
        dialog.typed.value.control.setText(doubtful)
        QApplication.processEvents()
        assert dialog.reason.mapTo(dialog, QPoint()) == before


def test_the_laboratory_of_the_present_result_is_offered(session: Session, window: QWidget):
    dialog = ask_result(session, draw(session), window)
    present = draw(session).result

    assert present is not None
    assert present.lab
    assert dialog.lab.control.text() == present.lab


def test_the_buttons_of_a_form_end_where_its_fields_do(session: Session, window: QWidget):
    dialog = ask_result(session, draw(session), window)
    QApplication.processEvents()
    ends = {w.mapTo(dialog, w.rect().topRight()).x() for w in (dialog.save, dialog.reason)}

    assert len(ends) == 1
