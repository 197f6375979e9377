"""The month and one patient: the same visits as the timeline, seen otherwise."""

from datetime import date

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from domain.edits import CollectDraw, Enrol
from domain.patient import Diagnosis, Enrolment, Sex
from domain.visits import Status, VisitKind
from gui.calendar.month_pane import MonthPane
from gui.calendar.one_patient_pane import OnePatientPane
from gui.calendar.screen import CalendarScreen
from gui.calendar.toolbar import View
from gui.demo import DEMO_NOW
from gui.patients.enrol import EnrolDialog
from gui.session import Session
from gui.theme import app_theme
from tests.builders import draw, infusion

TODAY = date(2026, 3, 24)


@pytest.fixture
def month(screen: CalendarScreen) -> MonthPane:
    screen.show_view(View.MONTH)
    assert screen.month is not None
    return screen.month


@pytest.fixture
def one(screen: CalendarScreen) -> OnePatientPane:
    screen.show_view(View.ONE_PATIENT)
    assert screen.one_patient is not None
    return screen.one_patient


def days_of(pane: MonthPane) -> list[date]:
    model = pane.model
    return [model.day_at(model.index(r, c)) for r in range(model.rowCount()) for c in range(7)]


def test_the_chosen_visit_stays_chosen_in_every_view(screen: CalendarScreen):
    chosen = screen.view.current_event
    assert chosen is not None

    for view in (View.MONTH, View.ONE_PATIENT, View.TIMELINE):
        screen.show_view(view)

        assert screen.details.text.startswith("KET-025 · Copper draw Cu5")
        event = screen.pane.chosen[0]
        assert event is not None
        assert event.key == chosen.key


def test_a_month_is_whole_weeks_and_every_day_holds_its_visits(month: MonthPane, session: Session):
    days = days_of(month)

    assert (days[0], days[-1]) == (date(2026, 2, 23), date(2026, 4, 5))
    shown = {event.key for day in days for event in month.model.events_on(day)}
    study = session.study
    expected = {
        visit.key
        for code, course in study.courses().items()
        for visit in course.visits()
        if days[0] <= visit.shown_on <= days[-1]
        and not (study.patient(code).withdrawn_on and visit.status(TODAY) is Status.CANCELLED)
    }
    assert shown == expected


def test_the_counts_of_a_day_are_those_of_today(month: MonthPane, session: Session):
    counts = month.model.counts_on(TODAY)

    agenda = session.study.agenda(now=DEMO_NOW)
    today = [item.visit.key.kind for item in (*agenda.due_today, *agenda.done_today)]
    assert counts == {kind: today.count(kind) for kind in counts}
    assert sum(counts.values()) == len(today)


def test_a_day_lists_all_its_visits_beside_the_month(month: MonthPane):
    month.view.choose(TODAY)

    rows = [(e.key.patient, e.key.kind) for e in month.day_list.model.rows]
    assert rows[:3] == [(f"KET-0{n}", VisitKind.INFUSION) for n in (26, 28, 30)]
    assert len(rows) == 8


def test_visits_of_one_patient_and_name_are_told_apart_in_the_list(month: MonthPane):
    month.view.choose(date(2026, 3, 27))

    model = month.day_list.model
    told = [
        (model.index(row, 0).data(), model.index(row, 1).data()) for row in range(model.rowCount())
    ]

    assert ("KET-023", "Draw post") in told
    assert ("KET-023", "Rating post") in told
    assert ("KET-028", "Rating week 2") in told
    assert len(set(told)) == len(told)


def test_every_day_of_a_month_shows_the_kinds_of_its_visits(screen: CalendarScreen):
    screen.resize(1306, 672)
    screen.show_view(View.MONTH)
    QApplication.processEvents()
    month = screen.month
    assert month is not None

    alone = [day for day in days_of(month) if not shows_kinds(month, day)]

    assert alone == []


def shows_kinds(month: MonthPane, day: date) -> bool:
    """Whether the head of the day has a mark in the colour of each kind on it."""
    colors = app_theme().colors
    tints = {
        VisitKind.INFUSION: colors.infusion,
        VisitKind.DRAW: colors.copper,
        VisitKind.RATING: colors.rating,
    }
    cell = month.view.visualRect(month.model.place(day))
    head = QRect(cell.left() + 8, cell.top() + 2, cell.width() - 12, 18)
    picture = month.view.viewport().grab(head).toImage()
    seen = [picture.pixelColor(x, y) for x in range(head.width()) for y in range(head.height())]
    return all(
        any(pixel.saturation() > 90 and abs(pixel.hue() - tints[kind].hue()) < 15 for pixel in seen)
        for kind in month.model.counts_on(day)
    )


