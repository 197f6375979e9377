import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats as reference

import stats.signed_rank
from stats.outcome import Estimate, NotEstimable, Reason, SignedRank
from stats.paired import paired_changes
from stats.signed_rank import EXACT_UP_TO, hodges_lehmann, signed_rank, signed_rank_p
from tests.stats.gold import gold_case

CHANGES_TO_A_TENTH = st.lists(st.integers(-6, 6).map(lambda k: k / 10), min_size=2, max_size=10)


def p_by_enumeration(changes, *, zeros_ranked):
    """Every one of the 2ⁿ signs, one by one."""
    ranked = changes if zeros_ranked else [d for d in changes if d]
    ranks = reference.rankdata(np.abs(ranked))
    ranks = [rank for rank, d in zip(ranks, ranked, strict=True) if d]
    positive = [d > 0 for d in ranked if d]
    centre = sum(ranks) / 2
    observed = abs(sum(r for r, up in zip(ranks, positive, strict=True) if up) - centre)
    sums = [
        sum(r for r, up in zip(ranks, signs, strict=True) if up)
        for signs in itertools.product((False, True), repeat=len(ranks))
    ]
    return sum(abs(total - centre) >= observed for total in sums) / len(sums)


@given(CHANGES_TO_A_TENTH.filter(any))
@settings(max_examples=60, deadline=None)
def test_p_equals_the_count_over_all_signs_with_ties_and_zeros(changes):
    outcome = signed_rank(changes)

    assert outcome.p == p_by_enumeration(changes, zeros_ranked=False)
    assert outcome.p_pratt == p_by_enumeration(changes, zeros_ranked=True)


@pytest.mark.parametrize(
    ("case", "earlier", "later"),
    [
        ("G07_signed_rank_hamilton_depression", "second_visit", "first_visit"),
        ("G09_sleep_paired", "drug2", "drug1"),
    ],
)
def test_published_examples_agree_with_r(case, earlier, later):
    case = gold_case(case)
    expected = case["expected"]
    changes = paired_changes(case["data"][earlier], case["data"][later])

    outcome = signed_rank(changes)
    shift = hodges_lehmann(changes)

    assert isinstance(outcome, SignedRank)
    assert isinstance(shift, Estimate)
    assert (outcome.n, outcome.n_nonzero) == (expected["n"], expected["n_nonzero"])
    assert outcome.v_plus == expected["V_plus"]
    assert outcome.p == pytest.approx(expected["exact_p_two_sided"], rel=1e-12)
    assert outcome.p_pratt == pytest.approx(expected["pratt_exact_p"], rel=1e-12)
    assert outcome.rank_biserial == pytest.approx(expected["matched_rank_biserial"])
    assert shift.value == pytest.approx(expected["hl_all_differences"])
    assert [shift.low, shift.high] == pytest.approx(expected["hl_ci95_walsh_all"])


@pytest.mark.parametrize("place", [0, 1, 2])
def test_rounding_times_agree_with_r_where_floating_point_hides_ties(place):
    case = gold_case("G01_friedman_rounding_times")
    expected = case["expected"]["pairwise_signed_rank"][place]
    first, second = expected["pair"]
    wide = case["data"]["wide"]
    changes = paired_changes([row[second - 1] for row in wide], [row[first - 1] for row in wide])

    outcome = signed_rank(changes)

    assert (outcome.n_nonzero, outcome.v_plus) == (expected["n_nonzero"], expected["V"])
    assert outcome.p == pytest.approx(expected["exact_p_wilcoxon_zero_dropped"], rel=1e-12)
    assert outcome.p_pratt == pytest.approx(expected["exact_p_pratt"], rel=1e-12)


@given(CHANGES_TO_A_TENTH.filter(any))
@settings(max_examples=40, deadline=None)
def test_the_hodges_lehmann_change_is_the_median_of_all_walsh_averages(changes):
    averages = [(a + b) / 2 for place, a in enumerate(changes) for b in changes[place:]]

    assert hodges_lehmann(changes).value == pytest.approx(np.median(averages), abs=1e-12)


