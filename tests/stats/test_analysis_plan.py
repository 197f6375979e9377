import random
import warnings
from dataclasses import fields, is_dataclass, replace

import pandas as pd
import pytest

from stats.outcome import Description, Estimate, Note, NotEstimable, PublishedP, Reason
from stats.plan import analyse, analyse_tables
from stats.presence import Flag, Gap, Mark, Measure, Missing, MissingReason
from stats.settings import (
    AnalysisSettings,
    BelowLoq,
    Comparison,
    Family,
    Haemolysed,
    OutOfWindow,
    Test,
    Unit,
)
from stats.study_tables import StudyTables
from stats.tables import read_tables
from tests.stats.gold import STUDY_A, study_a_expected

EXPECTED = study_a_expected()
TABLES = read_tables(*STUDY_A)
RESULT = analyse_tables(TABLES)
DRAWS = {"pre": "baseline"}


def comparison_named(key):
    earlier, later = (DRAWS.get(draw, draw) for draw in key.split("__"))
    return Comparison(earlier, later)


def assert_agrees(outcome, expected):
    """Every number R computed, to the tolerance stated beside the data: 1e-6."""
    found = {
        "n": outcome.n,
        "hl_all": outcome.hodges_lehmann.value,
        "hl_ci95_walsh_all": [outcome.hodges_lehmann.low, outcome.hodges_lehmann.high],
        "mean_diff": outcome.mean_change.value,
        "sd_diff": outcome.change.sd,
        "median_diff": outcome.change.median,
        "ci95": [outcome.mean_change.low, outcome.mean_change.high],
        "t": outcome.paired_t.t,
        "df": outcome.paired_t.df,
        "p_t": outcome.paired_t.p,
        "n_zero": outcome.signed_rank.n_zero,
        "V_plus": outcome.signed_rank.v_plus,
        "p_wilcoxon_exact": outcome.signed_rank.p,
        "p_pratt_exact": outcome.signed_rank.p_pratt,
        "rank_biserial": outcome.signed_rank.rank_biserial,
        "cohen_dz": outcome.cohen_dz.value,
        "hedges_gav": outcome.hedges_gav.value,
    }
    for key, value in found.items():
        assert value == pytest.approx(expected[key], rel=1e-6, abs=1e-12), key


@pytest.mark.parametrize("place", [0, 1])
def test_the_planned_comparisons_agree_with_r(place):
    key = ["pre__inf5", "inf5__post"][place]
    expected = EXPECTED["planned"][key]
    outcome = RESULT.primary[place]

    assert outcome.comparison == comparison_named(key)
    assert_agrees(outcome, expected)
    assert outcome.bayes_factor.bf10 == pytest.approx(expected["bf10"], rel=1e-3)
    assert outcome.checks.shapiro_wilk.w == pytest.approx(expected["shapiro_W"], rel=1e-6)
    assert outcome.checks.shapiro_wilk.p == pytest.approx(expected["shapiro_p"], rel=1e-6)


def test_holm_over_the_two_planned_comparisons_agrees_with_r():
    by_t = analyse_tables(TABLES, AnalysisSettings(test=Test.PAIRED_T))

    assert [outcome.adjusted.p for outcome in RESULT.primary] == pytest.approx(
        EXPECTED["planned"]["holm_wilcoxon"], rel=1e-6
    )
    assert [outcome.adjusted.p for outcome in by_t.primary] == pytest.approx(
        EXPECTED["planned"]["holm_t"], rel=1e-6
    )


@pytest.mark.parametrize("key", EXPECTED["pairwise_later_minus_earlier"])
def test_every_pair_of_draws_agrees_with_r(key):
    outcome = next(o for o in RESULT.pairwise if o.comparison == comparison_named(key))

    assert_agrees(outcome, EXPECTED["pairwise_later_minus_earlier"][key])


@pytest.mark.parametrize(("test", "name"), [(Test.SIGNED_RANK, "wilcoxon"), (Test.PAIRED_T, "t")])
def test_holm_over_all_fifteen_pairs_agrees_with_r(test, name):
    expected = dict(
        zip(EXPECTED["pairwise_holm"]["order"], EXPECTED["pairwise_holm"][name], strict=True)
    )
    settings = AnalysisSettings(test=test, family=Family.ALL_PAIRS)
    result = analyse_tables(TABLES, settings)

    found = {outcome.comparison: outcome.adjusted for outcome in result.pairwise}

    for key, p in expected.items():
        assert found[comparison_named(key)].p == pytest.approx(p, rel=1e-6)
        assert found[comparison_named(key)].size == 15
    assert result.primary[0].adjusted.p == pytest.approx(expected["pre__inf5"], rel=1e-6)


