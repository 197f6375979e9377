import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats as reference

from stats.outcome import NotEstimable, Reason
from stats.several_samples import kruskal_wallis
from stats.two_samples import (
    EXACT_UP_TO,
    ancova,
    hodges_lehmann_shift,
    mann_whitney,
    welch,
)
from tests.stats.gold import gold_case

VALUES = st.integers(-5, 5).map(lambda k: k / 10)
TWO_GROUPS = st.tuples(
    st.lists(VALUES, min_size=3, max_size=5), st.lists(VALUES, min_size=3, max_size=5)
).filter(lambda groups: len({*groups[0], *groups[1]}) > 1)


def p_by_enumeration(first, second):
    """Every way to choose the first group, one by one."""
    ranks = reference.rankdata([*first, *second]) * 2
    n, size = len(first), len(first) + len(second)
    centre = n * (size + 1)
    observed = abs(ranks[:n].sum() - centre)
    sums = [sum(chosen) for chosen in itertools.combinations(ranks, n)]
    return sum(abs(total - centre) >= observed for total in sums) / len(sums)


@given(TWO_GROUPS)
@settings(max_examples=60, deadline=None)
def test_p_equals_the_count_over_all_choices_with_ties(groups):
    assert mann_whitney(*groups).p == pytest.approx(p_by_enumeration(*groups), abs=1e-12)


def test_the_permeability_example_agrees_with_r():
    case = gold_case("G12_mannwhitney_permeability")
    expected = case["expected"]
    groups = case["data"]["at_term"], case["data"]["gestational"]

    test, shift = mann_whitney(*groups), hodges_lehmann_shift(*groups)

    assert (test.n_first, test.n_second) == (expected["n1"], expected["n2"])
    assert test.u_first == expected["U1"]
    assert test.p == pytest.approx(expected["exact_p_two_sided"], rel=1e-12)
    assert test.rank_biserial == pytest.approx(expected["rank_biserial"], rel=1e-12)
    assert shift.value == pytest.approx(expected["hl_median_pairwise"], rel=1e-12)
    assert [shift.low, shift.high] == pytest.approx(expected["hl_ci95_order_stat"], rel=1e-12)


def test_welch_of_the_sleep_data_agrees_with_r():
    case = gold_case("G09_sleep_paired")
    expected = case["expected"]["welch"]
    found = welch(case["data"]["drug1"], case["data"]["drug2"])

    assert (found.t, found.df, found.p) == pytest.approx(
        [expected[key] for key in ("t", "df", "p")], rel=1e-9
    )
    assert [found.difference.low, found.difference.high] == pytest.approx(
        expected["ci95"], rel=1e-9
    )


@given(TWO_GROUPS, st.floats(-50, 50).map(lambda c: round(c, 3)))
@settings(max_examples=30, deadline=None)
def test_order_and_a_constant_change_no_test_and_no_difference(groups, constant):
    first, second = groups
    moved = [[value + constant for value in reversed(group)] for group in groups]

    assert mann_whitney(*moved) == mann_whitney(first, second)
    assert hodges_lehmann_shift(*moved) == hodges_lehmann_shift(first, second)


@given(TWO_GROUPS)
@settings(max_examples=30, deadline=None)
def test_exchanging_the_groups_turns_the_estimates_only(groups):
    first, second = groups
    found, exchanged = mann_whitney(first, second), mann_whitney(second, first)
    shift, opposite = hodges_lehmann_shift(first, second), hodges_lehmann_shift(second, first)

    assert exchanged.p == pytest.approx(found.p, abs=1e-15)
    assert exchanged.rank_biserial == pytest.approx(-found.rank_biserial)
    assert (opposite.value, opposite.low, opposite.high) == (-shift.value, -shift.high, -shift.low)


@given(TWO_GROUPS)
@settings(max_examples=30, deadline=None)
def test_the_shift_is_the_median_of_all_differences(groups):
    first, second = groups
    differences = [round(x - y, 9) for x in first for y in second]

    assert hodges_lehmann_shift(first, second).value == pytest.approx(
        np.median(differences), abs=1e-12
    )


def test_noise_below_a_billionth_changes_nothing():
    first, second = [5.5, 5.4, 5.6, 5.5], [5.4, 5.3, 5.5]
    noisy = [value + 3e-13 for value in first]

    assert mann_whitney(noisy, second) == mann_whitney(first, second)
    assert mann_whitney(first, second).has_ties


