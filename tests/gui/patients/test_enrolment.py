"""Enrolling: what is asked, what is previewed, and that just that is stored."""

from collections.abc import Generator
from datetime import date, time

import pytest
from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from domain.patient import Diagnosis, Sex
from domain.study import Study
from domain.visits import VisitKind
from gui.patients.enrol import EnrolDialog, open_enrolment
from gui.patients.enrol_draft import holds_long_number, usual_weekdays, weight_of, year_of
from gui.session import Session
from gui.theme import Theme
from gui.words import dates
from gui.words.enrolment import Asked
from tests.builders import moment, study_with
from tests.gui.conftest import ScriptedPrompter

NOW = moment("2026-03-24 10:12")


@pytest.fixture
def study() -> Study:
    return study_with("KET-001", "KET-002", comorbidities=("Hypothyroidism",))


@pytest.fixture
def session(study: Study) -> Generator[Session]:
    held = Session()
    held.open(study, lambda: NOW)
    yield held
    held.close()


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> QWidget:
    under = QWidget()
    under.resize(1366, 696)
    qtbot.addWidget(under)
    under.show()
    return under


@pytest.fixture
def dialog(
    qtbot: QtBot, window: QWidget, session: Session, prompter: ScriptedPrompter
) -> EnrolDialog:
    shown = EnrolDialog(session, prompter, window)
    shown.show()
    qtbot.waitExposed(shown)
    return shown


def fill(dialog: EnrolDialog) -> None:
    dialog.form.sex.setCurrentIndex(1)
    dialog.form.diagnosis.setCurrentIndex(2)


def settle(qtbot: QtBot, dialog: EnrolDialog) -> None:
    """Wait until the preview follows the form."""
    qtbot.waitUntil(lambda: not dialog._pause.isActive())


def stored_dates(study: Study, code: str) -> dict[VisitKind, list[str]]:
    course = study.course(code)
    return {
        kind: [dates.short_day(v.window.target) for v in course.visits() if v.key.kind is kind]
        for kind in VisitKind
    }


def test_the_next_code_and_today_stand_in_the_form(dialog: EnrolDialog):
    assert dialog.form.code.text() == "KET-003"
    assert dialog.form.enrolled_on.day == date(2026, 3, 24)
    assert dialog.form.first_infusion.day == date(2026, 3, 25)


def test_what_is_missing_is_named_and_the_button_waits(dialog: EnrolDialog):
    assert not dialog.enrol.isEnabled()
    assert dialog.needed == "Still needed: sex, diagnosis"

    fill(dialog)

    assert dialog.enrol.isEnabled()
    assert dialog.needed.startswith("Plans 8 infusions, 6 copper draws and 5 ratings")


def test_the_dates_of_the_preview_are_the_dates_that_are_stored(
    dialog: EnrolDialog, session: Session, qtbot: QtBot
):
    fill(dialog)
    dialog.form.first_infusion.setDate(QDate(2026, 3, 26))
    settle(qtbot, dialog)
    shown = dialog.preview.shown_dates

    qtbot.mouseClick(dialog.enrol, Qt.MouseButton.LeftButton)

    assert stored_dates(session.study, "KET-003") == shown
    assert {kind: len(days) for kind, days in shown.items()} == {
        VisitKind.INFUSION: 8,
        VisitKind.DRAW: 6,
        VisitKind.RATING: 5,
    }


def test_by_keys_alone_a_patient_is_enrolled(dialog: EnrolDialog, session: Session, qtbot: QtBot):
    assert dialog.focusWidget() is dialog.form.code
    qtbot.keyClick(dialog.form.code, Qt.Key.Key_Tab)
    for control, key in (
        (dialog.form.sex, Qt.Key.Key_Down),
        (dialog.form.diagnosis, Qt.Key.Key_Down),
    ):
        for _stop in range(12):
            if dialog.focusWidget() is control:
                break
            held = dialog.focusWidget()
            assert held is not None
            qtbot.keyClick(held, Qt.Key.Key_Tab)
        assert dialog.focusWidget() is control
        qtbot.keyClick(control, key)
    settle(qtbot, dialog)
    shown = dialog.preview.shown_dates

    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert stored_dates(session.study, "KET-003") == shown
    assert session.study.patient("KET-003").sex is Sex.FEMALE
    assert session.study.patient("KET-003").diagnosis is Diagnosis.MDD


