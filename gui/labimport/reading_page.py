"""While a sheet is read, and when it could not be: one sentence and what to do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from gui.theme import app_theme
from gui.widgets.buttons import PlainButton, PrimaryButton
from gui.widgets.card import Card
from gui.widgets.label import IconLabel, Label
from gui.words.language import _


class WaitingPage(QWidget):
    """A bar, what is being done, and Cancel."""

    cancelled = Signal()
    """The user gave up waiting."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step = Label("", "strong")
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setAccessibleName(_("Reading the file"))
        self.cancel = PlainButton(_("Cancel"))
        self.cancel.clicked.connect(self.cancelled)
        card = Card("", margin=24, spacing=14)
        card.setFixedWidth(app_theme().px(480))
        card.body.addWidget(self._step)
        card.body.addWidget(bar)
        card.body.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignRight)
        _in_the_middle(self, card)

    def say(self, file: str) -> None:
        self._step.setText(_("Reading {file}…").format(file=file))
        self.cancel.setFocus()


class RefusedPage(QWidget):
    """Why the file was not read."""

    another_asked = Signal()
    """The user wants to choose another file."""
    left = Signal()
    """The user goes back to the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file = Label("", "heading", wraps=True)
        self._why = Label(wraps=True)
        self.another = PrimaryButton(_("Try another file…"))
        self.another.clicked.connect(self.another_asked)
        self.back = PlainButton(_("Back"))
        self.back.clicked.connect(self.left)
        heading = QHBoxLayout()
        heading.setSpacing(10)
        heading.addWidget(IconLabel("file-x", "overdue", 24), 0, Qt.AlignmentFlag.AlignTop)
        heading.addWidget(self._file, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.back)
        buttons.addWidget(self.another)
        card = Card("", margin=24, spacing=14)
        card.setFixedWidth(app_theme().px(560))
        card.body.addLayout(heading)
        card.body.addWidget(self._why)
        card.body.addLayout(buttons)
        _in_the_middle(self, card)

    @property
    def sentence(self) -> str:
        return self._why.text()

    def say(self, file: str, why: str) -> None:
        self._file.setText(_("“{file}” was not read").format(file=file))
        self._why.setText(why)
        self.another.setFocus()


def _in_the_middle(page: QWidget, card: Card) -> None:
    column = QVBoxLayout(page)
    column.addStretch(1)
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(card)
    row.addStretch(1)
    column.addLayout(row)
    column.addStretch(2)
