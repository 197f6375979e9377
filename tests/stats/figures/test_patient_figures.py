"""Figures of patients beside one another: response, groups, correlations, leaving one out."""

from dataclasses import replace

import numpy as np
import pytest
from matplotlib.collections import LineCollection, PathCollection, PolyCollection
from scipy import stats as scipy_stats

from stats.figures.change_against_change import change_against_change
from stats.figures.groups import groups
from stats.figures.leave_one_out import leave_one_out
from stats.figures.style import PRINT
from stats.figures.waterfall import HATCH, waterfall
from stats.figures.within_patients import within_patients
from stats.outcome import NotEstimable, Reason
from stats.regression_line import line_with_band
from tests.stats.figures.inputs import (
    BY_COMORBIDITY,
    CHANGE,
    GROUPS,
    LEAVE_ONE_OUT,
    RESULT,
    WATERFALL,
    WITHIN,
)


def is_white(colour):
    return tuple(colour[:3]) == (1.0, 1.0, 1.0)


def dots_in(axes):
    return [one for one in axes.collections if isinstance(one, PathCollection)]


def test_a_bar_is_a_patient_from_the_smallest_fall_to_the_largest():
    (axes,) = waterfall(RESULT.response.courses, WATERFALL).axes
    bars = sorted(axes.patches, key=lambda bar: bar.get_x())
    heights = [bar.get_height() for bar in bars]

    assert len(bars) == 22
    assert heights == sorted(heights, reverse=True)
    known = sorted(one.change_percent for one in RESULT.response.courses)
    assert sorted(heights) == pytest.approx(known)


def test_remission_is_filled_response_hatched_and_neither_hollow():
    (axes,) = waterfall(RESULT.response.courses, WATERFALL).axes
    looks = [(str(bar.get_hatch() or ""), is_white(bar.get_facecolor())) for bar in axes.patches]

    assert looks.count(("", False)) == RESULT.response.remission.count
    assert looks.count((HATCH, True)) == RESULT.response.response.count - 4
    assert looks.count(("", True)) == 22 - RESULT.response.response.count


def test_a_patient_without_a_score_at_baseline_has_no_bar():
    first, *others = RESULT.response.courses
    courses = (replace(first, baseline=0.0, change_percent=None), *others)

    assert len(waterfall(courses, WATERFALL).axes[0].patches) == 21


def test_the_line_of_changes_is_that_of_least_squares():
    points = RESULT.correlations[0].points
    xs, ys = [p.copper for p in points], [p.score for p in points]
    band = line_with_band(xs, ys)
    fit = scipy_stats.linregress(xs, ys)

    assert band.mean[0] == pytest.approx(fit.intercept + fit.slope * min(xs))
    assert band.mean[-1] == pytest.approx(fit.intercept + fit.slope * max(xs))
    # at the mean of x the interval is t · sigma / √n
    n = len(xs)
    sigma = np.sqrt(
        np.sum((np.array(ys) - fit.intercept - fit.slope * np.array(xs)) ** 2) / (n - 2)
    )
    half = [(high - low) / 2 for low, high in zip(band.low, band.high, strict=True)]
    t = scipy_stats.t.ppf(0.975, n - 2)
    assert min(half) == pytest.approx(t * sigma / np.sqrt(n), rel=1e-3)


def test_a_line_needs_three_points_that_differ_in_copper():
    assert line_with_band([1.0, 2.0], [1.0, 2.0]) is None
    assert line_with_band([1.0, 1.0, 1.0], [1.0, 2.0, 3.0]) is None


def test_without_a_line_the_patients_are_shown_all_the_same():
    few = replace(RESULT.correlations[0], points=RESULT.correlations[0].points[:2])
    (axes,) = change_against_change(few, CHANGE).axes

    assert len(dots_in(axes)[0].get_offsets()) == 2
    assert not any(isinstance(one, PolyCollection) for one in axes.collections)


def test_the_lines_within_patients_share_one_slope_through_each_mean():
    within = RESULT.within_patient[0]
    (axes,) = within_patients(within, WITHIN).axes
    (lines,) = (one for one in axes.collections if isinstance(one, LineCollection))
    slopes = [
        (end[1] - start[1]) / (end[0] - start[0])
        for start, end in lines.get_segments()
        if end[0] > start[0]
    ]

    assert len(lines.get_segments()) == within.correlation.n_patients
    assert slopes == pytest.approx([within.correlation.slope] * len(slopes))


def test_visits_without_a_correlation_are_shown_without_lines():
    failed = replace(RESULT.within_patient[0], correlation=NotEstimable(Reason.TOO_FEW_VISITS))
    (axes,) = within_patients(failed, WITHIN).axes

    assert not any(isinstance(one, LineCollection) for one in axes.collections)
    assert sum(len(one.get_offsets()) for one in dots_in(axes)) == len(failed.points)


def test_every_member_of_a_group_is_a_dot_beside_its_box():
    (axes,) = groups(BY_COMORBIDITY, GROUPS).axes

    assert len(axes.patches) == 2 * 6
    assert [len(one.get_offsets()) for one in dots_in(axes)] == [
        n for one in BY_COMORBIDITY for n in (one.first.n, one.second.n)
    ]


def test_the_box_holds_the_middle_half():
    (axes,) = groups(BY_COMORBIDITY, GROUPS).axes
    found = BY_COMORBIDITY[0].first.description
    box = axes.patches[0]

    assert (box.get_y(), box.get_y() + box.get_height()) == pytest.approx((found.q1, found.q3))


def test_a_group_of_two_is_dots_alone():
    one = BY_COMORBIDITY[0]
    two = replace(
        one.first,
        members=one.first.members[:2],
        description=replace(one.first.description, n=2),
    )
    (axes,) = groups([replace(one, first=two)], GROUPS).axes

    assert len(axes.patches) == 1


def test_leaving_one_out_has_a_row_for_each_patient_in_both_panels():
    without = RESULT.sensitivity[0].without_one
    left, right = leave_one_out(RESULT.primary[0], without, LEAVE_ONE_OUT).axes

    assert len(dots_in(left)[0].get_offsets()) == len(dots_in(right)[0].get_offsets()) == 22
    drawn = sorted(float(x) for x, _ in dots_in(right)[0].get_offsets())
    assert drawn == pytest.approx(sorted(one.p for one in without))


def test_a_patient_who_takes_p_over_alpha_is_filled():
    without = RESULT.sensitivity[0].without_one
    first, *others = without
    moved = (replace(first, p=0.2), *others)
    _, right = leave_one_out(RESULT.primary[0], moved, LEAVE_ONE_OUT).axes
    white = sum(
        tuple(colour[:3]) == (1.0, 1.0, 1.0) for colour in dots_in(right)[0].get_facecolors()
    )

    assert white == 21


def test_a_patient_without_whom_nothing_can_be_computed_has_an_empty_row():
    first, *others = RESULT.sensitivity[0].without_one
    failed = NotEstimable(Reason.TOO_FEW_PAIRS, 1)
    rows = (replace(first, estimate=failed, p=failed), *others)
    left, right = leave_one_out(RESULT.primary[0], rows, LEAVE_ONE_OUT, PRINT).axes

    assert [len(dots_in(axes)[0].get_offsets()) for axes in (left, right)] == [21, 21]