@pytest.mark.parametrize("measure", list(Measure))
@pytest.mark.parametrize("draw", ["pre", "inf1", "inf3", "inf5", "inf7", "post"])
def test_descriptives_agree_with_r(measure, draw):
    expected = EXPECTED["descriptives"][measure.value][draw]
    entry = next(
        d for d in RESULT.descriptives if (d.measure, d.draw) == (measure, DRAWS.get(draw, draw))
    )
    found = entry.description

    assert found.n == expected["n"]
    assert found.n + len(entry.missing) == EXPECTED["n_patients"]
    for name, key in {
        "mean": "mean",
        "sd": "sd",
        "se": "se",
        "median": "median",
        "q1": "q1_type7",
        "q3": "q3_type7",
        "minimum": "min",
        "maximum": "max",
    }.items():
        assert getattr(found, name) == pytest.approx(expected[key], rel=1e-6), name
    assert [found.mean_ci.low, found.mean_ci.high] == pytest.approx(expected["ci95"], rel=1e-6)


def test_included_and_missing_patients_add_up_and_every_missing_one_has_a_reason():
    for outcome in (*RESULT.primary, *RESULT.pairwise):
        assert outcome.n_patients == len(RESULT.patients) == 24

    assert RESULT.primary[1].missing[0] == Missing(
        "P15",
        (Gap("inf5", MissingReason.NOT_RECORDED), Gap("post", MissingReason.NOT_RECORDED)),
    )


def test_the_families_are_two_five_and_fifteen():
    outcome = RESULT.primary[0]
    families = {a.family: a.size for a in (outcome.adjusted, *outcome.other_families)}

    assert families == {Family.PLANNED: 2, Family.WITH_INF5: 5, Family.ALL_PAIRS: 15}


def test_the_published_p_stands_beside_the_two_comparisons_of_the_study_only():
    settings = AnalysisSettings(
        comparisons=(*AnalysisSettings().comparisons, Comparison("baseline", "post"))
    )

    published = [outcome.published for outcome in analyse_tables(TABLES, settings).primary]

    assert published == [PublishedP(0.016), PublishedP(0.048), None]


def test_shuffled_rows_give_the_identical_result():
    frames = [pd.read_csv(path) for path in STUDY_A]
    shuffled = [frame.sample(frac=1.0, random_state=3) for frame in frames]

    assert analyse(*frames) == RESULT
    assert analyse(*shuffled) == RESULT


def test_renaming_patients_changes_no_number():
    codes = [row.patient for row in TABLES.patients]
    new = dict(zip(codes, random.Random(4).sample(codes, len(codes)), strict=True))
    renamed = StudyTables(
        tuple(
            sorted(
                (replace(row, patient=new[row.patient]) for row in TABLES.patients),
                key=lambda row: row.patient,
            )
        ),
        {(new[patient], draw): visit for (patient, draw), visit in TABLES.visits.items()},
    )

    for before, after in zip(RESULT.primary, analyse_tables(renamed).primary, strict=True):
        assert after.signed_rank == before.signed_rank
        assert after.paired_t == before.paired_t
        assert after.hodges_lehmann == before.hodges_lehmann
        assert after.bayes_factor == before.bayes_factor
        assert after.hedges_gav == before.hedges_gav


def test_the_unit_changes_amounts_but_no_p_and_no_effect_size():
    molar = analyse_tables(TABLES, AnalysisSettings(unit=Unit.UMOL_L))

    for before, after in zip(RESULT.primary, molar.primary, strict=True):
        assert after.signed_rank == before.signed_rank
        assert after.paired_t == before.paired_t
        assert after.adjusted == before.adjusted
        assert after.checks.leave_one_out == before.checks.leave_one_out
        assert after.checks.skewness == before.checks.skewness
        for one, other in zip(after.checks.without_one, before.checks.without_one, strict=True):
            assert (one.patient, one.p) == (other.patient, other.p)
            assert one.estimate.low == pytest.approx(other.estimate.low * 10 / 63.546)
        assert after.cohen_dz == before.cohen_dz
        assert after.hedges_gav == before.hedges_gav
        assert after.hodges_lehmann.value == pytest.approx(
            before.hodges_lehmann.value * 10 / 63.546
        )
        assert after.earlier.mean == pytest.approx(before.earlier.mean * 10 / 63.546)
        assert after.pairs[0].change == pytest.approx(before.pairs[0].change * 10 / 63.546)


def test_leaving_one_out_gives_the_range_of_p_with_the_patients():
    outcome = RESULT.primary[0]
    kept = {
        pair.patient: analyse_tables(
            replace(TABLES, patients=tuple(r for r in TABLES.patients if r.patient != pair.patient))
        )
        .primary[0]
        .p
        for pair in outcome.pairs[:6]
    }

    found = outcome.checks.leave_one_out

    assert found.lowest_p <= min(kept.values()) <= max(kept.values()) <= found.highest_p
    assert kept.get(found.highest_without, found.highest_p) == found.highest_p
    assert found.verdict_holds


