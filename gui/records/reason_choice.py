"""A reason from a menu, or in words of one's own; one place that says which will do."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from domain.reasons import says_why
from gui.patients.enrol_draft import holds_long_number
from gui.widgets.field import Field
from gui.widgets.inputs import Combo
from gui.words import enrolment
from gui.words import reasons as words
from gui.words.language import _
from gui.words.reasons import needs_words, reason

W = TypeVar("W", bound=QWidget)


def will_do(typed: str) -> bool:
    """Whether what is typed is a reason, and holds no national number."""
    return says_why(typed) and not holds_long_number(typed)


def what_is_wrong(typed: str) -> tuple[str, str]:
    """What is refused, and what is only missing so far: more letters may follow."""
    if holds_long_number(typed):
        return enrolment.problem(enrolment.Wrong.LONG_NUMBER), ""
    return "", words.too_short() if typed.strip() and not says_why(typed) else ""


def lacking(typed: str) -> str:
    """What is wrong with a reason, or is missing of it; nothing where it will do."""
    return "".join(what_is_wrong(typed))


class ReasonField(Field[Combo]):
    """Nothing is chosen at first; a national number is refused."""

    changed = Signal()

    def __init__(self, label: str, codes: Sequence[str]) -> None:
        super().__init__(label, Combo(), keeps_room=True)
        self._codes = [code for code in codes if not needs_words(code)]
        control = self.control
        control.setEditable(True)
        control.addItems([reason(code) for code in self._codes])
        control.setCurrentText("")
        line = control.lineEdit()
        assert line is not None, "the box is editable"
        line.setMaxLength(120)
        line.setAccessibleName(label)
        line.setPlaceholderText(_("Choose or type a reason"))
        control.currentTextChanged.connect(self._judge)

    @property
    def answer(self) -> str:
        """The code of what was chosen, or what was typed; empty where neither will do."""
        typed = " ".join(self.control.currentText().split())
        code = next((code for code in self._codes if reason(code) == typed), "")
        return code or (typed if will_do(typed) else "")

    def _judge(self, typed: str) -> None:
        _say_what_is_wrong(self, typed)
        self.changed.emit()


class TypedReason(Field[QLineEdit]):
    """A reason in a person's own words."""

    changed = Signal()

    def __init__(self, label: str) -> None:
        super().__init__(label, QLineEdit(), keeps_room=True)
        self.control.setMaxLength(200)
        self.control.textChanged.connect(self._judge)

    def excuse(self, why: str) -> None:
        """Say why none is needed; nothing if one is."""
        if not self.control.text().strip():
            self.advise(why)

    @property
    def answer(self) -> str:
        """What was typed; empty where it will not do."""
        typed = self.control.text().strip()
        return typed if will_do(typed) else ""

    def _judge(self, typed: str) -> None:
        _say_what_is_wrong(self, typed)
        self.changed.emit()


def _say_what_is_wrong(field: Field[W], typed: str) -> None:
    refused, advice = what_is_wrong(typed)
    if refused:
        field.refuse(refused)
        return
    if field.error:
        field.accept()
    field.advise(advice)
