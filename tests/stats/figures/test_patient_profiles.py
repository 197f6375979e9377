"""The courses of several patients in one figure."""

from dataclasses import replace

from matplotlib.collections import LineCollection

from stats.figures.patient_profiles import patient_profiles
from stats.figures.visit_marks import ProfilePoint
from tests.stats.figures.inputs import PROFILES, PROFILES_TEXTS, profile_name


def test_all_patients_are_shown_on_the_same_scales():
    early = replace(PROFILES[0], infusions=(0.0,), madrs=(ProfilePoint(0, 40),))
    figure = patient_profiles([early, *PROFILES[1:]], PROFILES_TEXTS, profile_name)
    upper, lower = figure.axes[::2], figure.axes[1::2]

    assert len(upper) == len(lower) == 4
    for panels in (upper, lower):
        assert len({panel.get_ylim() for panel in panels}) == 1
        assert len({panel.get_xlim() for panel in (*upper, *lower)}) == 1
    assert lower[0].get_ylim()[1] > 40
    assert [panel.get_title(loc="left") for panel in upper] == [
        f"KET-00{place}, n = 4" for place in range(1, 5)
    ]


def test_a_panel_without_a_scale_of_its_own_has_the_lines_of_that_beside_it():
    figure = patient_profiles(PROFILES, PROFILES_TEXTS, profile_name)
    beside, inner = figure.axes[0], figure.axes[2]
    (rules,) = (
        one for one in inner.collections if one.get_transform() == inner.get_yaxis_transform()
    )

    low, high = beside.get_ylim()
    ticks = [place for place in beside.get_yticks() if low <= place <= high]
    assert [float(start[1]) for start, _ in rules.get_segments()] == ticks
    assert list(inner.get_yticks()) == []


def test_no_line_of_a_patient_crosses_a_missing_draw():
    (upper, _lower) = patient_profiles(PROFILES[:1], PROFILES_TEXTS, profile_name).axes
    lines = [one for one in upper.collections if isinstance(one, LineCollection)]

    grid = upper.get_xaxis_transform(), upper.get_yaxis_transform()
    segments = [
        s for line in lines if line.get_transform() not in grid for s in line.get_segments()
    ]
    assert [[x for x, _ in segment] for segment in segments] == [[-1, 1], [15, 31]]