def test_the_test_shown_first_is_the_protocols_whatever_shapiro_says():
    outcome = RESULT.primary[1]

    assert outcome.checks.shapiro_wilk.p < 0.05
    assert outcome.p == outcome.signed_rank.p
    by_t = analyse_tables(TABLES, AnalysisSettings(test=Test.PAIRED_T)).primary[1]
    assert by_t.p == by_t.paired_t.p
    assert by_t.checks.other_test.test is Test.SIGNED_RANK


def visits_of(**draws):
    """A table of visits: for each draw the copper of P1, P2 …; None is an empty cell."""
    return pd.DataFrame(
        [
            {"patient_id": f"P{place}", "visit": draw, "copper": copper}
            for draw, values in draws.items()
            for place, copper in enumerate(values, start=1)
        ],
        columns=["patient_id", "visit", "copper"],
    )


def patients_of(n):
    return pd.DataFrame({"patient_id": [f"P{place}" for place in range(1, n + 1)]})


def first_outcome(n, settings=None, **draws):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return analyse(patients_of(n), visits_of(**draws), settings).primary[0]


def numbers_in(record):
    if is_dataclass(record):
        for field in fields(record):
            yield from numbers_in(getattr(record, field.name))
    elif isinstance(record, tuple):
        for part in record:
            yield from numbers_in(part)
    elif isinstance(record, float):
        yield record


def assert_holds_no_nan(outcome):
    assert all(abs(number) < float("inf") for number in numbers_in(outcome))


def test_copper_that_never_changes_is_refused_with_the_reason():
    outcome = first_outcome(4, baseline=[99.0] * 4, inf5=[99.0] * 4, post=[99.0] * 4)

    assert outcome.p == NotEstimable(Reason.ALL_CHANGES_ZERO, 4)
    assert outcome.paired_t == outcome.cohen_dz == NotEstimable(Reason.NO_VARIATION, 4)
    assert outcome.n_unchanged == 4
    assert isinstance(outcome.change, Description)
    assert_holds_no_nan(outcome)


def test_the_same_change_in_everyone_has_an_exact_p_but_no_t():
    outcome = first_outcome(7, baseline=range(100, 107), inf5=range(95, 102), post=[90.0] * 7)

    assert outcome.p == 2 / 2**7
    assert outcome.paired_t == NotEstimable(Reason.NO_VARIATION, 7)
    assert outcome.checks.other_test == NotEstimable(Reason.NO_VARIATION, 7)
    assert_holds_no_nan(outcome)


@pytest.mark.parametrize("n", [0, 1])
def test_fewer_than_two_pairs_give_the_reason_and_the_list_of_missing(n):
    inf5 = [90.0] * n + [None] * (3 - n)
    outcome = first_outcome(3, baseline=[100.0, 101.0, 102.0], inf5=inf5, post=[None] * 3)

    assert outcome.failure == NotEstimable(Reason.TOO_FEW_PAIRS, n)
    assert (outcome.n, len(outcome.missing)) == (n, 3 - n)
    assert outcome.adjusted == outcome.failure
    assert outcome.checks.leave_one_out == outcome.failure
    assert_holds_no_nan(outcome)


def test_two_pairs_are_enough_and_it_is_said_that_p_cannot_fall_below_5_percent():
    outcome = first_outcome(2, baseline=[100.0, 104.0], inf5=[95.0, 97.0], post=[None, None])

    assert outcome.p == 0.5
    assert Note.EXACT_P_FLOOR in outcome.notes
    assert Note.INTERVAL_FALLS_SHORT in outcome.notes
    assert_holds_no_nan(outcome)


@pytest.mark.parametrize(("n", "is_noted"), [(5, True), (6, False)])
def test_the_floor_of_the_exact_p_is_noted_under_six_pairs(n, is_noted):
    outcome = first_outcome(
        n, baseline=[100.0] * n, inf5=[100.0 - k for k in range(1, n + 1)], post=[None] * n
    )

    assert (Note.EXACT_P_FLOOR in outcome.notes) is is_noted
    assert (outcome.p < 0.05) is not is_noted


def test_a_draw_the_table_does_not_have_is_named():
    outcome = first_outcome(3, baseline=[100.0, 101.0, 102.0], inf4=[90.0, 91.0, 95.0])

    assert outcome.failure == NotEstimable(Reason.NO_SUCH_DRAW, draw="inf5")
    assert [entry.patient for entry in outcome.missing] == ["P1", "P2", "P3"]
    assert outcome.adjusted == outcome.failure


