"""What a person records of a visit beside its moment, kind by kind."""

import re
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from domain.dosing import dose_note
from domain.labsheet.pesel import holds_pesel
from domain.patient import Patient
from domain.protocol import InfusionRules, Reasons
from domain.recording import MADRS_TOP, YMRS_TOP
from domain.visits import Draw, Infusion, Rating, Visit
from gui.printing.tube_labels import tube_number
from gui.today.recording import reasons_for
from gui.widgets.field import Field
from gui.widgets.inputs import Choice
from gui.widgets.label import Label
from gui.words import dosing, enrolment, numbers
from gui.words import record_forms as words
from gui.words.language import _
from gui.words.reasons import reason

V = TypeVar("V", bound=Visit)
_LONGEST_NOTE = 300
_MEASURE = re.compile(r"[0-9]{1,4}([.,][0-9]{1,2})?", re.ASCII)
_SCORE = re.compile(r"[0-9]{1,2}", re.ASCII)


class RecordFields(QWidget):
    """Fields of one kind of visit; `filled` puts what they say into the visit."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Field[QLineEdit]] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)

    def first(self) -> QWidget:
        """Where typing starts."""
        raise NotImplementedError

    def is_right(self) -> bool:
        """Whether everything typed can be meant; what cannot is marked."""
        return True

    def filled(self, visit: V) -> V:
        raise NotImplementedError

    def line(self, words: str, text: str = "", hint: str = "") -> Field[QLineEdit]:
        """A line of text that tells when it changes."""
        field = Field(words, QLineEdit(text), hint)
        field.control.setMaxLength(_LONGEST_NOTE)
        field.control.textChanged.connect(self.changed)
        self._lines.append(field)
        return field

    def holds_no_person(self) -> bool:
        """Whether no line holds a national number; one that does is marked."""
        marked = [field for field in self._lines if _refuse_number(field)]
        return not marked

    def side_by_side(self, *fields: QWidget) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        for place, field in enumerate(fields):
            grid.addWidget(field, 0, place, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(place, 1)
        self.column.addLayout(grid)


class InfusionFields(RecordFields):
    """Dose, body weight, interruption; the dose is compared with the protocol's while typing."""

    def __init__(self, infusion: Infusion, patient: Patient, rules: InfusionRules) -> None:
        super().__init__()
        self._patient = patient
        self._rules = rules
        self.dose = self.line(_("Dose, mg"), _as_typed(infusion.dose_mg))
        if patient.weight_kg is not None:
            planned = numbers.plain(round(rules.dose_mg_per_kg * patient.weight_kg, 1))
            self.dose.control.setPlaceholderText(_("{mg} by the protocol").format(mg=planned))
        self.weight = self.line(_("Body weight, kg"), _as_typed(infusion.weight_kg))
        if patient.weight_kg is not None:
            told = numbers.plain(patient.weight_kg)
            self.weight.control.setPlaceholderText(_("{kg} at enrolment").format(kg=told))
        self.remark = Label("", "small", "warning", wraps=True)
        self.interrupted = QCheckBox(_("The infusion was interrupted"))
        self.interrupted.setChecked(infusion.interrupted)
        self.why = self.line(_("Why, and for how long"), infusion.interruption)
        self.note = self.line(_("Note"), infusion.note)
        self.side_by_side(self.dose, self.weight)
        for widget in (self.remark, self.interrupted, self.why, self.note):
            self.column.addWidget(widget)
        self.interrupted.toggled.connect(self._show_why)
        for field in (self.dose, self.weight):
            field.control.textChanged.connect(self._compare)
        self._show_why()
        self._compare()

    def first(self) -> QWidget:
        return self.dose.control

    def is_right(self) -> bool:
        return all([_is_measure(self.dose), _is_measure(self.weight)])

    def filled(self, visit: V) -> V:
        assert isinstance(visit, Infusion), "made for an infusion"
        interrupted = self.interrupted.isChecked()
        return replace(
            visit,
            dose_mg=_measure(self.dose),
            weight_kg=_measure(self.weight),
            interrupted=interrupted,
            interruption=_text(self.why) if interrupted else "",
            note=_text(self.note),
        )

    def _show_why(self) -> None:
        self.why.setVisible(self.interrupted.isChecked())
        self.changed.emit()

    def _compare(self) -> None:
        """Of a dose typed by half nothing is said."""
        weight = _measure(self.weight) or self._patient.weight_kg
        found = dose_note(_measure(self.dose), weight, self._rules)
        self.remark.setText(dosing.note(found) if found is not None else "")
        self.remark.setVisible(found is not None)
        is_far = found is not None and found.is_far
        self.remark.set_tone("overdue" if is_far else "warning")


