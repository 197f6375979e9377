"""The courses of several patients in one figure."""

from dataclasses import replace

from matplotlib.collections import LineCollection

from stats.figures.patient_profiles import patient_profiles
from stats.figures.visit_marks import ProfilePoint
from tests.stats.figures.inputs import PROFILES, PROFILES_TEXTS


def test_all_patients_are_shown_on_the_same_scales():
    early = replace(PROFILES[0], infusions=(0.0,), madrs=(ProfilePoint(0, 40),))
    figure = patient_profiles([early, *PROFILES[1:]], PROFILES_TEXTS)
    upper, lower = figure.axes[::2], figure.axes[1::2]

    assert len(upper) == len(lower) == 4
    for panels in (upper, lower):
        assert len({panel.get_ylim() for panel in panels}) == 1
        assert len({panel.get_xlim() for panel in (*upper, *lower)}) == 1
    assert lower[0].get_ylim()[1] > 40
    assert [panel.get_title(loc="left") for panel in upper] == [
        f"KET-00{place}, n = 4" for place in range(1, 5)
    ]


def test_no_line_of_a_patient_crosses_a_missing_draw():
    (upper, _lower) = patient_profiles(PROFILES[:1], PROFILES_TEXTS).axes
    lines = [one for one in upper.collections if isinstance(one, LineCollection)]

    segments = [segment for line in lines for segment in line.get_segments()]
    assert [[x for x, _ in segment] for segment in segments] == [[-1, 1], [15, 31]]
