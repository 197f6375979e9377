"""DM, DS and MH: who the subjects are, how far they came, what they had before."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from domain.export.sdtm.keys import (
    DOMAIN,
    STUDY,
    SUBJECT,
    first_doses,
    moment_of,
    numbered,
    start_of,
    study_day,
    who,
)
from domain.export.table import Kind, Row, Table, Variable
from domain.patient import Patient, PatientState

if TYPE_CHECKING:
    from domain.study import Study

_ARM = "KETAMINE"
_DIAGNOSES = {"MDD": "MAJOR DEPRESSIVE DISORDER", "BD": "BIPOLAR DISORDER"}

_DM = (
    STUDY,
    DOMAIN,
    SUBJECT,
    Variable("SUBJID", label="Subject Identifier for the Study", origin="Collected"),
    Variable("RFSTDTC", label="Subject Reference Start Date/Time", origin="Derived",
             comment="Start of the first infusion given"),
    Variable("RFENDTC", label="Subject Reference End Date/Time", origin="Derived",
             comment="Start of the last infusion given"),
    Variable("BRTHDTC", label="Date/Time of Birth", origin="Collected", comment="Year only"),
    Variable("AGE", Kind.INTEGER, label="Age", unit="years", origin="Derived",
             comment="Difference of years at enrolment"),
    Variable("AGEU", label="Age Units", origin="Assigned"),
    Variable("SEX", label="Sex", codes={"F": "Female", "M": "Male"}, origin="Collected"),
    Variable("ARMCD", label="Planned Arm Code", origin="Assigned"),
    Variable("ARM", label="Description of Planned Arm", origin="Assigned"),
    Variable("DMDTC", label="Date/Time of Collection", origin="Collected", comment="Enrolment"),
    Variable("DMDY", Kind.INTEGER, label="Study Day of Collection", origin="Derived"),
)  # fmt: skip
_DS = (
    *start_of("DS"),
    Variable("DSTERM", label="Reported Term for the Disposition Event", origin="Collected"),
    Variable("DSDECOD", label="Standardized Disposition Term", origin="Assigned"),
    Variable("DSCAT", label="Category for Disposition Event", origin="Assigned"),
    Variable("DSSTDTC", label="Start Date/Time of Disposition Event", origin="Collected"),
    Variable("DSSTDY", Kind.INTEGER, label="Study Day of Start of Disposition Event",
             origin="Derived"),
)  # fmt: skip
_MH = (
    *start_of("MH"),
    Variable("MHTERM", label="Reported Term for the Medical History", origin="Collected"),
    Variable("MHCAT", label="Category for Medical History", origin="Assigned"),
    Variable("MHDTC", label="Date/Time of History Collection", origin="Collected",
             comment="Enrolment"),
)  # fmt: skip


def demographics(study: "Study") -> Table:
    """A row a patient. There is one arm; race, site and consent are not recorded here."""
    rows = tuple(_subject(study, patient) for patient in study.patients().values())
    return Table("DM", _DM, rows, "Demographics")


def dispositions(study: "Study") -> Table:
    """Enrolment, and how it ended: completed, or withdrawn with the reason."""
    return Table("DS", _DS, tuple(numbered(study, "DS", _dispositions(study))), "Disposition")


def history(study: "Study") -> Table:
    """The diagnosis that was enrolled, and each comorbidity."""
    return Table("MH", _MH, tuple(numbered(study, "MH", _history(study))), "Medical History")


def _subject(study: "Study", patient: Patient) -> Row:
    given = sorted(
        (one for one in study.course(patient.code).given() if one.done_on is not None),
        key=lambda one: one.shown_on,
    )
    first = given[0].done_on if given else None
    return {
        **who(study, "DM", patient.code),
        "SUBJID": patient.code,
        "RFSTDTC": moment_of(given[0]) if given else "",
        "RFENDTC": moment_of(given[-1]) if given else "",
        "BRTHDTC": "" if patient.birth_year is None else str(patient.birth_year),
        "AGE": patient.age_at_enrolment,
        "AGEU": "" if patient.age_at_enrolment is None else "YEARS",
        "SEX": str(patient.sex),
        "ARMCD": _ARM[:8],
        "ARM": _ARM,
        "DMDTC": patient.enrolled_on.isoformat(),
        "DMDY": study_day(patient.enrolled_on, first),
    }


def _dispositions(study: "Study") -> Iterator[tuple[str, Row]]:
    doses = first_doses(study)
    for code, patient in study.patients().items():
        day = study_day(patient.enrolled_on, doses[code])
        yield code, _event("ENROLLED", "ENROLLED", "PROTOCOL MILESTONE",
                           patient.enrolled_on.isoformat(), day)  # fmt: skip
        if patient.state is PatientState.COMPLETED:
            last = max((v.done_on for v in study.course(code).visits() if v.done_on), default=None)
            yield code, _event("COMPLETED", "COMPLETED", "DISPOSITION EVENT",
                               last.isoformat() if last else "",
                               study_day(last, doses[code]))  # fmt: skip
        if patient.state is PatientState.WITHDRAWN:
            on = patient.withdrawn_on
            yield code, _event(patient.withdrawal_reason or "WITHDRAWN", "WITHDRAWAL",
                               "DISPOSITION EVENT", on.isoformat() if on else "",
                               study_day(on, doses[code]))  # fmt: skip


def _event(term: str, decoded: str, category: str, at: str, day: int | None) -> Row:
    return {
        "DSTERM": term,
        "DSDECOD": decoded,
        "DSCAT": category,
        "DSSTDTC": at,
        "DSSTDY": day,
    }


def _history(study: "Study") -> Iterator[tuple[str, Row]]:
    for code, patient in study.patients().items():
        enrolled = patient.enrolled_on.isoformat()
        diagnosis = _DIAGNOSES[str(patient.diagnosis)]
        yield code, {"MHTERM": diagnosis, "MHCAT": "PRIMARY DIAGNOSIS", "MHDTC": enrolled}
        for comorbidity in patient.comorbidities:
            yield code, {"MHTERM": comorbidity, "MHCAT": "COMORBIDITY", "MHDTC": enrolled}