def test_escape_enrols_nobody(dialog: EnrolDialog, session: Session, qtbot: QtBot):
    fill(dialog)

    qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    assert not dialog.isVisible()
    assert list(session.study.patients()) == ["KET-001", "KET-002"]


def test_every_field_is_stored(dialog: EnrolDialog, session: Session, qtbot: QtBot):
    form = dialog.form
    form.code.setText("KET-040")
    form.sex.setCurrentIndex(2)
    form.birth_year.setText("1978")
    form.diagnosis.setCurrentIndex(2)
    form.weight.setText("72,5")
    form.enrolled_on.setDate(QDate(2026, 3, 20))
    form.first_infusion.setDate(QDate(2026, 3, 31))
    form.weekdays.chips[1].click()
    form.weekdays.chips[4].click()
    form.weekdays.choose((1, 4))
    form.has_time.setChecked(True)
    form.clock.setTime(QTime(10, 30))
    form.comorbidities.entry.setText("Asthma")
    form.comorbidities.take()
    form.comorbidities.entry.setText("Hypothyroidism")

    dialog.look_again()
    dialog.enrol.click()

    patient = session.study.patient("KET-040")
    assert (patient.sex, patient.birth_year, patient.diagnosis) == (Sex.MALE, 1978, Diagnosis.BD)
    assert (patient.weight_kg, patient.weekdays) == (72.5, (1, 4))
    assert patient.enrolled_on == date(2026, 3, 20)
    assert patient.comorbidities == ("Asthma", "Hypothyroidism")
    first = session.study.course("KET-040").infusions[0]
    assert (first.planned_on, first.starts_at) == (date(2026, 3, 31), time(10, 30))


def test_undo_takes_the_whole_enrolment_back(dialog: EnrolDialog, session: Session, qtbot: QtBot):
    fill(dialog)
    dialog.enrol.click()
    assert "KET-003" in session.study.patients()

    session.undo_stack.undo()

    assert "KET-003" not in session.study.patients()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("KET-001", "KET-001 is enrolled already."),
        ("PAT-7", "“PAT-7” is unlike this study’s codes (KET-###)."),
    ],
)
def test_a_code_that_cannot_be_is_refused_beside_its_field(
    dialog: EnrolDialog, typed: str, said: str
):
    fill(dialog)

    dialog.form.code.setText(typed)

    assert dialog.form.fields[Asked.CODE].error == said
    assert not dialog.enrol.isEnabled()

    dialog.form.code.setText("KET-004")
    assert dialog.form.fields[Asked.CODE].error == ""


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("birth_year", "78", "Four digits, such as 1978; or leave it empty."),
        ("birth_year", "2090", "This birth year cannot be right."),
        ("weight", "heavy", "A number of kilograms, such as 72.5; or leave it empty."),
        ("weight", "7", "The body weight must be 20–350 kg."),
    ],
)
def test_an_impossible_number_is_refused_beside_its_field(
    dialog: EnrolDialog, field: str, typed: str, said: str
):
    fill(dialog)

    getattr(dialog.form, field).setText(typed)

    errors = {asked: held.error for asked, held in dialog.form.fields.items() if held.error}
    assert list(errors.values()) == [said]
    assert not dialog.enrol.isEnabled()


def test_eleven_digits_are_never_taken_as_a_comorbidity(dialog: EnrolDialog):
    fill(dialog)

    dialog.form.comorbidities.entry.setText("Asthma 44051401458")

    assert "11 digits" in dialog.form.fields[Asked.COMORBIDITIES].error
    assert not dialog.enrol.isEnabled()


