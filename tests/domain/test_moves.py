"""Moving an infusion: the issue's examples on the Mon/Thu course from 2 March 2026.

Infusions on 2, 5, 9, 12, 16, 19, 23, 26 March, post on Thu 2 April; standard protocol.
"""

from collections.abc import Mapping
from datetime import date

import pytest

from domain.calendar_days import DayOff
from domain.move_plan import MoveOptions, MovePlan, MoveRefused, Policy, WhyNotMove
from domain.patient import PatientState
from domain.schedule import NoticeCode
from domain.study import Study
from domain.study_errors import WhyNotWithdrawn, WithdrawalRefused
from domain.visits import Status, VisitKey, VisitKind, VisitState, Window
from gui.demo import DEMO_NOW, make_demo
from tests.builders import NOW, draw, enrolment, infusion, moment, rating, study, study_with

AFTER = moment("2026-04-10 09:00")
"""The whole course is over."""
PATTERN = (2, 5, 9, 12, 16, 19, 23, 26)


def march(day: int) -> date:
    return date(2026, 3, day)


def april(day: int) -> date:
    return date(2026, 4, day)


@pytest.fixture
def course() -> Study:
    return study_with("KET-001")


def days_of(plan: MovePlan) -> list[date]:
    return [i.planned_on for i in plan.after.current_infusions()]


def window_of(plan: MovePlan, key: VisitKey) -> Window:
    return next(v.window for v in plan.after.visits() if v.key == key)


def plans(options: MoveOptions) -> Mapping[Policy, MovePlan]:
    found = {policy: options.plan(policy) for policy in Policy}
    return {policy: plan for policy, plan in found.items() if plan is not None}


def refusal(options: MoveOptions, policy: Policy) -> MoveRefused:
    found = options.plans[policy]
    assert isinstance(found, MoveRefused)
    return found


# Infusion 4 from Thu 12 to Fri 13 March


def test_one_day_later_changes_no_later_infusion_under_any_policy(course: Study):
    options = course.move_options(infusion(4), march(13))

    assert set(plans(options)) == set(Policy)
    for plan in plans(options).values():
        assert days_of(plan) == [march(d) for d in (2, 5, 9, 13, 16, 19, 23, 26)]
        assert [change.key for change in plan.changes] == [infusion(4)]
        assert plan.warnings == ()


def test_a_saturday_is_refused_with_its_reason(course: Study):
    refused = course.move_options(infusion(4), march(14)).refused

    assert refused is not None
    assert (refused.why, refused.day_off) == (WhyNotMove.DAY_OFF, DayOff.WEEKEND)


# Infusion 4 to Mon 16 March, seven days after infusion 3


def test_keeping_the_pattern_shifts_the_later_infusions_and_the_post_draw(course: Study):
    plan = course.plan_move(infusion(4), march(16), Policy.KEEP_PATTERN)

    assert days_of(plan) == [march(d) for d in (2, 5, 9, 16, 19, 23, 26, 30)]
    assert window_of(plan, draw("post")) == Window(april(7), april(4), april(8))
    moved = next(n for n in plan.notices if n.key == draw("post"))
    assert (moved.code, moved.day, moved.other_day) == (
        NoticeCode.TARGET_MOVED, april(7), april(6),
    )  # fmt: skip


def test_seven_days_between_infusions_are_announced_as_a_deviation(course: Study):
    for policy in (Policy.KEEP_PATTERN, Policy.FEWEST_CHANGES):
        plan = course.plan_move(infusion(4), march(16), policy)

        (gap,) = plan.deviations
        assert (gap.code, gap.key, gap.number, gap.limit) == (
            NoticeCode.GAP_OVER_MAXIMUM, infusion(4), 7, 5,
        )  # fmt: skip


def test_as_few_changes_as_possible_leave_infusions_7_and_8_and_post(course: Study):
    plan = course.plan_move(infusion(4), march(16), Policy.FEWEST_CHANGES)

    assert days_of(plan) == [march(d) for d in (2, 5, 9, 16, 18, 20, 23, 26)]
    assert window_of(plan, draw("post")).target == april(2)
    assert {draw("post"), rating("post")} <= set(plan.stays)


