"""Patients and their comorbidities, from their tables."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from domain.exchange.csv_table import Cells, Columns
from domain.exchange.problems import TableProblem
from domain.patient import Diagnosis, Patient, PatientState, Sex
from domain.protocol import Protocol

PATIENTS = Columns(
    "patients.csv",
    ("patient_id", "sex", "diagnosis", "enrolled_on", "status"),
    ("birth_year", "weight_kg", "weekdays", "withdrawn_on", "withdrawal_reason"),
)
COMORBIDITIES = Columns("comorbidities.csv", ("patient_id", "comorbidity"))
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
"""How the column `weekdays` writes them, with spaces between: `Mon Thu`."""


def patients_of(rows: Sequence[Cells], protocol: Protocol, today: date) -> dict[str, Patient]:
    """The patients by code; rows that cannot be read are left out and noted."""
    patients: dict[str, Patient] = {}
    for cells in rows:
        patient = _patient(cells, protocol, today)
        if patient is None:
            continue
        if patient.code in patients:
            cells.refuse("patient_id", TableProblem.ROW_TWICE, value=patient.code)
        patients[patient.code] = patient
    return patients


def codes_in(rows: Sequence[Cells]) -> frozenset[str]:
    """Every code the table of patients has, also those in rows with problems."""
    return frozenset(cells.text("patient_id") for cells in rows)


def with_comorbidities(
    patients: Mapping[str, Patient], rows: Sequence[Cells], codes: frozenset[str]
) -> dict[str, Patient]:
    """The same patients with what the table of comorbidities adds."""
    found: dict[str, list[str]] = defaultdict(list)
    for cells in rows:
        code, comorbidity = known_patient(cells, codes), cells.needed("comorbidity")
        if comorbidity and comorbidity in found[code]:
            cells.refuse("comorbidity", TableProblem.ROW_TWICE, value=f"{code} {comorbidity}")
        elif comorbidity:
            found[code].append(comorbidity)
    return {
        code: replace(patient, comorbidities=tuple(sorted(found[code])))
        for code, patient in patients.items()
    }


def known_patient(cells: Cells, codes: frozenset[str]) -> str:
    """The code in the row, noted if the table of patients has no such patient."""
    code = cells.needed("patient_id")
    if code and code not in codes:
        cells.refuse("patient_id", TableProblem.UNKNOWN_PATIENT, value=code)
    return code


def _patient(cells: Cells, protocol: Protocol, today: date) -> Patient | None:
    code = cells.needed("patient_id")
    if code and not protocol.fits_code(code):
        cells.refuse("patient_id", TableProblem.UNLIKE_PATTERN, pattern=protocol.code_pattern)
    needed = [cells.needed(name) for name in ("sex", "diagnosis", "enrolled_on", "status")]
    sex, diagnosis = cells.choice("sex", Sex), cells.choice("diagnosis", Diagnosis)
    enrolled_on, state = cells.day("enrolled_on"), cells.choice("status", PatientState)
    if enrolled_on is not None and enrolled_on > today:
        cells.refuse("enrolled_on", TableProblem.IN_THE_FUTURE, value=enrolled_on)
    birth_year = cells.whole_in("birth_year", 1900, today.year)
    weight_kg = cells.real_in("weight_kg", 20, 350)
    withdrawn_on = _withdrawn_on(cells, state, enrolled_on)
    if not code or not all(needed) or None in (sex, diagnosis, enrolled_on, state):
        return None
    assert sex is not None
    assert diagnosis is not None
    assert enrolled_on is not None
    assert state is not None
    return Patient(
        code=code,
        sex=sex,
        diagnosis=diagnosis,
        enrolled_on=enrolled_on,
        birth_year=birth_year,
        weight_kg=weight_kg,
        weekdays=_weekdays(cells),
        state=state,
        withdrawn_on=withdrawn_on,
        withdrawal_reason=cells.text("withdrawal_reason"),
    )


def _withdrawn_on(
    cells: Cells, state: PatientState | None, enrolled_on: date | None
) -> date | None:
    withdrawn_on = cells.day("withdrawn_on")
    if withdrawn_on is None:
        return None
    if state is not None and state is not PatientState.WITHDRAWN:
        cells.refuse("withdrawn_on", TableProblem.STATUS_FORBIDS, status=state, value=withdrawn_on)
    if enrolled_on is not None and withdrawn_on < enrolled_on:
        cells.refuse(
            "withdrawn_on", TableProblem.BEFORE_ENROLMENT, value=withdrawn_on, enrolled=enrolled_on
        )
    return withdrawn_on


def _weekdays(cells: Cells) -> tuple[int, ...]:
    words = re.split(r"[\s,;/+]+", cells.text("weekdays"))
    known = {name.lower(): number for number, name in enumerate(WEEKDAYS)}
    found: set[int] = set()
    for word in filter(None, words):
        if word.lower() in known:
            found.add(known[word.lower()])
        else:
            cells.refuse("weekdays", TableProblem.NOT_A_WEEKDAY, value=word)
    return tuple(sorted(found))
