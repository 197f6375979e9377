"""The list of patients: what a row holds, and its columns."""

from dataclasses import dataclass
from datetime import date

from domain.next_step import Group, NextStep, Step, group_of, next_step
from domain.patient import Patient
from domain.study import Study
from gui.table_model import Column
from gui.words import dates, patient_page, timeline
from gui.words.language import _

_URGENCY = {step: rank for rank, step in enumerate(Step)}


@dataclass(frozen=True, slots=True)
class PatientRow:
    """One patient, as seen on `today`."""

    patient: Patient
    given: int
    infusions: int
    step: NextStep
    today: date

    @property
    def code(self) -> str:
        return self.patient.code

    @property
    def group(self) -> Group:
        return group_of(self.patient, self.step, self.given)

    @property
    def searched(self) -> tuple[str, ...]:
        """What a search looks at, in lower case."""
        diagnosis = timeline.diagnosis(self.patient.diagnosis)
        return (self.code.casefold(), diagnosis.casefold())


def patient_rows(study: Study, today: date) -> tuple[PatientRow, ...]:
    courses, count = study.courses(), study.protocol.infusions.count
    return tuple(
        PatientRow(
            patient,
            len(courses[code].given()),
            count,
            next_step(patient, courses[code], today),
            today,
        )
        for code, patient in study.patients().items()
    )


def patient_columns() -> tuple[Column[PatientRow], ...]:
    return (
        Column[PatientRow](_("Patient"), lambda row: row.code, is_strong=True),
        Column[PatientRow](_("Diagnosis"), lambda row: timeline.diagnosis(row.patient.diagnosis)),
        Column[PatientRow](_("Infusions"), _progress, sort_key=lambda row: row.given),
        Column[PatientRow](
            _("Next step"),
            _next_step,
            sort_key=_pressing,
            tone=lambda row: timeline.next_step(row.step, row.today).tone,
        ),
        Column[PatientRow](
            _("Enrolled"),
            lambda row: dates.day(row.patient.enrolled_on),
            sort_key=lambda row: row.patient.enrolled_on,
        ),
        Column[PatientRow](
            _("State"), lambda row: patient_page.state(row.patient, row.step, row.given)
        ),
    )


def _next_step(row: PatientRow) -> str:
    """Who withdrew has none; the day stands with the state."""
    if row.step.step is Step.WITHDRAWN:
        return "–"
    return timeline.next_step(row.step, row.today).text


def _progress(row: PatientRow) -> str:
    return _("{given} of {total} given").format(given=row.given, total=row.infusions)


def _pressing(row: PatientRow) -> tuple[int, date, str]:
    return (_URGENCY[row.step.step], row.step.day or date.max, row.code)
