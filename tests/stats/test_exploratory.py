"""Comparisons added to the plan: a family of their own, everybody included or named."""

import pytest

from stats.as_json import as_json
from stats.outcome import SectionFamily
from stats.plan import analyse_tables
from stats.presence import Measure, MissingReason
from stats.settings import AnalysisSettings, Comparison, Exploration, PatientSet, Subgroup
from stats.tables import read_tables
from tests.stats.gold import STUDY_A

TABLES = read_tables(*STUDY_A)
PLANNED = Comparison("baseline", "inf5")
ASKED = (
    Exploration(Measure.COPPER, PLANNED),
    Exploration(Measure.MADRS, Comparison("baseline", "post")),
    Exploration(Measure.COPPER, PLANNED, Subgroup.WOMEN),
    Exploration(Measure.COPPER, PLANNED, Subgroup.WITHOUT_COMORBIDITY),
)
RESULT = analyse_tables(TABLES, AnalysisSettings(explorations=ASKED))


def test_of_everybody_the_outcome_is_that_of_the_plan_but_for_its_family():
    planned, explored = RESULT.primary[0], RESULT.exploratory[0].outcome

    assert explored.p == planned.p
    assert explored.hodges_lehmann == planned.hodges_lehmann
    assert explored.pairs == planned.pairs
    assert explored.published is None
    assert explored.adjusted.family is SectionFamily.EXPLORATORY
    assert explored.adjusted.size == 4


def test_explorations_change_nothing_in_the_plan():
    assert analyse_tables(TABLES).primary == RESULT.primary
    assert analyse_tables(TABLES).pairwise == RESULT.pairwise


def test_a_score_is_compared_as_copper_is():
    outcome = RESULT.exploratory[1].outcome
    madrs = {
        patient: (TABLES.visits[patient, "baseline"].madrs, TABLES.visits[patient, "post"].madrs)
        for patient in {pair.patient for pair in outcome.pairs}
    }

    assert outcome.measure is Measure.MADRS
    assert {pair.patient: (pair.earlier, pair.later) for pair in outcome.pairs} == madrs


@pytest.mark.parametrize("place", range(4))
def test_everybody_is_included_or_missing_with_a_reason(place: int):
    outcome = RESULT.exploratory[place].outcome

    included = {pair.patient for pair in outcome.pairs}
    missing = {one.patient for one in outcome.missing}
    assert included | missing == set(RESULT.patients)
    assert not included & missing


def test_who_is_outside_the_subgroup_is_named_as_such():
    women = {row.patient for row in TABLES.patients if row.sex == "F"}
    outcome = RESULT.exploratory[2].outcome

    assert {pair.patient for pair in outcome.pairs} <= women
    outside = {one.patient for one in outcome.missing if one.reason is MissingReason.NOT_IN_GROUP}
    assert outside == set(RESULT.patients) - women


def test_the_document_names_subgroup_and_measure():
    found = as_json(RESULT)["exploratory"]

    assert [entry["id"] for entry in found] == [
        "exploratory.baseline__inf5.copper.everybody",
        "exploratory.baseline__post.madrs.everybody",
        "exploratory.baseline__inf5.copper.women",
        "exploratory.baseline__inf5.copper.without_comorbidity",
    ]
    assert found[1]["unit"] == "points"


def test_of_complete_patients_alone_the_others_are_left_out_with_that_reason():
    complete = analyse_tables(TABLES, AnalysisSettings(patients=PatientSet.COMPLETE))
    outcome = complete.primary[0]

    assert complete.complete == RESULT.complete
    assert {pair.patient for pair in outcome.pairs} == set(RESULT.complete)
    assert outcome.n + len(outcome.missing) == len(RESULT.patients)
    had_both = {pair.patient for pair in RESULT.primary[0].pairs}
    left_out = {one.patient for one in outcome.missing if one.reason is MissingReason.INCOMPLETE}
    assert had_both - set(RESULT.complete) <= left_out
    complete_row = next(r for r in RESULT.sensitivity[0].rows if r.variant == "complete_patients")
    assert outcome.p == complete_row.p
