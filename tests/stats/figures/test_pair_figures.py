"""Figures of comparisons: the forest of pairs and the normal quantiles of changes."""

from dataclasses import replace

import pytest
from matplotlib.collections import PathCollection
from matplotlib.text import Text
from scipy import stats as scipy_stats

from stats.comparison import compare
from stats.figures.forest import forest_of_pairs
from stats.figures.normal_quantiles import normal_quantiles
from stats.settings import AnalysisSettings, Comparison
from tests.stats.figures.inputs import FOREST, QUANTILES, RESULT


def words_of(figure):
    figure.draw_without_rendering()
    return {text.get_text() for text in figure.findobj(match=Text) if text.get_visible()}


def test_every_pair_has_a_row_with_its_n_and_its_adjusted_p():
    words = words_of(forest_of_pairs(RESULT.pairwise, FOREST))

    assert {"Baseline → Cu5, n = 22", "Cu7 → Post, n = 18", "0.007", "0.036"} <= words


def test_a_pair_without_a_result_says_so():
    nobody = compare(Comparison("baseline", "inf5"), {}, {}, AnalysisSettings())

    assert "not estimable" in words_of(forest_of_pairs([nobody], FOREST))


def test_each_interval_is_drawn_as_it_was_computed():
    (axes,) = forest_of_pairs(RESULT.pairwise[:1], FOREST).axes
    (bar,) = axes.containers[0].lines[2]
    (low, _), (high, _) = bar.get_segments()[0]

    found = RESULT.pairwise[0].hodges_lehmann
    assert (low, high) == pytest.approx((found.low, found.high))


def test_the_changes_stand_at_bloms_places():
    (axes,) = normal_quantiles(RESULT.primary[0], QUANTILES).axes
    (dots,) = (one for one in axes.collections if isinstance(one, PathCollection))
    n = RESULT.primary[0].n

    places = [float(x) for x, _ in dots.get_offsets()]

    expected = [scipy_stats.norm.ppf((i - 0.375) / (n + 0.25)) for i in range(1, n + 1)]
    assert places == pytest.approx(expected, abs=1e-12)


def test_changes_without_spread_have_no_line_to_be_near():
    same = tuple(replace(pair, change=-2.0) for pair in RESULT.primary[0].pairs)
    (axes,) = normal_quantiles(replace(RESULT.primary[0], pairs=same), QUANTILES).axes

    assert axes.lines == [] or len(axes.lines) == 0
