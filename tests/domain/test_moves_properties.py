"""What holds for every protocol, course and sequence of actions."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.calendar_days import CalendarDays
from domain.changes import Changes
from domain.move_plan import MoveOptions, MovePlan, MoveRefused, Policy
from domain.moves import Ward, move_options
from domain.placement import PlacementRefused, plan_course
from domain.protocol import Anchor, Protocol
from domain.recording import RecordingRefused
from domain.schedule import Course, standing_infusions
from domain.study import Study
from domain.study_errors import WithdrawalRefused
from domain.visits import Draw, Infusion, Rating, Visit, VisitKey, VisitKind, VisitState
from tests.builders import CET
from tests.domain.courses import START, enrolments, protocols

EXAMPLES = settings(
    max_examples=500,
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)


@st.composite
def courses(draw: st.DrawFn) -> tuple[Course, Ward]:
    """A planned course of which some infusions are given on their day."""
    of = draw(protocols())
    patient = draw(enrolments(of))
    days = CalendarDays(of.calendar)
    booked = draw(
        st.dictionaries(
            st.integers(0, 60).map(lambda away: START + timedelta(days=away)), st.integers(1, 7)
        )
    )
    ward = Ward(of, days, patient.weekdays, booked)
    try:
        course = plan_course(of, patient, days, booked)
    except PlacementRefused:
        return draw(courses())
    given_ones = draw(st.integers(0, of.infusions.count))
    infusions = tuple(
        Infusion(
            i.key, i.window, i.first_planned_on, state=VisitState.DONE, done_on=i.window.target
        )
        if i.number <= given_ones
        else i
        for i in course.infusions
    )
    return Course(course.patient, infusions, course.draws, course.ratings), ward


@st.composite
def moves(draw: st.DrawFn) -> tuple[Course, Ward, MoveOptions]:
    course, ward = draw(courses())
    planned = [i for i in course.infusions if i.state is VisitState.PLANNED]
    if not planned:
        return draw(moves())
    chosen = draw(st.sampled_from(planned))
    to = chosen.planned_on + timedelta(days=draw(st.integers(-8, 20)))
    return course, ward, move_options(course, chosen.key, to, ward)


def plans_of(options: MoveOptions) -> list[MovePlan]:
    return [found for found in options.plans.values() if isinstance(found, MovePlan)]


@EXAMPLES
@given(moves())
def test_a_move_leaves_what_is_recorded_and_breaks_nothing_the_protocol_refuses(
    made: tuple[Course, Ward, MoveOptions],
):
    course, ward, options = made
    recorded = {v.key: v for v in course.visits() if v.is_recorded}
    before = {i.key: i.shown_on for i in course.infusions}

    for plan in plans_of(options):
        after = {v.key: v for v in plan.after.visits()}
        assert {key: after[key] for key in recorded} == recorded
        assert [v.first_planned_on for v in plan.after.visits()] == [
            v.first_planned_on for v in course.visits()
        ]
        standing = standing_infusions(plan.after.infusions)
        assert [i.number for i in standing] == sorted(i.number for i in standing)
        moved = {i.key for i in standing if i.shown_on != before[i.key]}
        assert all(ward.days.is_working(i.shown_on) for i in standing if i.key in moved)
        for earlier, later in itertools.pairwise(standing):
            if {earlier.key, later.key} & moved:
                gap = (later.shown_on - earlier.shown_on).days
                assert gap >= ward.protocol.infusions.min_gap_days
        assert windows_overlap(plan.after, ward.protocol) == []


@EXAMPLES
@given(moves())
def test_a_move_announces_wide_gaps_and_few_changes_are_never_more_than_the_pattern(
    made: tuple[Course, Ward, MoveOptions],
):
    course, ward, options = made
    was = {i.key: i.shown_on for i in course.infusions}

    for plan in plans_of(options):
        standing = standing_infusions(plan.after.infusions)
        told = {(n.key, n.number) for n in plan.deviations}
        for earlier, later in itertools.pairwise(standing):
            gap = (later.shown_on - earlier.shown_on).days
            old = (was[later.key] - was[earlier.key]).days
            is_as_before = was[later.key] == later.shown_on and old == gap
            if gap > ward.protocol.infusions.max_gap_days and not is_as_before:
                assert (later.key, gap) in told
        assert plan.course_days == (standing[-1].shown_on - standing[0].shown_on).days
    few, pattern = options.plan(Policy.FEWEST_CHANGES), options.plan(Policy.KEEP_PATTERN)
    if few is not None and pattern is not None:
        moved = [sum(isinstance(c.after, Infusion) for c in p.changes) for p in (few, pattern)]
        assert moved[0] <= moved[1]


def windows_overlap(course: Course, protocol: Protocol) -> list[str]:
    """Open draws after an infusion whose window goes past the day of the next one."""
    standing = standing_infusions(course.infusions)
    rules = {r.code: r for r in protocol.draws if r.anchor is Anchor.INFUSION}
    wrong: list[str] = []
    for drawn in course.draws:
        if drawn.key.code not in rules or drawn.state is not VisitState.PLANNED:
            continue
        later = [i.shown_on for i in standing if i.shown_on > drawn.window.first]
        if later and drawn.window.last > min(later):
            wrong.append(drawn.key.code)
    return wrong


# Sequences of actions on a study


@dataclass(frozen=True)
class Act:
    """One thing somebody does; numbers are taken modulo what there is."""

    kind: str
    which: int
    days: int


ACTS = st.builds(
    Act,
    st.sampled_from(
        [
            "give",
            "give",
            "give",
            "late",
            "miss",
            "move",
            "move",
            "move",
            "collect",
            "rate",
            "undo",
            "target",
            "target",
            "time",
            "extra",
            "widen",
            "withdraw",
        ]
    ),
    st.integers(0, 40),
    st.integers(-6, 12),
)


@st.composite
def studies(draw: st.DrawFn) -> Study:
    of = draw(protocols())
    now = datetime.combine(START - timedelta(days=2), time(9), CET)
    study = Study.in_memory(of, now=now)
    try:
        study.enrol(draw(enrolments(of)), now=now)
    except PlacementRefused:
        study.close()
        return draw(studies())
    return study


def by_key(visits: Iterable[Visit]) -> dict[VisitKey, Visit]:
    return {visit.key: visit for visit in visits}


def at(day: date) -> datetime:
    return datetime.combine(day, time(20), CET)


def planned(study: Study, kind: type[Visit]) -> list[Infusion | Draw | Rating]:
    course = study.course("KET-001")
    visits = course.current_infusions() if kind is Infusion else course.visits()
    return [v for v in visits if isinstance(v, kind) and v.state is VisitState.PLANNED]


def is_next_too_near(study: Study) -> bool:
    """Whether the protocol would refuse the next planned infusion where it stands."""
    given, left = study.course("KET-001").given(), planned(study, Infusion)
    if not given or not left:
        return False
    gap = (left[0].window.target - given[-1].shown_on).days
    return gap < study.protocol.infusions.min_gap_days


def act(study: Study, wanted: Act, done: list[int]) -> None:
    """Do it, if it can be done; keep the number of the action."""
    if wanted.kind == "undo":
        if done:
            study.take_back(done.pop(), now=at(START))
        return
    changes = recorded(study, wanted) or replanned(study, wanted)
    if changes is not None and changes.action:
        done.append(changes.action)


def recorded(study: Study, wanted: Act) -> Changes | None:
    """Something that took place, or did not."""
    infusions, draws, ratings = (planned(study, kind) for kind in (Infusion, Draw, Rating))
    given_ones = study.course("KET-001").given()
    match wanted.kind:
        case "give" | "late" if infusions:
            late = abs(wanted.days) if wanted.kind == "late" else 0
            day = infusions[0].window.target + timedelta(days=late)
            return study.give_infusion(infusions[0].key, on=day, at=None, now=at(day))
        case "miss" if infusions:
            plan = study.plan_miss(infusions[0].key)
            day = infusions[0].window.target
            changes = study.miss(infusions[0].key, reason="ward_full", now=at(day))
            stored = {v.key: v.window for v in study.course("KET-001").visits()}
            assert stored == {v.key: v.window for v in plan.after.visits()}
            return changes
        case "time" if given_ones:
            day = given_ones[-1].shown_on + timedelta(days=wanted.days % 3 - 1)
            return study.change_time(
                given_ones[-1].key, on=day, at=None, now=at(day), reason="the pump clock"
            )
        case "collect" if draws:
            drawn = draws[wanted.which % len(draws)]
            day = drawn.window.target
            return study.collect_draw(drawn.key, on=day, at=None, now=at(day))
        case "rate" if ratings:
            day = ratings[0].window.target
            return study.rate(ratings[0].key, on=day, at=None, now=at(day), madrs=20, ymrs=2)
        case _:
            return None


def replanned(study: Study, wanted: Act) -> Changes | None:
    """Something that is to take place on another day, or not at all."""
    infusions, draws = planned(study, Infusion), planned(study, Draw)
    match wanted.kind:
        case "move" if infusions:
            chosen = infusions[wanted.which % len(infusions)]
            to = chosen.window.target + timedelta(days=wanted.days)
            policy = list(Policy)[wanted.which % 3]
            plan = study.plan_move(chosen.key, to, policy)
            fixed = [v for v in study.course("KET-001").visits() if v.is_recorded]
            changes = study.move_infusion(
                chosen.key, to=to, policy=policy, reason="ward_full", now=at(START)
            )
            stored = study.course("KET-001")
            assert by_key(stored.visits()) == by_key(plan.after.visits())
            assert [v for v in stored.visits() if v.is_recorded] == fixed
            return changes
        case "target" if draws:
            drawn = draws[wanted.which % len(draws)]
            to = drawn.window.target + timedelta(days=wanted.days % 3 - 1)
            return study.move_target(drawn.key, to=to, reason="ward_full", now=at(START))
        case "extra":
            kind = (VisitKind.DRAW, VisitKind.RATING)[wanted.which % 2]
            day = START + timedelta(days=wanted.which)
            return study.add_unscheduled("KET-001", kind, on=day, reason="other", now=at(START))
        case "widen":
            return widen(study, wanted.which % 4)
        case "withdraw":
            return study.withdraw("KET-001", on=START, reason="other", now=at(START))
        case _:
            return None


def widen(study: Study, by: int) -> Changes:
    """Another protocol, whose draws after infusions stay open longer."""
    recorded = [v for v in study.course("KET-001").visits() if v.is_recorded]
    draws = tuple(
        replace(rule, last=rule.last + by) if rule.anchor is Anchor.INFUSION else rule
        for rule in study.protocol.draws
    )
    wider = replace(study.protocol, draws=draws)
    plan = study.preview_protocol(wider)
    changes = study.change_protocol(wider, reason="amendment", now=at(START))
    stored = study.course("KET-001")
    for course in plan.courses:
        assert by_key(stored.visits()) == by_key(course.visits())
    assert [v for v in stored.visits() if v.is_recorded] == recorded
    return changes


@EXAMPLES
@given(studies(), st.lists(ACTS, max_size=10))
def test_any_sequence_keeps_the_rules_and_undoing_it_restores_the_schedule(
    study: Study, acts: list[Act]
):
    start = study.course("KET-001").visits()
    done: list[int] = []

    for wanted in acts:
        try:
            act(study, wanted, done)
        except (MoveRefused, RecordingRefused, WithdrawalRefused):
            continue
        assert windows_overlap(study.course("KET-001"), study.protocol) == []
        assert not is_next_too_near(study)
    for action in reversed(done):
        study.take_back(action, now=at(START))

    assert study.course("KET-001").visits() == start
    assert study.verify().is_clean
    study.close()
