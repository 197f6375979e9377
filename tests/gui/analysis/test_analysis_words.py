"""Every fact of an analysis has its words; sentences come from results only."""

from dataclasses import replace
from enum import Enum

import pytest

from gui.analysis.calculation import calculate, rows_of, settings_of
from gui.words import analysis as words
from gui.words import analysis_tables as tables
from gui.words import omnibus, omnibus_tables
from gui.words.language import speaking
from stats.omnibus_outcome import Lead, Model
from stats.outcome import Note, NotEstimable, PairedOutcome, Reason
from stats.plan import analyse_tables
from stats.presence import Measure, MissingReason
from stats.settings import BelowLoq, Family, Haemolysed, OutOfWindow, Test, Unit
from stats.tables import read_tables
from tests.builders import NOW, protocol, study, study_with
from tests.stats.gold import STUDY_A


@pytest.mark.parametrize(
    ("kind", "say"),
    [
        (MissingReason, words.missing_reason),
        (Note, words.note),
        (Test, words.test),
        (Family, words.family),
        (Unit, words.unit),
        (OutOfWindow, words.out_of_window),
        (BelowLoq, words.below_loq),
        (Haemolysed, words.haemolysed),
        (Reason, lambda reason: words.not_estimable(NotEstimable(reason, 1, "inf5"))),
    ],
)
def test_every_fact_has_words(kind: type[Enum], say):
    told = [say(one) for one in kind]

    assert all(told)
    assert all("{" not in sentence for sentence in told)


@pytest.fixture(scope="module")
def study_a():
    return analyse_tables(read_tables(*STUDY_A))


def test_the_sentences_say_the_numbers_of_the_reference_study(study_a):
    # gold/study_a_expected.json, planned pre__inf5: HL -5.1 (-8.15 to -1.85), exact p 0.002578
    outcome: PairedOutcome = study_a.primary[0]

    assert words.headline(outcome, 0.05) == "Copper was lower after infusion 5 than at baseline"
    assert words.summary(outcome, Unit.UG_DL) == (
        "Typical change (Hodges–Lehmann) −5.1 µg/dL (95% CI −8.2 to −1.9), p = 0.003, "
        "Holm-adjusted p = 0.003 (planned comparisons, 2), 22 patients"
    )


def test_the_second_comparison_rises(study_a):
    # gold: HL 5.8 (2.45 to 8.25)
    assert words.headline(study_a.primary[1], 0.05) == (
        "Copper was higher one week after the last infusion than after infusion 5"
    )


def test_a_difference_that_is_not_clear_is_never_called_none(study_a):
    assert words.headline(study_a.primary[0], 0.0001) == (
        "No clear difference was found. This does not show that there is none."
    )


def test_no_sentence_says_significant(study_a):
    told = [
        sentence
        for outcome in study_a.primary
        for sentence in (
            words.headline(outcome, 0.05),
            words.summary(outcome, Unit.UG_DL),
            words.counts(outcome),
            *tables.method(outcome, study_a),
        )
    ]

    assert not any("significan" in sentence.lower() for sentence in told)


def test_falling_rising_and_unchanged_add_up_in_the_sentence(study_a):
    outcome = study_a.primary[0]

    assert outcome.n_falling + outcome.n_rising + outcome.n_unchanged == outcome.n
    assert words.counts(outcome).startswith(
        f"Copper fell in {outcome.n_falling} of {outcome.n} patients and rose in "
        f"{outcome.n_rising}."
    )


