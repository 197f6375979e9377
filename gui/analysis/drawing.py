"""The figure of a question: one function for screen and file; knows no Qt."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gui.analysis.answers import groups, sample, symptoms
from gui.analysis.answers.basis import Basis
from gui.analysis.topics import Question, Topic
from gui.words import analysis as words
from gui.words import figures, language, relation_figures
from gui.words.language import _
from resources import path_of
from stats.outcome import Estimate, NotEstimable, PairedOutcome
from stats.presence import Measure

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from stats.figures.style import FigureStyle

POINTS_PER_PIXEL = 0.75
MM_PER_PIXEL = 25.4 / 96.0


@dataclass(frozen=True, slots=True)
class Look:
    """How a figure looks on screen, in plain values: the style of the theme in use."""

    width: int
    """Pixels of the screen, as is the height, before its pixel ratio."""
    height: int
    ratio: float
    font: float
    """Pixels, as is the marker."""
    marker: float
    family: str
    colours: Mapping[str, str]
    """By the names of `FigureStyle`."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """What a figure is drawn from."""

    question: Question
    basis: Basis
    language: str
    mark: str = ""
    """Written beside the figure in files and on the clipboard, such as that the data is made up."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn figure: 32-bit RGBA pixels, row by row, and where the patients are."""

    pixels: bytes
    width: int
    height: int
    spots: tuple[tuple[str, float, float], ...]
    """Patient, and shares of width and height from the upper left."""


