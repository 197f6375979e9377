"""Another protocol for a running study: open visits follow, what is recorded stays."""

from dataclasses import replace
from datetime import date

import pytest

from domain.confirming import Confirmation
from domain.protocol import Anchor, DrawRule, DrawsFollow, Missed, Protocol
from domain.protocol_file import ProtocolRefused
from domain.schedule import NoticeCode
from domain.study import Study
from domain.visits import VisitState, Window
from tests.builders import NOW, draw, enrolment, infusion, moment, protocol, rating, study_with


def march(day: int) -> date:
    return date(2026, 3, day)


@pytest.fixture
def running() -> Study:
    """KET-001 after infusion 1 and its draw."""
    made = study_with("KET-001")
    made.give_infusion(infusion(1), on=march(2), at=None, now=moment("2026-03-02 12:00"))
    made.collect_draw(draw("inf1"), on=march(3), at=None, now=moment("2026-03-03 08:00"))
    return made


def with_draw(of: Protocol, code: str, **fields: object) -> Protocol:
    rules = tuple(replace(r, **fields) if r.code == code else r for r in of.draws)
    return replace(of, draws=rules)


def test_widening_a_window_previews_the_open_draws_it_touches(running: Study):
    wider = with_draw(running.protocol, "inf1", last=3)
    wider = with_draw(wider, "inf3", last=3)

    plan = running.preview_protocol(wider)

    assert [change.key for change in plan.changes] == [draw("inf3")]
    assert plan.changes[0].after.window == Window(march(10), march(9), march(12))
    assert plan.patients == ("KET-001",)


def test_changing_the_protocol_stores_its_preview_and_leaves_what_is_recorded(running: Study):
    wider = with_draw(running.protocol, "inf3", last=3)
    recorded = running.visit(draw("inf1"))
    plan = running.preview_protocol(wider)

    changes = running.change_protocol(wider, reason="amendment 1", now=NOW)

    assert changes.settings
    assert running.protocol == wider
    stored = {v.key: v for v in running.course("KET-001").visits()}
    assert stored == {v.key: v for v in plan.courses[0].visits()}
    assert running.visit(draw("inf1")) == recorded
    assert running.verify().is_clean
    running.take_back(changes.action, now=NOW)
    assert running.protocol == protocol()
    assert running.visit(draw("inf3")).window.last == march(11)


def test_a_draw_the_protocol_no_longer_has_is_cancelled_unless_recorded(running: Study):
    fewer = tuple(r for r in running.protocol.draws if r.code not in ("inf1", "inf7"))

    running.change_protocol(replace(running.protocol, draws=fewer), reason="x", now=NOW)

    assert running.visit(draw("inf1")).state is VisitState.DONE
    assert running.visit(draw("inf7")).state is VisitState.CANCELLED


def test_a_new_draw_joins_the_courses_that_are_running(running: Study):
    rules = (*running.protocol.draws, DrawRule("inf6", Anchor.INFUSION, 1, 0, 2, infusion=6))

    plan = running.preview_protocol(replace(running.protocol, draws=rules))

    assert plan.added == (draw("inf6"),)


def test_two_more_infusions_go_on_in_the_patients_pattern(running: Study):
    longer = replace(running.protocol, infusions=replace(running.protocol.infusions, count=10))

    running.change_protocol(longer, reason="x", now=NOW)

    days = [i.planned_on for i in running.course("KET-001").current_infusions()]
    assert days[-3:] == [march(26), march(30), date(2026, 4, 2)]
    assert running.visit(draw("post")).window.target == date(2026, 4, 9)


def test_a_closing_day_moves_targets_and_names_the_infusions_on_it(running: Study):
    calendar = replace(running.protocol.calendar, closing_days=(march(10), march(12)))

    plan = running.preview_protocol(replace(running.protocol, calendar=calendar))

    moved = {change.key: change.after.window.target for change in plan.changes}
    assert moved[draw("inf3")] == march(9)
    (named,) = plan.notices
    assert (named.code, named.key) == (NoticeCode.TARGET_ON_DAY_OFF, infusion(4))


def without_holidays(of: Protocol) -> Protocol:
    return replace(of, calendar=replace(of.calendar, public_holidays=""))


