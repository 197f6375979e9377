"""Queries, deviations, notes and the screening log as last read, kept until a write."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, Generic, TypeVar

from domain.quality import Deviation, DeviationRule, Note, Query
from domain.screening import Screened
from domain.storage.contents import MANY_PATIENTS
from domain.storage.quality_tables import deviation_of, note_of, query_of, screened_of
from domain.visits import VisitKey

_R = TypeVar("_R")


class _TableOfPatients(Generic[_R]):
    """One table whose rows belong to patients: read whole once, then a patient at a time."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        table: str,
        order: str,
        record_of: Callable[[sqlite3.Row], _R],
    ) -> None:
        self._connection = connection
        self._sql = f"SELECT * FROM {table}"  # noqa: S608 -- names are ours
        self._order = f" ORDER BY {order}"
        self._record_of = record_of
        self._known: dict[str, tuple[_R, ...]] | None = None

    def by_patient(self) -> Mapping[str, tuple[_R, ...]]:
        if self._known is None:
            found: dict[str, list[_R]] = {}
            for row in self._connection.execute(self._sql + self._order):
                found.setdefault(row["patient"], []).append(self._record_of(row))
            self._known = {code: tuple(records) for code, records in found.items()}
        return self._known

    def of(self, patient: str) -> tuple[_R, ...]:
        if self._known is not None:
            return self._known.get(patient, ())
        rows = self._connection.execute(
            f"{self._sql} WHERE patient = ?{self._order}", (patient,)
        ).fetchall()
        return tuple(map(self._record_of, rows))

    def as_known(self) -> Callable[[], None]:
        return partial(self.__dict__.update, dict(self.__dict__))

    def forget(self, patients: Iterable[str] | None) -> None:
        known, self._known = self._known, None
        codes = () if patients is None else tuple(patients)
        if known is not None and patients is not None and len(codes) <= MANY_PATIENTS:
            self._known = known | {code: self.of(code) for code in codes}


class QualityContents:
    """Questions to the tables of findings and remarks."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._queries = _TableOfPatients(connection, "queries", "number", query_of)
        self._deviations = _TableOfPatients(
            connection, "deviations", "patient, kind, code, attempt, rule", deviation_of
        )
        self._notes = _TableOfPatients(connection, "notes", "number", note_of)
        self._of_patients: Mapping[str, _TableOfPatients[Any]] = {
            "queries": self._queries,
            "deviations": self._deviations,
            "notes": self._notes,
        }
        self._screening: dict[str, Screened] | None = None

    def as_known(self) -> Callable[[], None]:
        """Puts back what is known now, whatever was read since; nothing known is ever changed."""
        tables = [table.as_known() for table in self._of_patients.values()]
        screening = self._screening

        def put_back() -> None:
            self._screening = screening
            for table in tables:
                table()

        return put_back

    def forget(
        self, patients: Iterable[str] | None = None, tables: Iterable[str] | None = None
    ) -> None:
        """Read again what a write touched; without arguments, everything."""
        touched = set(tables) if tables is not None else None
        for name, table in self._of_patients.items():
            if touched is None or name in touched:
                table.forget(patients)
        if touched is None or "screening" in touched:
            self._screening = None

    def read_findings(self) -> None:
        """Read all queries and deviations at once, for who asks about many patients."""
        self._queries.by_patient()
        self._deviations.by_patient()

    def read_all(self) -> None:
        """Read every finding once; raises whatever unreadable values raise."""
        self.queries()
        self.deviations()
        self.notes()
        self.screening()

    def queries(self) -> tuple[Query, ...]:
        """All queries by number."""
        found = (query for queries in self._queries.by_patient().values() for query in queries)
        return tuple(sorted(found, key=lambda query: query.number))

    def queries_of(self, patient: str) -> tuple[Query, ...]:
        return self._queries.of(patient)

    def deviations(self) -> tuple[Deviation, ...]:
        """All deviations by patient and visit."""
        found = (one for every in self._deviations.by_patient().values() for one in every)
        return tuple(sorted(found, key=lambda one: (one.key, one.rule)))

    def deviations_of(self, patient: str) -> tuple[Deviation, ...]:
        return self._deviations.of(patient)

    def deviation(self, key: VisitKey, rule: DeviationRule) -> Deviation | None:
        found = (one for one in self.deviations_of(key.patient) if one.key == key)
        return next((one for one in found if one.rule is rule), None)

    def notes(self) -> tuple[Note, ...]:
        found = (note for notes in self._notes.by_patient().values() for note in notes)
        return tuple(sorted(found, key=lambda note: note.number))

    def notes_of(self, patient: str) -> tuple[Note, ...]:
        return self._notes.of(patient)

    def screening(self) -> Mapping[str, Screened]:
        """The stored entries of the screening log by code."""
        if self._screening is None:
            rows = self._connection.execute("SELECT * FROM screening ORDER BY code")
            self._screening = {row["code"]: screened_of(row) for row in rows}
        return self._screening

    def shared_tubes(self, patient: str) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """For each draw code of `patient`: the other draws (patient, code) with the same tube."""
        return self._shared_tubes("mine.patient = ? AND", (patient,)).get(patient, {})

    def all_shared_tubes(self) -> Mapping[str, Mapping[str, tuple[tuple[str, str], ...]]]:
        """The same for every patient who has such a tube."""
        return self._shared_tubes("", ())

    def _shared_tubes(
        self, where: str, values: tuple[str, ...]
    ) -> dict[str, dict[str, tuple[tuple[str, str], ...]]]:
        rows = self._connection.execute(
            "SELECT mine.patient, mine.code, other.patient, other.code "  # noqa: S608 -- words are ours
            "FROM draws AS mine JOIN draws AS other "
            "ON other.specimen_id = mine.specimen_id AND other.specimen_id <> '' "
            f"WHERE {where} mine.specimen_id <> '' "
            "AND NOT (other.patient = mine.patient AND other.code = mine.code) ORDER BY 1, 3, 4",
            values,
        ).fetchall()
        found: dict[str, dict[str, tuple[tuple[str, str], ...]]] = {}
        for patient, code, other, other_code in rows:
            of_patient = found.setdefault(patient, {})
            of_patient[code] = (*of_patient.get(code, ()), (other, other_code))
        return found