def test_moving_only_this_one_onto_infusion_5_is_not_possible_and_says_why(course: Study):
    refused = refusal(course.move_options(infusion(4), march(16)), Policy.ONLY_THIS)

    assert refused.why is WhyNotMove.TWO_ON_ONE_DAY
    assert (refused.key, refused.other) == (infusion(5), infusion(4))


# Infusion 3 from Mon 9 March


def test_the_draw_goes_with_its_infusion_and_the_weekly_rating_stays(course: Study):
    for policy in Policy:
        plan = course.plan_move(infusion(3), march(10), policy)

        assert [change.key for change in plan.changes] == [infusion(3), draw("inf3")]
        assert window_of(plan, draw("inf3")) == Window(march(11), march(10), march(12))
        assert rating("week1") in plan.stays
        assert days_of(plan) == [march(d) for d in (2, 5, 10, 12, 16, 19, 23, 26)]


def test_infusion_3_to_wednesday_pushes_only_infusion_4_and_announces_six_days(course: Study):
    options = course.move_options(infusion(3), march(11))

    plan = options.plan(Policy.FEWEST_CHANGES)
    assert plan is not None
    assert days_of(plan) == [march(d) for d in (2, 5, 11, 13, 16, 19, 23, 26)]
    assert window_of(plan, draw("inf3")) == Window(march(12), march(11), march(13))
    assert [(n.key, n.number) for n in plan.deviations] == [(infusion(3), 6)]
    refused = refusal(options, Policy.ONLY_THIS)
    assert (refused.why, refused.gap, refused.needed) == (WhyNotMove.GAP_UNDER_MINIMUM, 1, 2)


# Infusion 4 not given


def test_a_made_up_infusion_takes_the_next_slot_and_post_follows(course: Study):
    course.give_infusion(infusion(1), on=march(2), at=None, now=moment("2026-03-02 12:00"))
    for number, day in ((2, 5), (3, 9)):
        course.give_infusion(
            infusion(number), on=march(day), at=None, now=moment(f"2026-03-{day:02} 12:00")
        )

    course.miss(infusion(4), reason="ward_full", now=moment("2026-03-12 12:00"))

    days = [i.planned_on for i in course.course("KET-001").current_infusions()]
    assert days == [march(d) for d in (2, 5, 9, 16, 19, 23, 26, 30)]
    assert course.visit(draw("post")).window.target == april(7)


def give_three(study: Study) -> None:
    for number, day in ((1, 2), (2, 5), (3, 9)):
        at = moment(f"2026-03-{day:02} 12:00")
        study.give_infusion(infusion(number), on=march(day), at=None, now=at)


def test_the_plan_of_a_missed_infusion_is_what_is_stored(course: Study):
    give_three(course)
    plan = course.plan_miss(infusion(4))

    course.miss(infusion(4), reason="ward_full", now=moment("2026-03-12 12:00"))

    assert plan.made_up is not None
    assert (plan.made_up.key, plan.made_up.planned_on) == (infusion(4, attempt=2), march(16))
    stored = course.course("KET-001")
    windows = {visit.key: (visit.state, visit.window) for visit in plan.after.visits()}
    assert {visit.key: (visit.state, visit.window) for visit in stored.visits()} == windows
    moved = [change.key.code for change in plan.changes if change.key.kind is VisitKind.INFUSION]
    assert moved == ["4", "5", "6", "7", "8"]


def test_a_made_up_infusion_does_not_go_before_the_day_it_was_missed(course: Study):
    give_three(course)
    course.miss(infusion(4), reason="ward_full", now=moment("2026-03-12 12:00"))

    again = infusion(4, attempt=2)
    refused = course.refused_days(again, march(11), march(13))

    assert {day: why.why for day, why in refused.items()} == {march(11): WhyNotMove.BEFORE_RECORDED}


