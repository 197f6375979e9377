import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats as reference

from stats.bayes import jzs_paired
from stats.describe import describe
from stats.effect_size import (
    cohen_dz,
    hedges_gav,
    noncentral_t_cdf,
    noncentrality_limits,
    small_sample_factor,
)
from stats.normality import shapiro_wilk, skewness
from stats.outcome import NotEstimable, PairedT, Reason
from stats.paired import paired_changes, paired_t
from tests.stats.gold import gold_case

SLEEP = gold_case("G09_sleep_paired")
DRUG1, DRUG2 = SLEEP["data"]["drug1"], SLEEP["data"]["drug2"]
EXPECTED = SLEEP["expected"]
CHANGES = paired_changes(DRUG2, DRUG1)


def test_a_change_is_rounded_so_that_equal_ones_tie():
    assert paired_changes([5.55, 5.45], [5.50, 5.40]) == [-0.05, -0.05]


def test_no_change_has_no_sign():
    assert math.copysign(1.0, paired_changes([1.0], [1.0 - 1e-12])[0]) == 1.0


def test_students_sleep_data_give_the_published_t():
    expected = EXPECTED["paired_t"]

    test, mean = paired_t(CHANGES)

    assert test.t == pytest.approx(expected["t"], rel=1e-12)
    assert test.df == expected["df"]
    assert test.p == pytest.approx(expected["p"], rel=1e-9)
    assert mean.value == pytest.approx(expected["mean_diff"])
    assert [mean.low, mean.high] == pytest.approx(expected["ci95"], rel=1e-9)


def test_cohen_dz_of_the_sleep_data_has_the_noncentral_t_interval():
    d = cohen_dz(CHANGES)

    assert d.value == pytest.approx(EXPECTED["cohen_dz"]["d"], rel=1e-12)
    assert [d.low, d.high] == pytest.approx(EXPECTED["cohen_dz"]["ci95"], rel=1e-6)


def test_hedges_gav_of_the_sleep_data_agrees_with_r():
    g = hedges_gav(DRUG2, DRUG1)

    assert small_sample_factor(9) == pytest.approx(EXPECTED["J_exact_df9"], rel=1e-12)
    assert g.value == pytest.approx(EXPECTED["hedges_gav_exactJ"], rel=1e-12)
    assert g.low < g.value < g.high < 0.0


def test_hedges_gav_interval_holds_its_level_in_small_correlated_samples():
    random = np.random.default_rng(2008)
    covered = 0
    for _ in range(400):
        earlier = random.normal(size=14)
        later = 0.9 * earlier + math.sqrt(1 - 0.81) * random.normal(size=14) + 0.3
        g = hedges_gav(earlier.tolist(), later.tolist())
        covered += g.low <= 0.3 <= g.high

    assert 0.92 <= covered / 400 <= 0.97


def test_the_bayes_factor_of_the_sleep_data_is_that_of_jasp():
    test, _ = paired_t(CHANGES)

    assert jzs_paired(test).bf10 == pytest.approx(EXPECTED["bf10_paired_r0707"], rel=1e-6)


@pytest.mark.parametrize(("t", "df"), [(0.0, 1), (2.5, 19), (-8.0, 199), (60.0, 30)])
def test_the_bayes_factor_is_the_integral_over_noncentral_t(t, df):
    """Rouder et al. (2009): the Cauchy-weighted likelihood of t over its density under 0."""

    def marginal(delta):
        scale = math.sqrt(0.5)
        likelihood = reference.nct.pdf(t, df, delta * math.sqrt(df + 1))
        return likelihood * reference.cauchy.pdf(delta, scale=scale)

    centre = t / math.sqrt(df + 1)
    grid = centre + np.sinh(np.linspace(-6, 6, 3001))
    values = np.nan_to_num(marginal(grid))
    expected = np.trapezoid(values, grid) / reference.t.pdf(t, df)

    assert jzs_paired(PairedT(t, df, 1.0)).bf10 == pytest.approx(expected, rel=1e-3)


def test_a_bayes_factor_beyond_double_precision_keeps_its_logarithm():
    factor = jzs_paired(PairedT(1e9, 200, 0.0))

    assert factor.bf10 is None
    assert 700.0 < factor.log_bf10 < 1e5


@pytest.mark.parametrize(
    ("t", "df", "delta"),
    [(2, 9, 1), (5, 3, 4), (50, 1, 30), (200, 5, 190), (1, 200, 0), (30, 400, 28), (0.1, 1, -2)],
)
def test_the_noncentral_t_distribution_is_that_of_scipy_where_scipy_has_one(t, df, delta):
    assert noncentral_t_cdf(t, df, delta) == pytest.approx(
        reference.nct.cdf(t, df, delta), rel=1e-9
    )


@pytest.mark.parametrize(("t", "df"), [(60.0, 19), (-300.0, 13), (1e6, 5), (2.0, 1), (0.0, 400)])
def test_noncentrality_limits_are_finite_and_around_t_in_the_far_tail(t, df):
    low, high = noncentrality_limits(t, df=df, alpha=0.05)

    assert math.isfinite(low)
    assert math.isfinite(high)
    assert low < t < high


@given(st.lists(st.integers(-50, 50), min_size=3, max_size=12).filter(lambda v: len(set(v)) > 1))
@settings(max_examples=30, deadline=None)
def test_the_interval_of_dz_contains_0_when_p_exceeds_5_percent(changes):
    d, (test, _) = cohen_dz(changes), paired_t(changes)

    assert (d.low <= 0.0 <= d.high) == (test.p >= 0.05)


def test_equal_changes_leave_nothing_to_divide_by():
    refused = NotEstimable(Reason.NO_VARIATION, 3)

    assert paired_t([0.1, 0.1, 0.1]) == refused
    assert cohen_dz([0.1, 0.1, 0.1]) == refused
    assert hedges_gav([5.0] * 3, [5.0] * 3) == refused
    assert jzs_paired(refused) == refused
    assert shapiro_wilk([0.1, 0.1, 0.1]) == refused
    assert skewness([0.1, 0.1, 0.1]) == refused


@pytest.mark.parametrize("n", [3, 4, 5, 6, 10, 11, 12, 24, 200])
def test_shapiro_wilk_and_skewness_are_those_of_scipy(n):
    sample = np.random.default_rng(n).gamma(2.0, size=n)
    expected = reference.shapiro(sample)

    found = shapiro_wilk(sample)

    assert found.w == pytest.approx(expected.statistic, rel=1e-8)
    assert found.p == pytest.approx(expected.pvalue, rel=1e-6)
    assert skewness(sample) == pytest.approx(reference.skew(sample, bias=False), rel=1e-9)


def test_one_value_has_a_mean_but_no_spread():
    description = describe([104.2])

    assert (description.n, description.mean, description.median) == (1, 104.2, 104.2)
    assert description.sd is description.se is description.mean_ci is None


def test_no_value_at_all_is_said():
    assert describe([]) == NotEstimable(Reason.NO_VALUES)


def test_constant_values_have_exactly_no_spread():
    assert describe([0.1] * 7).sd == 0.0
    assert describe([0.1] * 7).mean == 0.1
