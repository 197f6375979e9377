"""The results of one draw: one typed by hand, or another of them made the current one."""

from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QRadioButton, QWidget

from domain.edits import Edit
from domain.findings import Finding
from domain.labsheet.mapping import DecimalMark
from domain.labsheet.values import Number, number_in
from domain.record_edits import ChooseResult, EnterResult
from domain.results import Result
from domain.storage.tables import StoredResult
from domain.units import Unit
from domain.visits import Draw
from gui.records.reason_choice import ReasonField
from gui.session import Session
from gui.widgets.buttons import PrimaryButton
from gui.widgets.card import Card
from gui.widgets.day_field import DayEdit
from gui.widgets.field import Field
from gui.widgets.form_dialog import FormDialog
from gui.widgets.inputs import Choice
from gui.widgets.label import Label, NoteLine
from gui.widgets.message_bar import announce
from gui.words import labsheet
from gui.words import record_forms as words
from gui.words import result_doubts as doubt_words
from gui.words.language import _

REASONS = ("corrected_by_laboratory", "repeat_measured", "typing_mistake")
"""What the menu offers; the user may write another."""
_OPERATORS = "<>"


class TypedResult(QWidget):
    """A number with its unit as the laboratory gives them; `<` or `>` before it is kept."""

    def __init__(self) -> None:
        super().__init__()
        self.value = Field(_("Result"), QLineEdit(), _("A number, also < or > before it"))
        self.value.control.setMaxLength(20)
        self.unit = Field(
            _("Unit"),
            Choice[Unit | None](
                [(None, _("Choose the unit…")), *((u, labsheet.unit(u)) for u in Unit)]
            ),
            keeps_room=True,
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        for field in (self.value, self.unit):
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)

    @property
    def number(self) -> Decimal | None:
        """The number typed, if it is one that can be a concentration."""
        typed = self._typed().lstrip(_OPERATORS).strip()
        found = number_in(typed, DecimalMark.NOT_NEEDED)
        return found.value if isinstance(found, Number) and found.value >= 0 else None

    @property
    def operator(self) -> str:
        typed = self._typed()
        return typed[0] if typed[:1] in tuple(_OPERATORS) else ""

    def judge(self) -> bool:
        """Whether number and unit are there; a number that cannot be read is marked."""
        why = ""
        if self._typed() and self.number is None:
            why = words.not_a_result(self._typed())
        if why and self.value.error != why:
            self.value.refuse(why)
        elif not why and self.value.error:
            self.value.accept()
        return self.number is not None and self.unit.control.choice is not None

    def result(self) -> Result | None:
        """As stored, without where it was read; None while it is not whole."""
        unit = self.unit.control.choice
        if self.number is None or unit is None:
            return None
        return Result(self._typed(), self.operator, self.number, unit)

    def _typed(self) -> str:
        return " ".join(self.value.control.text().split())


