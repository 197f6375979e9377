"""Recording a visit with its details, and correcting what was recorded."""

from datetime import date, datetime

import pytest
from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from domain.edits import CollectDraw
from domain.storage.audit import What
from domain.visits import Draw, Infusion, Rating, VisitKey, VisitKind, VisitState
from gui.demo import DEMO_NOW
from gui.records.fields import DrawFields, InfusionFields, MissedFields, RatingFields
from gui.records.record_dialog import RecordDialog, ask_record
from gui.session import Session

CU7 = VisitKey("KET-024", VisitKind.DRAW, "inf7")
GIVEN = VisitKey("KET-024", VisitKind.INFUSION, "7")
DUE = VisitKey("KET-028", VisitKind.INFUSION, "3")
RATED = VisitKey("KET-024", VisitKind.RATING, "week3")


def typed(qtbot: QtBot, field: QWidget, text: str) -> None:
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(field, text)


def saved(qtbot: QtBot, dialog: RecordDialog) -> None:
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)


def infusion_fields(dialog: RecordDialog) -> InfusionFields:
    assert isinstance(dialog.details, InfusionFields)
    return dialog.details


def test_an_infusion_is_recorded_with_dose_weight_and_interruption(
    session: Session, window: QWidget, qtbot: QtBot
):
    dialog = ask_record(session, DUE, window)
    fields = infusion_fields(dialog)
    typed(qtbot, fields.dose.control, "40,5")
    typed(qtbot, fields.weight.control, "81")
    fields.interrupted.click()
    typed(qtbot, fields.why.control, "nausea, 5 minutes")
    typed(qtbot, fields.note.control, "given in room 2")
    saved(qtbot, dialog)

    given = session.study.visit(DUE)
    assert isinstance(given, Infusion)
    assert given.state is VisitState.DONE
    assert (given.dose_mg, given.weight_kg) == (40.5, 81.0)
    assert (given.interrupted, given.interruption) == (True, "nausea, 5 minutes")
    assert (given.note, given.done_on) == ("given in room 2", DEMO_NOW.date())


def test_a_dose_far_from_the_protocols_is_remarked_and_stops_nobody(
    session: Session, window: QWidget, qtbot: QtBot
):
    dialog = ask_record(session, DUE, window)
    fields = infusion_fields(dialog)
    typed(qtbot, fields.weight.control, "68")
    typed(qtbot, fields.dose.control, "34")
    assert fields.remark.isHidden()

    typed(qtbot, fields.dose.control, "60")

    assert fields.remark.text() == (
        "60 mg is 0.88 mg/kg. The protocol’s dose is 0.5 mg/kg: 34 mg for 68 kg."
    )
    saved(qtbot, dialog)


@pytest.mark.parametrize("dose", ["4o", "1e3", "-5", "1 234", "٣٤", "nan"])
def test_what_is_no_number_is_refused_beside_the_field(
    session: Session, window: QWidget, qtbot: QtBot, dose: str
):
    dialog = ask_record(session, DUE, window)
    fields = infusion_fields(dialog)

    fields.dose.control.setText(dose)

    assert fields.dose.error == f"“{dose}” is no number. Write it as in 36 or 36.5."
    assert not dialog.save.isEnabled()


def test_a_dose_no_patient_can_have_is_refused_and_what_was_typed_stays(
    session: Session, window: QWidget, qtbot: QtBot
):
    dialog = ask_record(session, DUE, window)
    fields = infusion_fields(dialog)
    typed(qtbot, fields.dose.control, "4000")

    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)

    assert fields.dose.error == "The dose must be 0.1–1000 mg. You typed 4000."
    assert dialog.isVisible()
    assert session.study.visit(DUE).state is VisitState.PLANNED


def test_a_draw_is_recorded_with_tube_collector_and_condition(
    session: Session, window: QWidget, qtbot: QtBot
):
    dialog = ask_record(session, CU7, window)
    fields = dialog.details
    assert isinstance(fields, DrawFields)
    assert dialog.when is not None
    dialog.when.clock.control.setTime(QTime(9, 40))
    typed(qtbot, fields.tube.control, "CU26-0777")
    typed(qtbot, fields.collector.control, "M. Nowak")
    fields.condition.control.choose("haemolysed")
    saved(qtbot, dialog)

    draw = session.study.visit(CU7)
    assert isinstance(draw, Draw)
    assert (draw.specimen_id, draw.collector, draw.condition) == (
        "CU26-0777",
        "M. Nowak",
        "haemolysed",
    )
    assert draw.done_at == datetime(2026, 3, 24, 9, 40, tzinfo=DEMO_NOW.tzinfo)


def test_a_moment_in_the_future_cannot_be_recorded(session: Session, window: QWidget):
    dialog = ask_record(session, CU7, window)
    assert dialog.when is not None

    dialog.when.day.control.setDate(QDate(2026, 3, 25))

    assert dialog.when.error == "Wed 25 Mar 2026 is in the future. Record it when done."
    assert not dialog.save.isEnabled()