def test_enter_leads_from_the_day_to_its_list_and_on_to_the_actions(
    screen: CalendarScreen, month: MonthPane, qtbot: QtBot
):
    month.view.choose(TODAY)
    qtbot.keyClick(month.view, Qt.Key.Key_Return)
    assert month.day_list.table.hasFocus()
    assert month.day_list.choose(draw("inf7", "KET-024"))

    qtbot.keyClick(month.day_list.table, Qt.Key.Key_Return)

    assert screen.details.buttons[0].text() == "Collected now"
    assert screen.details.buttons[0].hasFocus()


def test_what_is_recorded_elsewhere_shows_in_the_day(month: MonthPane, session: Session):
    month.view.choose(TODAY)

    session.perform(CollectDraw(draw("inf7", "KET-024"), on=TODAY, at=DEMO_NOW))

    status = {e.key: e.status for e in month.day_list.model.rows}
    assert status[draw("inf7", "KET-024")] is Status.WAITING_FOR_LAB
    session.undo_stack.undo()
    status = {e.key: e.status for e in month.day_list.model.rows}
    assert status[draw("inf7", "KET-024")] is Status.DUE_TODAY


def test_page_keys_turn_months_and_home_comes_back(month: MonthPane, qtbot: QtBot):
    month.view.choose(date(2026, 3, 31))

    qtbot.keyClick(month.view, Qt.Key.Key_PageDown)
    assert month.model.month == date(2026, 4, 1)
    qtbot.keyClick(month.view, Qt.Key.Key_PageUp)
    qtbot.keyClick(month.view, Qt.Key.Key_PageUp)
    assert month.model.month == date(2026, 2, 1)
    qtbot.keyClick(month.view, Qt.Key.Key_Home)

    assert month.view.current_day == TODAY


def test_a_month_turns_over_the_year(month: MonthPane):
    for _turn in range(10):
        month.turn(1)

    assert month.model.month == date(2027, 1, 1)


def test_a_search_leaves_only_the_patients_found(screen: CalendarScreen, month: MonthPane):
    screen.toolbar.find.setText("KET-024")

    shown = {e.key.patient for day in days_of(month) for e in month.model.events_on(day)}

    assert shown == {"KET-024"}
    screen.toolbar.find.setText("KET-9")
    assert month.empty.sentence == "No patient matches “KET-9”."
    month.empty.asked.emit()
    assert screen.toolbar.find.text() == ""


def test_a_day_speaks_its_counts(month: MonthPane):
    model = month.model

    spoken = model.data(model.place(TODAY), Qt.ItemDataRole.AccessibleTextRole)
    easter = model.data(model.place(date(2026, 4, 5)), Qt.ItemDataRole.AccessibleTextRole)

    assert spoken == "Tuesday 24 March, 3 infusions, 3 draws, 2 ratings"
    assert easter.startswith("Sunday 5 April, ")


def test_one_patient_turns_to_the_next_and_finds_by_code(
    screen: CalendarScreen, one: OnePatientPane
):
    assert one.code == "KET-025"

    one.turn(1)
    assert one.code == "KET-026"
    assert screen.context == "KET-026 · patient 26 of 33"
    screen.toolbar.find.setText("KET-031")

    assert one.code == "KET-031"
    assert screen.details.text.startswith("KET-031 · Baseline copper draw")


def test_one_patient_shows_every_visit_of_the_course(one: OnePatientPane, session: Session):
    one.show_visit(infusion(6, "KET-026"))

    assert one.model.row is not None
    shown = {event.key for of_day in one.model.row.events.values() for event in of_day}
    assert shown == {visit.key for visit in session.study.course("KET-026").visits()}
    assert one.view.current_event is not None
    assert one.view.current_event.key == infusion(6, "KET-026")


def test_the_models_keep_qt_s_rules(month: MonthPane, qtmodeltester) -> None:
    qtmodeltester.check(month.model)


def test_the_place_among_patients_counts_one_enrolled_meanwhile(
    one: OnePatientPane, session: Session
):
    count = len(session.study.patients())
    enrolment = Enrolment(
        code=session.study.next_code(),
        sex=Sex.FEMALE,
        diagnosis=Diagnosis.MDD,
        enrolled_on=date(2026, 3, 24),
        first_infusion_on=date(2026, 3, 25),
        weekdays=(2, 4),
    )
    session.perform(Enrol(enrolment))

    assert one.context.endswith(f"of {count + 1}")


def test_enrolling_in_the_calendar_stays_there_and_shows_the_new_patient(
    screen: CalendarScreen, session: Session, qtbot: QtBot
):
    screen.show_view(View.ONE_PATIENT)
    code = session.study.next_code()
    qtbot.mouseClick(screen.toolbar.enrol, Qt.MouseButton.LeftButton)
    (dialog,) = screen.findChildren(EnrolDialog)
    dialog.form.sex.setCurrentIndex(1)
    dialog.form.diagnosis.setCurrentIndex(1)
    qtbot.mouseClick(dialog.enrol, Qt.MouseButton.LeftButton)
    assert screen.one_patient is not None

    assert screen.one_patient.code == code
