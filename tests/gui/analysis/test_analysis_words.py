"""Every fact of an analysis has its words; sentences come from results only."""

from enum import Enum

import pytest

from gui.analysis.calculation import calculate, rows_of, settings_of
from gui.words import analysis as words
from gui.words import analysis_tables as tables
from stats.outcome import Note, NotEstimable, PairedOutcome, Reason
from stats.plan import analyse_tables
from stats.presence import MissingReason
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
        "Typical change −5.1 µg/dL (95% CI −8.2 to −1.9), p = 0.003, "
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
    assert words.counts(outcome).startswith(f"{outcome.n_falling} of {outcome.n} patients fell")


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
