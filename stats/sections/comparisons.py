"""Sections 1 and 2: copper at two draws of the same patients, planned and all pairs."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from stats.checks import checks_of
from stats.comparison import compare, in_unit, no_such_draw
from stats.multiplicity import adjusted_over
from stats.observations import Observations
from stats.outcome import AdjustedP, NotEstimable, PairedOutcome, PublishedP, Reason
from stats.settings import AnalysisSettings, Comparison, Family

PUBLISHED = {
    Comparison("baseline", "inf5"): PublishedP(0.016),
    Comparison("inf5", "post"): PublishedP(0.048),
}
"""Słupski et al. 2020, Brain Sciences 10(12):971, from the abstract; the test is not known."""

CENTRAL_DRAW = "inf5"


def comparisons(
    observations: Observations,
) -> tuple[tuple[PairedOutcome, ...], tuple[PairedOutcome, ...]]:
    """The settings' comparisons with all that stands beside them, and every two draws."""
    settings = observations.settings
    all_pairs = [Comparison(*pair) for pair in combinations(observations.draws, 2)]
    outcomes = {
        comparison: _compared(comparison, observations)
        for comparison in dict.fromkeys((*settings.comparisons, *all_pairs))
    }
    adjusted = {
        family: adjusted_over(
            family, {comparison: outcomes[comparison].p for comparison in members}
        )
        for family, members in _families(settings, all_pairs).items()
    }
    primary = tuple(
        in_unit(_primary(outcomes[comparison], adjusted, settings), settings.unit)
        for comparison in settings.comparisons
    )
    pairwise = tuple(
        in_unit(_with_adjusted(outcomes[comparison], adjusted[Family.ALL_PAIRS]), settings.unit)
        for comparison in all_pairs
    )
    return primary, pairwise


def _compared(comparison: Comparison, observations: Observations) -> PairedOutcome:
    copper, settings = observations.copper, observations.settings
    for draw in (comparison.earlier, comparison.later):
        if draw not in copper:
            return no_such_draw(comparison, draw, observations.patients, settings)
    return compare(comparison, copper[comparison.earlier], copper[comparison.later], settings)


def _families(
    settings: AnalysisSettings, all_pairs: Sequence[Comparison]
) -> dict[Family, list[Comparison]]:
    return {
        Family.PLANNED: list(dict.fromkeys(settings.comparisons)),
        Family.WITH_INF5: [c for c in all_pairs if CENTRAL_DRAW in (c.earlier, c.later)],
        Family.ALL_PAIRS: list(all_pairs),
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
