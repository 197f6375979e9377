"""Small studies for tests: what is not in question is filled in."""

import tomllib
from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

from domain.changes import Changes
from domain.labsheet.limits import Limits
from domain.labsheet.opening import open_workbook
from domain.labsheet.plan import ImportPlan, plan_import
from domain.labsheet.understanding import guess
from domain.labsheet.vocabulary import Vocabulary
from domain.patient import Diagnosis, Enrolment, Sex
from domain.protocol import Protocol
from domain.protocol_file import read_protocol
from domain.study import Study
from domain.visits import VisitKey, VisitKind
from resources import text_of

CET = timezone(timedelta(hours=1))
MONDAY = date(2026, 3, 2)
"""First infusion of the example course: Mon/Thu, 2 March to 26 March 2026."""


def moment(text: str) -> datetime:
    """`2026-03-02 09:05` in the zone of the tests."""
    return datetime.fromisoformat(text).replace(tzinfo=CET)


NOW = moment("2026-03-02 09:05")


@cache
def protocol(preset: str = "standard") -> Protocol:
    return read_protocol(text_of(f"protocols/{preset}.toml"))


def study(path: Path | None = None, *, now: datetime = NOW, by: str = "A. Nowak") -> Study:
    """An empty study: in memory, or at `path`."""
    if path is None:
        return Study.in_memory(protocol(), now=now, by=by)
    return Study.create(path, protocol(), name="Test study", by=by, now=now)


def enrolment(code: str = "KET-001", **fields: Any) -> Enrolment:
    filled: dict[str, Any] = {
        "code": code,
        "sex": Sex.FEMALE,
        "diagnosis": Diagnosis.MDD,
        "enrolled_on": date(2026, 2, 27),
        "first_infusion_on": MONDAY,
        "weekdays": (0, 3),
    } | fields
    return Enrolment(**filled)


def study_with(*codes: str, path: Path | None = None, **fields: Any) -> Study:
    """A study with one enrolled patient for each code, on the example course."""
    made = study(path)
    for code in codes or ("KET-001",):
        made.enrol(enrolment(code, **fields), now=NOW)
    return made


def import_results(made: Study, *rows: str, folder: Path, now: datetime = NOW) -> Changes:
    """Import a sheet of `code;day.month.year hour:minute;µg/dL` rows, all of them new."""
    return made.accept(planned_import(made, *rows, folder=folder, now=now), now=now)


def planned_import(made: Study, *rows: str, folder: Path, now: datetime = NOW) -> ImportPlan:
    """What importing such a sheet would do."""
    sheet = folder / "Cu.csv"
    sheet.write_text("\n".join(["Pacjent;Data pobrania;Miedź [µg/dL]", *rows]), encoding="utf-8")
    workbook = open_workbook(sheet, Limits())
    vocabulary = Vocabulary.from_tables(tomllib.loads(text_of("labsheets/synonyms.toml")))
    known = made.known_for_import(today=now.date())
    mapping = guess(workbook, vocabulary).mapping
    return plan_import(workbook, mapping, known, vocabulary)


def infusion(number: int, patient: str = "KET-001", attempt: int = 1) -> VisitKey:
    return VisitKey(patient, VisitKind.INFUSION, str(number), attempt)


def draw(code: str, patient: str = "KET-001") -> VisitKey:
    return VisitKey(patient, VisitKind.DRAW, code)


def rating(code: str, patient: str = "KET-001") -> VisitKey:
    return VisitKey(patient, VisitKind.RATING, code)