class DrawFields(RecordFields):
    """Tube number, collector and the condition of the specimen."""

    def __init__(self, draw: Draw, *, by: str) -> None:
        super().__init__()
        self.tube = self.line(_("Tube number"), draw.specimen_id)
        expected = tube_number(draw)
        self.tube.control.setPlaceholderText(_("as on the label: {tube}").format(tube=expected))
        self.collector = self.line(
            _("Collected by"), draw.collector if draw.is_recorded else draw.collector or by
        )
        self.condition = Field(
            _("Condition of the specimen"),
            Choice[str]([(code, words.condition(code)) for code in words.conditions()]),
        )
        known = words.conditions()
        self.condition.control.choose(draw.condition if draw.condition in known else "")
        self.condition.control.currentIndexChanged.connect(self.changed)
        self.note = self.line(_("Note"), draw.note)
        self.side_by_side(self.tube, self.collector)
        self.column.addWidget(self.condition)
        self.column.addWidget(self.note)

    def first(self) -> QWidget:
        return self.tube.control

    def filled(self, visit: V) -> V:
        assert isinstance(visit, Draw), "made for a draw"
        return replace(
            visit,
            specimen_id=_text(self.tube),
            collector=_text(self.collector),
            condition=self.condition.control.choice,
            note=_text(self.note),
        )


class RatingFields(RecordFields):
    """The two totals; items that were entered give way where their total is changed."""

    def __init__(self, rating: Rating) -> None:
        super().__init__()
        self.madrs = self.line("MADRS", _as_typed(rating.madrs), f"0–{MADRS_TOP}")
        self.ymrs = self.line("YMRS", _as_typed(rating.ymrs), f"0–{YMRS_TOP}")
        self.rater = self.line(_("Rated by"), rating.rater)
        self.note = self.line(_("Note"), rating.note)
        self.side_by_side(self.madrs, self.ymrs)
        if any(score is not None for score in (*rating.madrs_items, *rating.ymrs_items)):
            told = _("Scores by item are kept unless their total is changed here.")
            self.column.addWidget(Label(told, "small", "secondary", wraps=True))
        self.column.addWidget(self.rater)
        self.column.addWidget(self.note)

    def first(self) -> QWidget:
        return self.madrs.control

    def is_right(self) -> bool:
        right = (_is_score(self.madrs, MADRS_TOP), _is_score(self.ymrs, YMRS_TOP))
        return all(right)

    def filled(self, visit: V) -> V:
        assert isinstance(visit, Rating), "made for a rating"
        madrs, ymrs = _score(self.madrs), _score(self.ymrs)
        return replace(
            visit,
            madrs=madrs,
            ymrs=ymrs,
            madrs_items=visit.madrs_items if madrs == visit.madrs else (),
            ymrs_items=visit.ymrs_items if ymrs == visit.ymrs else (),
            rater=_text(self.rater),
            note=_text(self.note),
        )


class MissedFields(RecordFields):
    """Why a visit was missed, and a note."""

    def __init__(self, visit: Visit, reasons: Reasons) -> None:
        super().__init__()
        codes = list(reasons_for(visit.key.kind, reasons))
        if visit.reason and visit.reason not in codes:
            codes.insert(0, visit.reason)
        self.why = Field(
            _("Why it was missed"), Choice[str]([(code, reason(code)) for code in codes])
        )
        if visit.reason:
            self.why.control.choose(visit.reason)
        self.why.control.currentIndexChanged.connect(self.changed)
        self.note = self.line(_("Note"), visit.note)
        self.column.addWidget(self.why)
        self.column.addWidget(self.note)

    def first(self) -> QWidget:
        return self.why.control

    def filled(self, visit: V) -> V:
        return replace(visit, reason=self.why.control.choice, note=_text(self.note))


def _refuse_number(field: Field[QLineEdit]) -> bool:
    """A tube number may have eleven digits; what is typed as a person's number may not stay."""
    told = enrolment.problem(enrolment.Wrong.LONG_NUMBER)
    holds = holds_pesel(field.control.text())
    if holds and field.error != told:
        field.refuse(told)
    elif not holds and field.error == told:
        field.accept()
    return holds


def _text(field: Field[QLineEdit]) -> str:
    return " ".join(field.control.text().split())


def _as_typed(value: float | None) -> str:
    return "" if value is None else numbers.plain(value)


def _measure(field: Field[QLineEdit]) -> float | None:
    typed = _text(field)
    return float(typed.replace(",", ".")) if _MEASURE.fullmatch(typed) else None


def _is_measure(field: Field[QLineEdit]) -> bool:
    right = not _text(field) or _measure(field) is not None
    _judge(field, "" if right else words.not_a_measure(_text(field)))
    return right


def _score(field: Field[QLineEdit]) -> int | None:
    typed = _text(field)
    return int(typed) if _SCORE.fullmatch(typed) else None


def _is_score(field: Field[QLineEdit], top: int) -> bool:
    typed = _text(field)
    score = _score(field)
    right = not typed or (score is not None and score <= top)
    _judge(field, "" if right else words.not_a_score(typed, top))
    return right


def _judge(field: Field[QLineEdit], why: str) -> None:
    if why and field.error != why:
        field.refuse(why)
    elif not why and field.error:
        field.accept()