# KET-026 of the demo: ux.md, acceptance check 3, and mock-up 06


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory):
    path = tmp_path_factory.mktemp("moves") / "Demo.cdesk"
    make_demo(path)
    opened = Study.open(path, by="A. Nowak", now=DEMO_NOW)
    yield opened
    opened.close()


def test_ket_026_lists_exactly_six_changes_and_two_warnings(demo: Study):
    plan = demo.plan_move(infusion(6, "KET-026"), march(30), Policy.KEEP_PATTERN)

    told = [(c.key.kind, c.key.code, c.before.window.target, c.after.window.target)
            for c in plan.changes]  # fmt: skip
    assert told == [
        (VisitKind.INFUSION, "6", march(27), march(30)),
        (VisitKind.INFUSION, "7", march(31), april(3)),
        (VisitKind.DRAW, "inf7", april(1), april(3)),
        (VisitKind.INFUSION, "8", april(3), april(7)),
        (VisitKind.DRAW, "post", april(10), april(14)),
        (VisitKind.RATING, "post", april(10), april(14)),
    ]
    assert [(n.code, n.number, n.limit) for n in plan.warnings] == [
        (NoticeCode.GAP_OVER_MAXIMUM, 6, 5),
        (NoticeCode.DAILY_LIMIT, 7, 6),
    ]
    assert {n.code for n in plan.notices} - {n.code for n in plan.warnings} == {
        NoticeCode.TARGET_MOVED
    }
    assert set(plan.stays) == {draw("inf5", "KET-026"), rating("week3", "KET-026")}
    assert plan.course_days <= plan.course_limit == 28


def test_ket_026_with_few_changes_puts_7_on_wednesday_and_leaves_8(demo: Study):
    options = demo.move_options(infusion(6, "KET-026"), march(30))

    plan = options.plan(Policy.FEWEST_CHANGES)
    assert plan is not None
    assert days_of(plan)[5:] == [march(30), april(1), april(3)]
    refused = refusal(options, Policy.ONLY_THIS)
    assert (refused.key.code, refused.gap, refused.needed) == ("7", 1, 2)


# What is stored


def test_a_move_stores_exactly_its_plan_and_undo_restores_the_schedule(course: Study):
    before = course.course("KET-001")
    plan = course.plan_move(infusion(4), march(16), Policy.KEEP_PATTERN)

    changes = course.move_infusion(
        infusion(4), to=march(16), policy=Policy.KEEP_PATTERN, reason="ward_full", now=NOW
    )

    assert course.course("KET-001").visits() == plan.after.visits()
    assert changes.schedule
    (entry, *_rest) = course.trail(action=changes.action)
    assert entry.reason == "ward_full"
    course.take_back(changes.action, now=NOW)
    assert course.course("KET-001").visits() == before.visits()
    assert course.verify().is_clean


def test_first_planned_now_planned_and_actual_are_kept_apart(course: Study):
    for number, day in ((1, 2), (2, 5), (3, 9)):
        course.give_infusion(
            infusion(number), on=march(day), at=None, now=moment(f"2026-03-{day:02} 12:00")
        )
    course.move_infusion(
        infusion(4), to=march(13), policy=Policy.ONLY_THIS, reason="ward_full", now=NOW
    )

    course.give_infusion(infusion(4), on=march(14), at=None, now=moment("2026-03-14 12:00"))

    given = course.visit(infusion(4))
    assert (given.first_planned_on, given.window.target, given.done_on) == (
        march(12), march(13), march(14),
    )  # fmt: skip


def test_a_move_without_a_reason_is_refused_and_nothing_is_stored(course: Study):
    entries = course.head()

    with pytest.raises(MoveRefused) as refused:
        course.move_infusion(infusion(4), to=march(13), policy=Policy.ONLY_THIS, reason="", now=NOW)

    assert refused.value.why is WhyNotMove.REASON_MISSING
    assert course.head() == entries


