"""How every figure looks, and how it is saved; all colours and sizes come from here."""

# pyright: reportUnknownMemberType=false
# matplotlib's own hints leave its keyword arguments untyped.

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

import matplotlib
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import Formatter, MaxNLocator

MM_PER_INCH = 25.4
POINTS_PER_MM = 72.0 / MM_PER_INCH
PNG_DPI = 300
GRID_WIDTH = 0.6
_LETTER = 0.54
"""Width of a letter, in sizes of the font."""


class FileFormat(StrEnum):
    """What a figure can be saved as; the value is the suffix."""

    PNG = "png"
    """300 dots an inch."""
    SVG = "svg"
    """With live text."""
    PDF = "pdf"
    """With embedded fonts."""


@dataclass(frozen=True, slots=True)
class FigureStyle:
    """Sizes in mm and points; colours as #rrggbb. The defaults are for print on white.

    Copper is Okabe and Ito's vermilion, darkened until it stands out from white by 4.5 : 1;
    direction is also told by fill and dash, so that greyscale loses nothing.
    """

    width_mm: float = 130.0
    height_mm: float = 82.0
    font_size: float = 9.0
    families: tuple[str, ...] = ("Copperdesk Inter", "Inter", "DejaVu Sans")
    """The first that is installed leads; the others lend the glyphs it lacks."""
    marker_size: float = 5.5
    """Height of a diamond."""
    line_width: float = 0.9
    background: str = "#FFFFFF"
    text: str = "#17212B"
    secondary_text: str = "#465361"
    axis: str = "#788491"
    grid: str = "#D3DAE0"
    falling: str = "#AD4A08"
    rising: str = "#5A6671"
    estimate: str = "#17212B"
    ring: str = "#0067A6"
    """Around values that are marked, such as out of window."""
    second: str = "#0067A6"
    """MADRS, and the second of two groups: Okabe and Ito's blue, darkened."""
    third: str = "#00664D"
    """YMRS: their bluish green, darkened; always with a shape or dash of its own."""
    faint: str = "#8D98A3"
    """One patient among many."""
    band: str = "#E9C9B2"
    """An interval around a copper line."""
    void: str = "#FFFFFF"
    """A cell without a value."""
    tallest_mm: float = 220.0
    """What still fits a page."""

    @property
    def size_in_inches(self) -> tuple[float, float]:
        return self.width_mm / MM_PER_INCH, self.height_mm / MM_PER_INCH

    @property
    def small(self) -> float:
        return self.font_size * 0.9

    def for_crowd(self, n: int) -> "FigureStyle":
        """With smaller diamonds and thinner lines where more than 40 share a panel."""
        if n <= 40:
            return self
        share = max(0.35, (40 / n) ** 0.5)
        return replace(
            self, marker_size=self.marker_size * share, line_width=self.line_width * share
        )

    def for_rows(self, n: int) -> "FigureStyle":
        """Higher, so that each of `n` rows can be named; never higher than a page."""
        needed = 30.0 + n * self.font_size * 0.42
        return replace(self, height_mm=min(self.tallest_mm, max(self.height_mm, needed)))

    def rows_between_names(self, n: int) -> int:
        """1 where every of `n` rows has room for its name, else how many share one."""
        room = max(1.0, (self.height_mm - 30.0) / (self.font_size * 0.38))
        return max(1, -(-n // int(room)))

    def installed_families(self) -> list[str]:
        return list(_installed(self.families, len(font_manager.fontManager.ttflist)))


PRINT = FigureStyle()
"""A page wide enough for a report; still legible when reduced to 85 mm."""

COLUMN = replace(
    PRINT, width_mm=85.0, height_mm=62.0, font_size=7.0, marker_size=4.0, line_width=0.7
)
"""One column of a journal."""


def register_fonts(files: Iterable[Path]) -> None:
    """Make font files known to figures; asked again, nothing happens."""
    known = {Path(font.fname) for font in font_manager.fontManager.ttflist}
    for file in files:
        if file not in known:
            font_manager.fontManager.addfont(file)


@lru_cache(maxsize=8)
def _installed(families: tuple[str, ...], _fonts_known: int) -> tuple[str, ...]:
    known = set(font_manager.get_font_names())
    return tuple(family for family in families if family in known) or ("sans-serif",)


def plain_number(value: float, decimals: int) -> str:
    """With a decimal point and a true minus sign; the program passes its own for its languages."""
    return f"{value:.{decimals}f}".replace("-", "−")


def new_figure(style: FigureStyle) -> Figure:
    return Figure(figsize=style.size_in_inches, facecolor=style.background, layout="constrained")


def dress(
    axes: Axes,
    style: FigureStyle,
    number: Callable[[float, int], str],
    *,
    numeric: Literal["x", "y", "both"] = "y",
    steps: int = 7,
) -> None:
    """Spines, grid and tick labels of one panel.

    `numeric` axes get round numbers as ticks, about `steps` of them.
    """
    frame(axes, style)
    axes.grid(axis=numeric, color=style.grid, linewidth=GRID_WIDTH)
    axes.tick_params(
        colors=style.axis,
        labelcolor=style.secondary_text,
        labelsize=style.small,
        labelfontfamily=style.installed_families(),
        width=0.8,
        length=3.0,
    )
    for axis in ((axes.xaxis, "x"), (axes.yaxis, "y")):
        if numeric in (axis[1], "both"):
            axis[0].set_major_locator(round_steps(steps))
            axis[0].set_major_formatter(_TickFormatter(number))


def frame(axes: Axes, style: FigureStyle) -> None:
    """The two spines of one panel, behind what it shows."""
    axes.set_facecolor(style.background)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(style.axis)
        axes.spines[side].set_linewidth(0.8)
    axes.set_axisbelow(True)


def round_steps(count: int) -> MaxNLocator:
    """Places for ticks: round numbers, about `count` of them."""
    return MaxNLocator(nbins=count, steps=[1, 2, 5, 10])


def wrapped(names: Iterable[str], room_mm: float, style: FigureStyle) -> list[str]:
    """The names under ticks, broken behind a space or a dash where they are wider than their room.

    Widths are reckoned from the number of letters; what stands below a name, such as n, is left
    whole.
    """
    most = max(4, int(room_mm / (_LETTER * style.small / POINTS_PER_MM)))
    parted = [name.partition("\n") for name in names]
    return [_broken(name, most) + line + below for name, line, below in parted]


def _broken(name: str, most: int) -> str:
    found = [""]
    for word in re.findall(r"[^\s–]+[\s–]*", name):
        if found[-1] and len(found[-1]) + len(word.rstrip()) > most:
            found.append("")
        found[-1] += word
    return "\n".join(part.rstrip() for part in found)


def text_options(style: FigureStyle, *, small: bool = False, **more: Any) -> dict[str, Any]:
    """Font and colour of a text, for matplotlib's keyword arguments."""
    return {
        "family": style.installed_families(),
        "size": style.small if small else style.font_size,
        "color": style.text,
        **more,
    }


def marked(figure: Figure, mark: str, style: FigureStyle) -> Figure:
    """`figure` with `mark` above everything, where no panel stands; nothing if it is empty."""
    if mark:
        figure.suptitle(
            mark, x=0.99, ha="right", **text_options(style, small=True, color=style.secondary_text)
        )
    return figure


def save(figure: Figure, path: Path, file_format: FileFormat) -> None:
    """Write `figure` in its own size; the same figure gives the same bytes."""
    metadata: dict[FileFormat, dict[str, Any]] = {
        FileFormat.PNG: {},
        FileFormat.SVG: {"Date": None},
        FileFormat.PDF: {"CreationDate": None},
    }
    fonts: dict[Any, Any] = {
        "svg.fonttype": "none",
        "svg.hashsalt": "copperdesk",
    }
    if file_format is FileFormat.PDF:
        fonts["pdf.fonttype"] = 42 if _has_only_truetype(figure) else 3
    _lay_out(figure)
    with matplotlib.rc_context(fonts):
        figure.savefig(path, format=file_format.value, dpi=PNG_DPI, metadata=metadata[file_format])


def _lay_out(figure: Figure) -> None:
    """Find every panel's place once; else each format would find it again, twice."""
    engine = figure.get_layout_engine()
    if engine is not None:
        figure.set_dpi(PNG_DPI)
        engine.execute(figure)
        figure.set_layout_engine(None)


def as_png(figure: Figure) -> bytes:
    """`figure` in its own size at 300 dots an inch."""
    file = BytesIO()
    figure.savefig(file, format="png", dpi=PNG_DPI)
    return file.getvalue()


def _has_only_truetype(figure: Figure) -> bool:
    """Whether the texts, which are in the fonts of the axes' names, can go into a PDF as TrueType.

    matplotlib 3.11 declares OpenType fonts with CFF outlines as TrueType, which viewers need
    not accept; embedded as Type 3 they are drawn everywhere.
    """
    texts = [axis.label for axes in figure.axes for axis in (axes.xaxis, axes.yaxis)]
    families = {family for text in texts for family in text.get_fontfamily()}
    files = [font.fname for font in font_manager.fontManager.ttflist if font.name in families]
    return all(Path(file).suffix.lower() != ".otf" for file in files)


class _TickFormatter(Formatter):
    """As many decimals as the step between the ticks has."""

    def __init__(self, number: Callable[[float, int], str]) -> None:
        self._number = number
        self._decimals = 0

    def __call__(self, x: float, pos: int | None = None) -> str:
        return self._number(x, self._decimals)

    def format_ticks(self, values: Sequence[float]) -> list[str]:
        step = abs(float(values[1] - values[0])) if len(values) > 1 else 1.0
        exact = (k for k in range(6) if abs(step * 10**k - round(step * 10**k)) < 1e-6)
        self._decimals = next(exact, 6)
        return [self(float(value)) for value in values]
