import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats as reference

from stats.bayes import stretched_beta
from stats.correlation import (
    detectable_correlation,
    kendall,
    partial_spearman,
    pearson,
    spearman,
)
from stats.correlation_outcome import NullDistribution
from stats.outcome import NotEstimable, Reason
from stats.rank_correlation_null import exact_p, permutation_p
from stats.ranks import doubled_midranks, in_billionths
from tests.stats.gold import gold_case

TUNA = gold_case("G17_correlation_tuna")
LIGHTNESS, PANEL = TUNA["data"]["lightness"], TUNA["data"]["panel"]
EXPECTED = TUNA["expected"]

SCORES = st.integers(-4, 4).map(lambda k: k / 10)
PAIRS = st.lists(st.tuples(SCORES, SCORES), min_size=4, max_size=7).filter(
    lambda rows: len({x for x, _ in rows}) > 1 and len({y for _, y in rows}) > 1
)


def columns(rows):
    return [x for x, _ in rows], [y for _, y in rows]


def p_by_enumeration(x, y):
    """Every one of the n! orders, one by one, on rational ranks."""
    first, second = (reference.rankdata(values) * 2 for values in (x, y))
    centre = sum(first) * sum(second) / len(x)
    observed = abs(first @ second - centre)
    orders = list(itertools.permutations(second))
    return sum(abs(first @ np.array(order) - centre) >= observed for order in orders) / len(orders)


def test_the_tuna_example_agrees_with_r():
    rank, product, tau = (
        spearman(LIGHTNESS, PANEL),
        pearson(LIGHTNESS, PANEL),
        kendall(LIGHTNESS, PANEL),
    )

    assert rank.rho == pytest.approx(EXPECTED["spearman"]["rho"], rel=1e-12)
    assert rank.p == pytest.approx(EXPECTED["spearman"]["exact_p"], rel=1e-12)
    assert rank.null is NullDistribution.EXACT
    assert rank.p_t_approximation == pytest.approx(
        EXPECTED["spearman"]["t_approx_p_scipy_default"], rel=1e-9
    )
    assert [rank.interval.low, rank.interval.high] == pytest.approx(
        EXPECTED["spearman"]["ci95_bonett_wright"], rel=1e-9
    )
    assert (product.r, product.t, product.p) == pytest.approx(
        [EXPECTED["pearson"][key] for key in ("r", "t", "p")], rel=1e-9
    )
    assert [product.interval.low, product.interval.high] == pytest.approx(
        EXPECTED["pearson"]["ci95_fisher"], rel=1e-9
    )
    assert tau.tau_b == pytest.approx(EXPECTED["kendall"]["tau"], rel=1e-12)
    assert tau.p == pytest.approx(EXPECTED["kendall"]["exact_p"], rel=1e-9)
    assert stretched_beta(9, product.r).bf10 == pytest.approx(
        EXPECTED["bf10_pearson_stretched_beta_kappa1_JASP_default"], rel=1e-6
    )


@given(PAIRS)
@settings(max_examples=25, deadline=None)
def test_spearman_p_equals_the_count_over_all_orders_with_ties(rows):
    x, y = columns(rows)

    assert spearman(x, y).p == pytest.approx(p_by_enumeration(x, y), abs=1e-12)


def test_nine_patients_are_exact_and_ten_are_permuted():
    x = [3.1, 0.2, 1.5, 1.5, 2.2, 9.0, 4.4, 4.0, 5.5, 0.9]
    y = [2.0, 1.0, 1.0, 4.0, 3.0, 8.0, 2.0, 7.0, 6.0, 5.0]

    assert spearman(x[:9], y[:9]).null is NullDistribution.EXACT
    assert spearman(x, y).null is NullDistribution.PERMUTATION


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_permutation_p_is_near_the_exact_one(seed):
    """On nine patients, where both can be had."""
    random = np.random.default_rng(seed)
    x, y = (doubled_midranks(random.integers(0, 6, 9)) for _ in range(2))

    assert permutation_p(x, y, seed=seed) == pytest.approx(exact_p(x, y), abs=0.02)


def test_permutation_p_is_the_same_for_the_same_seed_and_another_for_another():
    random = np.random.default_rng(5)
    x, y = random.normal(size=25).tolist(), random.normal(size=25).tolist()

    assert spearman(x, y, seed=1) == spearman(x, y, seed=1)
    assert spearman(x, y, seed=1).p != spearman(x, y, seed=2).p
    assert spearman(x, y).p == pytest.approx(
        reference.permutation_test(
            (y,),
            lambda order: reference.spearmanr(x, order).statistic,
            permutation_type="pairings",
            n_resamples=2000,
            rng=np.random.default_rng(9),
        ).pvalue,
        abs=0.04,
    )


@given(PAIRS, st.permutations(range(7)), st.floats(-50, 50))
@settings(max_examples=25, deadline=None)
def test_order_and_a_constant_change_nothing_to_the_last_digit(rows, order, constant):
    x, y = columns(rows)
    places = [place for place in order if place < len(rows)]
    shuffled = [x[place] for place in places], [y[place] for place in places]

    assert spearman(*shuffled) == spearman(x, y)
    assert pearson(*shuffled) == pearson(x, y)
    assert kendall(*shuffled) == kendall(x, y)
    assert spearman([value + constant for value in x], y) == spearman(x, y)