def test_a_given_infusion_does_not_move(course: Study):
    course.give_infusion(infusion(1), on=march(2), at=None, now=moment("2026-03-02 12:00"))

    refused = course.move_options(infusion(1), march(3)).refused

    assert refused is not None
    assert refused.why is WhyNotMove.NOT_PLANNED


def test_an_infusion_does_not_go_before_what_is_recorded(course: Study):
    course.collect_draw(draw("baseline"), on=march(2), at=None, now=moment("2026-03-02 12:00"))

    refused = course.move_options(infusion(1), date(2026, 2, 27)).refused

    assert refused is not None
    assert (refused.why, refused.other) == (WhyNotMove.BEFORE_RECORDED, draw("baseline"))


def test_the_days_that_refuse_a_drop_each_say_why(course: Study):
    refused = course.refused_days(infusion(4), march(9), march(18))

    assert {day.day: why.why for day, why in refused.items()} == {
        9: WhyNotMove.TWO_ON_ONE_DAY,
        10: WhyNotMove.GAP_UNDER_MINIMUM,
        12: WhyNotMove.SAME_DAY,
        14: WhyNotMove.DAY_OFF,
        15: WhyNotMove.DAY_OFF,
    }


def test_a_legal_day_for_the_infusion_may_refuse_the_policy_only(course: Study):
    options = course.move_options(infusion(4), march(16))

    assert options.refused is None
    assert options.plan(Policy.ONLY_THIS) is None


def test_moving_the_first_infusion_takes_the_weekly_ratings_along(course: Study):
    plan = course.plan_move(infusion(1), march(3), Policy.ONLY_THIS)

    weeks = {c.key.code: c.after.window.target for c in plan.changes
             if c.key.kind is VisitKind.RATING}  # fmt: skip
    assert weeks == {"week0": march(3), "week1": march(10), "week2": march(17), "week3": march(24)}


def test_a_withdrawn_patient_has_no_due_row_and_no_move(course: Study):
    for number, day in ((1, 2), (2, 5), (3, 9)):
        course.give_infusion(
            infusion(number), on=march(day), at=None, now=moment(f"2026-03-{day:02} 12:00")
        )
    course.withdraw("KET-001", on=march(10), reason="consent_withdrawn", now=AFTER)

    agenda = course.agenda(now=moment("2026-03-16 09:00"))
    assert (agenda.not_done, agenda.due_today) == ((), ())
    assert course.patient("KET-001").state is PatientState.WITHDRAWN
    post = course.visit(draw("post"))
    assert (post.state, post.window.target) == (VisitState.CANCELLED, march(16))
    given = [v.status(march(16)) for v in course.course("KET-001").given()]
    assert given == [Status.DONE] * 3
    with pytest.raises(MoveRefused) as refused:
        course.plan_move(infusion(4), march(13), Policy.ONLY_THIS)
    assert refused.value.why is WhyNotMove.WITHDRAWN


def test_taking_a_withdrawal_back_reinstates_the_patient(course: Study):
    give_three(course)
    before = course.course("KET-001"), course.patient("KET-001")
    withdrawal = course.withdraw("KET-001", on=march(10), reason="consent_withdrawn", now=AFTER)

    course.take_back(withdrawal.action, now=NOW)

    assert (course.course("KET-001"), course.patient("KET-001")) == before
    assert course.plan_move(infusion(4), march(13), Policy.ONLY_THIS).changes


@pytest.mark.parametrize(
    ("day", "reason", "why"),
    [
        (march(10), "", WhyNotWithdrawn.REASON_MISSING),
        (date(2026, 2, 26), "consent_withdrawn", WhyNotWithdrawn.BEFORE_ENROLMENT),
        (april(11), "consent_withdrawn", WhyNotWithdrawn.IN_THE_FUTURE),
    ],
)
def test_a_withdrawal_that_cannot_be_right_is_refused(
    course: Study, day: date, reason: str, why: WhyNotWithdrawn
):
    with pytest.raises(WithdrawalRefused) as refused:
        course.withdraw("KET-001", on=day, reason=reason, now=AFTER)

    assert refused.value.why is why
    assert course.patient("KET-001").state is PatientState.ACTIVE


