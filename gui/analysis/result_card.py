"""The result of one question, in its fixed order: sentence, tables, figure, checks, who."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.analysis.beside_figure import BesideFigure
from gui.analysis.calculation import Picture, render
from gui.analysis.fact_table import Facts, FactTable
from gui.analysis.figure_texts import SCREEN_DPI, caption, screen_style
from gui.analysis.figure_view import FigureView
from gui.theme import app_theme
from gui.widgets.buttons import LinkButton, PlainButton
from gui.widgets.card import Badge, Card, Line
from gui.widgets.label import IconLabel, Label
from gui.words import analysis as words
from gui.words import analysis_tables as tables
from gui.words import figures
from gui.words.language import _
from gui.words.numbers import number
from stats.analysis_result import AnalysisResult
from stats.outcome import PairedOutcome
from stats.presence import Measure


class ResultCard(Card):
    """One comparison, or the sample by draw."""

    patient_asked = Signal(str)
    """The person wants to see this patient."""
    copy_asked = Signal()
    save_figure_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margin=20, spacing=8, parent=parent)
        self._headline = Label("", "heading", wraps=True)
        self._summary = Label("", "medium", "secondary", wraps=True)
        self._outdated = Badge(_("Out of date"), "warning")
        self._outdated.hide()
        self._copy = PlainButton(_("Copy"), icon_name="copy")
        self._copy.setToolTip(_("Copy the sentences and tables for Word or Excel"))
        self._copy.clicked.connect(self.copy_asked)
        self._save = PlainButton(_("Save figure…"), icon_name="image")
        self._save.clicked.connect(self.save_figure_asked)
        self._counts = Label("", wraps=True)
        self._published = Label("", "small", "secondary", wraps=True)
        self._tables = [FactTable() for _measure in range(3)]
        self._further = Label("", "small", "secondary", wraps=True)
        self._figure = FigureView()
        self._caption = Label("", "small", "secondary", wraps=True)
        self._beside = BesideFigure()
        self._beside.patient_asked.connect(self.patient_asked)
        self._method_line = Label("", "small", "secondary", wraps=True)
        self._method_button = LinkButton(_("Method and references"))
        self._method_button.setCheckable(True)
        self._method = Label("", "small", "secondary", wraps=True)
        self._method.hide()
        self._method_button.toggled.connect(self._method.setVisible)
        for label in (self._headline, self._summary, self._counts, self._method):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lay_out()

    @property
    def headline(self) -> str:
        return self._headline.text()

    @property
    def summary(self) -> str:
        return self._summary.text()

    @property
    def is_drawn(self) -> bool:
        return self._figure.is_drawn

    def mark_outdated(self, *, outdated: bool) -> None:
        """The data changed since this was computed."""
        self._outdated.setVisible(outdated)

    def show_comparison(
        self, outcome: PairedOutcome, result: AnalysisResult, *, matches_protocol: bool
    ) -> None:
        unit = result.settings.unit
        estimable = outcome.failure is None
        self._headline.setText(words.headline(outcome, result.settings.alpha))
        self._summary.setText(words.summary(outcome, unit))
        self._counts.setText(words.counts(outcome) if estimable else "")
        self._published.setText(words.published(outcome.published.p) if outcome.published else "")
        self._tables[0].show_facts(Facts(*tables.descriptives(outcome, unit)))
        self._tables[1].show_facts(Facts(*tables.tests(outcome, unit)))
        self._further.setText(tables.further(outcome))
        self._beside.show_outcome(outcome)
        self._caption.setText(caption(outcome))
        self._method_line.setText(
            _method_line(outcome, result.settings.alpha, matches_protocol=matches_protocol)
        )
        self._method.setText("\n".join(tables.method(outcome, result)))
        self._show_parts(comparison=True, estimable=estimable)
        if estimable:
            self._figure.show_figure(_render_of(outcome, result), caption(outcome))
        else:
            self._figure.clear()

    def show_sample(self, result: AnalysisResult) -> None:
        complete = len(result.complete)
        self._headline.setText(_("Copper, MADRS and YMRS at every draw"))
        self._summary.setText(
            _("{patients}, {complete} with copper at every draw").format(
                patients=words.patients(len(result.patients)), complete=complete
            )
        )
        self._counts.setText(
            _(
                "Each row counts the patients who have the value. "
                "Scores are those read nearest to the draw."
            )
        )
        self._published.setText("")
        for table, measure in zip(self._tables, Measure, strict=True):
            heading, rows = tables.by_draw(result, measure)
            name = {
                Measure.COPPER: _("Copper"),
                Measure.MADRS: "MADRS",
                Measure.YMRS: "YMRS",
            }[measure]
            table.show_facts(Facts((f"{name}, {heading[0]}", *heading[1:]), rows))
        self._figure.clear()
        self._show_parts(comparison=False, estimable=True)

    def _show_parts(self, *, comparison: bool, estimable: bool) -> None:
        self._published.setVisible(bool(self._published.text()))
        self._counts.setVisible(bool(self._counts.text()))
        self._tables[0].setVisible(estimable)
        self._tables[1].setVisible(estimable)
        self._tables[2].setVisible(not comparison)
        self._further.setVisible(comparison and estimable)
        self._figure.setVisible(comparison and estimable)
        self._caption.setVisible(comparison and estimable)
        self._beside.setVisible(comparison)
        self._save.setVisible(comparison and estimable)
        for widget in (self._method_line, self._method_button, self._method_icon):
            widget.setVisible(comparison and estimable)
        self._method.setVisible(comparison and estimable and self._method_button.isChecked())

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        sentences = QVBoxLayout()
        sentences.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._headline, 1)
        head.addWidget(self._outdated, 0, Qt.AlignmentFlag.AlignTop)
        sentences.addLayout(head)
        sentences.addWidget(self._summary)
        top.addLayout(sentences, 1)
        top.addSpacing(12)
        top.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._save, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(top)
        self.body.addWidget(self._counts)
        self.body.addWidget(self._published)
        self.body.addWidget(Line())
        for table in self._tables:
            self.body.addWidget(table)
        self.body.addWidget(self._further)
        middle = QHBoxLayout()
        middle.setSpacing(20)
        drawn = QVBoxLayout()
        drawn.setSpacing(6)
        drawn.addWidget(self._figure)
        drawn.addWidget(self._caption)
        drawn.addStretch(1)
        middle.addLayout(drawn, 1)
        middle.addWidget(self._beside)
        self.body.addLayout(middle)
        self.body.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self._method_icon = IconLabel("info", "link")
        foot.addWidget(self._method_icon)
        foot.addWidget(self._method_line, 1)
        foot.addWidget(self._method_button)
        self.body.addLayout(foot)
        self.body.addWidget(self._method)
        self._fit()
        app_theme().changed.connect(self._fit)

    def _fit(self) -> None:
        self._beside.setFixedWidth(app_theme().px(272))


def _render_of(
    outcome: PairedOutcome, result: AnalysisResult
) -> Callable[[QSize, float], Callable[[], Picture]]:
    unit = result.settings.unit

    def at(size: QSize, ratio: float) -> Callable[[], Picture]:
        width, height = size.width(), size.height()

        def work() -> Picture:
            return render(
                outcome,
                figures.paired_change(outcome, unit),
                screen_style(width, height),
                dots_per_inch=SCREEN_DPI * ratio,
            )

        return work

    return at


def _method_line(outcome: PairedOutcome, alpha: float, *, matches_protocol: bool) -> str:
    settings = (
        _("Settings match the study protocol.")
        if matches_protocol
        else _("Settings differ from the study protocol.")
    )
    told = _("Method: {test}, two-sided, {level} level, Holm-adjusted. {settings}").format(
        test=words.test(outcome.test), level=number(alpha, 2), settings=settings
    )
    return " ".join([told, *(words.note(note) for note in outcome.notes)])
