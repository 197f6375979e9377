"""What is to be done on a day: the groups of Today."""

from datetime import time

from domain.visits import Status
from tests.builders import draw, enrolment, infusion, moment, rating, study, study_with


def keys(items) -> list[str]:
    return [f"{item.visit.key.kind} {item.visit.key.code}" for item in items]


def test_the_first_day_has_the_rating_before_the_infusion():
    agenda = study_with().agenda(now=moment("2026-03-02 07:00"))

    assert keys(agenda.due_today) == ["rating week0", "infusion 1"]
    assert keys(agenda.not_done) == ["draw baseline"]


def test_a_passed_target_is_late_while_its_window_is_open_and_overdue_after():
    made = study_with()

    [late] = made.agenda(now=moment("2026-03-02 07:00")).not_done
    overdue = made.agenda(now=moment("2026-03-03 00:00")).not_done[0]

    assert (late.status, late.late_days) == (Status.LATE, 3)
    assert (overdue.status, overdue.late_days) == (Status.OVERDUE, 4)


def test_both_ends_of_a_window_belong_to_it():
    made = study_with()
    cu1 = made.visit(draw("inf1"))

    days = [moment(f"2026-03-0{day} 12:00").date() for day in (1, 2, 3, 4, 5)]

    assert [cu1.status(day) for day in days] == [
        Status.PLANNED, Status.PLANNED, Status.DUE_TODAY, Status.LATE, Status.OVERDUE,
    ]  # fmt: skip


def test_what_is_recorded_moves_to_done_today_and_the_badge_goes_down():
    made = study_with()
    at = moment("2026-03-02 08:40")
    before = made.agenda(now=at)

    made.rate(rating("week0"), on=at.date(), at=at, now=at, madrs=34, ymrs=3)

    after = made.agenda(now=at)
    assert after.to_do == before.to_do - 1
    assert keys(after.done_today) == ["rating week0"]


def test_a_draw_recorded_late_is_shown_as_done_today_too():
    made = study_with()
    now = moment("2026-03-06 09:00")
    taken = moment("2026-03-03 07:30")

    made.collect_draw(draw("inf1"), on=taken.date(), at=taken, now=now)

    agenda = made.agenda(now=now)
    assert "draw inf1" in keys(agenda.done_today)
    assert [waiting.key.code for waiting in agenda.waiting_for_lab] == ["inf1"]


def test_the_coming_days_are_listed_also_when_empty():
    agenda = study_with().agenda(now=moment("2026-03-02 07:00"), days=3)

    assert [(ahead.day.day, keys(ahead.items)) for ahead in agenda.coming] == [
        (3, ["draw inf1"]),
        (4, []),
        (5, ["infusion 2"]),
    ]


def test_infusions_are_ordered_by_their_time_and_untimed_visits_come_before_noon():
    made = study()
    for code, at in (("KET-001", time(12, 0)), ("KET-002", time(9, 30)), ("KET-003", None)):
        made.enrol(
            enrolment(code, infusion_time=at),
            now=moment("2026-02-27 09:00"),
        )

    due = made.agenda(now=moment("2026-03-05 07:00")).due_today

    assert [item.patient for item in due] == ["KET-002", "KET-003", "KET-001"]


def test_a_first_infusion_ahead_is_announced():
    agenda = study_with().agenda(now=moment("2026-02-27 09:00"))

    assert [first.key for first in agenda.starting_soon] == [infusion(1)]