class ResultDialog(FormDialog):
    """Another result is typed; what was current stays, marked as not current."""

    def __init__(self, session: Session, draw: Draw, parent: QWidget | None = None) -> None:
        super().__init__(
            session,
            words.result_title(draw),
            PrimaryButton(_("Save result")),
            told=words.result_told(),
            parent=parent,
        )
        self.draw = draw
        self.is_doubtful = False
        stored = session.study.results(draw.patient, draw.key.code)
        self.replaces = any(one.is_current for one in stored)
        self.typed = TypedResult()
        self.doubt = NoteLine("warning")
        self.day = Field(_("Reported on"), DayEdit(session.today()), keeps_room=True)
        self.lab = Field(_("Laboratory"), QLineEdit(_lab_of(stored)))
        self.reason = ReasonField(_("Why it takes the place of the present one"), REASONS)
        self.doubt.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.doubt.setMinimumHeight(2 * self.doubt.fontMetrics().height())
        for widget in (self.typed, self.doubt):
            self.fields.addWidget(widget)
        beside = QHBoxLayout()
        beside.setSpacing(14)
        for field in (self.day, self.lab):
            beside.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.fields.addLayout(beside)
        if self.replaces:
            self.fields.addWidget(self._present(stored))
            self.fields.addWidget(self.reason)
        self.fields.addStretch(1)
        self.typed.value.control.textChanged.connect(self._judge)
        self.typed.unit.control.currentIndexChanged.connect(self._judge)
        self.day.control.dateChanged.connect(self._judge)
        self.reason.changed.connect(self._judge)
        self._judge()
        self.typed.value.control.setFocus()

    def edit(self) -> Edit:
        result = self.typed.result()
        assert result is not None, "the button is enabled for a whole result only"
        lab = " ".join(self.lab.control.text().split())
        result = replace(result, reported_on=self.day.control.day, lab=lab)
        return EnterResult(self.draw.key, result, self.reason.answer if self.replaces else "")

    def _present(self, stored: tuple[StoredResult, ...]) -> Card:
        card = Card(kind="quiet", margin=12, spacing=4)
        for one in stored:
            card.body.addWidget(Label(words.stored_result(one), wraps=True))
        return card

    def _judge(self) -> None:
        self.say_wrong("")
        is_whole = self.typed.judge()
        result = self.typed.result()
        self.typed.unit.advise(words.converted(result) if result is not None else "")
        self._tell_doubts(result)
        ahead = self.day.control.day > self.session.today()
        if ahead and not self.day.error:
            self.day.refuse(_("This day is in the future. Choose today or an earlier day."))
        elif not ahead and self.day.error:
            self.day.accept()
        self.save.setEnabled(
            is_whole and not ahead and (bool(self.reason.answer) or not self.replaces)
        )

    def _tell_doubts(self, result: Result | None) -> None:
        """What a rule would ask about; the button then says that it is stored in spite of it."""
        found: tuple[Finding, ...] = ()
        if result is not None:
            dated, today = replace(result, reported_on=self.day.control.day), self.session.today()
            found = self.session.study.result_doubts(self.draw.key, dated, today=today)
        value = doubt_words.of_value(found, self.draw.key, result) if result is not None else ""
        if value and value != self.doubt.said:
            announce(self, value)
        self.doubt.say(value)
        self.day.advise(doubt_words.of_day(found))
        self.note.setText(doubt_words.asked() if found else "")
        self.is_doubtful = bool(found)
        self.save.setText(_("Save all the same") if found else _("Save result"))

    # Qt overrides

    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        """Enter while typing leads only to the button: what is doubtful is to be seen first."""
        is_enter = arg__1.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        is_elsewhere = self.focusWidget() is not self.save
        if is_enter and self.is_doubtful and self.save.isEnabled() and is_elsewhere:
            self.save.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(arg__1)


class CurrentResultDialog(FormDialog):
    """Which of several results counts; all are kept."""

    def __init__(self, session: Session, draw: Draw, parent: QWidget | None = None) -> None:
        super().__init__(
            session,
            words.current_title(draw),
            PrimaryButton(_("Use this result")),
            told=_("Analysis and pages use the result chosen here. The others are kept."),
            parent=parent,
        )
        self.draw = draw
        self._stored = session.study.results(draw.patient, draw.key.code)
        self.options = QButtonGroup(self)
        for one in self._stored:
            option = QRadioButton(words.stored_result(one))
            option.setChecked(one.is_current)
            self.options.addButton(option, one.serial)
            self.fields.addWidget(option)
        self.reason = ReasonField(_("Reason (required)"), REASONS)
        self.fields.addWidget(self.reason)
        self.fields.addStretch(1)
        self.options.idToggled.connect(self._judge)
        self.reason.changed.connect(self._judge)
        self._judge()

    def edit(self) -> Edit:
        return ChooseResult(self.draw.key, self.options.checkedId(), self.reason.answer)

    def _judge(self) -> None:
        self.say_wrong("")
        chosen = self.options.checkedId()
        is_other = any(one.serial == chosen and not one.is_current for one in self._stored)
        self.note.setText("" if is_other else _("This result is the current one."))
        self.save.setEnabled(is_other and bool(self.reason.answer))


def _lab_of(stored: tuple[StoredResult, ...]) -> str:
    """The laboratory of the result that counts now: most likely it gave the new one too."""
    return next((one.result.lab for one in stored if one.is_current), "")


def ask_result(session: Session, draw: Draw, parent: QWidget) -> ResultDialog:
    """Ask for a result of the draw over `parent`'s window."""
    dialog = ResultDialog(session, draw, parent)
    dialog.show_for()
    return dialog


def ask_current(session: Session, draw: Draw, parent: QWidget) -> CurrentResultDialog:
    """Ask which result counts over `parent`'s window."""
    dialog = CurrentResultDialog(session, draw, parent)
    dialog.show_for()
    return dialog
