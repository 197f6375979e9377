"""Where two answers speak of the same draws, each says which the plan names and why they differ."""

from dataclasses import replace

import pytest

from gui.report.wording import sentence
from gui.words import planned_answers
from gui.words.language import speaking
from stats.outcome import NotEstimable, Reason
from stats.plan import analyse_tables
from stats.settings import AnalysisSettings, Family, Unit
from stats.tables import read_tables
from tests.stats.gold import STUDY_A

UNIT = Unit.UG_DL


@pytest.fixture(scope="module")
def study_a():
    return analyse_tables(read_tables(*STUDY_A))


def test_all_draws_name_the_planned_answers_with_their_numbers(study_a):
    # gold/study_a_expected.json: HL -5.1, p 0.002578; HL 5.8
    asked, _why = planned_answers.beside_all_draws(study_a.omnibus[0], study_a.primary, UNIT)

    assert asked == (
        "The plan asks here whether copper differed between any of the draws. For two draws "
        "report the planned comparison: baseline → after infusion 5, −5.1 µg/dL, Holm-adjusted "
        "p = 0.003, 22 patients; after infusion 5 → one week after, 5.8 µg/dL, Holm-adjusted "
        "p < 0.001, 20 patients."
    )


def test_all_draws_say_why_their_numbers_differ_from_the_planned(study_a):
    _asked, why = planned_answers.beside_all_draws(study_a.omnibus[0], study_a.primary, UNIT)

    assert "a model of all values (24 patients)" in why
    assert "not from the changes of those who have both draws" in why
    assert why.endswith("Holm covers 15 pairs instead of 2.")


def test_one_family_for_both_is_not_told_as_a_difference(study_a):
    wide = analyse_tables(read_tables(*STUDY_A), AnalysisSettings(family=Family.ALL_PAIRS))

    _asked, why = planned_answers.beside_all_draws(wide.omnibus[0], wide.primary, UNIT)

    assert why.endswith("Holm covers 15 pairs.")


def test_scales_and_failed_comparisons_have_no_planned_answer(study_a):
    failure = NotEstimable(Reason.TOO_FEW_PAIRS, 1)
    failed = tuple(replace(one, p=failure) for one in study_a.primary)

    assert planned_answers.beside_all_draws(study_a.omnibus[1], study_a.primary, UNIT) == []
    assert planned_answers.beside_all_draws(study_a.omnibus[0], failed, UNIT) == []


def test_every_pair_says_that_only_the_adjustment_differs(study_a):
    told = planned_answers.beside_every_pair(15, study_a.primary)

    assert "has the same change and p here, but Holm covers 15 pairs" in told
    assert told.endswith("its own family (planned comparisons, 2).")


@pytest.mark.parametrize("language", ["en", "pl"])
def test_every_sentence_ends_as_one(study_a, language):
    with speaking(language):
        told = [
            planned_answers.of_planned(15),
            planned_answers.beside_every_pair(15, study_a.primary),
            *planned_answers.beside_all_draws(study_a.omnibus[0], study_a.primary, UNIT),
        ]

    assert all("{" not in one and sentence(one) == one for one in told)
