"""A protocol in words: each setting with its value, and whether a source states it."""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.protocol import (
    Anchor,
    DrawRule,
    DrawsFollow,
    Family,
    Missed,
    PlannedTest,
    Protocol,
    RatingRule,
)
from gui.words import dates, enrolment, numbers, visits
from gui.words.language import _, ngettext


@dataclass(frozen=True, slots=True)
class Setting:
    """One line of the table of settings."""

    part: str
    name: str
    value: str
    to_confirm: bool
    """No source states it; it stays marked until someone confirms it."""

    @property
    def standing(self) -> str:
        return _("To be confirmed") if self.to_confirm else _("Stated by a source, or confirmed")


def settings(protocol: Protocol) -> tuple[Setting, ...]:
    """Every setting, in the order of the protocol."""
    marked = set(protocol.to_confirm)
    return (
        *_infusions(protocol, marked),
        *(_draw(rule, marked) for rule in protocol.draws),
        *(_rating(rule, marked) for rule in protocol.ratings),
        *_calendar(protocol, marked),
        *_analysis(protocol, marked),
    )


def _infusions(protocol: Protocol, marked: set[str]) -> Iterator[Setting]:
    part, rules = _("Infusions"), protocol.infusions
    gaps, length = "infusions.gaps" in marked, "infusions.max_course_days" in marked
    yield Setting(part, _("Number"), numbers.whole(rules.count), to_confirm=False)
    yield Setting(part, _("A week"), numbers.whole(rules.per_week), to_confirm=False)
    dose = _("{dose} mg/kg over {minutes} min").format(
        dose=numbers.plain(rules.dose_mg_per_kg), minutes=rules.duration_min
    )
    yield Setting(part, _("Dose"), dose, to_confirm=False)
    span = _("{first} to {last} days").format(first=rules.min_gap_days, last=rules.max_gap_days)
    yield Setting(part, _("Gap between two"), span, gaps)
    yield Setting(part, _("Within"), dates.day_count(rules.max_course_days), length)
    unsure = "infusions.missed" in marked
    yield Setting(part, _("Missed infusions"), missed(rules.missed), unsure)
    yield Setting(part, _("Draws follow"), draws_follow(rules.draws_follow), unsure)


def _draw(rule: DrawRule, marked: set[str]) -> Setting:
    place = {Anchor.FIRST_INFUSION: "draws.baseline", Anchor.LAST_INFUSION: "draws.post_window"}
    unsure = place.get(rule.anchor, "draws.after_infusion") in marked
    if rule.last_working_day_before:
        value = _("Last working day before infusion {number}; window {window}").format(
            number=rule.infusion or 1, window=_window(rule)
        )
    else:
        value = _target(rule, rule.infusion)
    return Setting(_("Copper draws"), visits.draw_label(rule.code), value, unsure)


def _rating(rule: RatingRule, marked: set[str]) -> Setting:
    unsure = "ratings.windows" in marked
    name = visits.rating_label(rule.code).capitalize()
    return Setting(_("MADRS + YMRS"), name, _target(rule, None), unsure)


def _calendar(protocol: Protocol, marked: set[str]) -> Iterator[Setting]:
    part, rules, unsure = _("Calendar"), protocol.calendar, "calendar" in marked
    working = ", ".join(map(dates.weekday_short, rules.working_weekdays))
    yield Setting(part, _("Working days"), working, unsure)
    holidays = rules.public_holidays or _("none")
    yield Setting(part, _("Public holidays off"), holidays, unsure)
    limit = numbers.whole(rules.daily_infusion_limit)
    yield Setting(part, _("Infusions a day at most"), limit, unsure)
    closed = ", ".join(map(dates.plain_day, rules.closing_days)) or _("none")
    yield Setting(part, _("Closing days"), closed, unsure)


def _analysis(protocol: Protocol, marked: set[str]) -> Iterator[Setting]:
    laboratory, analysis = protocol.laboratory, protocol.analysis
    part, unsure = _("Laboratory"), "laboratory.reference" in marked
    span = reference(laboratory.reference_low_ug_dl, laboratory.reference_high_ug_dl)
    yield Setting(part, _("Reference range"), span, unsure)
    for own in laboratory.reference_by_sex:
        named = _("Reference range, {sex}").format(sex=enrolment.sex(own.sex).lower())
        yield Setting(part, named, reference(own.low_ug_dl, own.high_ug_dl), unsure)
    loq = laboratory.loq_ug_dl
    stated = _("{value} µg/dL").format(value=numbers.plain(loq)) if loq else _("as each sheet says")
    yield Setting(part, _("Limit of quantification"), stated, unsure)
    part, unsure = _("Analysis"), "analysis" in marked
    for comparison in analysis.comparisons:
        words = _("{earlier} with {later}").format(
            earlier=visits.draw_label(comparison.earlier), later=visits.draw_label(comparison.later)
        )
        yield Setting(part, _("Comparison"), words, to_confirm=False)
    yield Setting(part, _("Test"), planned_test(analysis.test), unsure)
    yield Setting(part, _("Adjustment"), family(analysis.family), unsure)
    yield Setting(part, _("Level (alpha)"), numbers.plain(analysis.alpha), unsure)


def reference(low: float, high: float) -> str:
    """70–140 µg/dL."""
    return _("{low}–{high} µg/dL").format(low=numbers.plain(low), high=numbers.plain(high))


def planned_test(of: PlannedTest) -> str:
    return {
        PlannedTest.SIGNED_RANK: _("Wilcoxon signed-rank"),
        PlannedTest.PAIRED_T: _("paired t"),
    }[of]


def family(of: Family) -> str:
    return {
        Family.PLANNED: _("Holm over the planned comparisons"),
        Family.WITH_INF5: _("Holm over the comparisons with infusion 5"),
        Family.ALL_PAIRS: _("Holm over all pairs"),
    }[of]


def missed(of: Missed) -> str:
    return {
        Missed.MADE_UP: _("made up later, under the same number"),
        Missed.SKIPPED: _("left out, with their number"),
    }[of]


def draws_follow(of: DrawsFollow) -> str:
    return {
        DrawsFollow.PLANNED_NUMBER: _("the planned number"),
        DrawsFollow.ADMINISTERED_COUNT: _("the count of infusions given"),
    }[of]


def _target(rule: DrawRule | RatingRule, infusion: int | None) -> str:
    is_last = rule.anchor is Anchor.LAST_INFUSION
    number = infusion if rule.anchor is Anchor.INFUSION else 1
    if rule.target == 0:
        words = (
            _("On the day of the last infusion; window {window}")
            if is_last
            else _("On the day of infusion {number}; window {window}")
        )
        return words.format(number=number, window=_window(rule))
    words = ngettext(
        "{count} day {after}; window {window}", "{count} days {after}; window {window}", rule.target
    )
    after = _("after the last infusion") if is_last else _("after infusion {number}")
    return words.format(count=rule.target, after=after.format(number=number), window=_window(rule))


def _window(rule: DrawRule | RatingRule) -> str:
    return _("day {first} to {last}").format(
        first=numbers.whole(rule.first), last=numbers.whole(rule.last)
    )