def test_a_first_infusion_on_a_day_off_is_refused_beside_its_field(
    dialog: EnrolDialog, qtbot: QtBot
):
    fill(dialog)

    dialog.form.first_infusion.setDate(QDate(2026, 4, 6))
    settle(qtbot, dialog)

    said = "Mon 6 Apr 2026 is not a working day. Choose another day."
    assert dialog.form.fields[Asked.FIRST_INFUSION].error == said
    assert dialog.preview.course is None
    assert not dialog.enrol.isEnabled()


def test_weekdays_too_close_are_refused_beside_them(dialog: EnrolDialog, qtbot: QtBot):
    fill(dialog)

    dialog.form.weekdays.choose((0, 1))
    dialog.form.weekdays.changed.emit()
    settle(qtbot, dialog)

    assert dialog.form.fields[Asked.WEEKDAYS].error.startswith("These weekdays are too close")


def test_a_third_weekday_is_refused_with_the_number_wanted(dialog: EnrolDialog, qtbot: QtBot):
    others = [chip for chip in dialog.form.weekdays.chips.values() if not chip.isChecked()]

    qtbot.mouseClick(others[0], Qt.MouseButton.LeftButton)
    settle(qtbot, dialog)

    assert dialog.form.fields[Asked.WEEKDAYS].error == "Choose 2 weekdays."


