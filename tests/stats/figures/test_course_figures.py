"""Figures over time: copper over all draws, one patient, the swimmer plot, the map of gaps."""

import itertools
from dataclasses import replace

import pytest
from matplotlib.collections import LineCollection, PathCollection, PolyCollection
from matplotlib.text import Text

from stats.figures.copper_course import copper_course, draw_places, runs
from stats.figures.missing_map import missing_map
from stats.figures.patient_profile import patient_profile
from stats.figures.style import PRINT
from stats.figures.swimmer import swimmer
from tests.stats.figures.inputs import (
    COURSE,
    LANES,
    MEANS,
    MISSING_MAP,
    PROFILE,
    PROFILE_TEXTS,
    RESULT,
    SWIMMER,
)


def words_of(figure):
    figure.draw_without_rendering()
    return {text.get_text() for text in figure.findobj(match=Text) if text.get_visible()}


def lines_in(axes):
    return [one for one in axes.collections if isinstance(one, LineCollection)]


def test_a_line_is_broken_at_a_missing_draw():
    assert runs([1.0, None, 3.0, 4.0], [0.0, 1.0, 2.0, 3.0]) == [[(2.0, 3.0), (3.0, 4.0)]]


def test_no_line_of_a_patient_crosses_a_missing_draw():
    (axes,) = copper_course(RESULT.series, MEANS, 8, COURSE).axes
    places = list(draw_places(RESULT.draws, 8).values())
    gaps = {
        one.patient: {places[k] for k, point in enumerate(one.points) if point.copper is None}
        for one in RESULT.series
    }
    steps = set(itertools.pairwise(places))

    patients, _means, _intervals = lines_in(axes)
    drawn = [tuple(float(x) for x, _ in segment) for segment in patients.get_segments()]

    assert any(gaps.values())
    assert set(drawn) <= steps
    whole = len(RESULT.series) * (len(places) - 1)
    broken = sum(
        any(place in gaps[one.patient] for place in step) for one in RESULT.series for step in steps
    )
    assert len(drawn) == whole - broken


def test_every_draw_names_how_many_values_count():
    words = words_of(copper_course(RESULT.series, MEANS, 8, COURSE))

    assert {"Baseline\nn = 24", "Cu5\nn = 22", "Cu7\nn = 20", "Post\nn = 20"} <= words


def test_the_means_stand_where_the_model_has_them():
    (axes,) = copper_course(RESULT.series, MEANS, 8, COURSE).axes
    drawn = lines_in(axes)[1].get_segments()

    heights = [float(drawn[0][0][1]), *(float(segment[1][1]) for segment in drawn)]

    assert heights == pytest.approx([MEANS[draw].value for draw in RESULT.draws])


def test_a_draw_without_a_mean_interrupts_the_line_of_means():
    some = {draw: mean for draw, mean in MEANS.items() if draw != "inf3"}
    (axes,) = copper_course(RESULT.series, some, 8, COURSE).axes

    assert len(lines_in(axes)[1].get_segments()) == 3


def test_every_infusion_is_a_tick_at_the_foot():
    (axes,) = copper_course(RESULT.series, MEANS, 8, COURSE).axes
    ticks = [one for one in axes.collections if isinstance(one, PathCollection)][-1]

    assert [float(x) for x, _ in ticks.get_offsets()] == [1, 2, 3, 4, 5, 6, 7, 8]


def test_more_than_200_patients_are_bands_of_quantiles():
    crowd = [replace(one, patient=f"{one.patient}-{k}") for one in RESULT.series for k in range(9)]
    figure = copper_course(crowd, MEANS, 8, COURSE)

    assert len(crowd) == 216
    assert len(lines_in(figure.axes[0])) == 2  # the means and their intervals
    assert {"middle half", "middle 90%"} <= words_of(figure)


def test_200_patients_are_drawn_as_one_collection():
    crowd = [replace(one, patient=f"{one.patient}-{k}") for one in RESULT.series for k in range(8)]

    assert len(lines_in(copper_course(crowd, MEANS, 8, COURSE).axes[0])) == 3


def test_a_profile_breaks_its_lines_where_a_visit_has_no_value():
    upper, lower = patient_profile(PROFILE, PROFILE_TEXTS).axes

    assert [len(one.get_segments()) for one in lines_in(upper)] == [2]
    assert [len(one.get_segments()) for one in lines_in(lower)] == [2, 1]


def test_the_map_has_a_cell_for_each_patient_and_draw():
    (axes,) = missing_map(RESULT.series, RESULT.draws, MISSING_MAP).axes
    filled, empty = (one for one in axes.collections if isinstance(one, PolyCollection))

    counts = (len(filled.get_paths()), len(empty.get_paths()))

    assert sum(counts) == 24 * 6
    assert counts[1] == sum(
        len(one.missing) for one in RESULT.descriptives if one.measure.value == "copper"
    )


def test_the_map_says_why_a_value_is_missing():
    words = words_of(missing_map(RESULT.series, RESULT.draws, MISSING_MAP))

    assert {"N", "N = not recorded"} <= words


def test_the_map_of_300_patients_stays_on_a_page():
    crowd = [replace(one, patient=f"{one.patient}-{k}") for one in RESULT.series for k in range(13)]
    figure = missing_map(crowd, RESULT.draws, MISSING_MAP)

    assert figure.get_size_inches()[1] * 25.4 <= PRINT.tallest_mm + 0.1


def test_the_swimmer_plot_explains_only_what_occurs():
    full = words_of(swimmer(LANES, SWIMMER))
    one = words_of(swimmer([replace(LANES[0], visits=LANES[0].visits[:7])], SWIMMER))

    assert {"infusion", "copper draw", "rating", "out of window", "missed", "withdrew"} <= full
    assert {"copper draw", "missed", "withdrew"}.isdisjoint(one)


def test_missed_and_out_of_window_differ_by_shape_not_by_colour():
    (axes,) = swimmer(LANES, SWIMMER).axes
    draws = [
        one
        for one in axes.collections
        if isinstance(one, PathCollection) and one.get_offsets()[0][1] in (-0.2, 0.8)
    ]

    done, out_of_window, missed = draws
    assert tuple(done.get_facecolors()[0]) != tuple(out_of_window.get_facecolors()[0])
    assert len(missed.get_paths()[0].vertices) != len(done.get_paths()[0].vertices)
