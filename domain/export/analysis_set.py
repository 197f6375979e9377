"""The analysis data set: what the comparisons are made from, a row a patient, a row a draw.

It holds measurements, not choices: a value below the limit of quantification is the limit
itself with its mark, a haemolysed one is there with its mark, and the scripts exported beside
make the protocol's choices from the marks.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from domain.export.table import Kind, Row, Table, Value, Variable
from domain.frames import patient_rows, visit_rows
from domain.units import Unit, to_umol_l

if TYPE_CHECKING:
    from domain.study import Study

PATIENTS, VISITS, WIDE = "patients", "visits", "wide"
_SEX = {"F": "female", "M": "male"}
_DIAGNOSIS = {"MDD": "MDD", "BD": "BD"}
_MARKS = ("below_loq", "above_uloq", "out_of_window", "haemolysed")
_MEASURES = ("copper", "madrs", "ymrs")
MISSING_REASONS = (
    "not_due", "due", "late", "overdue", "missed", "cancelled", "withdrawn", "waiting_for_lab",
    "unusable",
)  # fmt: skip


def analysis_set(study: "Study", *, now: datetime) -> tuple[Table, Table, Table]:
    """`patients` and `visits` as the analysis reads them, and `wide`, one row a patient.

    `copper` is in µg/dL, `copper_umol_l` in µmol/L. Comorbidities are 0/1 columns with a name
    that other programs take as well, `comorbidity_1` …; which is which stands in the codebook.
    """
    patients = patient_rows(study.patients())
    visits = visit_rows(study.courses(), study.protocol, now.date())
    named = list(patients[0])[4:] if patients else []
    columns = {name: f"comorbidity_{number}" for number, name in enumerate(named, start=1)}
    about = [_renamed(row, columns) for row in patients]
    measured = [_measured(row) for row in visits]
    of_patient = (*_OF_PATIENT, *(_comorbidity(columns[name], name) for name in named))
    draws = tuple(rule.code for rule in study.protocol.draws)
    return (
        Table(PATIENTS, of_patient, tuple(about)),
        Table(VISITS, _OF_VISIT, tuple(measured)),
        Table(WIDE, (*of_patient, *_of_draws(draws)), tuple(_wide(about, measured))),
    )


def codebook(tables: Iterable[Table], labels: Mapping[str, str]) -> Table:
    """Every variable of `tables`: its label, kind, unit, and what its codes mean."""
    names = ("table", "variable", "label", "kind", "unit", "codes")
    rows: list[Row] = [
        {
            "table": table.name,
            "variable": one.name,
            "label": one.label or labels.get(one.name, ""),
            "kind": str(one.kind),
            "unit": one.unit,
            "codes": "; ".join(f"{code} = {labels.get(f'{one.name}={code}', meaning)}"
                               for code, meaning in one.codes.items()),
        }
        for table in tables
        for one in table.variables
    ]  # fmt: skip
    return Table("codebook", tuple(map(Variable, names)), tuple(rows))


_OF_PATIENT = (
    Variable("patient_id"),
    Variable("sex", codes=_SEX),
    Variable("age", Kind.INTEGER, unit="years"),
    Variable("diagnosis", codes=_DIAGNOSIS),
)
_OF_VISIT = (
    Variable("patient_id"),
    Variable("visit"),
    Variable("visit_no", Kind.INTEGER),
    Variable("copper", Kind.DECIMAL, unit="µg/dL"),
    Variable("copper_umol_l", Kind.DECIMAL, unit="µmol/L"),
    Variable("madrs", Kind.INTEGER, unit="0–60"),
    Variable("ymrs", Kind.INTEGER, unit="0–60"),
    Variable("rating_visit"),
    *(Variable(mark, Kind.YES_NO) for mark in _MARKS),
    Variable("missing_reason", codes={reason: reason for reason in MISSING_REASONS}),
)


def _comorbidity(column: str, name: str) -> Variable:
    return Variable(column, Kind.YES_NO, label=name)


def _renamed(row: Mapping[str, Value], columns: Mapping[str, str]) -> Row:
    return {columns.get(name, name): value for name, value in row.items()}


def _measured(row: Mapping[str, Value]) -> Row:
    copper = row["copper"]
    return {
        **row,
        "copper_umol_l": to_umol_l(copper, Unit.UG_DL) if isinstance(copper, float) else None,
    }


def _of_draws(draws: tuple[str, ...]) -> Iterable[Variable]:
    of_visit = {variable.name: variable for variable in _OF_VISIT}
    for draw in draws:
        for name in (*_MEASURES, *_MARKS):
            one = of_visit[name]
            yield Variable(f"{name}_{draw}", one.kind, unit=one.unit)


def _wide(patients: list[Row], visits: list[Row]) -> Iterable[Row]:
    by_patient: dict[Value, dict[str, Value]] = {}
    for visit in visits:
        of_patient = by_patient.setdefault(visit["patient_id"], {})
        for name in (*_MEASURES, *_MARKS):
            of_patient[f"{name}_{visit['visit']}"] = visit[name]
    for patient in patients:
        yield {**patient, **by_patient.get(patient["patient_id"], {})}