def test_public_holidays_that_are_no_longer_off_are_working_days_and_back():
    # Easter Monday 2026 is 6 April: the post draw aimed at it goes to the day it may.
    made = study_with("KET-001", first_infusion_on=march(5), weekdays=(0, 3))
    kept = made.protocol
    post = made.visit(draw("post")).window
    easter = date(2026, 4, 6)
    assert post.target != easter
    assert post.first <= easter <= post.last
    assert not made.days.is_working(easter)

    made.change_protocol(without_holidays(kept), reason="x", now=NOW)
    assert made.days.is_working(easter)
    assert made.visit(draw("post")).window.target == easter

    plan = made.preview_protocol(kept)
    assert draw("post") in {change.key for change in plan.changes}
    made.change_protocol(kept, reason="x", now=NOW)
    assert made.visit(draw("post")).window == post
    assert not made.days.is_working(easter)


def test_a_withdrawn_patient_is_left_alone(running: Study):
    running.enrol(enrolment("KET-002"), now=NOW)
    running.withdraw(
        "KET-001", on=march(4), reason="consent_withdrawn", now=moment("2026-03-04 12:00")
    )

    plan = running.preview_protocol(with_draw(running.protocol, "inf3", last=3))

    assert plan.patients == ("KET-002",)


def test_confirmed_defaults_leave_the_list(running: Study):
    names = running.protocol.to_confirm

    running.confirm_defaults(frozenset(names[:2]), now=NOW)

    assert running.protocol.to_confirm == names[2:]


def test_who_confirmed_a_default_is_known_until_it_is_taken_back(running: Study):
    changes = running.confirm_defaults(frozenset({"calendar"}), now=NOW)
    assert running.confirmations() == {"calendar": Confirmation("A. Nowak", NOW)}

    running.take_back(changes.action, now=NOW)

    assert running.confirmations() == {}


def test_a_protocol_that_contradicts_itself_is_not_stored(running: Study):
    before = running.head()
    upside_down = with_draw(running.protocol, "inf3", last=-1)

    with pytest.raises(ProtocolRefused):
        running.change_protocol(upside_down, reason="x", now=NOW)

    assert running.head() == before


def test_the_short_name_changes_with_the_protocol(running: Study):
    running.change_protocol(running.protocol, reason="x", now=NOW, short_name="Cu 2")

    assert running.facts.short_name == "Cu 2"
    assert running.verify().is_clean


# Skipped infusions, with both ways to count


def skipping(follow: DrawsFollow) -> Study:
    made = study_with("KET-001")
    rules = replace(made.protocol.infusions, missed=Missed.SKIPPED, draws_follow=follow)
    made.change_protocol(replace(made.protocol, infusions=rules), reason="x", now=NOW)
    for number, day in ((1, 2), (2, 5), (3, 9)):
        made.give_infusion(
            infusion(number), on=march(day), at=None, now=moment(f"2026-03-{day:02} 12:00")
        )
    made.miss(infusion(4), reason="ward_full", now=moment("2026-03-12 12:00"))
    return made


def test_with_administered_count_the_draw_after_the_fifth_is_that_of_infusion_6():
    made = skipping(DrawsFollow.ADMINISTERED_COUNT)

    assert made.visit(draw("inf5")).window == Window(march(20), march(19), march(21))
    assert made.visit(infusion(6)).window.target == march(19)


def test_with_the_planned_number_the_draw_after_the_fifth_stays_with_infusion_5():
    made = skipping(DrawsFollow.PLANNED_NUMBER)

    assert made.visit(draw("inf5")).window == Window(march(17), march(16), march(18))
    assert made.visit(draw("post")).window.target == date(2026, 4, 2)


def test_with_the_planned_number_the_draw_of_a_skipped_infusion_is_cancelled():
    made = skipping(DrawsFollow.PLANNED_NUMBER)

    made.miss(infusion(5), reason="ward_full", now=moment("2026-03-16 12:00"))

    cancelled = made.visit(draw("inf5"))
    assert (cancelled.state, cancelled.reason) == (VisitState.CANCELLED, "infusion_not_given")
    assert made.visit(rating("week2")).state is VisitState.PLANNED


def test_a_count_that_is_never_reached_cancels_its_draw():
    made = skipping(DrawsFollow.ADMINISTERED_COUNT)

    made.miss(infusion(5), reason="ward_full", now=moment("2026-03-16 12:00"))

    # Six of eight are left: the draw after the seventh administered cannot be.
    assert made.visit(draw("inf7")).state is VisitState.CANCELLED


def test_a_window_that_the_next_infusion_cuts_short_is_named(running: Study):
    plan = running.preview_protocol(with_draw(running.protocol, "inf3", last=9))

    assert plan.cut_short == (draw("inf3"),)
    assert not running.preview_protocol(with_draw(running.protocol, "inf3", last=2)).cut_short
