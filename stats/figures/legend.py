"""What explains the shapes of a figure: a line of signs below it, and rings around values."""

# pyright: reportUnknownMemberType=false
# matplotlib's own hints leave its keyword arguments untyped.

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from stats.figures.style import MM_PER_INCH, FigureStyle
from stats.presence import Mark

MM_PER_POINT = MM_PER_INCH / 72.0

RING_MARKERS = {
    Mark.OUT_OF_WINDOW: "o",
    Mark.BELOW_LOQ: "v",
    Mark.ABOVE_ULOQ: "^",
    Mark.HAEMOLYSED: "s",
}
"""The shape drawn around a marked value."""


def legend_below(
    figure: Figure,
    handles: Sequence[Artist],
    style: FigureStyle,
    *,
    is_laid_out: bool = True,
) -> None:
    """The signs under the panels, as many in a line as the figure is wide.

    Where the figure has no layout engine there must be room for them.
    """
    if handles:
        figure.legend(
            handles=list(handles),
            loc="outside lower left" if is_laid_out else "lower left",
            ncols=_columns(handles, style),
            frameon=False,
            labelcolor=style.secondary_text,
            prop={"family": style.installed_families(), "size": style.small},
            handlelength=1.8,
            columnspacing=1.4,
        )


def height_of_legend_mm(handles: Sequence[Artist], style: FigureStyle) -> float:
    """Of `legend_below`, with the room around it."""
    lines = -(-len(handles) // _columns(handles, style)) if handles else 0
    return (lines * 1.45 + 1.0) * style.font_size * MM_PER_POINT


def _columns(handles: Sequence[Artist], style: FigureStyle) -> int:
    longest = max(len(str(handle.get_label())) for handle in handles)
    widest_mm = (longest * 0.55 + 4.2) * style.font_size * MM_PER_POINT
    return min(max(1, int(style.width_mm / widest_mm)), len(handles))


def sign(style: FigureStyle, label: str, marker: str, colour: str, *, is_filled: bool) -> Line2D:
    """A marker in the legend."""
    return Line2D(
        [],
        [],
        linestyle="none",
        marker=marker,
        markersize=style.marker_size,
        markerfacecolor=colour if is_filled else "none",
        markeredgecolor=colour,
        label=label,
    )


def stroke(style: FigureStyle, label: str, colour: str, dash: Any, width: float = 1.0) -> Line2D:
    """A line in the legend."""
    return Line2D(
        [], [], color=colour, linestyle=dash, linewidth=style.line_width * width, label=label
    )


def area(label: str, colour: str, **looks: Any) -> Patch:
    """A filled piece in the legend."""
    return Patch(facecolor=colour, label=label, **looks)


def ring_signs(used: Iterable[Mark], names: Mapping[Mark, str], style: FigureStyle) -> list[Line2D]:
    """One sign for each mark that is used and has a name."""
    return [
        Line2D(
            [],
            [],
            linestyle="none",
            marker=RING_MARKERS[mark],
            markersize=style.marker_size * 1.6,
            markerfacecolor="none",
            markeredgecolor=style.ring,
            label=names[mark],
        )
        for mark in sorted(set(used) & set(names))
    ]


def draw_rings(axes: Axes, x: float, y: float, marks: Iterable[Mark], style: FigureStyle) -> None:
    """The shapes around one marked value."""
    for mark in sorted(marks):
        axes.scatter(
            [x],
            [y],
            s=(style.marker_size * 2.4) ** 2,
            marker=RING_MARKERS[mark],
            facecolors="none",
            edgecolors=style.ring,
            linewidths=style.line_width * 1.3,
            zorder=4,
        )
