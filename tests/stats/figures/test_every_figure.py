"""What holds for every figure: words inside the page, live text, embedded fonts, grey enough."""

import re
from dataclasses import replace

import numpy as np
import pytest
from matplotlib.axis import Axis
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.text import Text

from stats.figures.style import COLUMN, PRINT, FileFormat, save
from tests.stats.figures.inputs import FIGURES

DEJAVU = replace(PRINT, families=("DejaVu Sans",))


@pytest.fixture(scope="module", params=list(FIGURES))
def name(request):
    return request.param


def drawn_names(axis: Axis) -> list[Text]:
    """The tick labels within the limits of the axis; matplotlib keeps others that are not drawn."""
    low, high = sorted(axis.get_view_interval())
    ticks = [tick for tick in axis.get_major_ticks() if low <= tick.get_loc() <= high]
    return [tick.label1 for tick in ticks if tick.label1.get_visible() and tick.label1.get_text()]


def texts_in(figure: Figure) -> list[Text]:
    figure.draw_without_rendering()
    axes_of_all = [axis for axes in figure.axes for axis in (axes.xaxis, axes.yaxis)]
    names = {label for axis in axes_of_all for label in axis.get_ticklabels()}
    names |= {tick.label2 for axis in axes_of_all for tick in axis.get_major_ticks()}
    names |= {tick.label1 for axis in axes_of_all for tick in axis.get_major_ticks()}
    drawn = [label for axis in axes_of_all for label in drawn_names(axis)]
    others = [text for text in figure.findobj(match=Text) if text not in names]
    return [*drawn, *(text for text in others if text.get_visible() and text.get_text().strip())]


@pytest.mark.parametrize("style", [PRINT, COLUMN], ids=["print", "column"])
def test_no_word_leaves_the_page(name, style):
    figure = FIGURES[name](style)
    page = figure.bbox.padded(0.5)

    outside = [
        text.get_text()
        for text in texts_in(figure)
        if not (page.contains(*text.get_window_extent().min)
                and page.contains(*text.get_window_extent().max))
    ]  # fmt: skip

    assert outside == []


@pytest.mark.parametrize("style", [PRINT, COLUMN], ids=["print", "column"])
def test_the_names_along_an_axis_do_not_touch(name, style):
    figure = FIGURES[name](style)
    figure.draw_without_rendering()

    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            boxes = [label.get_window_extent() for label in drawn_names(axis)]
            for place, box in enumerate(boxes):
                assert not any(box.overlaps(other) for other in boxes[place + 1 :])


def test_every_figure_names_n(name):
    assert any(re.search(r"\bn = \d+", text.get_text()) for text in texts_in(FIGURES[name](PRINT)))


def test_an_svg_holds_every_word_as_text_and_is_the_same_twice(name, tmp_path):
    for file in ("one.svg", "two.svg"):
        save(FIGURES[name](PRINT), tmp_path / file, FileFormat.SVG)
    svg = (tmp_path / "one.svg").read_text(encoding="utf-8")

    assert svg == (tmp_path / "two.svg").read_text(encoding="utf-8")
    axis = next(axes.get_ylabel() or axes.get_xlabel() for axes in FIGURES[name](PRINT).axes)
    assert f">{axis.splitlines()[0]}</text>" in svg or f">{axis.splitlines()[0]}<" in svg


def test_a_pdf_embeds_its_fonts_as_truetype(name, tmp_path):
    save(FIGURES[name](DEJAVU), tmp_path / "figure.pdf", FileFormat.PDF)
    pdf = (tmp_path / "figure.pdf").read_bytes()

    assert b"/FontFile2" in pdf
    assert b"/Type3" not in pdf


def test_the_bytes_of_a_pdf_and_a_png_do_not_change(name, tmp_path):
    for kind in (FileFormat.PDF, FileFormat.PNG):
        for file in ("one", "two"):
            save(FIGURES[name](COLUMN), tmp_path / file, kind)
        assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def lightness(colour: str) -> float:
    """CIE L* of a colour, as a greyscale print shows it."""
    channels = np.asarray(to_rgb(colour))
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    y = float(linear @ np.asarray([0.2126, 0.7152, 0.0722]))
    return 116.0 * y ** (1 / 3) - 16.0 if y > 0.008856 else 903.3 * y


def test_what_is_drawn_stands_out_from_paper_in_greyscale():
    drawn = (PRINT.falling, PRINT.rising, PRINT.estimate, PRINT.ring, PRINT.second, PRINT.third)

    assert all(lightness(PRINT.background) - lightness(colour) >= 45.0 for colour in drawn)


def test_a_line_of_the_model_is_darker_than_the_patients_around_it():
    assert lightness(PRINT.faint) - lightness(PRINT.falling) >= 15.0


def test_an_interval_is_seen_on_paper_and_under_a_line():
    for fill in (PRINT.band, PRINT.grid):
        assert lightness(PRINT.background) - lightness(fill) >= 10.0
        assert lightness(fill) - lightness(PRINT.falling) >= 30.0
