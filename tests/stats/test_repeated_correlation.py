import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stats.outcome import NotEstimable, Reason
from stats.repeated_correlation import repeated_correlation
from tests.stats.gold import gold_case

CASE = gold_case("G19_rmcorr_bland1995")


def bland_and_altman():
    data = CASE["data"]
    pairs: dict[str, list[tuple[float, float]]] = {}
    for subject, x, y in zip(data["subject"], data["pH"], data["PaCO2"], strict=True):
        pairs.setdefault(str(subject), []).append((x, y))
    return pairs


def test_the_example_of_bland_and_altman_agrees_with_rmcorr():
    expected = CASE["expected"]
    found = repeated_correlation(bland_and_altman())

    assert (found.n_patients, found.n_values, found.df) == (8, 47, expected["df"])
    assert found.r == pytest.approx(expected["r"], rel=1e-9)
    assert found.p == pytest.approx(expected["p"], rel=1e-9)
    assert [found.interval.low, found.interval.high] == pytest.approx(expected["ci95"], rel=1e-9)


def test_a_patient_with_one_visit_says_nothing_within_patients():
    pairs = bland_and_altman()

    assert repeated_correlation({**pairs, "9": [(7.0, 99.0)]}) == repeated_correlation(pairs)


@given(st.floats(-50, 50), st.floats(-50, 50))
@settings(max_examples=20, deadline=None)
def test_the_level_of_a_patient_does_not_matter(shift_x, shift_y):
    pairs = bland_and_altman()
    moved = {**pairs, "3": [(x + shift_x, y + shift_y) for x, y in pairs["3"]]}

    assert repeated_correlation(moved).r == pytest.approx(repeated_correlation(pairs).r, rel=1e-6)


def test_turning_one_variable_around_turns_the_estimate_only():
    pairs = bland_and_altman()
    found = repeated_correlation(pairs)
    turned = repeated_correlation({p: [(x, -y) for x, y in own] for p, own in pairs.items()})

    assert (turned.r, turned.slope, turned.p) == (-found.r, -found.slope, found.p)
    assert (turned.interval.low, turned.interval.high) == pytest.approx(
        (-found.interval.high, -found.interval.low)
    )


def test_too_little_repetition_and_no_variation_are_refused():
    once = {"P1": [(1.0, 2.0)], "P2": [(2.0, 3.0)]}
    flat = {"P1": [(1.0, 2.0), (1.0, 3.0), (1.0, 4.0)], "P2": [(2.0, 3.0), (2.0, 4.0)]}

    assert repeated_correlation({}) == NotEstimable(Reason.TOO_FEW_VISITS, 0)
    assert repeated_correlation(once) == NotEstimable(Reason.TOO_FEW_VISITS, 0)
    assert repeated_correlation(flat) == NotEstimable(Reason.NO_VARIATION, 2)