def test_weekdays_follow_the_first_infusion_until_they_are_chosen(
    dialog: EnrolDialog, qtbot: QtBot
):
    form = dialog.form
    form.first_infusion.setDate(QDate(2026, 3, 31))
    assert form.weekdays.chosen == (1, 4)

    qtbot.mouseClick(form.weekdays.chips[4], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(form.weekdays.chips[3], Qt.MouseButton.LeftButton)
    form.first_infusion.setDate(QDate(2026, 3, 30))

    assert form.weekdays.chosen == (1, 3)


def test_a_holiday_in_the_pattern_is_said_in_words(dialog: EnrolDialog, qtbot: QtBot):
    dialog.form.first_infusion.setDate(QDate(2026, 3, 26))
    settle(qtbot, dialog)

    assert any(
        said.startswith("Infusion 4 is on Tue 7 Apr, because Mon 6 Apr is a public holiday")
        for said in dialog.preview.notices
    )


def test_a_preview_stores_no_patient_and_no_entry(
    dialog: EnrolDialog, session: Session, qtbot: QtBot
):
    before = session.study.head()

    fill(dialog)
    settle(qtbot, dialog)

    assert session.study.head() == before


def test_holidays_of_an_unknown_year_are_worked_out_meanwhile(
    dialog: EnrolDialog, session: Session, qtbot: QtBot
):
    fill(dialog)
    assert session.study.unknown_holiday_years(date(2031, 5, 5)) == (2030, 2031, 2032)

    dialog.form.first_infusion.setDate(QDate(2031, 5, 5))
    dialog.look_again()
    assert dialog.preview.status == "Working out the public holidays of that year…"
    assert not dialog.enrol.isEnabled()

    qtbot.waitUntil(lambda: dialog.preview.course is not None)
    assert session.study.unknown_holiday_years(date(2031, 5, 5)) == ()
    assert date(2031, 5, 3) in session.study.days.holidays


def test_comorbidities_of_the_study_are_suggested_and_can_be_taken_away(
    dialog: EnrolDialog, qtbot: QtBot
):
    held = dialog.form.comorbidities
    completer = held.entry.completer()
    assert completer is not None
    completer.setCompletionPrefix("thyr")
    assert completer.currentCompletion() == "Hypothyroidism"

    held.entry.setText("Asthma")
    qtbot.keyClick(held.entry, Qt.Key.Key_Return)
    assert held.names == ("Asthma",)
    assert dialog.isVisible()

    held.remove_buttons[0].click()
    assert held.names == ()


def test_the_form_opens_over_a_window_and_names_who_was_enrolled(
    window: QWidget, session: Session, prompter: ScriptedPrompter, qtbot: QtBot
):
    opened = open_enrolment(session, prompter, window)
    fill(opened)

    with qtbot.waitSignal(opened.enrolled) as said:
        opened.enrol.click()

    assert said.args == ["KET-003"]


@pytest.mark.parametrize(
    ("first", "weekdays"),
    [
        (date(2026, 3, 23), (0, 3)),
        (date(2026, 3, 24), (1, 4)),
        (date(2026, 3, 25), (2, 4)),
        (date(2026, 3, 26), (0, 3)),
        (date(2026, 3, 27), (0, 4)),
    ],
)
def test_suggested_weekdays_are_as_far_apart_as_can_be(
    study: Study, first: date, weekdays: tuple[int, ...]
):
    assert usual_weekdays(first, study.days, per_week=2) == weekdays


def test_numbers_are_read_with_comma_or_point():
    assert (weight_of("72,5"), weight_of("72.5"), weight_of("72")) == (72.5, 72.5, 72.0)
    assert [weight_of(typed) for typed in ("", "-5", "1_0", "٧٢", "1e2", "nan")] == [None] * 6
    assert (year_of("1978"), year_of("78"), year_of("١٩٧٨")) == (1978, None, None)


def test_a_national_number_is_seen_also_in_groups():
    assert holds_long_number("44 0514 01458")
    assert holds_long_number("PESEL44051401458.")
    assert not holds_long_number("ICD 123456789012")
    assert not holds_long_number("E03.9, since 2019")


@pytest.mark.parametrize("typed", ["ket 34", "KET-34", "ket034", "34", "034"])
def test_a_code_typed_in_another_way_is_seen_as_it_is_stored(
    dialog: EnrolDialog, session: Session, qtbot: QtBot, typed: str
):
    fill(dialog)
    dialog.form.code.setText(typed)
    settle(qtbot, dialog)
    assert dialog.form.fields[Asked.CODE].control.accessibleDescription() == "Stored as KET-034."
    qtbot.mouseClick(dialog.enrol, Qt.MouseButton.LeftButton)

    assert "KET-034" in session.study.patients()


@pytest.mark.parametrize("typed", ["1234", "0", "KET", "PAT-34", "3 or 4"])
def test_a_code_that_could_mean_anything_is_refused_as_typed(study: Study, typed: str):
    assert study.code_meant(typed) == typed


def test_a_code_typed_in_another_way_is_refused_if_it_is_taken(dialog: EnrolDialog):
    dialog.form.code.setText("ket 2")

    assert dialog.form.fields[Asked.CODE].error == "KET-002 is enrolled already."


def test_a_first_infusion_far_ahead_is_doubted_and_taken(dialog: EnrolDialog, qtbot: QtBot):
    fill(dialog)
    first = dialog.form.fields[Asked.FIRST_INFUSION]
    dialog.form.first_infusion.setDate(QDate(2027, 3, 25))
    qtbot.waitUntil(dialog.enrol.isEnabled)
    assert first.control.accessibleDescription() == "366 days ahead. Check the date."
    assert not first.error

    dialog.form.first_infusion.setDate(QDate(2026, 3, 25))
    assert first.control.accessibleDescription() == ""


def test_nothing_moves_as_a_code_is_refused(dialog: EnrolDialog, qtbot: QtBot):
    before = dialog.form.birth_year.mapTo(dialog, dialog.form.birth_year.rect().topLeft())
    dialog.form.code.setText("KET-002")
    assert dialog.form.fields[Asked.CODE].error
    dialog.layout().activate()
    dialog.form.layout().activate()

    assert dialog.form.birth_year.mapTo(dialog, dialog.form.birth_year.rect().topLeft()) == before