def test_a_patient_withdraws_once(course: Study):
    course.withdraw("KET-001", on=march(10), reason="consent_withdrawn", now=AFTER)

    with pytest.raises(WithdrawalRefused) as refused:
        course.withdraw("KET-001", on=march(12), reason="other", now=AFTER)

    assert (refused.value.why, refused.value.day) == (WhyNotWithdrawn.ALREADY, march(10))


# Draws and ratings by hand


def test_a_target_moves_inside_its_window_and_the_window_stays(course: Study):
    before = course.visit(draw("inf3")).window

    course.move_target(draw("inf3"), to=march(11), reason="ward_full", now=NOW)

    assert course.visit(draw("inf3")).window == Window(march(11), before.first, before.last)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (march(8), WhyNotMove.OUTSIDE_WINDOW),
        (march(12), WhyNotMove.OUTSIDE_WINDOW),
        (march(10), WhyNotMove.SAME_DAY),
    ],
)
def test_a_target_does_not_leave_its_window(course: Study, day: date, why: WhyNotMove):
    with pytest.raises(MoveRefused) as refused:
        course.move_target(draw("inf3"), to=day, reason="ward_full", now=NOW)

    assert refused.value.why is why


def test_a_target_moves_and_a_visit_is_added_only_with_a_reason(course: Study):
    before = course.head()

    with pytest.raises(MoveRefused) as moved:
        course.move_target(draw("inf3"), to=march(11), reason="", now=NOW)
    with pytest.raises(MoveRefused) as added:
        course.add_unscheduled("KET-001", VisitKind.DRAW, on=march(4), reason="", now=NOW)

    assert (moved.value.why, added.value.why) == (
        WhyNotMove.REASON_MISSING,
        WhyNotMove.NO_REASON_TO_ADD,
    )
    assert course.head() == before


def test_a_target_set_by_hand_stays_until_something_moves_its_window(course: Study):
    course.move_target(draw("inf3"), to=march(11), reason="ward_full", now=NOW)

    course.move_infusion(
        infusion(5), to=march(17), policy=Policy.ONLY_THIS, reason="ward_full", now=NOW
    )
    assert course.visit(draw("inf3")).window.target == march(11)

    course.move_infusion(
        infusion(3), to=march(10), policy=Policy.ONLY_THIS, reason="ward_full", now=NOW
    )
    assert course.visit(draw("inf3")).window == Window(march(11), march(10), march(12))


def test_an_unscheduled_draw_gets_a_number_of_its_own_and_falls_due(course: Study):
    course.add_unscheduled("KET-001", VisitKind.DRAW, on=march(4), reason="other", now=NOW)
    course.add_unscheduled("KET-001", VisitKind.DRAW, on=march(6), reason="other", now=NOW)

    due = course.agenda(now=moment("2026-03-06 09:00")).due_today
    assert [item.visit.key.code for item in due] == ["extra2"]
    course.collect_draw(draw("extra2"), on=march(6), at=None, now=moment("2026-03-06 09:00"))
    assert course.visit(draw("extra1")).status(march(6)) is Status.OVERDUE


def test_moving_an_infusion_leaves_unscheduled_visits_alone(course: Study):
    course.add_unscheduled("KET-001", VisitKind.RATING, on=march(14), reason="other", now=NOW)

    plan = course.plan_move(infusion(4), march(16), Policy.KEEP_PATTERN)

    assert rating("extra1") not in {change.key for change in plan.changes}


# Enrolment


def test_corpus_christi_is_said_at_enrolment_with_the_day_taken_instead():
    preview = study().preview(
        enrolment(first_infusion_on=date(2026, 5, 18), enrolled_on=date(2026, 5, 15))
    )

    (notice,) = [n for n in preview.notices if n.code is NoticeCode.INFUSION_MOVED]
    assert (notice.key.code, notice.other_day) == ("6", date(2026, 6, 4))
    assert notice.day in (date(2026, 6, 3), date(2026, 6, 5))
