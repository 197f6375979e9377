import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats.multiplicity import (
    benjamini_hochberg,
    benjamini_yekutieli,
    bonferroni,
    hochberg,
    holm,
)
from tests.stats.gold import gold_case

METHODS = {
    "bonferroni": bonferroni,
    "holm": holm,
    "hochberg": hochberg,
    "BH": benjamini_hochberg,
    "BY": benjamini_yekutieli,
}


@pytest.mark.parametrize("name", METHODS)
def test_the_fifteen_p_values_of_benjamini_and_hochberg_agree_with_r(name):
    case = gold_case("G28_padjust_bh1995")

    assert METHODS[name](case["data"]["p"]) == pytest.approx(case["expected"][name], rel=1e-9)


def test_rounding_times_agree_with_r_in_any_order():
    expected = gold_case("G01_friedman_rounding_times")["expected"]
    p = [pair["exact_p_wilcoxon_zero_dropped"] for pair in expected["pairwise_signed_rank"]]

    assert holm(p) == pytest.approx(expected["holm_on_exact_wilcoxon"], rel=1e-12)
    assert holm(p[::-1]) == holm(p)[::-1]


@pytest.mark.parametrize("name", METHODS)
def test_a_missing_p_does_not_count_in_the_family(name):
    method = METHODS[name]

    with_gap = method([0.01, None, 0.03])

    assert [with_gap[0], with_gap[2]] == method([0.01, 0.03])
    assert with_gap[1] is None


@pytest.mark.parametrize("name", METHODS)
@given(p=st.lists(st.floats(0.0, 1.0), max_size=20))
def test_adjusting_never_lowers_a_p_nor_leaves_the_unit_interval(name, p):
    for before, after in zip(p, METHODS[name](p), strict=True):
        assert min(before * 0.999999, before) <= after <= 1.0


@pytest.mark.parametrize("p", [-0.1, 1.5, float("nan")])
def test_a_p_outside_0_to_1_is_a_mistake_of_the_caller(p):
    with pytest.raises(ValueError, match="outside"):
        holm([0.5, p])
