"""A reason from a menu, or in words of one's own."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from gui.patients.enrol_draft import holds_long_number
from gui.widgets.field import Field
from gui.widgets.inputs import Combo
from gui.words import enrolment
from gui.words.language import _
from gui.words.reasons import needs_words, reason


class ReasonField(Field[Combo]):
    """Nothing is chosen at first; a national number is refused."""

    changed = Signal()

    def __init__(self, words: str, codes: Sequence[str]) -> None:
        super().__init__(words, Combo())
        self._codes = [code for code in codes if not needs_words(code)]
        control = self.control
        control.setEditable(True)
        control.addItems([reason(code) for code in self._codes])
        control.setCurrentText("")
        line = control.lineEdit()
        assert line is not None, "the box is editable"
        line.setMaxLength(120)
        line.setAccessibleName(words)
        line.setPlaceholderText(_("Choose or type a reason"))
        control.currentTextChanged.connect(self._judge)

    @property
    def answer(self) -> str:
        """The code of what was chosen, or what was typed; empty where neither will do."""
        typed = " ".join(self.control.currentText().split())
        if holds_long_number(typed):
            return ""
        return next((code for code in self._codes if reason(code) == typed), typed)

    def _judge(self, typed: str) -> None:
        if holds_long_number(typed):
            self.refuse(enrolment.problem(enrolment.Wrong.LONG_NUMBER))
        elif self.error:
            self.accept()
        self.changed.emit()
