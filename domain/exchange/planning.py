"""From the rows of the tables to courses: what is empty there comes from the protocol."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

from domain.calendar_days import CalendarDays
from domain.exchange.problems import TableProblem
from domain.exchange.visit_tables import DrawRow, InfusionRow, RatingRow, VisitRow
from domain.patient import Patient, PatientState
from domain.protocol import Protocol
from domain.schedule import Course, draw_window, rating_window
from domain.visits import Draw, Infusion, Rating, VisitKey, VisitKind, VisitState, Window

_V = TypeVar("_V", Draw, Rating)


def course_of(
    patient: Patient,
    *,
    infusion_rows: Sequence[InfusionRow],
    draw_rows: Sequence[DrawRow],
    rating_rows: Sequence[RatingRow],
    protocol: Protocol,
    days: CalendarDays,
    ratings_from: date,
) -> Course:
    """The course of one patient.

    Draws and ratings that the protocol has and the tables do not are planned for active
    patients, so that nothing due is forgotten: a rating whose window has closed stands
    among what is not done until somebody records it late or marks it missed. Ratings
    whose window closed before `ratings_from` are left out; it is the day of reading
    where there is no table of ratings at all, since they are then kept somewhere else.
    Patients who completed or withdrew get nothing added.
    """
    infusions = _infusions(infusion_rows, protocol)
    planner = _Planner(infusions, protocol, days)
    draws = [planner.draw(row) for row in draw_rows]
    ratings = [planner.rating(row) for row in rating_rows]
    if patient.state is PatientState.ACTIVE:
        draws += planner.further_draws({row.code for row in draw_rows}, patient.code)
        further = planner.further_ratings({row.code for row in rating_rows}, patient.code)
        ratings += [rating for rating in further if rating.window.last >= ratings_from]
    return Course(
        patient.code,
        infusions,
        tuple(sorted(filter(None, draws), key=_by_target)),
        tuple(sorted(filter(None, ratings), key=_by_target)),
    )


class _Planner:
    """Windows of one patient's draws and ratings."""

    def __init__(
        self, infusions: Sequence[Infusion], protocol: Protocol, days: CalendarDays
    ) -> None:
        self._infusions = infusions
        # A draw cancelled with its infusion keeps the place it had while that was planned.
        self._as_planned = [
            i if i.state is VisitState.DONE else replace(i, state=VisitState.PLANNED)
            for i in infusions
        ]
        self._protocol = protocol
        self._days = days
        self._ratings = {rule.code: rule for rule in protocol.ratings}

    def draw(self, row: DrawRow) -> Draw | None:
        window = _window(row, self._of_draw(row.code, self._infusions, self._as_planned))
        if window is None:
            return None
        visit = Draw(
            VisitKey(row.patient, VisitKind.DRAW, row.code),
            window,
            row.first_planned_on or window.target,
            specimen_id=row.specimen_id,
            collector=row.collector,
            condition=row.condition,
        )
        return _recorded(visit, row)

    def rating(self, row: RatingRow) -> Rating | None:
        window = _window(row, self._of_rating(row.code, self._infusions, self._as_planned))
        if window is None:
            return None
        visit = Rating(
            VisitKey(row.patient, VisitKind.RATING, row.code),
            window,
            row.first_planned_on or window.target,
            madrs=row.madrs,
            ymrs=row.ymrs,
            rater=row.rater,
            madrs_items=row.madrs_items,
            ymrs_items=row.ymrs_items,
        )
        return _recorded(visit, row)

    def further_draws(self, there: set[str], patient: str) -> list[Draw]:
        codes = [rule.code for rule in self._protocol.draws if rule.code not in there]
        places = [(code, self._of_draw(code, self._infusions)) for code in codes]
        return [
            Draw(VisitKey(patient, VisitKind.DRAW, code), window, window.target)
            for code, window in places
            if window is not None
        ]

    def further_ratings(self, there: set[str], patient: str) -> list[Rating]:
        codes = [code for code in self._ratings if code not in there]
        places = [(code, self._of_rating(code, self._infusions)) for code in codes]
        return [
            Rating(VisitKey(patient, VisitKind.RATING, code), window, window.target)
            for code, window in places
            if window is not None
        ]

    def _of_draw(self, code: str, *courses: Sequence[Infusion]) -> Window | None:
        rule = self._protocol.draw_rule(code)
        if rule is None:
            return None
        found = (draw_window(rule, course, self._protocol, self._days) for course in courses)
        return next((planned[0] for planned in found if planned is not None), None)

    def _of_rating(self, code: str, *courses: Sequence[Infusion]) -> Window | None:
        rule = self._ratings.get(code)
        if rule is None:
            return None
        found = (rating_window(rule, course, self._days) for course in courses)
        return next((planned[0] for planned in found if planned is not None), None)


