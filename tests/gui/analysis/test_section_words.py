"""The sentences of sections 3 to 7 say direction, size, interval, n and the family of p."""

from dataclasses import replace

import pytest

from gui.words import analysis as words
from gui.words import associations, patient_groups, sensitivity
from gui.words import response as response_words
from gui.words.language import speaking
from stats.correlation_outcome import NullDistribution
from stats.group_outcome import Grouping, GroupingKind, GroupName
from stats.outcome import NotEstimable, Reason, SectionFamily
from stats.plan import analyse_tables
from stats.response_outcome import Variant
from stats.settings import AnalysisSettings, Unit
from stats.tables import read_tables
from tests.stats.gold import STUDY_A

TABLES = read_tables(*STUDY_A)
UNIT = Unit.UG_DL


@pytest.fixture(scope="module")
def study_a():
    return analyse_tables(TABLES)


def every_sentence(result):
    alpha = result.settings.alpha
    for one in (*result.correlations, *result.within_patient):
        yield associations.question(one)
        yield associations.headline(one, alpha)
        yield associations.headline(one, 1.0)
        yield associations.summary(one)
        yield from associations.method(one, seed=result.settings.seed)
    for one in result.correlations:
        yield associations.further(one)
        yield associations.detectable(one.detectable)
    compared = (
        *result.groups.two,
        result.response.copper_change,
        *result.missingness.completers,
    )
    for one in compared:
        yield patient_groups.question(one)
        yield patient_groups.headline(one, alpha)
        yield patient_groups.headline(one, 1.0)
        yield patient_groups.summary(one, UNIT)
        yield patient_groups.further(one, UNIT)
        yield from patient_groups.method(one)
    for one in result.groups.several:
        yield patient_groups.question(one)
        yield patient_groups.several_headline(one, alpha)
        yield patient_groups.several_headline(one, 1.0)
        yield patient_groups.several_summary(one, UNIT)
        yield from patient_groups.method(one)
    yield response_words.responded(result.response)
    yield response_words.remitted(result.response)
    yield response_words.auc(result.response.auc)
    yield response_words.completeness(result)
    yield response_words.values_by_draw(result)
    yield from response_words.method()
    for one in result.sensitivity:
        yield sensitivity.headline(one, alpha)
        yield sensitivity.without_one(one)
        yield sensitivity.equivalence(one.equivalence, UNIT)
        yield sensitivity.detectable(one, UNIT)
        yield from sensitivity.method()
        for row in sensitivity.table(one, UNIT)[1]:
            yield from row


@pytest.mark.parametrize(
    ("language", "never"),
    [
        ("en", ("significan", "no association", "no correlation", "no effect", "{")),
        ("pl", ("istotn", "brak związku", "brak korelacji", "{")),
    ],
)
def test_no_sentence_says_significant_or_that_there_is_nothing(study_a, language, never):
    with speaking(language):
        told = [sentence.lower() for sentence in every_sentence(study_a)]

    for words_not_said in never:
        assert not [sentence for sentence in told if words_not_said in sentence]


def test_an_unclear_correlation_names_what_the_data_are_compatible_with(study_a):
    # gold/study_a_expected.json, copper_madrs_pre_inf5: rho 0.2587 (-0.190 to 0.618), n 22
    one = study_a.correlations[0]

    assert associations.headline(one, 0.05) == (
        "No clear relation was found; the data are compatible with rho from −0.19 to 0.62. "
        "This does not show that there is none."
    )
    assert associations.summary(one).startswith("rho 0.26 (95% CI −0.19 to 0.62), p = 0.24")
    assert associations.summary(one).endswith("(correlations with MADRS, 3), 22 patients")
    assert associations.detectable(one.detectable) == (
        "With 22 patients, a true correlation of 0.57 or more, either way, would be found with "
        "80% power."
    )


def test_the_direction_of_a_clear_correlation_follows_the_sign_of_rho(study_a):
    rising, falling = study_a.correlations[0], study_a.correlations[1]

    assert associations.headline(rising, 1.0) == (
        "The more copper rose, the more MADRS rose (baseline → after infusion 5)"
    )
    assert associations.headline(falling, 1.0).startswith(
        "The more copper rose, the more MADRS fell"
    )


def test_the_correlation_within_patients_says_visits_and_patients(study_a):
    # gold: rmcorr madrs r 0.2030 (0.0155 to 0.3767), p 0.0343, 24 patients, 132 pairs
    one = study_a.within_patient[0]

    assert associations.headline(one, 0.05) == (
        "Within patients, MADRS was higher at visits with higher copper"
    )
    assert associations.summary(one) == (
        "r 0.20 (95% CI 0.02 to 0.38), p = 0.034, 24 patients, 132 visits"
    )


