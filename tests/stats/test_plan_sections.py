"""Sections 3 to 7 of the plan on the reference study, whose numbers R computed."""

import pytest

from stats.group_outcome import GroupingKind, GroupName
from stats.outcome import NotEstimable, Reason, SectionFamily
from stats.plan import analyse_tables
from stats.presence import Gap, Measure, MissingReason
from stats.response_outcome import Variant
from stats.settings import AnalysisSettings, Comparison, Test
from stats.tables import read_tables
from tests.stats.gold import STUDY_A, study_a_expected

EXPECTED = study_a_expected()
TABLES = read_tables(*STUDY_A)
RESULT = analyse_tables(TABLES)
DRAWS = {"pre": "baseline"}
NAMED_DRAWS = ["pre", "inf1", "inf3", "inf5", "inf7", "post"]


def correlation_named(key):
    _, measure, earlier, later = key.split("_")
    comparison = Comparison(DRAWS.get(earlier, earlier), DRAWS.get(later, later))
    return next(
        one for one in RESULT.correlations if (one.measure, one.comparison) == (measure, comparison)
    )


def comparison_of(kind, draw, name=""):
    return next(
        one
        for one in RESULT.groups.two
        if (one.grouping.kind, one.grouping.name, one.quantity.at) == (kind, name, draw)
    )


@pytest.mark.parametrize("key", EXPECTED["change_correlations"])
def test_correlations_of_changes_agree_with_r(key):
    expected = EXPECTED["change_correlations"][key]
    one = correlation_named(key)

    assert one.n == expected["n"]
    assert one.n + len(one.missing) == EXPECTED["n_patients"]
    assert one.spearman.rho == pytest.approx(expected["spearman_rho"], rel=1e-6)
    assert one.spearman.p_t_approximation == pytest.approx(expected["p_t_approx"], rel=1e-6)
    assert one.spearman.p == pytest.approx(expected["p_t_approx"], abs=0.01)
    assert [one.spearman.interval.low, one.spearman.interval.high] == pytest.approx(
        expected["ci95_bonett_wright"], rel=1e-6
    )
    assert (one.pearson.r, one.pearson.p) == pytest.approx(
        (expected["pearson_r"], expected["pearson_p"]), rel=1e-6
    )
    assert [one.pearson.interval.low, one.pearson.interval.high] == pytest.approx(
        expected["pearson_ci95"], rel=1e-6
    )
    assert one.kendall.tau_b == pytest.approx(expected["kendall_tau_b"], rel=1e-6)
    assert one.bayes_factor.bf10 == pytest.approx(expected["bf10_pearson_kappa1"], rel=1e-3)


@pytest.mark.parametrize("measure", [Measure.MADRS, Measure.YMRS])
def test_repeated_measures_correlation_agrees_with_rmcorr(measure):
    expected = EXPECTED["rmcorr"][measure]
    found = next(one for one in RESULT.within_patient if one.measure is measure).correlation

    assert (found.n_patients, found.n_values, found.df) == (
        expected["n_subj"],
        expected["n_obs"],
        expected["df"],
    )
    assert (found.r, found.p) == pytest.approx((expected["r"], expected["p"]), rel=1e-6)
    assert [found.interval.low, found.interval.high] == pytest.approx(expected["ci95"], rel=1e-6)


def assert_groups_agree(one, expected):
    if "status" in expected:  # fewer than 2 in a group there, fewer than 3 here
        assert one.failure == NotEstimable(Reason.GROUP_TOO_SMALL, expected["n1"])
        assert one.first.n == len(one.first.members) == expected["n1"]
        return
    numbers = {
        "n1": one.first.n,
        "n2": one.second.n,
        "median1": one.first.description.median,
        "median2": one.second.description.median,
        "mean1": one.first.description.mean,
        "mean2": one.second.description.mean,
        "U1": one.mann_whitney.u_first,
        "p_exact": one.mann_whitney.p,
        "hl_median_pairwise": one.hodges_lehmann.value,
        "hl_ci95_order_stat": [one.hodges_lehmann.low, one.hodges_lehmann.high],
        "rank_biserial": one.mann_whitney.rank_biserial,
        "welch_t": one.welch.t,
        "welch_df": one.welch.df,
        "welch_p": one.welch.p,
        "welch_ci95": [one.welch.difference.low, one.welch.difference.high],
    }
    for key, value in numbers.items():
        assert value == pytest.approx(expected[key], rel=1e-6), key