def test_a_draw_outside_the_protocol_has_no_comparison():
    settings = AnalysisSettings(draws=("baseline", "inf3"))
    values = {draw: [100.0, 103.0, 101.5] for draw in ("baseline", "inf3", "inf5")}

    outcome = first_outcome(3, settings, **values)

    assert outcome.failure == NotEstimable(Reason.NO_SUCH_DRAW, draw="inf5")


def test_an_empty_study_has_a_reason_everywhere():
    result = analyse(patients_of(0), visits_of())

    assert result.draws == ()
    assert all(outcome.failure.reason is Reason.NO_SUCH_DRAW for outcome in result.primary)


def test_a_comparison_without_p_leaves_the_family():
    outcome = first_outcome(
        6, baseline=[100.0] * 6, inf5=[90.0, 91.0, 92.5, 94.0, 95.5, 97.0], post=[None] * 6
    )

    assert outcome.adjusted.size == 1
    assert outcome.adjusted.p == outcome.p


def test_a_comparison_outside_the_chosen_family_is_not_adjusted():
    settings = AnalysisSettings(
        comparisons=(Comparison("baseline", "post"),), family=Family.WITH_INF5
    )

    outcome = analyse_tables(TABLES, settings).primary[0]

    assert outcome.adjusted.reason is Reason.NOT_IN_FAMILY
    assert isinstance(outcome.p, float)


MARKED = visits_of(baseline=[100.0, 104.0, 108.0], inf5=[90.0, 5.0, 99.0], post=[101.0] * 3).assign(
    out_of_window=[True] + [False] * 8,
    below_loq=[False] * 4 + [True] + [False] * 4,
    haemolysed=[False] * 5 + [True] + [False] * 3,
)


def test_marked_values_are_included_marked_and_noted_by_default():
    outcome = analyse(patients_of(3), MARKED).primary[0]

    assert outcome.flags == (
        Flag("P1", "baseline", Mark.OUT_OF_WINDOW),
        Flag("P2", "inf5", Mark.BELOW_LOQ),
    )
    assert outcome.pairs[1].later == pytest.approx(5.0 / 2**0.5)
    assert outcome.missing == (Missing("P3", (Gap("inf5", MissingReason.HAEMOLYSED),)),)
    assert {
        Note.OUT_OF_WINDOW_INCLUDED,
        Note.BELOW_LOQ_AS_LOQ_SQRT2,
        Note.HAEMOLYSED_LEFT_OUT,
    } <= set(outcome.notes)


def test_each_switch_leaves_its_values_out_with_their_reason():
    settings = AnalysisSettings(
        out_of_window=OutOfWindow.LEAVE_OUT,
        below_loq=BelowLoq.LEAVE_OUT,
        haemolysed=Haemolysed.INCLUDE,
    )

    outcome = analyse(patients_of(3), MARKED, settings).primary[0]

    assert [pair.patient for pair in outcome.pairs] == ["P3"]
    assert [entry.reason for entry in outcome.missing] == [
        MissingReason.OUT_OF_WINDOW,
        MissingReason.BELOW_LOQ,
    ]
    assert outcome.flags == (Flag("P3", "inf5", Mark.HAEMOLYSED),)


def test_the_limit_itself_can_stand_for_a_value_below_it():
    outcome = analyse(patients_of(3), MARKED, AnalysisSettings(below_loq=BelowLoq.LOQ)).primary[0]

    assert outcome.pairs[1].later == 5.0
    assert Note.BELOW_LOQ_AS_LOQ in outcome.notes


def test_a_value_with_a_reason_does_not_count():
    visits = visits_of(baseline=[100.0, 101.0], inf5=[90.0, 95.0]).assign(
        missing_reason=[None, None, "unusable", None]
    )

    outcome = analyse(patients_of(2), visits).primary[0]

    assert outcome.missing == (Missing("P1", (Gap("inf5", MissingReason.UNUSABLE),)),)


def test_extra_draws_are_listed_and_take_no_part():
    visits = visits_of(baseline=[100.0, 101.0], inf5=[90.0, 95.0], extra1=[50.0, None])

    result = analyse(patients_of(2), visits)

    assert result.draws == ("baseline", "inf5")
    assert result.unscheduled == (("P1", "extra1"), ("P2", "extra1"))


def test_intervals_widen_with_a_smaller_alpha():
    strict = analyse_tables(TABLES, AnalysisSettings(alpha=0.01)).primary[0]
    usual = RESULT.primary[0]

    for name in ("hodges_lehmann", "mean_change", "cohen_dz", "hedges_gav"):
        narrow, wide = getattr(usual, name), getattr(strict, name)
        assert isinstance(wide, Estimate)
        assert wide.low < narrow.low < narrow.high < wide.high
    assert strict.p == usual.p
