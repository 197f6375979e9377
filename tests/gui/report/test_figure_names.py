"""The longest names, which are the Polish ones, fit under the figures of a narrow column."""

import pytest
from matplotlib.figure import Figure

from gui.words import language
from stats.figures.style import COLUMN, PRINT
from tests.gui.report.conftest import Report
from tests.stats.figures.test_every_figure import drawn_names, texts_in


def kinds(report: Report, style) -> list[tuple[str, Figure]]:
    """One figure of each kind."""
    by_kind = {one.draw.__code__: one for one in reversed(report.document.pictures)}
    with language.speaking(report.document.language):
        return [(one.name, one.draw(style)) for one in by_kind.values()]


@pytest.mark.parametrize("style", [PRINT, COLUMN], ids=["print", "column"])
def test_no_two_names_along_an_axis_touch_in_polish(polish: Report, style):
    found = kinds(polish, style)

    assert len(found) >= 12
    for name, figure in found:
        figure.draw_without_rendering()
        for axes in figure.axes:
            for axis in (axes.xaxis, axes.yaxis):
                boxes = [label.get_window_extent() for label in drawn_names(axis)]
                for place, box in enumerate(boxes):
                    assert not any(box.overlaps(one) for one in boxes[place + 1 :]), name


@pytest.mark.parametrize("style", [PRINT, COLUMN], ids=["print", "column"])
def test_no_polish_word_leaves_the_figure(polish: Report, style):
    for name, figure in kinds(polish, style):
        page = figure.bbox.padded(0.5)
        for text in texts_in(figure):
            box = text.get_window_extent()
            assert page.contains(*box.min), (name, text.get_text())
            assert page.contains(*box.max), (name, text.get_text())
