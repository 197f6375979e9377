"""Which visit stands on which day, the windows behind it, and the next step beside it."""

from datetime import date

import pytest

from domain.agenda import item_of
from domain.next_step import Step, next_step
from domain.study import Study
from domain.visits import Status, VisitKey, VisitKind
from gui.calendar.cohort import Cohort, Shown
from gui.calendar.event_actions import Act, acts_for
from gui.calendar.shown_days import monday_of, reach, shown_days, weekends_without
from gui.calendar.timeline_rows import TimelineRow, timeline_row
from gui.words import timeline
from tests.builders import draw, infusion, moment, rating, study_with

TODAY = date(2026, 3, 24)


def row_of(study: Study, code: str, today: date = TODAY) -> TimelineRow:
    return timeline_row(study.patient(code), study.course(code), infusions=8, today=today)


# From the mock-up 02-cohort-timeline, column "Progress, next step".
@pytest.mark.parametrize(
    ("code", "progress", "step", "tone"),
    [
        ("KET-021", "Withdrew", "9 Mar", "text_secondary"),
        ("KET-022", "8 of 8 given", "Waiting for lab", "text_secondary"),
        ("KET-023", "8 of 8 given", "Cu post Fri 27", "text_secondary"),
        ("KET-024", "7 of 8 given", "Cu7 today", "text"),
        ("KET-025", "6 of 8 given", "Cu5 overdue", "overdue"),
        ("KET-026", "5 of 8 given", "Cu5 Wed 25", "text_secondary"),
        ("KET-027", "5 of 8 given", "Rating late", "warning"),
        ("KET-028", "2 of 8 given", "Infusion 3 today", "text"),
        ("KET-029", "3 of 8 given", "Infusion 4 Thu 26", "text_secondary"),
        ("KET-030", "2 of 8 given", "Infusion 3 today", "text"),
        ("KET-031", "0 of 8 given", "Cu baseline Wed 25", "text_secondary"),
        ("KET-032", "0 of 8 given", "Cu baseline Fri 27", "text_secondary"),
        ("KET-033", "0 of 8 given", "Cu baseline Fri 3", "text_secondary"),
    ],
)
def test_the_next_step_is_the_mock_ups(demo: Study, code: str, progress: str, step: str, tone: str):
    row = row_of(demo, code)
    words = timeline.next_step(row.step, TODAY)

    assert timeline.progress(row.given, row.infusions, row.step) == progress
    assert (words.text, words.tone) == (step, tone)


def test_a_day_holds_its_infusion_draw_and_rating_in_lanes(demo: Study):
    of_day = row_of(demo, "KET-028").events_on(date(2026, 3, 13))

    kinds = [event.key.kind for event in of_day]
    assert kinds == [VisitKind.INFUSION, VisitKind.DRAW, VisitKind.RATING]


def test_a_whisker_spans_the_window_of_its_draw(demo: Study):
    overdue = [w for w in row_of(demo, "KET-025").whiskers if w.status is Status.OVERDUE]

    assert [(w.first, w.last) for w in overdue] == [(date(2026, 3, 19), date(2026, 3, 21))]


def test_a_missed_draw_has_no_whisker():
    study = study_with("KET-001")
    study.miss(draw("baseline"), reason="patient_left", now=moment("2026-03-02 12:00"))

    row = row_of(study, "KET-001", date(2026, 3, 2))

    assert date(2026, 2, 23) not in [whisker.first for whisker in row.whiskers]
    study.close()


def test_visits_cancelled_by_a_withdrawal_are_left_out(demo: Study):
    row = row_of(demo, "KET-021")

    assert max(row.events) < date(2026, 3, 9)
    assert row.withdrawn_on == date(2026, 3, 9)


def test_overdue_comes_before_late_and_due(demo: Study):
    study = study_with("KET-001")
    study.give_infusion(
        infusion(1),
        on=date(2026, 3, 2),
        at=moment("2026-03-02 08:00"),
        now=moment("2026-03-02 08:05"),
    )

    step = next_step(study.patient("KET-001"), study.course("KET-001"), date(2026, 3, 5))

    assert step.step is Step.OVERDUE
    assert step.visit is not None
    assert step.visit.key == draw("baseline")
    study.close()


def test_all_patients_leaves_out_those_that_ended_before_the_weeks(demo: Study):
    selection = Cohort(demo, TODAY).select(Shown.ALL, "", date(2026, 3, 2))

    assert selection.codes[0] == "KET-021"
    assert (len(selection.codes), selection.earlier, selection.filtered) == (13, 20, 0)


