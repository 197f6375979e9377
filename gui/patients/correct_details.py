"""Corrections of a patient's details, with the reason; the trail keeps what was."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from domain.enrolling import EnrolmentRefused
from domain.errors import CopperdeskError
from domain.patient import Diagnosis, Patient, Sex
from domain.record_edits import CorrectPatient
from gui.patients.comorbidities import ComorbidityList
from gui.patients.enrol_draft import holds_long_number, weight_of, year_of
from gui.patients.weekday_choice import WeekdayChoice
from gui.records.reason_choice import TypedReason
from gui.session import Session
from gui.widgets.buttons import PlainButton, PrimaryButton
from gui.widgets.day_field import DayEdit
from gui.widgets.field import Field
from gui.widgets.inputs import Choice
from gui.widgets.label import Label
from gui.widgets.window_size import size_window
from gui.words import enrolment as words
from gui.words import numbers
from gui.words.enrolment import Asked, Wrong
from gui.words.language import _

_WIDTH, _HEIGHT = 620, 560


class CorrectDetailsDialog(QDialog):
    """The code and the dates of visits are no details; everything else may be put right."""

    corrected = Signal(str)
    """The details were stored; carries the patient's code."""

    def __init__(self, session: Session, code: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._stored = session.study.patient(code)
        self._build(self._stored)
        self.reason = TypedReason(_("Reason (required)"))
        self.save = PrimaryButton(_("Save correction"))
        self.save.setDefault(True)
        self.cancel = PlainButton(_("Cancel"))
        self._note = Label("", "small", "secondary", wraps=True)
        self._lay_out()
        self._connect()
        self._judge()

    @property
    def wanted(self) -> Patient:
        """The patient as the form says."""
        return replace(
            self._stored,
            sex=self.sex.choice,
            diagnosis=self.diagnosis.choice,
            birth_year=year_of(self.birth_year.text()),
            weight_kg=weight_of(self.weight.text()),
            comorbidities=tuple(sorted(self.comorbidities.names)),
            enrolled_on=self.enrolled_on.day,
            weekdays=self.weekdays.chosen,
        )

    def problems(self) -> dict[Asked, str]:
        """What cannot be right, field by field."""
        found: dict[Asked, str] = {}
        if self.birth_year.text().strip() and year_of(self.birth_year.text()) is None:
            found[Asked.BIRTH_YEAR] = words.problem(Wrong.NOT_A_YEAR)
        if self.weight.text().strip() and weight_of(self.weight.text()) is None:
            found[Asked.WEIGHT] = words.problem(Wrong.NOT_A_WEIGHT)
        if any(map(holds_long_number, self.comorbidities.names)):
            found[Asked.COMORBIDITIES] = words.problem(Wrong.LONG_NUMBER)
        for error in self._session.study.patient_problems(self.wanted, today=self._today()):
            found.setdefault(Asked(error.field), words.problem(error))
        return found

    def _today(self) -> date:
        return self._session.today()

    def _build(self, patient: Patient) -> None:
        study = self._session.study
        known = sorted({c for one in study.patients().values() for c in one.comorbidities})
        self.sex = Choice[Sex]([(sex, words.sex(sex)) for sex in Sex])
        self.diagnosis = Choice[Diagnosis]([(one, words.diagnosis(one)) for one in Diagnosis])
        self.birth_year = QLineEdit(str(patient.birth_year or ""))
        weight = "" if patient.weight_kg is None else numbers.plain(patient.weight_kg)
        self.weight = QLineEdit(weight)
        self.comorbidities = ComorbidityList(known)
        self.comorbidities.show_names(patient.comorbidities)
        self.enrolled_on = DayEdit(patient.enrolled_on)
        self.weekdays = WeekdayChoice(study.protocol.calendar.working_weekdays)
        self.weekdays.choose(patient.weekdays)
        self.sex.choose(patient.sex)
        self.diagnosis.choose(patient.diagnosis)
        self.fields = {
            asked: Field[QWidget](words.label(asked), control)
            for asked, control in (
                (Asked.SEX, self.sex),
                (Asked.BIRTH_YEAR, self.birth_year),
                (Asked.DIAGNOSIS, self.diagnosis),
                (Asked.WEIGHT, self.weight),
                (Asked.ENROLLED_ON, self.enrolled_on),
                (Asked.WEEKDAYS, self.weekdays),
                (Asked.COMORBIDITIES, self.comorbidities),
            )
        }

    def _judge(self) -> None:
        problems = self.problems()
        for asked, field in self.fields.items():
            problem = problems.get(asked, "")
            if problem and field.error != problem:
                field.refuse(problem)
            elif not problem and field.error:
                field.accept()
        is_other = self.wanted != _sorted(self._stored)
        told = "" if is_other else _("Nothing is different yet.")
        self._note.setText(told)
        self.save.setEnabled(is_other and bool(self.reason.answer) and not problems)

    def _save(self) -> None:
        if not self.save.isEnabled():
            return
        self._session.refused.connect(self._explain)
        edit = CorrectPatient(self.wanted, self.reason.answer)
        accepted = self._session.perform(edit)
        self._session.refused.disconnect(self._explain)
        if accepted:
            self.corrected.emit(self._stored.code)
            self.accept()

    def _explain(self, error: CopperdeskError) -> None:
        name = error.field if isinstance(error, EnrolmentRefused) else ""
        field = self.fields.get(Asked(name)) if name in set(Asked) else None
        (field or self.reason).refuse(words.problem(error))

    def _connect(self) -> None:
        for line in (self.birth_year, self.weight):
            line.textChanged.connect(self._judge)
        self.reason.changed.connect(self._judge)
        for choice in (self.sex, self.diagnosis):
            choice.currentIndexChanged.connect(self._judge)
        self.comorbidities.changed.connect(self._judge)
        self.weekdays.changed.connect(self._judge)
        self.enrolled_on.dateChanged.connect(self._judge)
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(self.reject)
        self._session.closed.connect(self.reject)

    def _lay_out(self) -> None:
        title = _("Correct the details of {patient}").format(patient=self._stored.code)
        self.setWindowTitle(title)
        holder = QWidget()
        holder.setProperty("scrolled", True)
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 6, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        for number, field in enumerate(list(self.fields.values())[:-1]):
            grid.addWidget(field, number // 2, number % 2)
        grid.addWidget(self.fields[Asked.COMORBIDITIES], 3, 0, 1, 2)
        grid.setRowStretch(4, 1)
        for place in (0, 1):
            grid.setColumnStretch(place, 1)
        scroll = QScrollArea()
        scroll.setWidget(holder)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self._note, 1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 18, 16)
        column.setSpacing(12)
        column.addWidget(Label(title, "title"))
        told = _("Planned visits keep their days. The audit trail keeps what was there before.")
        column.addWidget(Label(told, "small", "secondary", wraps=True))
        column.addWidget(scroll, 1)
        column.addWidget(self.reason)
        column.addLayout(buttons)
        size_window(self, _WIDTH, _HEIGHT)


def ask_correction(session: Session, code: str, parent: QWidget) -> CorrectDetailsDialog:
    """Show the dialog over `parent`'s window; it goes by itself when it is done."""
    dialog = CorrectDetailsDialog(session, code, parent)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _sorted(patient: Patient) -> Patient:
    return replace(patient, comorbidities=tuple(sorted(patient.comorbidities)))
