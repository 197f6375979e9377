import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats as reference

from stats.equivalence import detectable_change, tost_paired
from stats.outcome import NotEstimable, Reason
from stats.proportion import clopper_pearson, proportion
from stats.roc import auc
from stats.two_samples import mann_whitney
from tests.stats.gold import gold_case

NEWCOMBE = gold_case("G32_proportion_ci_newcombe")


@pytest.mark.parametrize("place", range(4))
def test_the_shares_of_newcombe_agree_with_r(place):
    count, n = NEWCOMBE["data"]["x"][place], NEWCOMBE["data"]["n"][place]
    wilson, exact = proportion(count, n).share, clopper_pearson(count, n)

    assert [wilson.low, wilson.high] == pytest.approx(
        NEWCOMBE["expected"]["wilson"][place], rel=1e-9, abs=1e-12
    )
    assert [exact.low, exact.high] == pytest.approx(
        NEWCOMBE["expected"]["clopper_pearson"][place], rel=1e-9, abs=1e-12
    )


@given(st.integers(1, 60), st.data())
@settings(max_examples=40, deadline=None)
def test_a_share_and_its_complement_mirror_each_other(n, data):
    count = data.draw(st.integers(0, n))
    share, rest = proportion(count, n).share, proportion(n - count, n).share

    assert 0.0 <= share.low <= share.value <= share.high <= 1.0
    assert (rest.low, rest.high) == pytest.approx((1 - share.high, 1 - share.low), abs=1e-12)


def test_a_share_of_nobody_is_refused():
    assert proportion(0, 0) == clopper_pearson(0, 0) == NotEstimable(Reason.NO_VALUES)


def test_the_area_is_the_mann_whitney_statistic():
    random = np.random.default_rng(1)
    first, second = np.round(random.normal(0.6, 1, 9), 1), np.round(random.normal(0, 1, 14), 1)

    found = auc(first, second)

    assert found.value == pytest.approx(mann_whitney(first, second).u_first / (9 * 14))


def test_the_delong_interval_is_the_one_of_the_placement_values():
    """DeLong et al. (1988), equations 4 to 6, written out with loops."""
    first, second = [0.8, 0.83, 1.89, 1.04, 1.45], [1.15, 0.88, 0.9, 0.74]

    def kernel(x, y):
        return 1.0 if x > y else 0.5 if x == y else 0.0

    v10 = [sum(kernel(x, y) for y in second) / 4 for x in first]
    v01 = [sum(kernel(x, y) for x in first) / 5 for y in second]
    area = sum(v10) / 5
    s10 = sum((v - area) ** 2 for v in v10) / 4
    s01 = sum((v - area) ** 2 for v in v01) / 3
    half = reference.norm.ppf(0.975) * (s10 / 5 + s01 / 4) ** 0.5

    found = auc(first, second)

    assert (found.value, found.low) == pytest.approx((area, area - half), rel=1e-12)
    assert found.high == min(1.0, area + half)


def test_groups_without_overlap_have_no_delong_interval():
    assert auc([4, 5, 6], [1, 2, 3]) == NotEstimable(Reason.PERFECT_RELATION, 6)
    assert auc([4, 5], [1, 2, 3]) == NotEstimable(Reason.GROUP_TOO_SMALL, 2)


CHANGES = [1.2, -0.4, 0.3, 0.9, -1.1, 0.2, 0.5, -0.3]


def test_equivalence_is_the_larger_of_two_one_sided_tests():
    greater = reference.ttest_1samp(CHANGES, -2.0, alternative="greater").pvalue
    less = reference.ttest_1samp(CHANGES, 2.0, alternative="less").pvalue

    assert tost_paired(CHANGES, 2.0).p == pytest.approx(max(greater, less), rel=1e-9)


@given(st.floats(0.05, 3.0))
@settings(max_examples=40, deadline=None)
def test_two_draws_are_equivalent_from_the_smallest_margin_on(margin):
    found = tost_paired(CHANGES, margin)

    assert (found.p < 0.05) == (margin > found.smallest_margin)
    assert found.interval.level == pytest.approx(0.9)
    assert found.smallest_margin == max(abs(found.interval.low), abs(found.interval.high))


def test_without_a_margin_there_is_an_interval_but_no_test():
    found = tost_paired(CHANGES, None)

    assert found.p == found.margin == NotEstimable(Reason.NO_MARGIN, 8)
    assert found.interval.low < np.mean(CHANGES) < found.interval.high


@pytest.mark.parametrize("n", [2, 3, 14, 30, 200])
def test_the_detectable_change_is_found_with_the_stated_power(n):
    """The power of the t test by the noncentral t of scipy."""
    changes = np.random.default_rng(n).normal(0, 7, n).tolist()
    effect = detectable_change(changes)
    shift = effect.value / np.std(changes, ddof=1) * np.sqrt(n)
    critical = reference.t.ppf(0.975, n - 1)

    assert reference.nct.sf(critical, n - 1, shift) == pytest.approx(0.8, abs=1e-6)


def test_constant_changes_and_single_patients_are_refused():
    assert tost_paired([1.0] * 4, 2.0) == NotEstimable(Reason.NO_VARIATION, 4)
    assert detectable_change([1.0] * 4) == NotEstimable(Reason.NO_VARIATION, 4)
    assert tost_paired([1.0], 2.0) == NotEstimable(Reason.TOO_FEW_PAIRS, 1)
    assert detectable_change([]) == NotEstimable(Reason.TOO_FEW_PAIRS, 0)
