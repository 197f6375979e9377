"""Which values count, under the settings, and why the others do not."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from stats.presence import Gap, Mark, Measure, Missing, MissingReason
from stats.settings import AnalysisSettings, BelowLoq, Haemolysed, OutOfWindow, PatientSet
from stats.study_tables import RatingRow, StudyTables, VisitRow

Value = TypeVar("Value")


Scores = Mapping[Measure, Mapping[str, Mapping[str, float | MissingReason]]]


@dataclass(frozen=True, slots=True)
class Copper:
    """A value that counts."""

    ug_dl: float
    marks: frozenset[Mark] = frozenset()


@dataclass(frozen=True, slots=True)
class Observations:
    """Every value of a study that counts under the settings, read from the tables once."""

    tables: StudyTables
    settings: AnalysisSettings
    draws: tuple[str, ...]
    """In the order of the course."""
    patients: tuple[str, ...]
    copper: Mapping[str, Mapping[str, Copper | MissingReason]]
    """By draw, then by patient, in µg/dL."""
    scores: Scores
    """By scale (MADRS, YMRS), draw and patient."""
    ratings: Scores
    """By scale, visit of a rating and patient; no visits where ratings are known at draws only."""

    @property
    def complete(self) -> tuple[str, ...]:
        """The patients with copper at every draw."""
        return tuple(
            patient
            for patient in self.patients
            if self.copper and all(isinstance(at[patient], Copper) for at in self.copper.values())
        )

    def over_time(self, measure: Measure) -> Mapping[str, Mapping[str, float | MissingReason]]:
        """At each draw, or visit of the ratings where these have their own, the measure: for every
        patient its value or why there is none."""
        if self.ratings.get(measure):
            return self.ratings[measure]
        return {draw: self.at(measure, draw) for draw in self.draws}

    def at(self, measure: Measure, draw: str) -> Mapping[str, float | MissingReason]:
        """For every patient the value of `measure` at `draw`, or the reason there is none."""
        if draw not in self.copper:
            return dict.fromkeys(self.patients, MissingReason.NO_SUCH_DRAW)
        if measure is Measure.COPPER:
            return {
                patient: value.ug_dl if isinstance(value, Copper) else value
                for patient, value in self.copper[draw].items()
            }
        return self.scores[measure][draw]

    def rating_at(self, patient: str, draw: str) -> str:
        """Which rating the scores at `draw` are of; empty where each draw has its own."""
        return self.tables.visits.get((patient, draw), VisitRow()).rating_visit

    def per_unit(self, measure: Measure) -> float:
        """What an amount of `measure` is multiplied with to be shown."""
        return self.settings.unit.per_ug_dl if measure is Measure.COPPER else 1.0


def observed(tables: StudyTables, settings: AnalysisSettings) -> Observations:
    """The values of `tables` that count, at the draws of the settings or those found."""
    draws = tables.draws if settings.draws is None else settings.draws
    found = _observed(tables, settings, draws)
    if settings.patients is PatientSet.ALL:
        return found
    others = frozenset(found.patients) - frozenset(found.complete)
    return replace(
        found,
        copper={draw: without(values, others) for draw, values in found.copper.items()},
        scores=_scores_without(found.scores, others),
        ratings=_scores_without(found.ratings, others),
    )


def _scores_without(scores: Scores, others: Collection[str]) -> Scores:
    return {
        scale: {visit: without(values, others) for visit, values in by_visit.items()}
        for scale, by_visit in scores.items()
    }


def without(
    values: Mapping[str, Value | MissingReason], others: Collection[str]
) -> dict[str, Value | MissingReason]:
    """`values`, but those of the patients in `others` do not count."""
    return {
        patient: MissingReason.INCOMPLETE
        if patient in others and not isinstance(value, MissingReason)
        else value
        for patient, value in values.items()
    }


def _observed(
    tables: StudyTables, settings: AnalysisSettings, draws: tuple[str, ...]
) -> Observations:
    return Observations(
        tables=tables,
        settings=settings,
        draws=draws,
        patients=tuple(row.patient for row in tables.patients),
        copper={draw: copper_at(tables, draw, settings) for draw in draws},
        scores={
            measure: {draw: rating_at(tables, draw, measure) for draw in draws}
            for measure in (Measure.MADRS, Measure.YMRS)
        },
        ratings={
            measure: {visit: _ratings_at(tables, visit, measure) for visit in tables.rating_visits}
            for measure in (Measure.MADRS, Measure.YMRS)
        },
    )


def copper_at(
    tables: StudyTables, draw: str, settings: AnalysisSettings
) -> dict[str, Copper | MissingReason]:
    """For every patient, the copper at `draw` or the reason there is none."""
    return {
        row.patient: _copper(tables.visits.get((row.patient, draw)), settings)
        for row in tables.patients
    }


def rating_at(tables: StudyTables, draw: str, measure: Measure) -> dict[str, float | MissingReason]:
    """For every patient, the rating at `draw`, or why its visit has none where that is known."""
    ratings: dict[str, float | MissingReason] = {}
    for patient in tables.patients:
        visit = tables.visits.get((patient.patient, draw), VisitRow())
        rating = visit.madrs if measure is Measure.MADRS else visit.ymrs
        own = tables.ratings.get((patient.patient, visit.rating_visit), RatingRow())
        reason = own.missing_reason or MissingReason.NOT_RECORDED
        ratings[patient.patient] = reason if rating is None else rating
    return ratings


def _ratings_at(
    tables: StudyTables, visit: str, measure: Measure
) -> dict[str, float | MissingReason]:
    """For every patient, the rating at a visit of its own."""
    found: dict[str, float | MissingReason] = {}
    for row in tables.patients:
        rating = tables.ratings.get((row.patient, visit), RatingRow())
        score = rating.madrs if measure is Measure.MADRS else rating.ymrs
        reason = rating.missing_reason or MissingReason.NOT_RECORDED
        found[row.patient] = reason if score is None else score
    return found


def missing_of(
    by_draw: Mapping[str, Mapping[str, Copper | float | MissingReason]],
    measure: Measure = Measure.COPPER,
) -> tuple[Missing, ...]:
    """The patients without a value at one or more of the draws, by patient code."""
    return missing_any([(measure, draw, values) for draw, values in by_draw.items()])


def missing_any(
    needed: Sequence[tuple[Measure, str, Mapping[str, Copper | float | MissingReason]]],
) -> tuple[Missing, ...]:
    """The patients who lack one or more of the measures at the draws, by patient code."""
    patients = sorted({patient for _, _, values in needed for patient in values})
    missing: list[Missing] = []
    for patient in patients:
        gaps: list[Gap] = []
        for measure, draw, values in needed:
            value = values[patient]
            if isinstance(value, MissingReason):
                gaps.append(Gap(draw, value, measure))
        if gaps:
            missing.append(Missing(patient, tuple(gaps)))
    return tuple(missing)


def _copper(visit: VisitRow | None, settings: AnalysisSettings) -> Copper | MissingReason:
    if visit is None:
        return MissingReason.NOT_RECORDED
    if visit.copper is None or visit.missing_reason is not None:
        return visit.missing_reason or MissingReason.NOT_RECORDED
    if visit.haemolysed and settings.haemolysed is Haemolysed.LEAVE_OUT:
        return MissingReason.HAEMOLYSED
    if visit.out_of_window and settings.out_of_window is OutOfWindow.LEAVE_OUT:
        return MissingReason.OUT_OF_WINDOW
    if visit.below_loq and settings.below_loq is BelowLoq.LEAVE_OUT:
        return MissingReason.BELOW_LOQ
    halved = visit.below_loq and settings.below_loq is BelowLoq.LOQ_SQRT2
    return Copper(visit.copper / math.sqrt(2.0) if halved else visit.copper, _marks(visit))


def _marks(visit: VisitRow) -> frozenset[Mark]:
    marks = {
        Mark.OUT_OF_WINDOW: visit.out_of_window,
        Mark.BELOW_LOQ: visit.below_loq,
        Mark.ABOVE_ULOQ: visit.above_uloq,
        Mark.HAEMOLYSED: visit.haemolysed,
    }
    return frozenset(mark for mark, is_set in marks.items() if is_set)