def _infusions(rows: Iterable[InfusionRow], protocol: Protocol) -> tuple[Infusion, ...]:
    rules = protocol.infusions
    infusions: list[Infusion] = []
    before: Infusion | None = None
    for row in sorted(rows, key=lambda row: (int(row.code), row.attempt)):
        assert row.target is not None
        target, shown = row.target, row.done.on if row.done else row.target
        first = last = target
        if before is not None:
            first = min(target, before.shown_on + timedelta(days=rules.min_gap_days))
            last = max(target, before.shown_on + timedelta(days=rules.max_gap_days))
        window = _window(row, Window(target, first, last)) or Window(target, first, last)
        infusion = Infusion(
            VisitKey(row.patient, VisitKind.INFUSION, row.code, row.attempt),
            window,
            row.first_planned_on or target,
            state=row.state,
            done_on=row.done.on if row.done else None,
            done_at=row.done.at if row.done else None,
            reason=row.reason,
            starts_at=row.starts_at,
            dose_mg=row.dose_mg,
            weight_kg=row.weight_kg,
            interrupted=row.interrupted or bool(row.interruption),
            interruption=row.interruption,
            note=row.note,
        )
        infusions.append(infusion)
        if infusion.state is VisitState.CANCELLED:
            before = infusion  # the pattern it belonged to goes on
        if infusion.state not in (VisitState.PLANNED, VisitState.DONE):
            continue
        # One that is still planned may lag behind an earlier one that was given late.
        is_comparable = before is not None and before.state is infusion.state
        if before is not None and is_comparable and shown <= before.shown_on:
            column = "given_at" if row.done else "planned_on"
            row.cells.refuse(
                column,
                TableProblem.NOT_AFTER_EARLIER_INFUSION,
                value=shown,
                number=row.code,
                earlier=before.number,
                earlier_on=before.shown_on,
            )
        before = infusion
    return tuple(infusions)


def _window(row: VisitRow, derived: Window | None) -> Window | None:
    """What the row says, completed by what the protocol gives; a day taken fills what is left."""
    day = row.done.on if row.done else None
    target = row.target or (derived.target if derived else day)
    if target is None:
        row.cells.refuse("target_on", TableProblem.NOTHING_TO_DERIVE_FROM)
        return None
    first = row.first or (min(derived.first, target) if derived else target)
    last = row.last or (max(derived.last, target) if derived else target)
    if row.target is None and first <= last:
        target = min(max(target, first), last)
    if not first <= target <= last:
        row.cells.refuse(
            "target_on" if row.target else "window_from",
            TableProblem.OUTSIDE_ITS_WINDOW,
            value=target,
            first=first,
            last=last,
        )
        return None
    return Window(target, first, last)


def _recorded(visit: _V, row: VisitRow) -> _V:
    return replace(
        visit,
        state=row.state,
        done_on=row.done.on if row.done else None,
        done_at=row.done.at if row.done else None,
        reason=row.reason,
        note=row.note,
    )


def _by_target(visit: Draw | Rating) -> tuple[date, VisitKey]:
    return (visit.window.target, visit.key)
