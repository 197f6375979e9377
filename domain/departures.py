"""Where a course left the protocol: pure rules over what is recorded, one function each.

| rule | holds for |
|---|---|
| out of window | a draw or rating done on a day outside its window |
| missed | an infusion not given (each attempt), a rating not done |
| not drawn | a draw recorded as missed |
| wrong order | a draw before the start of the infusion it follows, or after the next one's |
| wrong order | a baseline draw or a week-0 rating after the first dose |
| gap over, under | days between two infusions given, against the protocol's gaps |
| course too long | an infusion given more than the protocol's days after infusion 1 |
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from domain.protocol import Anchor, DrawsFollow, Protocol
from domain.quality import DeviationRule
from domain.schedule import Course
from domain.visits import Draw, Infusion, Rating, Visit, VisitKey, VisitState


@dataclass(frozen=True, slots=True)
class Departure:
    """One departure, not yet drafted."""

    key: VisitKey
    rule: DeviationRule
    detail: Mapping[str, str] = field(default_factory=dict[str, str])


def departures(course: Course, protocol: Protocol) -> tuple[Departure, ...]:
    """Every departure of one patient's course, at most one of a rule for each visit."""
    return tuple(found for rule in _RULES for found in rule(course, protocol))


def _out_of_window(course: Course, _protocol: Protocol) -> Iterator[Departure]:
    for visit in (*course.draws, *course.ratings):
        if visit.done_on is not None and visit.done_on not in visit.window:
            days = visit.window.days_outside(visit.done_on)
            yield Departure(visit.key, DeviationRule.OUT_OF_WINDOW, {"days": str(days)})


def _missed(course: Course, _protocol: Protocol) -> Iterator[Departure]:
    for visit in course.visits():
        if visit.state is VisitState.MISSED:
            is_draw = isinstance(visit, Draw)
            rule = DeviationRule.NOT_DRAWN if is_draw else DeviationRule.MISSED
            yield Departure(visit.key, rule, {"reason": visit.reason})


def _wrong_order(course: Course, protocol: Protocol) -> Iterator[Departure]:
    given = sorted(course.given(), key=lambda i: (i.shown_on, i.number))
    if not given:
        return
    for draw in course.draws:
        rule = protocol.draw_rule(draw.key.code)
        if rule is None or draw.done_on is None:
            continue
        other = None
        if rule.anchor is Anchor.FIRST_INFUSION:
            other = given[0] if _is_before(given[0], draw) else None
        elif rule.anchor is Anchor.LAST_INFUSION:
            other = given[-1] if _is_before(draw, given[-1]) else None
        elif rule.infusion is not None:
            other = _out_of_order(draw, given, rule.infusion, protocol)
        if other is not None:
            yield Departure(draw.key, DeviationRule.WRONG_ORDER, {"other": other.key.code})
    for rating in course.ratings:
        if _is_before_the_dose(rating, protocol) and _is_before(given[0], rating):
            yield Departure(rating.key, DeviationRule.WRONG_ORDER, {"other": given[0].key.code})


def _out_of_order(
    draw: Draw, given: list[Infusion], number: int, protocol: Protocol
) -> Infusion | None:
    """The infusion on whose wrong side `draw` is: its own, or the one after that."""
    if protocol.infusions.draws_follow is DrawsFollow.ADMINISTERED_COUNT:
        place = number - 1
    else:
        place = next((n for n, i in enumerate(given) if i.number == number), len(given))
    if place >= len(given):
        return None
    if _is_before(draw, given[place]):
        return given[place]
    following = given[place + 1] if place + 1 < len(given) else None
    return following if following is not None and _is_before(following, draw) else None


def _is_before_the_dose(rating: Rating, protocol: Protocol) -> bool:
    rule = next((rule for rule in protocol.ratings if rule.code == rating.key.code), None)
    return rule is not None and rule.anchor is Anchor.FIRST_INFUSION and rule.last <= 0


def _is_before(one: Visit, other: Visit) -> bool:
    """Whether `one` certainly took place before `other`; on one day both times must be known."""
    if one.done_on is None or other.done_on is None:
        return False
    if one.done_on != other.done_on:
        return one.done_on < other.done_on
    return one.done_at is not None and other.done_at is not None and one.done_at < other.done_at


def _gaps(course: Course, protocol: Protocol) -> Iterator[Departure]:
    rules = protocol.infusions
    for before, infusion in pairwise(course.given()):
        days = (infusion.shown_on - before.shown_on).days
        detail = {"days": str(days), "other": before.key.code}
        if days > rules.max_gap_days:
            limit = {"limit": str(rules.max_gap_days)}
            yield Departure(infusion.key, DeviationRule.GAP_OVER_MAXIMUM, detail | limit)
        elif days < rules.min_gap_days:
            limit = {"limit": str(rules.min_gap_days)}
            yield Departure(infusion.key, DeviationRule.GAP_UNDER_MINIMUM, detail | limit)


def _too_long(course: Course, protocol: Protocol) -> Iterator[Departure]:
    given, limit = course.given(), protocol.infusions.max_course_days
    for infusion in given[1:]:
        days = (infusion.shown_on - given[0].shown_on).days
        if days > limit:
            detail = {"days": str(days), "limit": str(limit)}
            yield Departure(infusion.key, DeviationRule.COURSE_TOO_LONG, detail)


_RULES: tuple[Callable[[Course, Protocol], Iterator[Departure]], ...] = (
    _out_of_window,
    _missed,
    _wrong_order,
    _gaps,
    _too_long,
)
