import struct
import subprocess
import sys
from dataclasses import replace

import pytest
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.text import Text

from stats.comparison import compare
from stats.figures.beeswarm import beeswarm
from stats.figures.paired_change import PairedChangeTexts, paired_change
from stats.figures.style import COLUMN, PRINT, FileFormat, save
from stats.plan import analyse_tables
from stats.presence import Mark
from stats.settings import AnalysisSettings, Comparison, Test
from stats.tables import read_tables
from tests.stats.gold import STUDY_A

OUTCOME = analyse_tables(read_tables(*STUDY_A)).primary[0]
TEXTS = PairedChangeTexts(
    value_axis="Serum copper, µg/dL",
    change_axis="Change, µg/dL",
    earlier="Baseline\nn = 22",
    later="After infusion 5\nn = 22",
    patients="Patients\nn = 22",
    estimate="Estimate\n95% CI",
    marks={Mark.OUT_OF_WINDOW: "out of window"},
)
DEJAVU = replace(PRINT, families=("DejaVu Sans",))


def texts_of(figure):
    figure.draw_without_rendering()
    return {text.get_text() for text in figure.findobj(match=Text) if text.get_visible()}


def test_every_patient_has_a_line_dashed_if_copper_rose():
    left, _ = paired_change(OUTCOME, TEXTS).axes
    falling, rising, unchanged = (
        drawn for drawn in left.collections if isinstance(drawn, LineCollection)
    )

    assert (len(falling.get_segments()), len(rising.get_segments())) == (18, 4)
    assert len(unchanged.get_segments()) == 0
    assert falling.get_linestyles()[0][1] is None
    assert rising.get_linestyles()[0][1] is not None


def test_the_earlier_diamonds_are_hollow_and_the_later_filled():
    left, _ = paired_change(OUTCOME, TEXTS).axes
    earlier, later = (d for d in left.collections if isinstance(d, PathCollection))

    assert [tuple(spot) for spot in earlier.get_offsets()] == [
        (0.0, p.earlier) for p in OUTCOME.pairs
    ]
    assert [tuple(spot) for spot in later.get_offsets()] == [(1.0, p.later) for p in OUTCOME.pairs]
    assert tuple(earlier.get_facecolors()[0][:3]) == (1.0, 1.0, 1.0)
    assert tuple(later.get_facecolors()[0]) == tuple(later.get_edgecolors()[0])


def test_medians_estimate_and_ticks_are_written():
    found = texts_of(paired_change(OUTCOME, TEXTS))

    assert {"102.9", "98.1", "−5.1", "Baseline\nn = 22", "Estimate\n95% CI"} <= found
    assert {"−15", "−10", "−5", "0"} <= found


def test_the_estimate_is_that_of_the_test_shown_first():
    by_t = replace(OUTCOME, test=Test.PAIRED_T)

    assert "−4.9" in texts_of(paired_change(by_t, TEXTS))


def test_numbers_are_written_by_the_callers_rule():
    polish = replace(
        TEXTS, number=lambda value, decimals: f"{value:.{decimals}f}".replace(".", ",")
    )

    assert "102,9" in texts_of(paired_change(OUTCOME, polish))


def test_marked_values_are_ringed_and_explained():
    first, *others = OUTCOME.pairs
    marked = replace(first, later_marks=frozenset({Mark.OUT_OF_WINDOW}))
    figure = paired_change(replace(OUTCOME, pairs=(marked, *others)), TEXTS)

    assert "out of window" in texts_of(figure)
    assert "out of window" not in texts_of(paired_change(OUTCOME, TEXTS))
    ring = figure.axes[0].collections[-1]
    assert [tuple(spot) for spot in ring.get_offsets()] == [(1.0, first.later)]


def test_a_comparison_without_patients_is_an_empty_figure():
    nobody = compare(Comparison("baseline", "inf5"), {}, {}, AnalysisSettings())

    assert "Serum copper, µg/dL" in texts_of(paired_change(nobody, TEXTS))


@pytest.mark.parametrize("style", [PRINT, COLUMN])
def test_a_png_has_300_dots_an_inch(tmp_path, style):
    save(paired_change(OUTCOME, TEXTS, style), tmp_path / "figure.png", FileFormat.PNG)

    width, height = struct.unpack(">II", (tmp_path / "figure.png").read_bytes()[16:24])

    assert width == pytest.approx(style.width_mm / 25.4 * 300, abs=1)
    assert height == pytest.approx(style.height_mm / 25.4 * 300, abs=1)


def test_an_svg_holds_live_text_and_is_the_same_twice(tmp_path):
    for name in ("one.svg", "two.svg"):
        save(paired_change(OUTCOME, TEXTS), tmp_path / name, FileFormat.SVG)

    svg = (tmp_path / "one.svg").read_text(encoding="utf-8")

    assert "Serum copper, µg/dL</text>" in svg
    assert svg == (tmp_path / "two.svg").read_text(encoding="utf-8")


def test_a_pdf_embeds_its_fonts_as_truetype(tmp_path):
    save(paired_change(OUTCOME, TEXTS, DEJAVU), tmp_path / "figure.pdf", FileFormat.PDF)

    pdf = (tmp_path / "figure.pdf").read_bytes()

    assert b"/FontFile2" in pdf
    assert b"/Type3" not in pdf


def test_drawing_and_saving_never_imports_pyplot(tmp_path):
    program = f"""
import sys
from tests.stats.test_paired_change_figure import *
save(paired_change(OUTCOME, TEXTS), {str(tmp_path / "figure.pdf")!r}, FileFormat.PDF)
assert "matplotlib.pyplot" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], check=True)


def test_no_two_diamonds_of_a_swarm_touch_while_there_is_room():
    values = [0.0, 0.1, 0.1, 0.2, 0.9, 1.0]
    places = beeswarm(values, room_x=0.1, room_y=0.3, widest=0.5)
    spots = list(zip(places, values, strict=True))

    for place, (x, y) in enumerate(spots):
        for other_x, other_y in spots[place + 1 :]:
            assert ((x - other_x) / 0.1) ** 2 + ((y - other_y) / 0.3) ** 2 >= 1.0 - 1e-9
    assert max(map(abs, places)) <= 0.5


def test_a_swarm_without_room_stays_within_its_column():
    places = beeswarm([1.0] * 50, room_x=0.1, room_y=0.3, widest=0.2)

    assert max(map(abs, places)) <= 0.2 + 1e-9
