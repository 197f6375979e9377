"""The section that shows every patient's course."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gui.report.document import Picture, Section
from gui.report.source import ReportSource
from gui.words import captions, figures
from gui.words.language import _
from stats.analysis_result import AnalysisResult

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from stats.figures.style import FigureStyle
    from stats.figures.visit_marks import Profile

PER_FIGURE = 12
"""As `stats.figures.patient_profiles` has it, which knows matplotlib."""
SHOWN_UP_TO = 120
"""Patients; the courses of more fill no report that is read."""


def profiles(source: ReportSource) -> Section:
    """Courses by days, or by draws where plain tables know no days."""
    found = source.profiles or _by_draws(source)
    if len(found) > SHOWN_UP_TO:
        return Section(_("Patient by patient"), ())
    size = _alike(len(found))
    pictures = [
        _picture(found[first : first + size], first // size + 1, source)
        for first in range(0, len(found), size)
    ]
    return Section(_("Patient by patient"), tuple(pictures))


def _alike(n: int) -> int:
    """How many a figure shows, so that all are about as full: rows of three."""
    figures = max(1, -(-n // PER_FIGURE))
    return max(3, 3 * -(-n // (3 * figures)))


def _picture(shown: "Sequence[Profile]", place: int, source: ReportSource) -> Picture:
    draws = () if source.profiles else _places(source.result)

    def draw(style: "FigureStyle") -> "Figure":
        from stats.figures.patient_profiles import patient_profiles

        texts = figures.patient_profiles(source.result.settings.unit, draws)
        return patient_profiles(shown, texts, figures.profile_name, style)

    first, last = shown[0].patient, shown[-1].patient
    title = _("Courses of {first} to {last}").format(first=first, last=last)
    return Picture(f"patients-{place}", title, captions.patient_profiles(first, last), draw)


def _places(result: AnalysisResult) -> tuple[tuple[float, str], ...]:
    return tuple((float(place), draw) for place, draw in enumerate(result.draws))


def _by_draws(source: ReportSource) -> "tuple[Profile, ...]":
    from stats.figures.visit_marks import Profile, ProfilePoint

    return tuple(
        Profile(
            one.patient,
            tuple(ProfilePoint(float(k), p.copper, p.marks) for k, p in enumerate(one.points)),
            tuple(ProfilePoint(float(k), p.madrs) for k, p in enumerate(one.points)),
            tuple(ProfilePoint(float(k), p.ymrs) for k, p in enumerate(one.points)),
            (),
        )
        for one in source.result.series
        if any(point.copper is not None for point in one.points)
    )
