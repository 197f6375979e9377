"""Each patient's values over the draws, as they count under the settings; for figures."""

from collections.abc import Mapping
from dataclasses import dataclass

from stats.observations import Copper
from stats.presence import Mark, MissingReason
from stats.settings import AnalysisSettings
from stats.study_tables import PatientRow, RatingRow, StudyTables, VisitRow


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """One patient at one draw."""

    draw: str
    copper: float | None
    """In the unit of the result; None where there is no value that counts."""
    gap: MissingReason | None
    """Why there is none."""
    marks: frozenset[Mark] = frozenset()
    madrs: float | None = None
    ymrs: float | None = None


@dataclass(frozen=True, slots=True)
class PatientSeries:
    """One patient at every draw, in the order of the course."""

    patient: str
    points: tuple[SeriesPoint, ...]

    def at(self, draw: str) -> SeriesPoint | None:
        return next((point for point in self.points if point.draw == draw), None)


def series_of(
    tables: StudyTables,
    copper: Mapping[str, Mapping[str, Copper | MissingReason]],
    settings: AnalysisSettings,
) -> tuple[PatientSeries, ...]:
    """The series of all patients by code; `copper` holds every patient at every draw."""
    return tuple(
        PatientSeries(
            row.patient,
            tuple(
                _point(tables, row, draw, copper[draw][row.patient], settings) for draw in copper
            ),
        )
        for row in tables.patients
    )


def rating_series_of(tables: StudyTables) -> tuple[PatientSeries, ...]:
    """The ratings of all patients at visits of their own, without copper; empty where there are
    none."""
    if not tables.rating_visits:
        return ()
    return tuple(
        PatientSeries(
            row.patient,
            tuple(
                _rating_point(visit, tables.ratings.get((row.patient, visit), RatingRow()))
                for visit in tables.rating_visits
            ),
        )
        for row in tables.patients
    )


def _rating_point(visit: str, rating: RatingRow) -> SeriesPoint:
    gap = rating.missing_reason if rating.madrs is None and rating.ymrs is None else None
    return SeriesPoint(visit, None, gap, madrs=rating.madrs, ymrs=rating.ymrs)


def _point(
    tables: StudyTables,
    row: PatientRow,
    draw: str,
    copper: Copper | MissingReason,
    settings: AnalysisSettings,
) -> SeriesPoint:
    visit = tables.visits.get((row.patient, draw), VisitRow())
    if isinstance(copper, MissingReason):
        return SeriesPoint(draw, None, copper, madrs=visit.madrs, ymrs=visit.ymrs)
    return SeriesPoint(
        draw,
        copper.ug_dl * settings.unit.per_ug_dl,
        None,
        copper.marks,
        visit.madrs,
        visit.ymrs,
    )