@given(CHANGES_TO_A_TENTH.filter(any))
@settings(max_examples=60, deadline=None)
def test_changing_the_sign_mirrors_the_result(changes):
    outcome, mirrored = signed_rank(changes), signed_rank([-d for d in changes])
    shift, opposite = hodges_lehmann(changes), hodges_lehmann([-d for d in changes])

    assert (mirrored.p, mirrored.v_plus) == (outcome.p, outcome.v_minus)
    assert (opposite.value, opposite.low, opposite.high) == (-shift.value, -shift.high, -shift.low)


@given(CHANGES_TO_A_TENTH.filter(any))
@settings(max_examples=40, deadline=None)
def test_noise_below_a_billionth_changes_nothing(changes):
    noisy = [d + 3e-14 * (-1) ** place for place, d in enumerate(changes)]

    assert signed_rank(noisy) == signed_rank(changes)
    assert hodges_lehmann(noisy) == hodges_lehmann(changes)


def test_without_ties_p_is_that_of_scipy():
    changes = np.random.default_rng(20200101).normal(0.4, 1.0, 25)

    assert signed_rank(changes).p == pytest.approx(
        reference.wilcoxon(changes, method="exact").pvalue, rel=1e-12
    )


def test_a_rank_sum_at_its_expectation_gives_p_1():
    assert signed_rank([1.0, -1.0]).p == 1.0


def test_all_changes_zero_is_refused_with_the_reason():
    refused = NotEstimable(Reason.ALL_CHANGES_ZERO, 4)

    assert signed_rank([0.0] * 4) == refused
    assert hodges_lehmann([0.0] * 4) == refused
    assert signed_rank_p([0.0] * 4) == refused


@pytest.mark.parametrize("changes", [[], [1.5]])
def test_fewer_than_two_changes_are_refused(changes):
    refused = NotEstimable(Reason.TOO_FEW_PAIRS, len(changes))

    assert signed_rank(changes) == refused
    assert hodges_lehmann(changes) == refused


def test_changes_that_cannot_be_counted_in_billionths_are_refused():
    assert signed_rank([1e12, 2.0]) == NotEstimable(Reason.OUT_OF_RANGE, 2)


@pytest.mark.parametrize(("n", "coverage"), [(2, 0.5), (3, 0.75), (4, 0.875), (5, 0.9375)])
def test_the_interval_of_few_pairs_says_what_it_covers(n, coverage):
    interval = hodges_lehmann([float(k) for k in range(1, n + 1)])

    assert (interval.low, interval.high) == (1.0, float(n))
    assert interval.coverage == pytest.approx(coverage)


def test_counted_walsh_averages_are_the_listed_ones(monkeypatch):
    changes = np.round(np.random.default_rng(7).normal(0.5, 8.0, 201), 1)
    listed = hodges_lehmann(changes)

    monkeypatch.setattr(stats.signed_rank, "_ALL_AVERAGES_UP_TO", 10)

    assert hodges_lehmann(changes) == listed


def test_beyond_the_exact_limit_the_approximation_is_said_and_near():
    random = np.random.default_rng(11)
    changes = np.round(random.normal(0.1, 1.0, 2 * EXACT_UP_TO), 1)
    changes = changes[changes != 0.0][: EXACT_UP_TO + 1]
    exact, approximate = signed_rank(changes[1:]), signed_rank(changes)

    assert exact.is_exact
    assert not approximate.is_exact
    assert approximate.p == pytest.approx(
        reference.wilcoxon(changes, method="asymptotic").pvalue, rel=1e-9
    )
    assert exact.p == pytest.approx(
        reference.wilcoxon(changes[1:], method="asymptotic").pvalue, rel=0.05
    )


def test_p_never_falls_to_0():
    assert 0.0 < signed_rank([float(k) for k in range(1, 10_001)]).p < 1e-300
