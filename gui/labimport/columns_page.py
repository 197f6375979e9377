"""The step *Columns*: how the sheet is read, to be looked over and corrected."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from domain.labsheet.mapping import Mapping, Role
from domain.labsheet.questions import Question
from gui.labimport.column_table import ColumnTable
from gui.labimport.questions_card import QuestionsCard
from gui.labimport.reading_choices import ReadingChoices
from gui.labimport.sheet_check import SheetCheck
from gui.labimport.sheet_columns import with_reading
from gui.labimport.sheet_look import SheetLook
from gui.widgets.label import Label
from gui.words import lab_columns


class ColumnsPage(QWidget):
    """Questions first, then how the sheet is read, its columns, and the sheet itself."""

    corrected = Signal(object)
    """The user corrected how the sheet is read; carries what gives the sheet read that way."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._check: SheetCheck | None = None
        self._understood = Label(tone="secondary", wraps=True)
        self.questions = QuestionsCard()
        self.questions.answered.connect(self._answer)
        self.choices = ReadingChoices()
        self.choices.mapping_chosen.connect(self._map)
        self.choices.sheet_chosen.connect(self._read_sheet)
        self.choices.heading_chosen.connect(self._read_heading)
        self.columns = ColumnTable()
        self.columns.reading_chosen.connect(self._read_column_as)
        self.look = SheetLook()
        self.look.heading_chosen.connect(self._read_heading)
        self.look.column_chosen.connect(self.columns.focus_column)
        content = QWidget()
        content.setProperty("scrolled", True)
        page = QVBoxLayout(content)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(12)
        for widget in (self._understood, self.questions, self.choices):
            page.addWidget(widget)
        page.addWidget(self.columns)
        page.addWidget(self.look)
        page.addStretch(1)
        scroll = self._scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def show_check(self, check: SheetCheck) -> None:
        self._check = check
        self._understood.setText(_how_understood(check))
        self._understood.set_tone("warning" if check.differs_from else "secondary")
        self.questions.show_questions(check.questions)
        self.choices.show_check(check)
        self.columns.show_check(check)
        self.look.show_check(check)

    def start(self) -> None:
        """From the top, with the first open question or the columns at hand."""
        self._scroll.verticalScrollBar().setValue(0)
        first = [*self.questions.combos, *self.columns.combos.values()]
        if first:
            first[0].setFocus()

    def _answer(self, question: Question, choice: str) -> None:
        if self._check is not None:
            self.corrected.emit(partial(self._check.answers, question, choice))

    def _map(self, mapping: Mapping) -> None:
        if self._check is not None:
            self.corrected.emit(partial(self._check.mapped, mapping))

    def _read_sheet(self, name: str) -> None:
        if self._check is not None:
            self.corrected.emit(partial(self._check.read_sheet, name))

    def _read_heading(self, row: int) -> None:
        if self._check is not None:
            self.corrected.emit(partial(self._check.read_from, self._check.mapping.sheet, row))

    def _read_column_as(self, column: int, role: Role, draw: str) -> None:
        if self._check is None:
            return
        mapping = with_reading(self._check.mapping, column, role, draw)
        guessed = replace(self._check, remembered_lab="")
        self.corrected.emit(partial(guessed.with_columns, mapping))


def _how_understood(check: SheetCheck) -> str:
    if check.differs_from:
        return lab_columns.differences(check.differs_from, check.differences)
    if check.remembered_lab and check.differences:
        return lab_columns.differences(check.remembered_lab, check.differences)
    if check.remembered_lab:
        return lab_columns.where_from(check.lab, check.remembered_lab, check.remembered_on)
    return lab_columns.confidence(check.understanding.confidence)
