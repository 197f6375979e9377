"""The result of one question, in its fixed order: sentence, tables, figure, checks, who."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from gui.analysis.answer import Answer, Facts
from gui.analysis.beside_figure import BesideFigure
from gui.analysis.drawing import Sketch
from gui.analysis.fact_table import FactTable
from gui.analysis.figure_view import FigureView
from gui.theme import app_theme
from gui.widgets.buttons import LinkButton, PlainButton
from gui.widgets.card import Badge, Card, Line
from gui.widgets.label import IconLabel, Label
from gui.words.language import _

BESIDE = 272
"""Width of the checks beside the figure."""
SIDE_BY_SIDE_FROM = 760
"""Narrower, the checks stand below the figure, and the buttons below the sentences."""


class ResultCard(Card):
    """Shows one answer; decides nothing."""

    patient_asked = Signal(str)
    """The person wants to see this patient."""
    copy_asked = Signal()
    copy_figure_asked = Signal()
    save_figure_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margin=20, spacing=8, parent=parent)
        self._answer: Answer | None = None
        self._headline = Label("", "heading", wraps=True)
        self._summary = Label("", "medium", "secondary", wraps=True)
        self._outdated = Badge(_("Out of date"), "warning")
        self._exploratory = Badge(_("Exploratory"), "info")
        self._copy = PlainButton(_("Copy"), icon_name="copy")
        self._copy.setToolTip(_("Copy the sentences and tables for Word or Excel"))
        self._copy.clicked.connect(self.copy_asked)
        self._copy_figure = PlainButton(_("Copy figure"), icon_name="image")
        self._copy_figure.clicked.connect(self.copy_figure_asked)
        self._save = PlainButton(_("Save figure…"), icon_name="download")
        self._save.clicked.connect(self.save_figure_asked)
        self._told = Label("", wraps=True)
        self._published = Label("", "small", "secondary", wraps=True)
        self._tables: list[FactTable] = []
        self._further = Label("", "small", "secondary", wraps=True)
        self._figure = FigureView()
        self._figure.patient_asked.connect(self.patient_asked)
        self._caption = Label("", "small", "secondary", wraps=True)
        self._beside = BesideFigure()
        self._beside.patient_asked.connect(self.patient_asked)
        self._method_icon = IconLabel("info", "link")
        self._method_line = Label("", "small", "secondary", wraps=True)
        self._method_button = LinkButton(_("Method and references"))
        self._method_button.setCheckable(True)
        self._method = Label("", "small", "secondary", wraps=True)
        self._method.hide()
        self._method_button.toggled.connect(self._method.setVisible)
        for label in (self._headline, self._summary, self._told, self._published, self._method):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lay_out()

    @property
    def answer(self) -> Answer | None:
        return self._answer

    @property
    def headline(self) -> str:
        return self._headline.text()

    @property
    def summary(self) -> str:
        return self._summary.text()

    @property
    def figure(self) -> FigureView:
        return self._figure

    @property
    def is_drawn(self) -> bool:
        return self._figure.is_drawn

    def mark_outdated(self, *, outdated: bool) -> None:
        """The data changed since this was computed."""
        self._outdated.setVisible(outdated)

    def show_answer(self, answer: Answer, sketch: Sketch) -> None:
        """Show `answer`, its figure drawn from `sketch`; the same answer again changes nothing."""
        if answer != self._answer:
            self._answer = answer
            self._fill(answer)
        if answer.caption:
            self._figure.show_figure(sketch, answer.title, answer.caption)
        else:
            self._figure.clear()

    def _fill(self, answer: Answer) -> None:
        self._headline.setText(answer.headline)
        self._exploratory.setVisible(answer.is_exploratory)
        for label, text in (
            (self._summary, answer.summary),
            (self._told, "\n".join(answer.told)),
            (self._published, answer.published),
            (self._further, answer.further),
            (self._method_line, answer.method_line),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        self._show_tables(answer.tables)
        self._caption.setText(_("Figure. {caption}").format(caption=answer.caption))
        for widget in (self._figure, self._caption, self._copy_figure, self._save):
            widget.setVisible(bool(answer.caption))
        self._beside.show_answer(answer)
        self._method_icon.setVisible(bool(answer.method_line))
        self._method.setText("\n".join(answer.method))
        self._method_button.setVisible(bool(answer.method))
        self._method.setVisible(bool(answer.method) and self._method_button.isChecked())
        self._fit()

    def _show_tables(self, tables: tuple[Facts, ...]) -> None:
        while len(self._tables) < len(tables):
            table = FactTable(self)
            self._tables.append(table)
            self._table_column.addWidget(table)
        for place, table in enumerate(self._tables):
            table.setVisible(place < len(tables))
            if place < len(tables):
                table.show_facts(tables[place])

    def _lay_out(self) -> None:
        self._top = self._lay_out_top()
        self.body.addLayout(self._top)
        for widget in (self._told, self._published, Line()):
            self.body.addWidget(widget)
        self._table_column = QVBoxLayout()
        self._table_column.setSpacing(8)
        self.body.addLayout(self._table_column)
        self.body.addWidget(self._further)
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._middle.setSpacing(20)
        drawn = QVBoxLayout()
        drawn.setSpacing(6)
        drawn.addWidget(self._figure)
        drawn.addWidget(self._caption)
        drawn.addStretch(1)
        self._middle.addLayout(drawn, 1)
        self._middle.addWidget(self._beside)
        self.body.addLayout(self._middle)
        self.body.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._method_icon, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self._method_line, 1)
        foot.addWidget(self._method_button, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(foot)
        self.body.addWidget(self._method)
        for badge in (self._outdated, self._exploratory):
            badge.hide()
        self._fit()
        app_theme().changed.connect(self._fit)

    def _lay_out_top(self) -> QBoxLayout:
        top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        top.setSpacing(8)
        sentences = QVBoxLayout()
        sentences.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._headline, 1)
        for badge in (self._exploratory, self._outdated):
            head.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        sentences.addLayout(head)
        sentences.addWidget(self._summary)
        top.addLayout(sentences, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self._copy, self._copy_figure, self._save):
            buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        buttons.addStretch(1)
        top.addLayout(buttons)
        return top

    def _fit(self) -> None:
        """Checks beside the figure where both have room; alone they take the whole width."""
        theme = app_theme()
        has_figure = self._answer is not None and bool(self._answer.caption)
        is_wide = self.width() >= theme.px(SIDE_BY_SIDE_FROM)
        beside = has_figure and is_wide
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._top.setDirection(across if is_wide else down)
        self._middle.setDirection(across if beside else down)
        self._beside.setMinimumWidth(theme.px(BESIDE) if beside else 0)
        self._beside.setMaximumWidth(theme.px(BESIDE) if beside else 16_777_215)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