@pytest.mark.parametrize("draw", NAMED_DRAWS)
@pytest.mark.parametrize("name", [key for key in EXPECTED["comorbidity"] if key != "any_somatic"])
def test_each_comorbidity_at_each_draw_agrees_with_r(name, draw):
    one = comparison_of(GroupingKind.COMORBIDITY, DRAWS.get(draw, draw), name)

    assert (one.first.name, one.second.name) == (GroupName.WITH, GroupName.WITHOUT)
    assert_groups_agree(one, EXPECTED["comorbidity"][name][draw])


@pytest.mark.parametrize("draw", NAMED_DRAWS)
def test_any_comorbidity_and_the_diagnoses_agree_with_r(draw):
    at = DRAWS.get(draw, draw)
    diagnosis = comparison_of(GroupingKind.DIAGNOSIS, at)

    assert_groups_agree(
        comparison_of(GroupingKind.ANY_COMORBIDITY, at),
        EXPECTED["comorbidity"]["any_somatic"][draw],
    )
    assert (diagnosis.first.name, diagnosis.second.name) == (GroupName.BD, GroupName.MDD)
    assert_groups_agree(diagnosis, EXPECTED["diagnosis_BD_vs_MDD"][draw])


def test_response_and_remission_agree_with_r():
    expected, found = EXPECTED["response"], RESULT.response

    assert len(found.courses) == expected["n_evaluable"]
    assert len(found.courses) + len(found.missing) == EXPECTED["n_patients"]
    assert found.response.count == expected["responders"]
    assert [found.response.share.low, found.response.share.high] == pytest.approx(
        expected["wilson95"], rel=1e-6
    )
    assert found.remission.count == expected["remitters"]
    assert [found.remission.share.low, found.remission.share.high] == pytest.approx(
        expected["remission_wilson95"], rel=1e-6
    )
    change = expected["copper_change_pre_inf5_responder_vs_not"]
    assert_groups_agree(found.copper_change, change)
    assert found.auc.value == pytest.approx(change["U1"] / (change["n1"] * change["n2"]))


def test_holm_stays_within_the_scale_and_within_the_draw():
    families = {one.adjusted.family: one.adjusted.size for one in RESULT.correlations}
    at_inf5 = [
        one
        for one in RESULT.groups.two
        if one.quantity.at == "inf5" and one.grouping.kind is GroupingKind.COMORBIDITY
    ]
    known = [one for one in at_inf5 if one.failure is None]

    assert families == {
        SectionFamily.CORRELATIONS_WITH_MADRS: 3,
        SectionFamily.CORRELATIONS_WITH_YMRS: 3,
    }
    assert [one.grouping.name for one in at_inf5 if one.failure] == ["obesity"]
    assert {one.adjusted.size for one in known} == {4}
    lowest = min(known, key=lambda one: one.mann_whitney.p)
    assert lowest.adjusted.p == pytest.approx(4 * lowest.mann_whitney.p)


def test_a_missing_rating_is_named_as_one():
    one = correlation_named("copper_ymrs_inf5_post")
    known = {point.patient for point in one.points}

    assert known.isdisjoint(missing.patient for missing in one.missing)
    assert any(gap.measure is Measure.YMRS for missing in one.missing for gap in missing.gaps)


def test_every_patient_is_in_a_group_or_missing_with_a_reason():
    everyone = set(RESULT.patients)
    for one in (*RESULT.groups.two, RESULT.response.copper_change, *RESULT.missingness.completers):
        members = [m.patient for group in (one.first, one.second) for m in group.members]
        assert sorted((*members, *(m.patient for m in one.missing))) == sorted(everyone)
    for several in RESULT.groups.several:
        members = [m.patient for group in several.groups for m in group.members]
        assert sorted((*members, *(m.patient for m in several.missing))) == sorted(everyone)


def test_a_patient_who_cannot_be_called_a_responder_is_missing_for_that_reason():
    unknown = {missing.patient for missing in RESULT.response.missing}
    told = {
        missing.patient: missing.gaps
        for missing in RESULT.response.copper_change.missing
        if missing.patient in unknown
    }

    assert told == dict.fromkeys(unknown, (Gap("", MissingReason.GROUP_NOT_KNOWN),))