@pytest.mark.parametrize("n", [6, 14, 23])
def test_order_and_sign_leave_a_permutation_p_alone(n):
    random = np.random.default_rng(n)
    x, y = np.round(random.normal(size=n), 1), np.round(random.normal(size=n), 1)
    order = random.permutation(n)
    found = spearman(x.tolist(), y.tolist())
    mirrored = spearman(x.tolist(), (-y).tolist())

    assert spearman(x[order].tolist(), y[order].tolist()) == found
    assert mirrored.p == spearman((-x).tolist(), y.tolist()).p == found.p
    assert mirrored.rho == pytest.approx(-found.rho)
    assert mirrored.interval.low == pytest.approx(-found.interval.high)


@pytest.mark.parametrize("n", [5, 12, 40])
def test_kendall_is_that_of_scipy_with_ties_and_without(n):
    random = np.random.default_rng(n)
    x, y = random.normal(size=n), random.normal(size=n)
    tied_x, tied_y = np.round(x), np.round(y)

    without = kendall(x.tolist(), y.tolist())
    tied = kendall(tied_x.tolist(), tied_y.tolist())

    assert without.p == pytest.approx(reference.kendalltau(x, y, method="exact").pvalue, rel=1e-9)
    expected = reference.kendalltau(tied_x, tied_y, method="asymptotic")
    assert (tied.tau_b, tied.p) == pytest.approx((expected.statistic, expected.pvalue), rel=1e-9)
    assert (without.null, tied.null) == (
        NullDistribution.EXACT,
        NullDistribution.NORMAL_APPROXIMATION,
    )


def test_partial_correlation_is_that_of_the_inverse_correlation_matrix():
    """Whittaker (1990): minus the scaled element of the inverse of the matrix of correlations."""
    random = np.random.default_rng(8)
    data = random.normal(size=(18, 4)) @ random.normal(size=(4, 4))
    ranks = np.apply_along_axis(reference.rankdata, 0, data)
    inverse = np.linalg.inv(np.corrcoef(ranks.T))
    expected = -inverse[0, 1] / math.sqrt(inverse[0, 0] * inverse[1, 1])

    x, y, *given_those = (data[:, place].tolist() for place in range(4))
    found = partial_spearman(x, y, given_those)

    assert found.rho == pytest.approx(expected, rel=1e-9)
    assert found.df == 18 - 2 - 2
    t = expected * math.sqrt(14 / (1 - expected**2))
    assert found.p == pytest.approx(2 * reference.t.sf(abs(t), 14), rel=1e-9)


def test_a_variable_beside_that_explains_everything_leaves_nothing_to_correlate():
    x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]
    y = [2.0, 1.0, 4.0, 3.0, 6.0, 5.0, 7.5]

    assert partial_spearman(x, y, [x]) == NotEstimable(Reason.NO_VARIATION, 7)


@pytest.mark.parametrize(("n", "r"), [(4, 0.3), (22, -0.21), (60, 0.8), (200, 0.05)])
def test_the_bayes_factor_is_the_integral_over_every_correlation(n, r):
    """The density of r under rho (Hotelling 1953) averaged over rho, over that under 0."""

    def density(rho):
        exponent = (1 - rho**2) ** ((n - 1) / 2) * (1 - rho * r) ** (1.5 - n)
        from scipy.special import hyp2f1

        return exponent * hyp2f1(0.5, 0.5, n - 0.5, (1 + rho * r) / 2)

    rho = np.tanh(np.linspace(-12, 12, 20_001))
    expected = np.trapezoid(density(rho), rho) / 2 / density(0.0)

    assert stretched_beta(n, r).bf10 == pytest.approx(expected, rel=1e-5)


def test_fewer_than_four_patients_are_refused():
    refused = NotEstimable(Reason.TOO_FEW_FOR_CORRELATION, 3)

    assert spearman([1, 2, 3], [1, 2, 3]) == refused
    assert pearson([1, 2, 3], [1, 2, 3]) == refused
    assert kendall([1, 2, 3], [1, 2, 3]) == refused
    assert detectable_correlation(3) == refused


def test_a_constant_variable_is_refused():
    refused = NotEstimable(Reason.NO_VARIATION, 5)

    assert spearman([1] * 5, [1, 2, 3, 4, 5]) == refused
    assert pearson([1, 2, 3, 4, 5], [0.1] * 5) == refused
    assert kendall([1, 2, 3, 4, 5], [0.1] * 5) == refused
    assert spearman([1.0, 1.0 + 1e-12, 1.0, 1.0, 1.0], [1, 2, 3, 4, 5]) == refused


def test_a_perfect_correlation_has_no_finite_interval():
    x, y = [1.0, 2.0, 3.0, 4.0, 5.0], [10.0, 20.0, 30.0, 40.0, 50.0]
    refused = NotEstimable(Reason.PERFECT_RELATION, 5)

    assert spearman(x, y).rho == pearson(x, y).r == 1.0
    assert spearman(x, y).interval == pearson(x, y).interval == refused
    assert spearman(x, y).p == 2 / math.factorial(5)
    assert pearson(x, y).t is None
    assert stretched_beta(5, 1.0) == refused


def test_the_detectable_correlation_is_found_with_the_stated_power():
    effect = detectable_correlation(28)
    random = np.random.default_rng(3)
    cov = [[1, effect.value], [effect.value, 1]]
    found = 0
    for _ in range(600):
        x, y = random.multivariate_normal([0, 0], cov, 28).T
        found += pearson(x.tolist(), y.tolist()).p < 0.05

    assert found / 600 == pytest.approx(0.8, abs=0.05)


def test_values_that_cannot_be_counted_in_billionths_are_refused():
    assert in_billionths([1e12]) is None
    assert spearman([1e12, 1, 2, 3], [1, 2, 3, 4]) == NotEstimable(Reason.OUT_OF_RANGE, 4)
