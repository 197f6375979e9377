"""A control for one part of a reading, and under it how sure that part is."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain.labsheet.guesses import Guess
from gui.widgets.field import Field
from gui.widgets.label import Label
from gui.words import lab_guesses


class GuessedField(QWidget):
    """Label, control, and in one line how sure the reading is and why."""

    def __init__(self, words: str, control: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._control = control
        self._why = Label(role="small", tone="secondary")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(Field(words, control))
        column.addWidget(self._why)

    @property
    def why(self) -> str:
        return self._why.text()

    def show_guess(self, guess: Guess | None) -> None:
        told = "" if guess is None else lab_guesses.told(guess)
        self._why.setText(told)
        self._why.set_tone("warning" if guess is not None and not guess.is_sure else "secondary")
        self._control.setAccessibleDescription(told)
