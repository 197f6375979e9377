"""The list of questions on the left, each with its number of pairs."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from gui.theme import app_theme
from gui.widgets.card import Card
from gui.widgets.label import Label
from gui.words import analysis as words
from gui.words.language import _
from stats.analysis_result import AnalysisResult
from stats.outcome import PairedOutcome
from stats.settings import Comparison


@dataclass(frozen=True, slots=True)
class Question:
    """A comparison of two draws, or the sample described (no comparison)."""

    comparison: Comparison | None = None


class QuestionList(Card):
    """Groups of questions; arrows and clicks choose."""

    chosen = Signal(object)
    """The `Question` chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margin=10, spacing=2, parent=parent)
        self._list = QListWidget()
        self._list.setProperty("plain", True)
        self._list.setAccessibleName(_("Questions"))
        self._list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.currentItemChanged.connect(self._announce)
        self._rows: list[_QuestionRow] = []
        self.body.addWidget(self._list, 1)
        self.setFocusProxy(self._list)
        self._fit()
        app_theme().changed.connect(self._fit)

    @property
    def current(self) -> Question | None:
        item = self._list.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item else None

    def show_questions(self, comparisons: tuple[Comparison, ...]) -> None:
        self._list.clear()
        self._rows.clear()
        self._add_group(_("Copper over time"))
        for comparison in comparisons:
            self._add(Question(comparison), words.comparison(comparison))
        self._add_group(_("Sample"))
        self._add(Question(), _("Copper and scores by draw"))
        self._list.setCurrentRow(1)

    def show_counts(self, result: AnalysisResult) -> None:
        by_comparison = {outcome.comparison: outcome for outcome in result.primary}
        for row in self._rows:
            comparison = row.question.comparison
            row.say(
                _count(by_comparison[comparison])
                if comparison is not None and comparison in by_comparison
                else words.patients(len(result.patients))
            )
        for place in range(self._list.count()):
            item = self._list.item(place)
            row = self._list.itemWidget(item)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, row.accessibleName())

    def _add_group(self, heading: str) -> None:
        item = QListWidgetItem(self._list)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        label = Label(heading, "small-strong", "secondary")
        label.setAccessibleName(heading)
        label.setContentsMargins(4, 8, 0, 2)
        item.setSizeHint(QSize(10, label.sizeHint().height() + 6))
        self._list.setItemWidget(item, label)

    def _add(self, question: Question, title: str) -> None:
        item = QListWidgetItem(self._list)
        item.setData(Qt.ItemDataRole.UserRole, question)
        row = _QuestionRow(question, title)
        self._rows.append(row)
        item.setSizeHint(QSize(10, row.sizeHint().height()))
        self._list.setItemWidget(item, row)

    def _announce(self, current: QListWidgetItem | None) -> None:
        question = current.data(Qt.ItemDataRole.UserRole) if current else None
        if question is not None:
            self.chosen.emit(question)

    def _fit(self) -> None:
        """Rows are as high as their title needs in this width."""
        self.setFixedWidth(min(app_theme().px(248), max(248, self.window().width() // 5)))
        margins = self.body.contentsMargins()
        width = self.width() - margins.left() - margins.right() - 6
        for place in range(self._list.count()):
            item = self._list.item(place)
            row = self._list.itemWidget(item)
            if isinstance(row, _QuestionRow):
                item.setSizeHint(QSize(10, row.height_in(width)))

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()


class _QuestionRow(QWidget):
    def __init__(self, question: Question, title: str) -> None:
        super().__init__()
        self.question = question
        self._title = Label(title, "strong", wraps=True)
        self._count = Label(" ", "small", "secondary")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(10, 6, 6, 6)
        self._column.setSpacing(1)
        self._column.addWidget(self._title)
        self._column.addWidget(self._count)
        self.setAccessibleName(title)

    def height_in(self, width: int) -> int:
        self.ensurePolished()
        return self._column.heightForWidth(width)

    def say(self, count: str) -> None:
        self._count.setText(count)
        self.setAccessibleName(f"{self._title.text()}, {count}")

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # the list moves between questions


def _count(outcome: PairedOutcome) -> str:
    return words.pairs(outcome.n)
