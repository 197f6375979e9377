"""The protocol of a study as data: infusions, draws, ratings, working days, planned tests.

Nothing about dates is written in code. A protocol is read from TOML (see
`domain.protocol_file`); the presets ship as resources.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from annotated_types import Ge, Gt, Le, Lt, MinLen

from domain.patient import Sex

_STRICT: dict[str, str] = {"extra": "forbid"}
"""pydantic's word for: an unknown key in the file is a problem, not a silence."""

Weekday = Annotated[int, Ge(0), Le(6)]


class Anchor(StrEnum):
    """From which day a visit is counted."""

    FIRST_INFUSION = "first_infusion"
    INFUSION = "infusion"
    LAST_INFUSION = "last_infusion"


class Missed(StrEnum):
    """What becomes of an infusion that was not given."""

    MADE_UP = "made_up"
    SKIPPED = "skipped"


class DrawsFollow(StrEnum):
    """What "after infusion 5" means once an infusion was skipped."""

    PLANNED_NUMBER = "planned_number"
    ADMINISTERED_COUNT = "administered_count"


class PlannedTest(StrEnum):
    SIGNED_RANK = "signed_rank"
    PAIRED_T = "paired_t"


class Family(StrEnum):
    """The comparisons that share one Holm adjustment."""

    PLANNED = "planned"
    WITH_INF5 = "with_inf5"
    ALL_PAIRS = "all_pairs"


@dataclass(frozen=True, slots=True)
class InfusionRules:
    __pydantic_config__: ClassVar[dict[str, str]] = _STRICT

    count: Annotated[int, Ge(1), Le(60)]
    per_week: Annotated[int, Ge(1), Le(7)]
    min_gap_days: Annotated[int, Ge(1)]
    max_gap_days: Annotated[int, Ge(1)]
    max_course_days: Annotated[int, Ge(1)]
    dose_mg_per_kg: Annotated[float, Gt(0)]
    duration_min: Annotated[int, Ge(1)]
    missed: Missed = Missed.MADE_UP
    draws_follow: DrawsFollow = DrawsFollow.PLANNED_NUMBER


@dataclass(frozen=True, slots=True)
class DrawRule:
    """A copper draw: its anchor, its target and its window, in days from the anchor."""

    __pydantic_config__: ClassVar[dict[str, str]] = _STRICT

    code: Annotated[str, MinLen(1)]
    anchor: Anchor
    target: int
    """Days from the anchor to the target; ignored where `last_working_day_before` is set."""
    first: int
    last: int
    infusion: int | None = None
    """The infusion it follows, where the anchor is an infusion."""
    last_working_day_before: bool = False
    """The target is the last working day before the anchor."""


@dataclass(frozen=True, slots=True)
class RatingRule:
    """MADRS and YMRS: anchor, target and window, in days from the anchor."""

    __pydantic_config__: ClassVar[dict[str, str]] = _STRICT

    code: Annotated[str, MinLen(1)]
    anchor: Anchor
    target: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class CalendarRules:
    __pydantic_config__: ClassVar[dict[str, str]] = _STRICT

    working_weekdays: Annotated[tuple[Weekday, ...], MinLen(1)]
    public_holidays: str
    """Country code of the public holidays that are off, or empty."""
    daily_infusion_limit: Annotated[int, Ge(1)]
    closing_days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class SexRange:
    """The reference range of one sex, in µg/dL."""

    __pydantic_config__: ClassVar[dict[str, str]] = _STRICT

    sex: Sex
    low_ug_dl: float
    high_ug_dl: float


