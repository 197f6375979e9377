"""MADRS and YMRS item by item: each scale a column, its total counted while typing."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from domain.scales import Items, Scale, item_names, item_top, total_of
from gui.theme import app_theme
from gui.widgets.buttons import PlainButton, PrimaryButton
from gui.widgets.label import Label, NoteLine
from gui.widgets.message_bar import announce
from gui.widgets.window_size import size_window
from gui.words import scales as words
from gui.words.language import _


class ItemScores(QWidget):
    """One scale; a digit in its range leads on to the next item."""

    finished = Signal()
    """The last item was typed."""

    def __init__(self, scale: Scale, items: Items, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scale = scale
        self._led_to: QLineEdit | None = None
        self._total = Label("", "strong", wraps=True)
        names = item_names(scale)
        self.fields = [
            _field(words.item(scale, name), item_top(scale, number))
            for number, name in enumerate(names, start=1)
        ]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        grid.addWidget(Label(words.scale(scale), "group"), 0, 0, 1, 3)
        for row, (name, field) in enumerate(zip(names, self.fields, strict=True), start=1):
            grid.addWidget(Label(str(row), "small", "secondary"), row, 0)
            grid.addWidget(Label(words.item(scale, name), wraps=True), row, 1)
            grid.addWidget(field, row, 2)
            field.textEdited.connect(self._typed)
            field.inputRejected.connect(self._refuse)
            field.installEventFilter(self)
        grid.addWidget(self._total, len(names) + 1, 0, 1, 3)
        grid.setRowStretch(len(names) + 2, 1)
        for field, score in zip(self.fields, items, strict=False):
            field.setText("" if score is None else str(score))
        self._count()

    @property
    def items(self) -> Items:
        """One score for each item; empty where none was typed."""
        scores = tuple(int(field.text()) if field.text() else None for field in self.fields)
        return scores if any(score is not None for score in scores) else ()

    @property
    def missing(self) -> int:
        """How many items have no score, where some have."""
        scores = self.items
        return sum(score is None for score in scores)

    @property
    def told(self) -> str:
        return self._total.text()

    def _typed(self, text: str) -> None:
        field = self.sender()
        assert isinstance(field, QLineEdit)
        self._count()
        if text and not field.hasAcceptableInput():
            field.clear()
            self._say_refused(field)
        elif text:
            self._lead_on(self.fields.index(field) + 1)

    def _lead_on(self, place: int) -> None:
        if place < len(self.fields):
            self.fields[place].setFocus(Qt.FocusReason.TabFocusReason)
            self._led_to = self.fields[place]
        else:
            self.finished.emit()

    def _refuse(self) -> None:
        field = self.sender()
        assert isinstance(field, QLineEdit)
        self._say_refused(field)

    def _say_refused(self, field: QLineEdit) -> None:
        """A key that gives no score of the item was pressed."""
        number = self.fields.index(field) + 1
        self._total.set_tone("overdue")
        self._total.setText(words.no_score(number, item_top(self.scale, number)))
        announce(field, self._total.text())

    def _count(self) -> None:
        scores: Sequence[int | None] = self.items
        missing = len(self.fields) - sum(score is not None for score in scores)
        self._total.set_tone("text")
        self._total.setText(words.total(self.scale, total_of(self.scale, scores), missing))

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        was_led_here, self._led_to = watched is self._led_to, None
        # Somebody used to Tab presses it when the digit has led on already.
        return was_led_here and event.key() == Qt.Key.Key_Tab


class ItemsDialog(QDialog):
    """Both scales beside each other."""

    entered = Signal()
    """The user is done; read `madrs.items` and `ymrs.items`."""

    def __init__(
        self, patient: str, madrs: Items, ymrs: Items, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.madrs = ItemScores(Scale.MADRS, madrs)
        self.ymrs = ItemScores(Scale.YMRS, ymrs)
        self.take = PrimaryButton(_("Use these scores"))
        self._cancel = PlainButton(_("Cancel"))
        self._told = NoteLine("secondary")
        self._told.say(_("A digit leads on to the next item."))
        title = _("{patient}: scores by item").format(patient=patient)
        self.setWindowTitle(title)
        theme = app_theme()
        inside = QWidget()
        inside.setProperty("scrolled", True)
        scales = QHBoxLayout(inside)
        scales.setContentsMargins(0, 0, theme.px(12), 0)
        scales.setSpacing(theme.px(24))
        scales.addWidget(self.madrs, 1)
        scales.addWidget(self.ymrs, 1)
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(Label(title, "heading"))
        column.addWidget(scroll, 1)
        column.addWidget(self._told)
        column.addLayout(buttons)
        size_window(self, 720, 560)
        self.take.clicked.connect(self._take)
        self._cancel.clicked.connect(self.reject)
        self.madrs.finished.connect(self.ymrs.fields[0].setFocus)
        self.ymrs.finished.connect(self.take.setFocus)
        self.madrs.fields[0].setFocus()

    @property
    def told(self) -> str:
        """What is said above the buttons."""
        return self._told.said

    def _take(self) -> None:
        lacking = words.items_missing(
            [(scale.scale, scale.missing) for scale in (self.madrs, self.ymrs) if scale.missing]
        )
        if lacking and lacking != self._told.said:
            self._told.set_tone("warning")
            self._told.say(lacking)
            announce(self.take, lacking)
            return
        self.entered.emit()
        self.accept()

    # Qt overrides

    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        if arg__1.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        else:
            super().keyPressEvent(arg__1)


def _field(name: str, top: int) -> QLineEdit:
    field = QLineEdit()
    field.setFixedWidth(app_theme().px(48))
    field.setMaxLength(1)
    field.setValidator(QIntValidator(0, top, field))
    field.setAlignment(Qt.AlignmentFlag.AlignCenter)
    field.setPlaceholderText(f"0–{top}")
    field.setAccessibleName(name)
    return field
