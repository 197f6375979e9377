"""What moving a visit would do, as facts: before, after, and what the protocol says of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.calendar_days import DayOff
from domain.errors import CopperdeskError
from domain.schedule import Course, Notice, NoticeCode
from domain.visits import Draw, Infusion, Rating, VisitKey, VisitState


class Policy(StrEnum):
    """What later infusions do when one is moved."""

    KEEP_PATTERN = "keep_pattern"
    """They stay where they can; else they all go on in the patient's weekdays."""
    FEWEST_CHANGES = "fewest_changes"
    """Only those move that must, each by as little as it must."""
    ONLY_THIS = "only_this"


class WhyNotMove(StrEnum):
    """Why a visit cannot be moved as asked."""

    NOT_PLANNED = "not_planned"
    """It is recorded or cancelled: what is recorded never moves."""
    WITHDRAWN = "withdrawn"
    SAME_DAY = "same_day"
    """It is there already."""
    DAY_OFF = "day_off"
    GAP_UNDER_MINIMUM = "gap_under_minimum"
    TWO_ON_ONE_DAY = "two_on_one_day"
    """Two infusions of one patient on one day."""
    BEFORE_EARLIER_INFUSION = "before_earlier_infusion"
    BEFORE_RECORDED = "before_recorded"
    """Another visit of the patient is recorded on a later day."""
    OUTSIDE_WINDOW = "outside_window"
    """Draws and ratings move inside their window only."""
    REASON_MISSING = "reason_missing"
    NO_REASON_TO_ADD = "no_reason_to_add"
    """An unscheduled visit needs a reason."""


class MoveRefused(CopperdeskError):
    """A move the protocol does not allow; nothing was written."""

    def __init__(
        self,
        why: WhyNotMove,
        key: VisitKey,
        *,
        day: date | None = None,
        day_off: DayOff | None = None,
        other: VisitKey | None = None,
        gap: int = 0,
        needed: int = 0,
        first: date | None = None,
        last: date | None = None,
    ) -> None:
        """`key` is the visit that would be wrong, which may follow the one to be moved;
        `other` the one it would be too near to; `gap` and `needed` are days."""
        super().__init__(f"{key.patient} {key.kind} {key.code} to {day}: {why}")
        self.why = why
        self.key = key
        self.day = day
        self.day_off = day_off
        self.other = other
        self.gap = gap
        self.needed = needed
        self.first = first
        self.last = last


@dataclass(frozen=True, slots=True)
class VisitChange:
    """One visit before and after."""

    before: Infusion | Draw | Rating
    after: Infusion | Draw | Rating

    @property
    def key(self) -> VisitKey:
        return self.after.key

    @property
    def is_cancelled(self) -> bool:
        """Whether the visit falls away."""
        return self.after.state is VisitState.CANCELLED


WARNINGS = (
    NoticeCode.GAP_OVER_MAXIMUM,
    NoticeCode.COURSE_TOO_LONG,
    NoticeCode.DAILY_LIMIT,
    NoticeCode.TARGET_ON_DAY_OFF,
)
DEVIATIONS = (NoticeCode.GAP_OVER_MAXIMUM, NoticeCode.COURSE_TOO_LONG)
"""Allowed with a reason, and noted as a deviation."""


@dataclass(frozen=True, slots=True)
class MovePlan:
    """A move as it would be stored: `after` is exactly what moving writes."""

    key: VisitKey
    to: date
    policy: Policy
    before: Course
    after: Course
    changes: tuple[VisitChange, ...]
    """By the day after the move; an infusion counts where its day changes, a draw or rating
    also where its window does."""
    notices: tuple[Notice, ...]
    """What is new by this move; what was so before is not repeated."""
    course_days: int
    """Days from the first infusion to the last, after the move."""
    course_limit: int

    @property
    def warnings(self) -> tuple[Notice, ...]:
        return tuple(notice for notice in self.notices if notice.code in WARNINGS)

    @property
    def deviations(self) -> tuple[Notice, ...]:
        return tuple(notice for notice in self.notices if notice.code in DEVIATIONS)

    @property
    def stays(self) -> tuple[VisitKey, ...]:
        """Planned visits that stay, from the infusion before the moved one on."""
        changed = {change.key for change in self.changes}
        number = int(self.key.code)
        earlier = [i.shown_on for i in self.after.current_infusions() if i.number < number]
        since = max(earlier, default=self.to)
        return tuple(
            visit.key
            for visit in self.after.visits()
            if visit.state is VisitState.PLANNED
            and visit.key not in changed
            and visit.shown_on >= since
        )


@dataclass(frozen=True, slots=True)
class MissPlan:
    """An infusion not given, as it would be stored but for who and why."""

    key: VisitKey
    before: Course
    after: Course

    @property
    def changes(self) -> tuple[VisitChange, ...]:
        """The missed infusion itself, and what moves or falls away with it."""
        return changes_between(self.before, self.after)

    @property
    def made_up(self) -> Infusion | None:
        """The infusion that takes the next slot under the same number, if it is made up."""
        known = {infusion.key for infusion in self.before.infusions}
        return next((i for i in self.after.infusions if i.key not in known), None)


@dataclass(frozen=True, slots=True)
class MoveOptions:
    """What each policy would make of a move."""

    key: VisitKey
    to: date
    plans: dict[Policy, MovePlan | MoveRefused]

    def plan(self, policy: Policy) -> MovePlan | None:
        found = self.plans[policy]
        return found if isinstance(found, MovePlan) else None

    @property
    def refused(self) -> MoveRefused | None:
        """Why no policy allows the day, if none does."""
        refusals = [found for found in self.plans.values() if isinstance(found, MoveRefused)]
        return refusals[0] if len(refusals) == len(self.plans) else None


def changes_between(before: Course, after: Course) -> tuple[VisitChange, ...]:
    """The visits that differ, by the day after the change, then infusions, draws, ratings."""
    known = {visit.key: visit for visit in before.visits()}
    changed = [
        VisitChange(known[visit.key], visit)
        for visit in after.visits()
        if visit.key in known and _differs(known[visit.key], visit)
    ]
    order = {visit.key: place for place, visit in enumerate(after.visits())}
    return tuple(sorted(changed, key=lambda c: (c.after.shown_on, order[c.key])))


def _differs(before: Infusion | Draw | Rating, after: Infusion | Draw | Rating) -> bool:
    if before.state is not after.state:
        return True
    if isinstance(after, Infusion):
        return before.shown_on != after.shown_on
    return before.state is VisitState.PLANNED and before.window != after.window