@dataclass(frozen=True, slots=True)
class LaboratoryRules:
    __pydantic_config__: ClassVar[dict[str, str]] = _STRICT

    reference_low_ug_dl: float
    reference_high_ug_dl: float
    loq_ug_dl: float | None = None
    reference_by_sex: tuple[SexRange, ...] = ()
    """Where the laboratory states other ranges for women and men; empty if it does not."""

    def range_for(self, sex: Sex) -> tuple[float, float]:
        """Lower and upper reference limit of a patient, in µg/dL."""
        for own in self.reference_by_sex:
            if own.sex is sex:
                return own.low_ug_dl, own.high_ug_dl
        return self.reference_low_ug_dl, self.reference_high_ug_dl


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two draws of the same patients; the change is later minus earlier."""

    __pydantic_config__: ClassVar[dict[str, str]] = _STRICT

    earlier: str
    later: str


@dataclass(frozen=True, slots=True)
class AnalysisRules:
    __pydantic_config__: ClassVar[dict[str, str]] = _STRICT

    comparisons: tuple[Comparison, ...]
    test: PlannedTest = PlannedTest.SIGNED_RANK
    family: Family = Family.PLANNED
    alpha: Annotated[float, Gt(0), Lt(1)] = 0.05
    """Two-sided level of the tests; intervals cover 1 − alpha."""


@dataclass(frozen=True, slots=True)
class Reasons:
    """The short reason menus of the screens, as codes; a study may add its own words."""

    __pydantic_config__: ClassVar[dict[str, str]] = _STRICT

    infusion_not_given: tuple[str, ...] = ()
    draw_missed: tuple[str, ...] = ()
    rating_missed: tuple[str, ...] = ()
    move: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Protocol:
    """The whole protocol of one study."""

    __pydantic_config__: ClassVar[dict[str, str]] = _STRICT

    name: Annotated[str, MinLen(1)]
    infusions: InfusionRules
    draws: tuple[DrawRule, ...]
    ratings: tuple[RatingRule, ...]
    calendar: CalendarRules
    laboratory: LaboratoryRules
    analysis: AnalysisRules
    code_pattern: str = "KET-###"
    """Patient codes: each # is a digit."""
    reasons: Reasons = field(default_factory=Reasons)
    to_confirm: tuple[str, ...] = ()
    """Defaults that no source states; printed in every report until someone confirms them."""

    def fits_code(self, code: str) -> bool:
        """Whether `code` is like the pattern of patient codes."""
        pattern = self.code_pattern
        return len(code) == len(pattern) and all(
            (letter.isascii() and letter.isdigit()) if place == "#" else letter == place
            for letter, place in zip(code, pattern, strict=True)
        )

    def draw_rule(self, code: str) -> DrawRule | None:
        return next((rule for rule in self.draws if rule.code == code), None)

    def has_comparison(self, comparison: Comparison) -> bool:
        """Whether the protocol draws copper at both ends of `comparison`."""
        codes = {rule.code for rule in self.draws}
        return comparison.earlier in codes and comparison.later in codes

    def contradictions(self) -> tuple[tuple[str, str], ...]:
        """What cannot be meant, as (place, code); empty if the protocol is sound."""
        return tuple(_contradictions(self))


def _contradictions(protocol: Protocol) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    infusions = protocol.infusions
    if infusions.min_gap_days > infusions.max_gap_days:
        found.append(("infusions.min_gap_days", "gap_minimum_over_maximum"))
    for place, rules in (("draws", protocol.draws), ("ratings", protocol.ratings)):
        codes = [rule.code for rule in rules]
        if len(set(codes)) != len(codes):
            found.append((place, "code_twice"))
        found += [
            (f"{place}.{rule.code}", "window_without_target")
            for rule in rules
            if not _target_is_inside(rule)
        ]
    for rule in protocol.draws:
        if (rule.anchor is Anchor.INFUSION) != (rule.infusion is not None):
            found.append((f"draws.{rule.code}", "infusion_missing"))
        elif rule.infusion is not None and not 1 <= rule.infusion <= infusions.count:
            found.append((f"draws.{rule.code}", "infusion_beyond_course"))
    laboratory = protocol.laboratory
    if laboratory.reference_low_ug_dl >= laboratory.reference_high_ug_dl:
        found.append(("laboratory", "reference_low_over_high"))
    found += [
        (f"laboratory.{own.sex.lower()}", "reference_low_over_high")
        for own in laboratory.reference_by_sex
        if own.low_ug_dl >= own.high_ug_dl
    ]
    if not protocol.calendar.working_weekdays:
        found.append(("calendar.working_weekdays", "no_working_day"))
    return found


def _target_is_inside(rule: DrawRule | RatingRule) -> bool:
    if isinstance(rule, DrawRule) and rule.last_working_day_before:
        return rule.first <= rule.last
    return rule.first <= rule.target <= rule.last
