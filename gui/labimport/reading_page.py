"""While a sheet is read, and when it could not be: one sentence and what to do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from gui.theme import app_theme
from gui.widgets.buttons import PlainButton, PrimaryButton
from gui.widgets.card import Card
from gui.widgets.label import IconLabel, Label
from gui.words import lab_imports
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
    """Why the file was not read, or is hardly a lab sheet."""

    another_asked = Signal()
    """The user wants to choose another file."""
    by_hand_asked = Signal()
    """The user says what the columns hold of a file that does not look like a lab sheet."""
    left = Signal()
    """The user goes back to the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file = Label("", "heading", wraps=True)
        self._why = Label(wraps=True)
        self.another = PrimaryButton(_("Choose another file…"))
        self.another.clicked.connect(self.another_asked)
        self.by_hand = PlainButton(lab_imports.by_hand())
        self.by_hand.clicked.connect(self.by_hand_asked)
        self.back = PlainButton(_("Back"))
        self.back.clicked.connect(self.left)
        heading = QHBoxLayout()
        heading.setSpacing(10)
        heading.addWidget(IconLabel("file-x", "overdue", 24), 0, Qt.AlignmentFlag.AlignTop)
        heading.addWidget(self._file, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self.back, self.by_hand, self.another):
            buttons.addWidget(button)
        card = Card("", margin=24, spacing=14)
        card.setFixedWidth(app_theme().px(560))
        card.body.addLayout(heading)
        card.body.addWidget(self._why)
        card.body.addLayout(buttons)
        _in_the_middle(self, card)

    @property
    def heading(self) -> str:
        return self._file.text()

    @property
    def sentence(self) -> str:
        return self._why.text()

    def say(self, file: str, why: str) -> None:
        self._show(_("“{file}” was not read").format(file=file), why)
        self.by_hand.hide()

    def say_unlike(self, file: str) -> None:
        """The file was read, and nothing in it looks like results of a laboratory."""
        self._show(lab_imports.unlike_a_sheet(file), lab_imports.why_unlike_a_sheet())
        self.by_hand.show()

    def _show(self, heading: str, why: str) -> None:
        self._file.setText(heading)
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