def test_earlier_weeks_list_earlier_patients(demo: Study):
    cohort = Cohort(demo, TODAY)

    assert cohort.select(Shown.ALL, "", date(2025, 6, 2)).earlier == 0


def test_search_finds_a_patient_whose_course_is_over(demo: Study):
    selection = Cohort(demo, TODAY).select(Shown.ALL, "ket-003", date(2026, 3, 2))

    assert selection.codes == ("KET-003",)
    assert selection.filtered == 32


def test_not_done_lists_exactly_the_patients_of_the_agendas_not_done(demo: Study):
    selection = Cohort(demo, TODAY).select(Shown.NOT_DONE, "", date(2026, 3, 2))

    agenda = demo.agenda(now=moment("2026-03-24 10:12"))
    assert set(selection.codes) == {item.patient for item in agenda.not_done}


def test_every_patient_is_in_one_group(demo: Study):
    cohort = Cohort(demo, TODAY)
    groups = (Shown.NOT_STARTED, Shown.IN_TREATMENT, Shown.FINISHED, Shown.WITHDRAWN)
    listed = [code for shown in groups for code in cohort.select(shown, "", TODAY).codes]

    assert sorted(listed) == sorted(demo.patients())


def test_weekends_are_hidden_unless_a_visit_is_on_them(demo: Study):
    saturday, sunday = date(2026, 3, 7), date(2026, 3, 8)
    hidden = weekends_without({saturday}, date(2026, 3, 2), date(2026, 3, 8))
    days = shown_days(demo.days, date(2026, 3, 2), date(2026, 3, 8), without=hidden)

    assert saturday in days.days
    assert sunday not in days.days
    assert days.span(date(2026, 3, 6), sunday) == (4, 5)


def test_weeks_begin_on_monday_with_their_iso_number(demo: Study):
    days = shown_days(demo.days, date(2026, 3, 4), date(2026, 3, 10))

    assert [(week.monday, week.number) for week in days.weeks] == [
        (date(2026, 3, 2), 10),
        (date(2026, 3, 9), 11),
    ]


def test_the_timeline_reaches_every_visit(demo: Study):
    first, last = reach(TODAY, [date(2025, 1, 1), date(2027, 1, 1)])

    assert (first, last) == (date(2025, 1, 1), date(2027, 1, 1))
    assert monday_of(TODAY) == date(2026, 3, 23)


def test_a_recorded_rating_is_done_on_its_day():
    study = study_with("KET-001")
    study.rate(
        rating("week0"),
        on=date(2026, 3, 2),
        at=moment("2026-03-02 08:00"),
        now=moment("2026-03-02 08:30"),
        madrs=30,
        ymrs=2,
    )

    events = row_of(study, "KET-001", date(2026, 3, 2)).events_on(date(2026, 3, 2))

    assert [e.status for e in events if e.key.kind is VisitKind.RATING] == [Status.DONE]
    study.close()


def offered(study: Study, key: VisitKey, today: date) -> tuple[Act, ...]:
    course = study.course(key.patient)
    return acts_for(item_of(study.visit(key), course, study.protocol, today), today)


def test_a_visit_whose_window_is_not_open_yet_offers_nothing(demo: Study):
    key = draw("inf5", "KET-026")

    assert offered(demo, key, date(2026, 3, 23)) == ()
    assert offered(demo, key, date(2026, 3, 24)) == (Act.RECORD_NOW, Act.MISSED)


def test_an_overdue_visit_asks_for_its_day_before_it_is_recorded(demo: Study):
    assert offered(demo, draw("inf5", "KET-025"), TODAY) == (Act.RECORD_LATE, Act.MISSED)
    assert offered(demo, rating("week2", "KET-027"), TODAY) == (Act.ENTER_SCORES, Act.MISSED)


def test_an_infusion_is_not_offered_to_be_given_before_the_one_it_follows(demo: Study):
    friday = date(2026, 3, 27)

    assert offered(demo, infusion(4, "KET-030"), friday) == (Act.MISSED,)
    assert Act.MISSED in offered(demo, infusion(3, "KET-030"), friday)
    assert offered(demo, infusion(6, "KET-026"), friday) == (Act.RECORD_NOW, Act.MISSED)


def test_only_a_withdrawn_consent_is_called_one():
    day = date(2026, 3, 9)

    assert timeline.withdrew_on(day, "consent_withdrawn") == "Withdrew consent, 9 Mar"
    assert timeline.withdrew_on(day, "moved_away") == "Withdrew, 9 Mar"
