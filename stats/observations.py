"""Which values count, under the settings, and why the others do not."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from stats.outcome import Gap, Mark, Measure, Missing, MissingReason
from stats.settings import AnalysisSettings, BelowLoq, Haemolysed, OutOfWindow
from stats.study_tables import StudyTables, VisitRow


@dataclass(frozen=True, slots=True)
class Copper:
    """A value that counts."""

    ug_dl: float
    marks: frozenset[Mark] = frozenset()


def copper_at(
    tables: StudyTables, draw: str, settings: AnalysisSettings
) -> dict[str, Copper | MissingReason]:
    """For every patient, the copper at `draw` or the reason there is none."""
    return {
        row.patient: _copper(tables.visits.get((row.patient, draw)), settings)
        for row in tables.patients
    }


def rating_at(tables: StudyTables, draw: str, measure: Measure) -> dict[str, float | MissingReason]:
    """For every patient, the rating at `draw`; the tables give no reason for a missing one."""
    ratings: dict[str, float | MissingReason] = {}
    for patient in tables.patients:
        visit = tables.visits.get((patient.patient, draw), VisitRow())
        rating = visit.madrs if measure is Measure.MADRS else visit.ymrs
        ratings[patient.patient] = MissingReason.NOT_RECORDED if rating is None else rating
    return ratings


def missing_of(
    by_draw: Mapping[str, Mapping[str, Copper | float | MissingReason]],
) -> tuple[Missing, ...]:
    """The patients without a value at one or more of the draws, by patient code."""
    patients = sorted({patient for values in by_draw.values() for patient in values})
    missing: list[Missing] = []
    for patient in patients:
        gaps: list[Gap] = []
        for draw, values in by_draw.items():
            value = values[patient]
            if isinstance(value, MissingReason):
                gaps.append(Gap(draw, value))
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