@pytest.mark.parametrize("sizes", [(3, 3), (7, 12), (20, 15)])
def test_without_ties_p_is_that_of_scipy(sizes):
    random = np.random.default_rng(sum(sizes))
    first, second = random.normal(size=sizes[0]), random.normal(0.5, size=sizes[1])

    assert mann_whitney(first, second).p == pytest.approx(
        reference.mannwhitneyu(first, second, method="exact").pvalue, rel=1e-9
    )


def test_beyond_the_exact_limit_the_approximation_is_said_and_near():
    random = np.random.default_rng(4)
    first = np.round(random.normal(size=60), 1)
    second = np.round(random.normal(0.3, size=EXACT_UP_TO - 59), 1)

    exact, approximate = mann_whitney(first[1:], second), mann_whitney(first, second)

    assert exact.is_exact
    assert not approximate.is_exact
    assert approximate.p == pytest.approx(
        reference.mannwhitneyu(first, second, method="asymptotic", use_continuity=False).pvalue,
        rel=1e-9,
    )
    assert exact.p == pytest.approx(
        reference.mannwhitneyu(first[1:], second, method="asymptotic", use_continuity=False).pvalue,
        rel=0.05,
    )


@pytest.mark.parametrize(("n_first", "n_second", "coverage"), [(3, 3, 0.9), (3, 4, 33 / 35)])
def test_the_interval_of_small_groups_says_what_it_covers(n_first, n_second, coverage):
    found = hodges_lehmann_shift(list(range(n_first)), list(range(10, 10 + n_second)))

    assert found.coverage == pytest.approx(coverage)
    assert (found.low, found.high) == (-9 - n_second, n_first - 11)


def test_a_group_under_three_is_refused():
    refused = NotEstimable(Reason.GROUP_TOO_SMALL, 2)
    groups = [1.0, 2.0], [1.0, 3.0, 4.0, 5.0]

    assert mann_whitney(*groups) == refused
    assert hodges_lehmann_shift(*groups) == refused
    assert welch(*groups) == refused
    assert ancova([(1, 2), (2, 3)], [(1, 2), (2, 3), (3, 5)]) == refused
    assert kruskal_wallis([groups[0], groups[1], groups[1]]) == refused
    assert kruskal_wallis([]) == NotEstimable(Reason.GROUP_TOO_SMALL, 0)


def test_equal_values_leave_nothing_to_compare():
    refused = NotEstimable(Reason.NO_VARIATION, 7)
    groups = [0.1] * 3, [0.1] * 4

    assert mann_whitney(*groups) == refused
    assert hodges_lehmann_shift(*groups) == refused
    assert welch(*groups) == refused
    assert kruskal_wallis(groups) == refused
    assert ancova([(0.1, 0.2)] * 3, [(0.1, 0.3)] * 4) == refused


def test_ancova_is_the_regression_on_group_and_earlier_value():
    random = np.random.default_rng(2)
    earlier = random.normal(100, 15, 17)
    group = np.array([1.0] * 7 + [0.0] * 10)
    later = 0.8 * earlier - 5 * group + random.normal(0, 6, 17)
    design = np.column_stack([np.ones(17), group, earlier])
    beta, residual, *_ = np.linalg.lstsq(design, later, rcond=None)
    covariance = residual[0] / 14 * np.linalg.inv(design.T @ design)

    pairs = list(zip(earlier.tolist(), later.tolist(), strict=True))
    found = ancova(pairs[:7], pairs[7:])

    assert (found.difference.value, found.slope) == pytest.approx((beta[1], beta[2]), rel=1e-9)
    assert found.df == 14
    assert found.t == pytest.approx(beta[1] / covariance[1, 1] ** 0.5, rel=1e-9)
    assert found.p == pytest.approx(2 * reference.t.sf(abs(found.t), 14), rel=1e-9)


def test_ancova_of_changes_and_of_later_values_is_the_same_difference():
    first = [(100.0, 90.0), (110.0, 95.0), (95.0, 99.0), (120.0, 108.0)]
    second = [(101.0, 99.0), (90.0, 93.0), (130.0, 120.0)]
    changes = [[(x, y - x) for x, y in group] for group in (first, second)]

    later, change = ancova(first, second), ancova(*changes)

    assert change.difference.value == pytest.approx(later.difference.value, rel=1e-9)
    assert (change.t, change.p) == pytest.approx((later.t, later.p), rel=1e-9)


def test_kruskal_wallis_is_that_of_scipy_with_ties():
    random = np.random.default_rng(6)
    groups = [np.round(random.normal(shift, 1, n), 1) for shift, n in ((0, 5), (1, 7), (0.5, 9))]
    expected = reference.kruskal(*groups)

    found = kruskal_wallis(groups)

    assert (found.h, found.p, found.df) == pytest.approx(
        (expected.statistic, expected.pvalue, 2), rel=1e-9
    )
