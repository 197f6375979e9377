"""Adding a comparison beside the plan: any two draws, any outcome, any group of patients."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from gui.widgets.buttons import PlainButton, PrimaryButton
from gui.widgets.card import Card
from gui.widgets.field import Field
from gui.widgets.inputs import Combo
from gui.widgets.label import Label
from gui.words import analysis as words
from gui.words import questions
from gui.words.language import _
from stats.presence import Measure
from stats.settings import Comparison, Exploration, Subgroup

_BY_COMORBIDITY = (Subgroup.WITH_COMORBIDITY, Subgroup.WITHOUT_COMORBIDITY)


class AddComparison(Card):
    """Four choices, Add and Cancel; Escape leaves it."""

    added = Signal(object)
    """The `Exploration` asked for."""
    left = Signal()
    """Nothing is to be added."""

    def __init__(
        self, draws: Sequence[str], comorbidities: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Add a comparison"), "accent", parent=parent)
        self._draws = tuple(draws)
        self._measures = tuple(Measure)
        self._subgroups = (
            *((one, "") for one in Subgroup),
            *((one, name) for name in comorbidities for one in _BY_COMORBIDITY),
        )
        headings = [words.draw_heading(draw) for draw in draws]
        self.outcome = _combo([words.measure(one) for one in self._measures])
        self.earlier, self.later = _combo(headings), _combo(headings)
        self.later.setCurrentIndex(len(headings) - 1)
        self.patients = _combo([questions.subgroup(*one) for one in self._subgroups])
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        self._fields = [
            Field(_("Outcome"), self.outcome),
            Field(_("Earlier draw"), self.earlier),
            Field(_("Later draw"), self.later),
            Field(_("Patients"), self.patients),
        ]
        for place, field in enumerate(self._fields):
            grid.addWidget(field, place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(grid)
        self.body.addWidget(
            Label(
                _(
                    "Added comparisons are exploratory: they are marked so, and adjusted only "
                    "among themselves. They last while the study is open."
                ),
                "small",
                "secondary",
                wraps=True,
            )
        )
        row = QHBoxLayout()
        self.add_button = PrimaryButton(_("Add comparison"))
        self.add_button.clicked.connect(self._add)
        leave = PlainButton(_("Cancel"))
        leave.clicked.connect(self.left)
        row.addWidget(self.add_button)
        row.addWidget(leave)
        row.addStretch(1)
        self.body.addLayout(row)
        self.setFocusProxy(self.outcome)

    def _add(self) -> None:
        earlier, later = self.earlier.currentIndex(), self.later.currentIndex()
        field = self._fields[2]
        if later <= earlier:
            field.refuse(_("Choose a draw after “{draw}”.").format(draw=self.earlier.currentText()))
            self.later.setFocus()
            return
        field.accept()
        subgroup, name = self._subgroups[self.patients.currentIndex()]
        comparison = Comparison(self._draws[earlier], self._draws[later])
        measure = self._measures[self.outcome.currentIndex()]
        self.added.emit(Exploration(measure, comparison, subgroup, name))

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._add()
        else:
            super().keyPressEvent(event)


def _combo(choices: Sequence[str]) -> Combo:
    combo = Combo()
    combo.addItems(list(choices))
    return combo