def test_the_sensitivity_table_repeats_what_r_says_of_the_planned_comparisons():
    for found, key in zip(RESULT.sensitivity, ("pre__inf5", "inf5__post"), strict=True):
        expected = EXPECTED["planned"][key]
        rows = {row.variant: row for row in found.rows}

        assert list(rows) == list(Variant)
        assert rows[Variant.PLANNED].p == rows[Variant.SIGNED_RANK].p
        assert rows[Variant.PLANNED].p == pytest.approx(expected["p_wilcoxon_exact"], rel=1e-6)
        assert rows[Variant.PRATT].p == pytest.approx(expected["p_pratt_exact"], rel=1e-6)
        assert rows[Variant.PAIRED_T].p == pytest.approx(expected["p_t"], rel=1e-6)
        assert rows[Variant.PAIRED_T].estimate.value == pytest.approx(expected["mean_diff"])
        assert rows[Variant.COMPLETE_PATIENTS].n == len(RESULT.complete) == 18
        assert rows[Variant.WOMEN].n + rows[Variant.MEN].n == rows[Variant.PLANNED].n
        for row in rows.values():
            assert row.n + len(row.missing) == EXPECTED["n_patients"]


def test_log_copper_gives_the_ratio_of_geometric_means():
    row = next(row for row in RESULT.sensitivity[0].rows if row.variant is Variant.LOG_COPPER)
    pairs = RESULT.primary[0].pairs
    product = 1.0
    for pair in pairs:
        product *= (pair.later / pair.earlier) ** (1 / len(pairs))

    assert row.estimate.value == pytest.approx(product, rel=1e-12)
    assert row.estimate.low < product < row.estimate.high < 1.0


def test_leaving_each_patient_out_gives_the_range_of_the_primary_check():
    for found, outcome in zip(RESULT.sensitivity, RESULT.primary, strict=True):
        p_values = {one.patient: one.p for one in found.without_one}

        assert list(p_values) == [pair.patient for pair in outcome.pairs]
        assert min(p_values.values()) == outcome.checks.leave_one_out.lowest_p
        assert max(p_values.values()) == outcome.checks.leave_one_out.highest_p


def test_the_sensitivity_table_follows_the_protocols_test():
    by_t = analyse_tables(TABLES, AnalysisSettings(test=Test.PAIRED_T)).sensitivity[0]
    rows = {row.variant: row for row in by_t.rows}

    assert rows[Variant.PLANNED].p == rows[Variant.PAIRED_T].p
    assert rows[Variant.SIGNED_RANK].p == RESULT.sensitivity[0].rows[0].p


def test_equivalence_is_tested_against_the_margin_of_the_settings_only():
    unset = RESULT.sensitivity[0].equivalence
    with_margin = analyse_tables(TABLES, AnalysisSettings(equivalence_margin=10.0))

    assert unset.p == NotEstimable(Reason.NO_MARGIN, 22)
    assert with_margin.sensitivity[0].equivalence.p < 0.05
    assert unset.smallest_margin == with_margin.sensitivity[0].equivalence.smallest_margin < 10.0


def test_missing_values_are_counted_by_draw_and_completers_compared_at_baseline():
    found = RESULT.missingness

    assert dict(found.n_by_draw) == {
        DRAWS.get(draw, draw): EXPECTED["descriptives"]["copper"][draw]["n"] for draw in NAMED_DRAWS
    }
    assert found.n_complete == EXPECTED["omnibus"]["friedman"]["n"]
    assert [one.quantity.measure for one in found.completers] == list(Measure)
    assert {one.first.n for one in found.completers} == {18}
    assert {one.second.n for one in found.completers} == {6}


def test_the_number_of_comorbidities_divides_into_none_one_and_more():
    at_baseline = RESULT.groups.several[0]
    counts = [len(row.comorbidities) for row in TABLES.patients]

    assert [group.n for group in at_baseline.groups] == [
        counts.count(0),
        counts.count(1),
        sum(count > 1 for count in counts),
    ]
    assert at_baseline.kruskal_wallis.df == 2