def test_a_correction_needs_a_difference_and_a_reason_and_is_one_entry(
    session: Session, window: QWidget, qtbot: QtBot
):
    before = session.study.visit(GIVEN)
    dialog = ask_record(session, GIVEN, window)
    assert dialog.reason is not None
    typed(qtbot, dialog.reason.control, "misread the pump")
    assert not dialog.save.isEnabled()
    assert dialog.note.text() == "Nothing is different yet."
    typed(qtbot, infusion_fields(dialog).dose.control, "35")
    saved(qtbot, dialog)

    after = session.study.visit(GIVEN)
    assert isinstance(after, Infusion)
    assert after.dose_mg == 35.0
    assert (after.done_on, after.done_at) == (before.done_on, before.done_at)
    entry = session.study.trail(patient="KET-024")[-1]
    assert (entry.what, entry.reason) == (What.CORRECT, "misread the pump")
    session.undo_stack.undo()
    assert session.study.visit(GIVEN) == before


def test_what_was_left_empty_is_filled_in_without_a_reason(
    session: Session, window: QWidget, qtbot: QtBot
):
    session.perform(CollectDraw(CU7, on=DEMO_NOW.date(), at=DEMO_NOW))
    dialog = ask_record(session, CU7, window)
    fields = dialog.details
    assert isinstance(fields, DrawFields)
    assert dialog.reason is not None
    fields.condition.control.choose("haemolysed")
    assert dialog.reason.control.accessibleDescription().startswith("Not needed")
    with qtbot.waitSignal(session.performed) as said:
        saved(qtbot, dialog)
    assert said.args == [
        "KET-024: copper draw Cu7 completed: condition haemolysed. 1 query opened."
    ]


def test_esc_asks_once_more_where_something_was_typed(
    session: Session, window: QWidget, qtbot: QtBot
):
    dialog = ask_record(session, GIVEN, window)
    typed(qtbot, infusion_fields(dialog).dose.control, "35")

    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.error == "Press Esc again to leave without saving."

    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_esc_leaves_at_once_where_nothing_was_typed(
    session: Session, window: QWidget, qtbot: QtBot
):
    dialog = ask_record(session, GIVEN, window)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_national_number_as_reason_is_refused(session: Session, window: QWidget, qtbot: QtBot):
    dialog = ask_record(session, GIVEN, window)
    assert dialog.reason is not None
    typed(qtbot, infusion_fields(dialog).dose.control, "35")

    typed(qtbot, dialog.reason.control, "44051401359")

    assert dialog.reason.error
    assert not dialog.save.isEnabled()


def test_scores_are_corrected_and_a_total_out_of_range_is_refused(
    session: Session, window: QWidget, qtbot: QtBot
):
    dialog = ask_record(session, RATED, window)
    fields = dialog.details
    assert isinstance(fields, RatingFields)
    assert dialog.reason is not None
    typed(qtbot, dialog.reason.control, "read from the paper form again")
    typed(qtbot, fields.madrs.control, "61")
    assert fields.madrs.error == "A total is a whole number, 0–60. You typed “61”."
    assert not dialog.save.isEnabled()
    typed(qtbot, fields.madrs.control, "21")
    saved(qtbot, dialog)

    rating = session.study.visit(RATED)
    assert isinstance(rating, Rating)
    assert rating.madrs == 21


def test_a_missed_visit_gets_another_reason(session: Session, window: QWidget, qtbot: QtBot):
    missed = next(
        visit
        for code in session.study.patients()
        for visit in session.study.course(code).visits()
        if visit.state is VisitState.MISSED
    )
    dialog = ask_record(session, missed.key, window)
    fields = dialog.details
    assert isinstance(fields, MissedFields)
    assert dialog.when is None
    assert dialog.reason is not None
    other = next(
        place
        for place in range(fields.why.control.count())
        if place != fields.why.control.currentIndex()
    )
    fields.why.control.setCurrentIndex(other)
    typed(qtbot, dialog.reason.control, "the wrong line of the menu")
    saved(qtbot, dialog)

    assert session.study.visit(missed.key).reason == fields.why.control.choice != missed.reason


def test_a_time_nobody_touched_stays_to_the_second(session: Session, window: QWidget):
    dialog = ask_record(session, GIVEN, window)

    assert dialog.wanted() == session.study.visit(GIVEN)


def test_closing_the_study_closes_the_form(session: Session, window: QWidget, qtbot: QtBot):
    dialog = ask_record(session, CU7, window)

    with qtbot.waitSignal(dialog.rejected):
        session.close()


def test_the_form_is_left_with_escape_and_stores_nothing(
    session: Session, window: QWidget, qtbot: QtBot
):
    count = session.study.head().count
    dialog = ask_record(session, CU7, window)

    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    assert session.study.head().count == count
    assert session.study.visit(CU7).done_on != date(2026, 3, 24)


def test_a_national_number_in_a_note_is_refused_and_nothing_is_stored(
    session: Session, window: QWidget, qtbot: QtBot
):
    dialog = ask_record(session, DUE, window)
    fields = infusion_fields(dialog)

    typed(qtbot, fields.note.control, "Anna PESEL 44051401359")

    assert fields.note.error.startswith("This holds a number of 11 digits")
    assert not dialog.save.isEnabled()
    typed(qtbot, fields.note.control, "quiet")
    assert dialog.save.isEnabled()


def test_a_dose_ten_times_the_planned_one_is_told_more_loudly(
    session: Session, window: QWidget, qtbot: QtBot
):
    dialog = ask_record(session, GIVEN, window)
    fields = infusion_fields(dialog)
    assert fields.dose.control.placeholderText() == "34 by the protocol"

    typed(qtbot, fields.dose.control, "340")

    assert fields.remark.property("tone") == "overdue"