def test_a_group_says_its_difference_with_unit_interval_and_the_family(study_a):
    # gold: hypertension inf5 HL -13.85 (-30.6 to -0.9), p 0.0358
    one = next(
        one
        for one in study_a.groups.two
        if (one.grouping.name, one.quantity.at) == ("hypertension", "inf5")
    )

    assert patient_groups.summary(one, UNIT) == (
        "Typical difference (Hodges–Lehmann) −13.9 µg/dL (95% CI −30.6 to −0.9), p = 0.036, "
        "Holm-adjusted p = 0.143 (comorbidities at one draw, 4), 10 and 12 patients"
    )
    assert patient_groups.headline(one, 0.05).startswith("No clear difference was found.")
    assert patient_groups.headline(one, 0.2) == (
        "Copper after infusion 5: higher in “Without hypertension” than in “With hypertension”"
    )


def test_a_group_under_three_says_so_with_its_sizes(study_a):
    one = next(
        one
        for one in study_a.groups.two
        if (one.grouping.name, one.quantity.at) == ("obesity", "inf5")
    )

    assert patient_groups.headline(one, 0.05) == (
        "Needs at least 3 patients in each group; the smallest has 1."
    )
    assert patient_groups.summary(one, UNIT) == "1 and 21 patients"


def test_response_says_how_many_of_how_many(study_a):
    # gold: 7 of 22, Wilson 0.1636 to 0.5268; 4 of 22 in remission
    assert response_words.responded(study_a.response) == (
        "7 of 22 patients responded (MADRS fell by half or more): 32% (95% CI 16% to 53%)"
    )
    assert response_words.remitted(study_a.response) == (
        "4 of 22 patients were in remission (MADRS 10 or less): 18% (95% CI 7% to 39%)"
    )
    with speaking("pl"):
        assert response_words.responded(study_a.response) == (
            "Odpowiedź (spadek MADRS o połowę lub więcej): 7 z 22 pacjentów, "
            "32% (95% PU od 16% do 53%)"
        )


def test_the_sensitivity_headline_names_what_falls_on_the_other_side(study_a):
    same = study_a.sensitivity[0]
    rows = tuple(
        replace(row, agrees=False) if row.variant is Variant.PAIRED_T else row for row in same.rows
    )

    assert sensitivity.headline(same, 0.05) == (
        "All 7 other ways of computing it fall on the same side of 0.05"
    )
    assert sensitivity.headline(replace(same, rows=rows), 0.05) == (
        "On the other side of 0.05: Paired t test"
    )


def test_equivalence_says_the_margin_it_would_need_or_the_test_against_the_one_set(study_a):
    tested = analyse_tables(TABLES, AnalysisSettings(equivalence_margin=10.0)).sensitivity[0]

    assert sensitivity.equivalence(study_a.sensitivity[0].equivalence, UNIT) == (
        "Mean change 90% CI −7.4 to −2.3: the two draws would count as equivalent only with a "
        "margin of more than 7.4 µg/dL."
    )
    assert sensitivity.equivalence(tested.equivalence, UNIT).startswith(
        "Two one-sided tests against a margin of 10.0 µg/dL: p = 0.001; mean change 90% CI"
    )


@pytest.mark.parametrize("language", ["en", "pl"])
def test_every_fact_of_the_sections_has_words(language):
    by = Grouping(GroupingKind.COMORBIDITY, "diabetes")
    with speaking(language):
        told = [
            *(sensitivity.variant(one) for one in Variant),
            *(patient_groups.group(one, by) for one in GroupName),
            *(patient_groups.grouping(Grouping(one, "diabetes")) for one in GroupingKind),
            *(associations.null(one, seed=1) for one in NullDistribution),
            *(words.family(one) for one in SectionFamily),
        ]

    assert all(told)
    assert all("{" not in one for one in told)


def test_results_without_an_answer_say_why(study_a):
    failure = NotEstimable(Reason.TOO_FEW_FOR_CORRELATION, 2)
    correlation = replace(study_a.correlations[0], spearman=failure, points=())
    within = replace(study_a.within_patient[0], correlation=NotEstimable(Reason.TOO_FEW_VISITS, 1))

    assert associations.headline(correlation, 0.05) == (
        "A correlation needs at least 4 patients with both values; you have 2."
    )
    assert associations.headline(within, 0.05).startswith("Too few patients have both values")
    assert associations.detectable(failure) == ""
    assert response_words.responded(
        replace(study_a.response, response=NotEstimable(Reason.NO_VALUES))
    ) == words.not_estimable(NotEstimable(Reason.NO_VALUES))
