"""The figure's words and colours: in the language and theme of the window, or for print."""

from typing import TYPE_CHECKING

from gui.theme import FONT_FAMILY, app_theme
from gui.words import analysis as words
from gui.words.language import _
from gui.words.numbers import number
from stats.outcome import PairedOutcome
from stats.presence import Mark
from stats.settings import Test, Unit

if TYPE_CHECKING:
    from stats.figures.paired_change import PairedChangeTexts
    from stats.figures.style import FigureStyle

MM_PER_INCH = 25.4
SCREEN_DPI = 96.0
POINTS_PER_PIXEL = 0.75


def texts_of(outcome: PairedOutcome, unit: Unit) -> "PairedChangeTexts":
    from stats.figures.paired_change import PairedChangeTexts

    count = _("n = {count}").format(count=outcome.n)
    estimate = _("Hodges–Lehmann") if outcome.test is Test.SIGNED_RANK else _("Mean change")
    return PairedChangeTexts(
        value_axis=_("Serum copper, {unit}").format(unit=words.unit(unit)),
        change_axis=_("Change, {unit}").format(unit=words.unit(unit)),
        earlier=f"{words.draw_heading(outcome.comparison.earlier)}\n{count}",
        later=f"{words.draw_heading(outcome.comparison.later)}\n{count}",
        patients=f"{_('Patients')}\n{count}",
        estimate=f"{estimate}\n{_('95% CI')}",
        marks={
            Mark.OUT_OF_WINDOW: _("out of window"),
            Mark.BELOW_LOQ: _("below LOQ"),
            Mark.ABOVE_ULOQ: _("above the upper limit"),
            Mark.HAEMOLYSED: _("haemolysed"),
        },
        number=number,
        decimals=words.decimals(unit),
    )


def caption(outcome: PairedOutcome) -> str:
    """What the figure shows: n, marks, interval."""
    estimate = (
        _("the Hodges–Lehmann estimate with its exact 95% CI")
        if outcome.test is Test.SIGNED_RANK
        else _("the mean change with its 95% CI")
    )
    return _(
        "Figure. Left: one line per patient ({patients}), {earlier} to {later}; dashed lines rose; "
        "bars are medians. Right: change per patient, open marks rose, and {estimate}."
    ).format(
        patients=words.patients(outcome.n),
        earlier=_lower(words.draw_heading(outcome.comparison.earlier)),
        later=_lower(words.draw_heading(outcome.comparison.later)),
        estimate=estimate,
    )


def _lower(heading: str) -> str:
    return heading[:1].lower() + heading[1:]


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
    )
