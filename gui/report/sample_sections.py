"""Sections on who was studied: the patients, every draw, and what is missing."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gui.report.document import Block, Paragraph, Picture, Section, Table
from gui.report.source import ReportSource
from gui.words import analysis as words
from gui.words import analysis_tables as tables
from gui.words import captions, figures, patient_groups
from gui.words import report as report_words
from gui.words.language import _
from gui.words.patient_characteristics import characteristics
from stats.analysis_result import AnalysisResult
from stats.outcome import Estimate, NotEstimable
from stats.presence import Measure

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from stats.figures.style import FigureStyle


def patients(source: ReportSource) -> Section:
    if not source.patients:
        return Section(_("Patients"), ())
    heading, rows = characteristics(source.patients)
    return Section(_("Patients"), (Table("patients", _("Patients"), heading, rows),))


def over_draws(source: ReportSource) -> Section:
    """Copper and both scales at every draw, and the course of copper."""
    result = source.result
    names = {
        Measure.COPPER: _("Serum copper by draw"),
        Measure.MADRS: _("MADRS by visit"),
        Measure.YMRS: _("YMRS by visit"),
    }
    blocks: list[Block] = []
    for measure, title in names.items():
        heading, rows = tables.by_draw(result, measure)
        if rows and (measure is Measure.COPPER or any(row[1] != "0" for row in rows)):
            blocks.append(Table(f"{measure.value}-by-draw", title, heading, rows))
    if any(one.points for one in result.series):
        modelled = bool(_model_means(result))
        ci = words.ci(result.settings.alpha)
        mean = (_("model mean, {ci}") if modelled else _("mean, {ci}")).format(ci=ci)
        shown = (
            _("the mean of the model of all available values, with its {ci}")
            if modelled
            else _("the mean of all who have the draw, with its {ci} by t")
        ).format(ci=ci)
        blocks.insert(
            1,
            Picture(
                "copper-over-draws",
                _("Copper over all draws"),
                captions.copper_course(result, shown),
                lambda style: _course(source, mean, style),
            ),
        )
    return Section(_("All draws"), tuple(blocks))


def missing(source: ReportSource) -> Section:
    return Section(_("Missing values"), tuple(_missing(source)))


def _missing(source: ReportSource) -> Iterator[Block]:
    result = source.result
    yield Paragraph(report_words.complete(len(result.complete), len(result.patients)))
    if result.unscheduled:
        yield Paragraph(report_words.unscheduled(len(result.unscheduled)))
    table = _missing_table(result)
    if table.rows:
        yield table
    completers = result.missingness.completers
    if any(one.failure is None for one in completers):
        heading, rows = patient_groups.table(completers, result.settings.unit)
        title = _("Baseline of the patients with every draw, and of the others")
        yield Table("completers", title, heading, rows, frozenset({0, 1}))
    if result.series:
        yield Picture(
            "missing-values",
            _("Which values count"),
            captions.missing_map(result),
            lambda style: _map(result, style),
        )
    if source.lanes:
        yield Picture(
            "visits",
            _("Infusions, draws and ratings"),
            captions.swimmer(len(source.lanes)),
            lambda style: _swimmer(source, style),
        )


def _missing_table(result: AnalysisResult) -> Table:
    rows: list[tuple[str, ...]] = []
    for one in result.descriptives:
        if one.measure is Measure.COPPER:
            reasons: dict[str, list[str]] = {}
            for patient in one.missing:
                reasons.setdefault(words.missing_reason(patient.reason), []).append(patient.patient)
            rows += [
                (words.draw_heading(one.draw), reason, str(len(codes)), ", ".join(codes))
                for reason, codes in reasons.items()
            ]
    return Table(
        "missing-copper",
        _("Missing copper values, by draw and reason"),
        (_("Draw"), _("Reason"), "n", _("Patients")),
        tuple(rows),
        text_columns=frozenset({0, 1, 3}),
    )


def _course(source: ReportSource, mean: str, style: "FigureStyle") -> "Figure":
    from stats.figures.copper_course import copper_course

    result = source.result
    texts = figures.copper_course(result.settings.unit, mean)
    return copper_course(result.series, _means(result), source.infusions, texts, style)


def _model_means(result: AnalysisResult) -> dict[str, Estimate]:
    """Of the leading model of copper over all draws; empty where none could be fitted."""
    copper = next((one for one in result.omnibus if one.measure is Measure.COPPER), None)
    model = None if copper is None else copper.leading_model
    return {} if model is None else {one.draw: one.mean for one in model.means}


def _means(result: AnalysisResult) -> dict[str, Estimate]:
    modelled = _model_means(result)
    if modelled:
        return modelled
    found: dict[str, Estimate] = {}
    for one in result.descriptives:
        described = one.description
        if one.measure is not Measure.COPPER or isinstance(described, NotEstimable):
            continue
        if described.mean_ci is not None:
            found[one.draw] = described.mean_ci
    return found


def _map(result: AnalysisResult, style: "FigureStyle") -> "Figure":
    from stats.figures.missing_map import missing_map

    return missing_map(
        result.series, result.draws, figures.missing_map(len(result.patients)), style
    )


def _swimmer(source: ReportSource, style: "FigureStyle") -> "Figure":
    from stats.figures.swimmer import swimmer

    return swimmer(source.lanes, figures.swimmer(len(source.lanes)), style)
