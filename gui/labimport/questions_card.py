"""What a sheet does not settle: each question once, with cells of the sheet as examples."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from domain.labsheet.questions import Question
from gui.widgets.card import Card
from gui.widgets.inputs import Combo
from gui.widgets.label import Label
from gui.words import lab_columns
from gui.words.language import _


class QuestionsCard(Card):
    """What the sheet does not settle, each with its choices."""

    answered = Signal(Question, str)
    """The user answered; carries one of the question's choices."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Answer before going on"), "warning", parent=parent)
        self._lines: list[QWidget] = []
        self.combos: list[Combo] = []

    def show_questions(self, questions: Sequence[Question]) -> None:
        for line in self._lines:
            self.body.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines, self.combos = [], []
        for question in questions:
            line = self._line(question)
            self._lines.append(line)
            self.body.addWidget(line)
        self.setVisible(bool(questions))

    def _line(self, question: Question) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        asked = QVBoxLayout()
        asked.setSpacing(2)
        words = lab_columns.question(question.asks)
        asked.addWidget(Label(words, wraps=True))
        example = lab_columns.example(question)
        if example:
            asked.addWidget(Label(example, "small", "secondary", wraps=True))
        row.addLayout(asked, 1)
        if not question.choices:
            row.addWidget(Label(_("Say so in the table below."), tone="secondary", wraps=True))
            return line
        combo = self._combo(question)
        combo.setAccessibleName(words)
        combo.setAccessibleDescription(example)
        self.combos.append(combo)
        row.addWidget(combo)
        return line

    def _combo(self, question: Question) -> Combo:
        combo = Combo()
        combo.addItem(_("Choose…"), "")
        for at, choice in enumerate(question.choices):
            combo.addItem(lab_columns.choice_with_example(question, at), choice)
        combo.activated.connect(partial(self._answer, question, combo))
        return combo

    def _answer(self, question: Question, combo: Combo, at: int) -> None:
        choice = combo.itemData(at)
        if choice:
            self.answered.emit(question, choice)
