"""The figure's caption and colours on screen; its words are in `gui.words.figures`."""

from typing import TYPE_CHECKING

from gui.theme import FONT_FAMILY, app_theme
from gui.words import captions
from gui.words.language import _
from stats.outcome import PairedOutcome

if TYPE_CHECKING:
    from stats.figures.style import FigureStyle

MM_PER_INCH = 25.4
SCREEN_DPI = 96.0
POINTS_PER_PIXEL = 0.75


def caption(outcome: PairedOutcome) -> str:
    """What the figure shows: n, marks, interval."""
    return _("Figure. {caption}").format(caption=captions.paired_change(outcome))


def screen_style(width: int, height: int) -> "FigureStyle":
    """The figure's style in the theme on screen, for an area of so many pixels."""
    from stats.figures.style import FigureStyle

    theme = app_theme()
    colors = theme.colors
    return FigureStyle(
        width_mm=width / SCREEN_DPI * MM_PER_INCH,
        height_mm=height / SCREEN_DPI * MM_PER_INCH,
        font_size=theme.px(12) * POINTS_PER_PIXEL,
        families=(FONT_FAMILY, "DejaVu Sans"),
        marker_size=theme.px(8) * POINTS_PER_PIXEL,
        background=colors.surface.name(),
        text=colors.text.name(),
        secondary_text=colors.text_secondary.name(),
        axis=colors.control_border.name(),
        grid=colors.divider.name(),
        falling=colors.copper.name(),
        rising=colors.missed.name(),
        estimate=colors.text.name(),
        ring=colors.infusion.name(),
        second=colors.infusion.name(),
        third=colors.rating.name(),
        faint=colors.control_border.name(),
        band=colors.copper_fill.name(),
        void=colors.surface.name(),
    )
