"""The analysis plan as data: two tables and the protocol's choices in, outcomes out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from stats.comparison import checks_of, compare, in_unit, no_such_draw, scaled
from stats.describe import describe
from stats.multiplicity import holm
from stats.observations import Copper, copper_at, missing_of, rating_at
from stats.outcome import (
    AdjustedP,
    AnalysisResult,
    DrawDescription,
    Measure,
    MissingReason,
    NotEstimable,
    PairedOutcome,
    PublishedP,
    Reason,
)
from stats.series import series_of
from stats.settings import AnalysisSettings, Comparison, Family
from stats.study_tables import StudyTables
from stats.tables import from_frames

if TYPE_CHECKING:
    import pandas as pd

PUBLISHED = {
    Comparison("baseline", "inf5"): PublishedP(0.016),
    Comparison("inf5", "post"): PublishedP(0.048),
}
"""Słupski et al. 2020, Brain Sciences 10(12):971, from the abstract; the test is not known."""

CENTRAL_DRAW = "inf5"

Outcomes = Mapping[Comparison, PairedOutcome]
CopperByDraw = Mapping[str, Mapping[str, Copper | MissingReason]]


def analyse(
    patients: "pd.DataFrame", visits: "pd.DataFrame", settings: AnalysisSettings | None = None
) -> AnalysisResult:
    """The plan on two data frames, whose columns `stats.study_tables` describes.

    Raises `TableProblems` with everything that is wrong in them.
    """
    return analyse_tables(from_frames(patients, visits), settings)


def analyse_tables(tables: StudyTables, settings: AnalysisSettings | None = None) -> AnalysisResult:
    """The plan on checked tables; the order of their rows changes nothing."""
    settings = settings or AnalysisSettings()
    draws = tables.draws if settings.draws is None else settings.draws
    codes = tuple(row.patient for row in tables.patients)
    copper = {draw: copper_at(tables, draw, settings) for draw in draws}
    all_pairs = [Comparison(*pair) for pair in combinations(draws, 2)]
    outcomes = {
        comparison: _compared(comparison, copper, codes, settings)
        for comparison in dict.fromkeys((*settings.comparisons, *all_pairs))
    }
    adjusted = {
        family: _adjusted_over(members, family, outcomes)
        for family, members in _families(settings, all_pairs).items()
    }
    return AnalysisResult(
        settings=settings,
        draws=draws,
        patients=codes,
        complete=_complete(codes, copper),
        descriptives=tuple(_descriptives(tables, copper, settings)),
        primary=tuple(
            in_unit(_primary(outcomes[comparison], adjusted, settings), settings.unit)
            for comparison in settings.comparisons
        ),
        pairwise=tuple(
            in_unit(_with_adjusted(outcomes[comparison], adjusted[Family.ALL_PAIRS]), settings.unit)
            for comparison in all_pairs
        ),
        unscheduled=tuple(key for key in tables.visits if key[1] not in draws),
        series=series_of(tables, copper, settings),
    )


def _compared(
    comparison: Comparison,
    copper: CopperByDraw,
    patients: Sequence[str],
    settings: AnalysisSettings,
) -> PairedOutcome:
    for draw in (comparison.earlier, comparison.later):
        if draw not in copper:
            return no_such_draw(comparison, draw, patients, settings)
    return compare(comparison, copper[comparison.earlier], copper[comparison.later], settings)


def _families(
    settings: AnalysisSettings, all_pairs: Sequence[Comparison]
) -> dict[Family, list[Comparison]]:
    return {
        Family.PLANNED: list(dict.fromkeys(settings.comparisons)),
        Family.WITH_INF5: [c for c in all_pairs if CENTRAL_DRAW in (c.earlier, c.later)],
        Family.ALL_PAIRS: list(all_pairs),
    }


def _adjusted_over(
    members: Sequence[Comparison], family: Family, outcomes: Outcomes
) -> dict[Comparison, AdjustedP]:
    """Holm over the members that have a p-value; the others have no adjusted one."""
    found = [outcomes[comparison].p for comparison in members]
    p_values = [None if isinstance(p, NotEstimable) else p for p in found]
    size = sum(p is not None for p in p_values)
    return {
        comparison: AdjustedP(family, size, p)
        for comparison, p in zip(members, holm(p_values), strict=True)
        if p is not None
    }


def _primary(
    outcome: PairedOutcome,
    adjusted: Mapping[Family, Mapping[Comparison, AdjustedP]],
    settings: AnalysisSettings,
) -> PairedOutcome:
    others = [found for family, found in adjusted.items() if family is not settings.family]
    return replace(
        _with_adjusted(outcome, adjusted[settings.family]),
        other_families=tuple(
            found[outcome.comparison] for found in others if outcome.comparison in found
        ),
        checks=checks_of(outcome, settings.alpha),
        published=PUBLISHED.get(outcome.comparison),
    )


def _with_adjusted(
    outcome: PairedOutcome, adjusted: Mapping[Comparison, AdjustedP]
) -> PairedOutcome:
    if isinstance(outcome.p, NotEstimable):
        return replace(outcome, adjusted=outcome.p)
    outside = NotEstimable(Reason.NOT_IN_FAMILY, len(adjusted))
    return replace(outcome, adjusted=adjusted.get(outcome.comparison, outside))


def _complete(patients: Sequence[str], copper: CopperByDraw) -> tuple[str, ...]:
    return tuple(
        patient
        for patient in patients
        if copper and all(isinstance(values[patient], Copper) for values in copper.values())
    )


def _descriptives(
    tables: StudyTables, copper: CopperByDraw, settings: AnalysisSettings
) -> Iterator[DrawDescription]:
    """Copper, MADRS and YMRS at each draw in all patients who have them."""
    for draw, at_draw in copper.items():
        amounts = [value.ug_dl for value in at_draw.values() if isinstance(value, Copper)]
        description = scaled(describe(amounts, alpha=settings.alpha), settings.unit.per_ug_dl)
        yield DrawDescription(Measure.COPPER, draw, description, missing_of({draw: at_draw}))
    for measure in (Measure.MADRS, Measure.YMRS):
        for draw in copper:
            ratings = rating_at(tables, draw, measure)
            scores = [score for score in ratings.values() if not isinstance(score, MissingReason)]
            description = describe(scores, alpha=settings.alpha)
            yield DrawDescription(measure, draw, description, missing_of({draw: ratings}))
