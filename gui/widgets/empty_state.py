"""What stands where a list has no rows: one sentence and one button."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.widgets.buttons import PlainButton
from gui.widgets.label import Label


class EmptyState(QWidget):
    """One sentence, and the one thing to do about it."""

    asked = Signal()
    """The user pressed the button."""

    def __init__(self, sentence: str = "", button: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = Label(sentence, tone="secondary", wraps=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._button = PlainButton(button)
        self._button.clicked.connect(self.asked)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addStretch(1)
        column.addWidget(self._sentence)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.say(sentence, button)

    @property
    def sentence(self) -> str:
        return self._sentence.text()

    def say(self, sentence: str, button: str = "") -> None:
        had_focus = self.isAncestorOf(self.window().focusWidget() or self)
        self.setAccessibleName(sentence)
        self._sentence.setText(sentence)
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self._button.setAccessibleDescription(sentence)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if button else Qt.FocusPolicy.TabFocus)
        if had_focus:
            self.take_focus()

    def take_focus(self) -> None:
        """The button is at hand; where there is none, the sentence is read."""
        holder = self._button if self._button.text() else self
        holder.setFocus(Qt.FocusReason.OtherFocusReason)
