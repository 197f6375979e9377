"""The list of questions on the left, each with how many its answer is made of."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from gui.analysis.answering import count, group_title, title
from gui.analysis.answers.basis import Basis
from gui.analysis.topics import Question, TopicGroup
from gui.theme import app_theme
from gui.widgets.buttons import LinkButton
from gui.widgets.card import Card
from gui.widgets.label import Label
from gui.words.language import _

ROLE = Qt.ItemDataRole.UserRole
ITEM_MARGINS = 8
"""Of the style sheet, around each entry."""


class QuestionList(Card):
    """Groups of questions; arrows and clicks choose."""

    chosen = Signal(object)
    """The `Question` chosen."""
    addition_asked = Signal()
    """The person wants to add a comparison."""
    removal_asked = Signal(object)
    """The person wants to take an added comparison away; carries the `Question`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margin=10, spacing=2, parent=parent)
        self._list = QListWidget()
        self._list.setProperty("plain", True)
        self._list.setAccessibleName(_("Questions"))
        self._list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.currentItemChanged.connect(self._announce)
        self._shown: dict[TopicGroup, tuple[Question, ...]] = {}
        self._rows: list[_QuestionRow] = []
        self.body.addWidget(self._list, 1)
        self.add_button = LinkButton(_("Add a comparison…"), icon_name="plus")
        self.add_button.clicked.connect(self.addition_asked)
        self.body.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.setFocusProxy(self._list)
        self._fit()
        app_theme().changed.connect(self._fit)

    @property
    def current(self) -> Question | None:
        item = self._list.currentItem()
        return item.data(ROLE) if item else None

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(row.question for row in self._rows)

    def show_questions(self, groups: Mapping[TopicGroup, tuple[Question, ...]]) -> None:
        """Show these; the current one stays current if it is among them."""
        if dict(groups) == self._shown:
            return
        before = self.current
        self._shown = dict(groups)
        self._list.blockSignals(True)
        self._list.clear()
        self._rows.clear()
        for group, questions in groups.items():
            self._add_group(group_title(group))
            for question in questions:
                self._add(question)
        self._list.blockSignals(False)
        self._fit()
        self.choose(before if before in self.questions else self.questions[0])

    def choose(self, question: Question | None) -> None:
        for place in range(self._list.count()):
            if self._list.item(place).data(ROLE) == question:
                self._list.setCurrentRow(place)

    def show_counts(self, basis: Basis) -> None:
        for row in self._rows:
            row.say(count(row.question, basis))
        for place in range(self._list.count()):
            item = self._list.item(place)
            row = self._list.itemWidget(item)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, row.accessibleName())
        self._fit()

    def _add_group(self, heading: str) -> None:
        item = QListWidgetItem(self._list)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        label = Label(heading, "small-strong", "secondary")
        label.setAccessibleName(heading)
        label.setContentsMargins(4, 8, 0, 2)
        item.setSizeHint(QSize(10, label.sizeHint().height() + 6))
        self._list.setItemWidget(item, label)

    def _add(self, question: Question) -> None:
        item = QListWidgetItem(self._list)
        item.setData(ROLE, question)
        row = _QuestionRow(question, title(question))
        self._rows.append(row)
        item.setSizeHint(QSize(10, row.sizeHint().height()))
        self._list.setItemWidget(item, row)

    def _announce(self, current: QListWidgetItem | None) -> None:
        question = current.data(ROLE) if current else None
        if question is not None:
            self.chosen.emit(question)

    def _fit(self) -> None:
        """Rows are as high as their title needs in this width."""
        self.setFixedWidth(min(app_theme().px(248), max(248, self.window().width() * 3 // 14)))
        margins = self.body.contentsMargins()
        bar = self._list.verticalScrollBar().sizeHint().width()
        width = self.width() - margins.left() - margins.right() - bar - ITEM_MARGINS
        for place in range(self._list.count()):
            item = self._list.item(place)
            row = self._list.itemWidget(item)
            if isinstance(row, _QuestionRow):
                item.setSizeHint(QSize(10, row.height_in(width)))

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        question = self.current
        if event.key() == Qt.Key.Key_Delete and question is not None and question.exploration:
            self.removal_asked.emit(question)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()


class _QuestionRow(QWidget):
    def __init__(self, question: Question, words: str) -> None:
        super().__init__()
        self.question = question
        self._title = Label(words, "strong", wraps=True)
        self._count = Label(" ", "small", "secondary", wraps=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(10, 5, 6, 5)
        self._column.setSpacing(1)
        self._column.addWidget(self._title)
        self._column.addWidget(self._count)
        self.setAccessibleName(words)

    def height_in(self, width: int) -> int:
        self.ensurePolished()
        return self._column.heightForWidth(width) + 3  # descenders are cut off without

    def say(self, told: str) -> None:
        self._count.setText(told)
        self.setAccessibleName(f"{self._title.text()}, {told}")

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # the list moves between questions