@pytest.mark.parametrize(
    ("language", "of_copper", "of_scale", "with_unchanged"),
    [
        (
            "en",
            "Copper fell in 15 of 22 patients and rose in 7.",
            "MADRS fell in 15 of 22 patients and rose in 7.",
            "Copper fell in 15 of 22 patients, rose in 6 and did not change in 1.",
        ),
        (
            "pl",
            "Stężenie miedzi spadło u 15 z 22 pacjentów, wzrosło u 7.",
            "Wynik MADRS spadł u 15 z 22 pacjentów, wzrósł u 7.",
            "Stężenie miedzi spadło u 15 z 22 pacjentów, wzrosło u 6, nie zmieniło się u 1.",
        ),
    ],
)
def test_what_fell_is_the_measure_never_the_patient(
    study_a, language, of_copper, of_scale, with_unchanged
):
    copper = replace(study_a.primary[0], n_falling=15, n_rising=7, n_unchanged=0)
    unchanged = replace(copper, n_rising=6, n_unchanged=1)

    with speaking(language):
        assert words.counts(copper).startswith(of_copper)
        assert words.counts(replace(copper, measure=Measure.MADRS)).startswith(of_scale)
        assert words.counts(unchanged).startswith(with_unchanged)


def test_the_three_changes_of_one_card_are_named_for_what_they_are(study_a):
    outcome = study_a.primary[0]
    _heading, described = tables.descriptives(outcome, Unit.UG_DL)
    heading, tested = tables.tests(outcome, Unit.UG_DL)

    assert described[-1][0] == "Change per patient"
    assert [row[heading.index("Estimate")] for row in tested] == ["Hodges–Lehmann", "Mean"]
    assert tables.estimates() == (
        "Hodges–Lehmann, the typical change: the median of all pairwise averages of the changes."
    )


def test_a_w_says_whose_it_is(study_a):
    _heading, tested = tables.tests(study_a.primary[0], Unit.UG_DL)
    copper = study_a.omnibus[0]
    _heading, all_draws = omnibus_tables.tests_table(copper)

    assert tested[0][1].startswith("Wilcoxon’s W = ")
    told = [row[2] for row in all_draws if "W = " in row[2]]
    assert len(told) == 2
    assert all("Kendall’s W = " in one or "Mauchly’s W = " in one for one in told)
    friedman = replace(copper, lead=Lead.FRIEDMAN)
    assert "Kendall’s W = " in omnibus.summary(friedman, Unit.UG_DL)


def test_the_leading_test_stands_first_and_a_model_without_a_fit_last(study_a):
    copper = study_a.omnibus[0]
    unfitted = replace(
        copper,
        lead=Lead.FRIEDMAN,
        mmrm=NotEstimable(Reason.NOT_FITTED, 22),
        structured=replace(copper.random_intercept, model=Model.COMPOUND_SYMMETRY),
    )

    _heading, rows = omnibus_tables.tests_table(unfitted)

    assert rows[0][0] == "Friedman, complete patients"
    assert rows[1][0] == "Compound symmetry"
    assert rows[-1][0] == "MMRM, unstructured covariance"
    assert rows[-1][2] == "not fitted: the values say too little about its covariances"
    assert omnibus_tables.tests_table(copper)[1][0][0] == "MMRM, unstructured covariance"


def test_a_large_bayes_factor_has_no_decimals():
    assert tables.bayes_factor(14.617) == "14.62"
    assert tables.bayes_factor(43832.88) == "43833"


def test_the_method_names_the_family_over_which_the_result_is_adjusted(study_a):
    assert "Holm over planned comparisons." in tables.method(study_a.primary[0], study_a)[0]
    assert "Holm over all pairs of draws." in tables.method(study_a.pairwise[0], study_a)[0]


def test_a_patient_without_either_draw_is_named_by_the_later_one():
    made = study_with()
    result = calculate(rows_of(made, now=NOW), settings_of(protocol().analysis))

    assert words.grouped_missing(result.primary[0].missing) == [("Cu5 not due yet", ("KET-001",))]


def test_a_protocol_without_infusion_5_says_that_there_is_nothing_to_compare():
    made = study()
    even = protocol("after_2_4_6_8")
    rows = rows_of(made, now=NOW)
    result = calculate(
        type(rows)(rows.patients, rows.visits, tuple(rule.code for rule in even.draws), NOW),
        settings_of(even.analysis),
    )

    told = words.headline(result.primary[0], 0.05)

    assert told.startswith("This study's protocol has no copper draw after infusion 5")
