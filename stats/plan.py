"""The analysis plan as data: two tables and the protocol's choices in, outcomes out."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from stats.analysis_result import AnalysisResult, Step
from stats.observations import observed
from stats.sections.change_correlations import change_correlations, within_patient
from stats.sections.comparisons import comparisons
from stats.sections.descriptives import descriptives
from stats.sections.exploratory import explored
from stats.sections.groups import groups
from stats.sections.missingness import missingness
from stats.sections.omnibus import interactions, omnibus
from stats.sections.response import response
from stats.sections.sensitivity import sensitivity
from stats.series import rating_series_of, series_of
from stats.settings import AnalysisSettings
from stats.study_tables import StudyTables
from stats.tables import from_frames

if TYPE_CHECKING:
    import pandas as pd


def _tell_nobody(_step: Step) -> None:
    return


def analyse(
    patients: "pd.DataFrame",
    visits: "pd.DataFrame",
    settings: AnalysisSettings | None = None,
    *,
    begins: Callable[[Step], None] = _tell_nobody,
) -> AnalysisResult:
    """The plan on two data frames, whose columns `stats.study_tables` describes.

    Raises `TableProblems` with everything that is wrong in them.
    """
    return analyse_tables(from_frames(patients, visits), settings, begins=begins)


def analyse_tables(
    tables: StudyTables,
    settings: AnalysisSettings | None = None,
    *,
    begins: Callable[[Step], None] = _tell_nobody,
) -> AnalysisResult:
    """The plan on checked tables; the order of their rows changes nothing.

    `begins` is told each step as it begins.
    """
    settings = settings or AnalysisSettings()
    observations = observed(tables, settings)
    begins(Step.PAIRS)
    primary, pairwise = comparisons(observations)
    exploratory = explored(observations)
    begins(Step.ALL_DRAWS)
    over_draws = omnibus(observations)
    begins(Step.SYMPTOMS)
    correlations = change_correlations(observations)
    begins(Step.GROUPS)
    divided = replace(groups(observations), interactions=interactions(observations))
    begins(Step.OTHER_WAYS)
    return AnalysisResult(
        settings=settings,
        draws=observations.draws,
        patients=observations.patients,
        complete=observations.complete,
        descriptives=tuple(descriptives(observations)),
        primary=primary,
        pairwise=pairwise,
        omnibus=over_draws,
        correlations=correlations,
        within_patient=within_patient(observations),
        groups=divided,
        response=response(observations),
        sensitivity=sensitivity(observations, primary),
        missingness=missingness(observations),
        unscheduled=tuple(key for key in tables.visits if key[1] not in observations.draws),
        series=series_of(tables, observations.copper, settings),
        exploratory=exploratory,
        rating_series=rating_series_of(tables),
    )
