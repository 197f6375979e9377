"""The study's records as last read, kept until a write touches them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from domain.changing import changed
from domain.patient import Patient
from domain.protocol import Protocol
from domain.schedule import Course
from domain.storage.audit import Row, canonical, head
from domain.storage.record_reading import RecordReader, Results, current_of
from domain.storage.study_file import StudyFile, StudyRefused
from domain.storage.tables import ImportRecord, StoredResult, import_of
from domain.stored_protocol import stored_protocol
from domain.visits import Draw

if TYPE_CHECKING:
    from domain.labsheet.known import KnownStudy
    from domain.labsheet.mapping import Mapping as LabMapping

_R = TypeVar("_R")

MANY_PATIENTS = 50
"""One by one, more than these take longer than reading a table once."""
_PATIENT_TABLES = {
    "patients", "comorbidities", "infusions", "draws", "ratings", "rating_items", "results",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class StudyFacts:
    """What a study says of itself."""

    uuid: str
    name: str
    short_name: str
    protocol: Protocol
    is_demo: bool
    made_at: datetime

    def as_row(self, protocol_text: str) -> Row:
        return {
            "id": 1,
            "uuid": self.uuid,
            "name": self.name,
            "short_name": self.short_name,
            "protocol": protocol_text,
            "is_demo": int(self.is_demo),
            "made_at": self.made_at.isoformat(),
        }


class Contents:
    """Questions to the tables; answers are kept until `forget`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._reader = RecordReader(connection)
        self._facts: StudyFacts | None = None
        self._holidays: dict[date, str] | None = None
        self._patients: dict[str, Patient] | None = None
        self._courses: dict[str, Course] | None = None
        self._results: Results | None = None

    def as_known(self) -> Callable[[], None]:
        """Puts back what is known now, whatever was read since; nothing known is ever changed."""
        return partial(self.__dict__.update, dict(self.__dict__))

    def forget(
        self, patients: Iterable[str] | None = None, tables: Iterable[str] | None = None
    ) -> None:
        """Read again what a write touched; without arguments, everything."""
        touched = set(tables) if tables is not None else None
        if touched is None or "study" in touched:
            self._facts = None
        if touched is not None and not touched & _PATIENT_TABLES:
            return
        codes = None if patients is None else tuple(patients)
        known = self._patients is not None and self._courses is not None
        if codes is None or not known or self._results is None or len(codes) > MANY_PATIENTS:
            self._patients = self._courses = self._results = None
            return
        self._read_again(codes, with_results=touched is None or "results" in touched)

    def keep_imported(
        self,
        results: Mapping[tuple[str, str], Iterable[StoredResult]],
        draws: Mapping[tuple[str, str], Draw],
    ) -> None:
        """What an import just wrote, by patient and draw; it need not be read again."""
        stored = {place: tuple(there) for place, there in results.items()}
        self._results = {**self.results(), **stored}
        now_there = {
            place: changed(draw, result=current_of(stored[place])) for place, draw in draws.items()
        }
        courses = dict(self.courses())
        for code in {patient for patient, _ in now_there}:
            course = courses[code]
            with_results = (now_there.get((code, draw.key.code), draw) for draw in course.draws)
            courses[code] = replace(course, draws=tuple(with_results))
        self._courses = courses

    def facts(self) -> StudyFacts:
        if self._facts is None:
            row = self._connection.execute("SELECT * FROM study").fetchone()
            self._facts = StudyFacts(
                row["uuid"],
                row["name"],
                row["short_name"],
                stored_protocol(row["protocol"]),
                bool(row["is_demo"]),
                datetime.fromisoformat(row["made_at"]),
            )
        return self._facts

    def read_all(self) -> None:
        """Read every record once; raises whatever unreadable values raise."""
        self.facts()
        self.holidays()
        self.patients()
        self.courses()
        self.results()
        self.imports()

    def holidays(self) -> Mapping[date, str]:
        if self._holidays is None:
            self._holidays = {
                date.fromisoformat(row["day"]): row["name"]
                for row in self._connection.execute("SELECT * FROM public_holidays")
            }
        return self._holidays

    def knows_holidays_of(self, year: int) -> bool:
        return any(day.year == year for day in self.holidays())

    def keep_holidays(self, holidays: Mapping[date, str], file: StudyFile) -> None:
        if file.is_read_only:
            self._holidays = {**self.holidays(), **holidays}
            return
        known = self.holidays()
        try:
            with file.transaction() as connection:
                connection.executemany(
                    "INSERT OR REPLACE INTO public_holidays (day, name) VALUES (?, ?)",
                    [(day.isoformat(), name) for day, name in sorted(holidays.items())],
                )
        except StudyRefused:  # nobody asked for anything to be stored
            self._holidays = {**known, **holidays}
        else:
            self._holidays = None

    def patients(self) -> Mapping[str, Patient]:
        if self._patients is None:
            self._patients = self._reader.patients(None)
        return self._patients

    def now_of(self, code: str) -> tuple[Patient, Course] | None:
        """One patient as stored now, also before everything was read; None if there is none."""
        if self._patients is not None and self._courses is not None:
            known = self._patients.get(code)
            return None if known is None else (known, self._courses[code])
        found = self._reader.patients(code).get(code)
        return None if found is None else (found, self._read_courses(code)[code])

    def courses(self) -> Mapping[str, Course]:
        if self._courses is None:
            self._courses = self._read_courses(None)
        return self._courses

    def read_courses(self) -> None:
        """Read all patients and courses at once, for who asks about many of them."""
        self.patients()
        self.courses()

    def draws(self) -> dict[tuple[str, str], Draw]:
        return {
            (draw.patient, draw.key.code): draw
            for course in self.courses().values()
            for draw in course.draws
        }

    def results(self) -> Results:
        if self._results is None:
            self._results = self._reader.results(None)
        return self._results

    def imports(self) -> tuple[ImportRecord, ...]:
        rows = self._connection.execute("SELECT * FROM imports ORDER BY number")
        return tuple(map(import_of, rows))

    def lab_mappings(self) -> Mapping[str, LabMapping]:
        from domain.labsheet.mapping import Mapping as LabMapping

        rows = self._connection.execute("SELECT * FROM lab_mappings ORDER BY last_used DESC")
        return {row["lab"]: LabMapping.from_dict(json.loads(row["mapping"])) for row in rows}

    def lab_mapping_row(self, lab: str, mapping: LabMapping, now: datetime) -> Row:
        return {
            "lab": lab,
            "mapping": canonical(mapping.as_dict()),
            "last_used": now.date().isoformat(),
        }

    def next_number(self, table: str) -> int:
        """The number after the highest that `table` has or ever had."""
        row = self._connection.execute(
            "SELECT max(CAST(json_extract(row_key, '$[0]') AS INTEGER)) "  # noqa: S608 -- names are ours
            f"FROM audit WHERE tbl = '{table}'"  # the name itself, so that its index is used
        ).fetchone()
        return (row[0] or 0) + 1

    def last_entry_at(self) -> datetime | None:
        row = self._connection.execute("SELECT max(at_utc) FROM audit").fetchone()
        try:
            return None if row[0] is None else datetime.fromisoformat(row[0])
        except ValueError:  # an entry that was edited from outside, which `verify` names
            return None

    def knowing(self, today: date) -> Callable[[], KnownStudy]:
        """What works out, on any thread, all that planning an import has to know on `today`."""
        from domain.labsheet.known import KnownPatient, KnownStudy
        from domain.storage.known_draws import known_draw

        protocol, patients, courses = self.facts().protocol, self.patients(), self.courses()
        imports, state = self.imports(), head(self._connection).hash

        def known() -> KnownStudy:
            return KnownStudy(
                tuple(KnownPatient(p.code, p.enrolled_on) for p in patients.values()),
                tuple(
                    known_draw(draw, course, protocol)
                    for course in courses.values()
                    for draw in course.draws
                ),
                today,
                tuple((record.sha256, record.file) for record in imports),
                protocol.code_pattern,
                state=state,
            )

        return known

    def _read_courses(self, code: str | None) -> dict[str, Course]:
        all_known = self._results is not None or code is None
        results = self.results() if all_known else self._reader.results(code)
        return self._reader.courses(code, results)

    def _read_again(self, patients: tuple[str, ...], *, with_results: bool) -> None:
        """Read some patients again; nothing here grows with the others but a copy of the names.

        What was handed out before stays as it was.
        """
        assert self._patients is not None
        assert self._courses is not None
        assert self._results is not None
        if with_results:
            results = dict(self._results)
            for code in patients:
                for draw in self._courses[code].draws if code in self._courses else ():
                    results.pop((code, draw.key.code), None)
                results.update(self._reader.results(code))
            self._results = results
        read_patients, read_courses = dict(self._patients), dict(self._courses)
        for code in patients:
            _replace(read_patients, code, self._reader.patients(code))
            _replace(read_courses, code, self._read_courses(code))
        is_new = not self._patients.keys() >= read_patients.keys()
        self._patients = dict(sorted(read_patients.items())) if is_new else read_patients
        self._courses = dict(sorted(read_courses.items())) if is_new else read_courses


def _replace(known: dict[str, _R], code: str, read: Mapping[str, _R]) -> None:
    """What was read of `code` in its place, or nothing where it is gone."""
    if code in read:
        known[code] = read[code]
    else:
        known.pop(code, None)
