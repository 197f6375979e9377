"""The analysis plan as data: two tables and the protocol's choices in, outcomes out."""

from dataclasses import replace
from typing import TYPE_CHECKING

from stats.analysis_result import AnalysisResult
from stats.observations import observed
from stats.sections.change_correlations import change_correlations, within_patient
from stats.sections.comparisons import comparisons
from stats.sections.descriptives import descriptives
from stats.sections.groups import groups
from stats.sections.missingness import missingness
from stats.sections.omnibus import interactions, omnibus
from stats.sections.response import response
from stats.sections.sensitivity import sensitivity
from stats.series import series_of
from stats.settings import AnalysisSettings
from stats.study_tables import StudyTables
from stats.tables import from_frames

if TYPE_CHECKING:
    import pandas as pd


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
    observations = observed(tables, settings)
    primary, pairwise = comparisons(observations)
    return AnalysisResult(
        settings=settings,
        draws=observations.draws,
        patients=observations.patients,
        complete=observations.complete,
        descriptives=tuple(descriptives(observations)),
        primary=primary,
        pairwise=pairwise,
        omnibus=omnibus(observations),
        correlations=change_correlations(observations),
        within_patient=within_patient(observations),
        groups=replace(groups(observations), interactions=interactions(observations)),
        response=response(observations),
        sensitivity=sensitivity(observations, primary),
        missingness=missingness(observations),
        unscheduled=tuple(key for key in tables.visits if key[1] not in observations.draws),
        series=series_of(tables, observations.copper, settings),
    )