def picture_of(_tell: Callable[[object], None], sketch: Sketch, look: Look) -> Picture:
    """The figure as pixels in the look of the screen."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    from stats.figures.spots import spots_of
    from stats.figures.style import FigureStyle

    colours: dict[str, Any] = dict(look.colours)
    style = FigureStyle(
        width_mm=look.width * MM_PER_PIXEL,
        height_mm=look.height * MM_PER_PIXEL,
        font_size=look.font * POINTS_PER_PIXEL,
        marker_size=look.marker * POINTS_PER_PIXEL,
        families=(look.family, "DejaVu Sans"),
        tallest_mm=2000.0,
        **colours,
    )
    figure = figure_of(sketch, style)
    figure.set_dpi(96.0 * look.ratio)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    width, height = canvas.get_width_height()
    spots = tuple((spot.patient, spot.x, spot.y) for spot in spots_of(figure))
    return Picture(bytes(canvas.buffer_rgba()), width, height, spots)


def save_figure(_tell: Callable[[object], None], sketch: Sketch, path: Path) -> None:
    """The figure in its light print style; the suffix of `path` says the format.

    Raises OSError if it cannot be written.
    """
    from stats.figures.style import PRINT, FileFormat, marked, save

    figure = marked(figure_of(sketch, PRINT), sketch.mark, PRINT)
    save(figure, path, FileFormat(path.suffix.lower().removeprefix(".")))


def png_of(_tell: Callable[[object], None], sketch: Sketch) -> bytes:
    """The figure in its light print style, 300 dpi, for the clipboard."""
    from stats.figures.style import PRINT, as_png, marked

    return as_png(marked(figure_of(sketch, PRINT), sketch.mark, PRINT))


def figure_of(sketch: Sketch, style: "FigureStyle") -> "Figure":
    register_own_fonts()
    with language.speaking(sketch.language):
        return _FIGURES[sketch.question.topic](sketch.question, sketch.basis, style)


def register_own_fonts() -> None:
    """Let figures use the fonts of the window."""
    from stats.figures.style import register_fonts

    register_fonts(sorted(path_of("fonts").glob("*.[ot]tf")))


def _comparison(question: Question, basis: Basis, style: "FigureStyle") -> "Figure":
    result = basis.result
    found = next(one for one in result.primary if one.comparison == question.comparison)
    return _paired(found, basis, style)


def _exploration(question: Question, basis: Basis, style: "FigureStyle") -> "Figure":
    found = next(one for one in basis.result.exploratory if one.asked == question.exploration)
    return _paired(found.outcome, basis, style)


def _paired(outcome: PairedOutcome, basis: Basis, style: "FigureStyle") -> "Figure":
    from stats.figures.paired_change import paired_change

    return paired_change(outcome, figures.paired_change(outcome, basis.unit), style)


def _over_draws(question: Question, basis: Basis, style: "FigureStyle") -> "Figure":
    from stats.figures.copper_course import copper_course

    means = _means(question.measure, basis)
    is_model = basis.over_draws(question.measure).leading_model is not None
    told = _("model mean, {ci}") if is_model else _("mean, {ci}")
    told = told.format(ci=words.ci(basis.alpha))
    texts = figures.copper_course(basis.unit, told, question.measure)
    series = basis.result.rating_series or basis.series
    if question.measure is Measure.COPPER:
        series = basis.series
    if question.measure is not Measure.COPPER:
        series = tuple(
            replace(
                one,
                points=tuple(
                    replace(point, copper=getattr(point, question.measure.value), marks=frozenset())
                    for point in one.points
                ),
            )
            for one in series
        )
    return copper_course(series, means, basis.infusions, texts, style)


def _means(measure: Measure, basis: Basis) -> dict[str, Estimate]:
    """Of the model that leads, else of all who have the draw."""
    model = basis.over_draws(measure).leading_model
    if model is not None:
        return {one.draw: one.mean for one in model.means}
    return {
        one.draw: one.description.mean_ci
        for one in basis.result.descriptives
        if one.measure is measure
        and not isinstance(one.description, NotEstimable)
        and one.description.mean_ci is not None
    }


def _every_pair(_question: Question, basis: Basis, style: "FigureStyle") -> "Figure":
    from stats.figures.forest import forest_of_pairs

    result = basis.result
    planned = result.settings.comparisons
    return forest_of_pairs(result.pairwise, figures.forest(result), style, planned=planned)


def _changes(question: Question, basis: Basis, style: "FigureStyle") -> "Figure":
    from stats.figures.change_against_change import change_against_change

    found = symptoms.correlation_of(question, basis)
    return change_against_change(
        found, relation_figures.change_against_change(found, basis.unit), style
    )


def _within(question: Question, basis: Basis, style: "FigureStyle") -> "Figure":
    from stats.figures.within_patients import within_patients

    found = symptoms.within_of(question, basis)
    return within_patients(found, relation_figures.within_patients(found, basis.unit), style)


def _groups(question: Question, basis: Basis, style: "FigureStyle") -> "Figure":
    from stats.figures.groups import groups as drawn

    if question.topic is Topic.RESPONDERS:
        found = basis.result.response.copper_change
    else:
        found = groups.leading_of(groups.of_grouping(question, basis))
    texts = relation_figures.groups(found, basis.unit)
    return drawn([found], texts, style, marks_zero=found.quantity.is_change)


def _response(_question: Question, basis: Basis, style: "FigureStyle") -> "Figure":
    from stats.figures.waterfall import waterfall

    response = basis.result.response
    return waterfall(response.courses, relation_figures.waterfall(response), style)


def _other_ways(question: Question, basis: Basis, style: "FigureStyle") -> "Figure":
    from stats.figures.leave_one_out import leave_one_out

    found = sample.sensitivity_of(question, basis)
    outcome = next(one for one in basis.result.primary if one.comparison == question.comparison)
    texts = relation_figures.leave_one_out(outcome, basis.unit)
    return leave_one_out(outcome, found.without_one, texts, style, alpha=basis.alpha)


def _missing(_question: Question, basis: Basis, style: "FigureStyle") -> "Figure":
    from stats.figures.missing_map import missing_map

    result = basis.result
    texts = figures.missing_map(len(result.patients))
    return missing_map(result.series, result.draws, texts, style)


_FIGURES: dict[Topic, Callable[[Question, Basis, "FigureStyle"], "Figure"]] = {
    Topic.COMPARISON: _comparison,
    Topic.EXPLORATORY: _exploration,
    Topic.ALL_DRAWS: _over_draws,
    Topic.EVERY_PAIR: _every_pair,
    Topic.CHANGES: _changes,
    Topic.WITHIN_PATIENTS: _within,
    Topic.GROUPS: _groups,
    Topic.RESPONDERS: _groups,
    Topic.RESPONSE: _response,
    Topic.OTHER_WAYS: _other_ways,
    Topic.MISSING: _missing,
}
