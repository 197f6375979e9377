"""Ratings that run on a calendar of their own, not on that of the draws."""

from dataclasses import replace

import pytest

from stats.omnibus_outcome import Lead, ModelOutcome
from stats.outcome import NotEstimable
from stats.plan import analyse_tables
from stats.presence import Measure, MissingReason
from stats.study_tables import ProblemCode, RatingRow, TableProblems
from stats.tables import from_rows, read_tables
from tests.stats.gold import STUDY_A

TABLES = read_tables(*STUDY_A)
WEEKS = {"baseline": "week0", "inf1": "week1", "inf3": "week2", "inf5": "week3", "post": "post"}
RATED_WEEKLY = replace(
    TABLES,
    rating_visits=tuple(WEEKS.values()),
    ratings={
        (patient, WEEKS[draw]): RatingRow(visit.madrs, visit.ymrs)
        for (patient, draw), visit in TABLES.visits.items()
        if draw in WEEKS
    },
)


def rated_twice(tables):
    """As a study is where nobody is rated between baseline and the draw after infusion 1."""
    return replace(
        tables,
        visits={
            (patient, draw): replace(visit, madrs=tables.visits[patient, "baseline"].madrs)
            if draw == "inf1"
            else visit
            for (patient, draw), visit in tables.visits.items()
        },
    )


def over_time(result, measure):
    return next(one for one in result.omnibus if one.measure is measure)


def test_two_draws_that_share_a_rating_leave_no_model_of_the_draws():
    found = over_time(analyse_tables(rated_twice(TABLES)), Measure.MADRS)

    assert isinstance(found.mmrm, NotEstimable)


def test_ratings_on_their_own_calendar_are_modelled_by_it():
    found = over_time(analyse_tables(rated_twice(RATED_WEEKLY)), Measure.MADRS)

    assert isinstance(found.mmrm, ModelOutcome)
    assert found.lead is Lead.MMRM
    assert found.draws == ("week0", "week1", "week2", "week3", "post")
    assert [mean.draw for mean in found.mmrm.means] == list(found.draws)


def test_ratings_are_described_at_their_own_visits_and_copper_at_the_draws():
    result = analyse_tables(RATED_WEEKLY)

    def visits(measure):
        return [one.draw for one in result.descriptives if one.measure is measure]

    assert visits(Measure.YMRS) == ["week0", "week1", "week2", "week3", "post"]
    assert visits(Measure.COPPER) == ["baseline", "inf1", "inf3", "inf5", "inf7", "post"]
    assert result.rating_series[0].points[1].madrs == TABLES.visits["P01", "inf1"].madrs


def test_copper_and_the_correlations_do_not_depend_on_the_calendar_of_ratings():
    plain, weekly = analyse_tables(TABLES), analyse_tables(RATED_WEEKLY)

    assert over_time(plain, Measure.COPPER) == over_time(weekly, Measure.COPPER)
    assert plain.correlations == weekly.correlations
    assert plain.response == weekly.response


def test_a_rating_that_was_missed_is_missing_with_its_reason():
    patients = [{"patient_id": "P1"}]
    visits = [{"patient_id": "P1", "visit": "baseline", "copper": 100.0}]
    ratings = [
        {"patient_id": "P1", "visit": "week0", "madrs": 30, "ymrs": 2, "missing_reason": None},
        {"patient_id": "P1", "visit": "week1", "madrs": None, "ymrs": None,
         "missing_reason": "missed"},
    ]  # fmt: skip
    result = analyse_tables(from_rows(patients, visits, ratings))

    (missing,) = next(
        one.missing
        for one in result.descriptives
        if (one.measure, one.draw) == (Measure.MADRS, "week1")
    )
    assert missing.gaps[0].reason is MissingReason.MISSED


@pytest.mark.parametrize(
    ("ratings", "code"),
    [
        ([("P1", "week0", 61)], ProblemCode.OUT_OF_RANGE),
        ([("P1", "week0", 30), ("P1", "week0", 31)], ProblemCode.DUPLICATE_VISIT),
        ([("P1", "", 30)], ProblemCode.EMPTY),
        ([("P2", "week0", 30)], ProblemCode.UNKNOWN_PATIENT),
    ],
)
def test_what_is_wrong_in_a_table_of_ratings_is_named(ratings, code):
    rows = [
        {"patient_id": patient, "visit": visit, "madrs": madrs, "ymrs": 0}
        for patient, visit, madrs in ratings
    ]

    draws = [{"patient_id": "P1", "visit": "post", "copper": 1.0}]

    with pytest.raises(TableProblems) as refused:
        from_rows([{"patient_id": "P1"}], draws, rows)

    assert [problem.code for problem in refused.value.problems] == [code]
    assert refused.value.problems[0].table == "ratings"
