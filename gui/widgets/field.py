"""A control with its label above and, when something is wrong, the reason below."""

from typing import Generic, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.theme import restyle
from gui.widgets.label import Label, NoteLine
from gui.widgets.message_bar import announce

W = TypeVar("W", bound=QWidget)


class Field(QWidget, Generic[W]):
    """Label, control, and an error or a hint; a screen reader hears all three."""

    def __init__(
        self,
        words: str,
        control: W,
        hint: str = "",
        parent: QWidget | None = None,
        *,
        keeps_room: bool = False,
    ) -> None:
        """With `keeps_room` the line of the hint is kept free: nothing moves when it comes."""
        super().__init__(parent)
        self.control = control
        self._hint = hint
        self._label = Label(words, "small-strong", "secondary")
        self._label.setBuddy(control)
        self._note = NoteLine("secondary")
        self._note.say(hint)
        if keeps_room:
            policy = self._note.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            self._note.setSizePolicy(policy)
        control.setAccessibleName(words)
        control.setAccessibleDescription(hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._label)
        column.addWidget(control)
        column.addWidget(self._note)
        self._note.setVisible(bool(hint))  # now that it has a place

    @property
    def error(self) -> str:
        return self._note.said if self.control.property("wrong") else ""

    def refuse(self, why: str) -> None:
        """Say what is wrong with the value, beside it."""
        self._note.set_tone("overdue")
        self._show_note(why, wrong=True)
        announce(self.control, why)

    def accept(self) -> None:
        """The value is fine again."""
        self._note.set_tone("secondary")
        self._show_note(self._hint, wrong=False)

    def advise(self, text: str) -> None:
        """Say something in place of the hint, without calling the value wrong."""
        if not self.error:
            self._show_note(text or self._hint, wrong=False)

    def warn(self, text: str) -> None:
        """Say what is doubtful about the value, which is taken all the same."""
        if not self.error:
            self._note.set_tone("warning" if text else "secondary")
            self._show_note(text or self._hint, wrong=False)

    def _show_note(self, text: str, *, wrong: bool) -> None:
        self._note.say(text)
        self._note.setVisible(bool(text))
        self.control.setAccessibleDescription(text)
        if bool(self.control.property("wrong")) is not wrong:
            self.control.setProperty("wrong", wrong)
            restyle(self.control)
