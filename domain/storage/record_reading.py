"""Patients with their visits and results, read from the tables: those of one patient, or of all."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping

from domain.patient import Patient
from domain.results import Result
from domain.schedule import Course
from domain.storage.audit import Row
from domain.storage.tables import (
    StoredResult,
    draw_of,
    infusion_of,
    items_of,
    patient_of,
    rating_of,
    result_of,
)
from domain.visits import Draw, Infusion, Rating

Results = Mapping[tuple[str, str], tuple[StoredResult, ...]]
"""By patient and draw, oldest first."""


class RecordReader:
    """Asks the tables each time, of the patient `code`, or of all for None; keeps nothing."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def patients(self, code: str | None) -> dict[str, Patient]:
        comorbidities: dict[str, list[str]] = defaultdict(list)
        for row in self._select("comorbidities", "patient", code, "comorbidity"):
            comorbidities[row["patient"]].append(row["comorbidity"])
        return {
            row["code"]: patient_of(row, tuple(comorbidities[row["code"]]))
            for row in self._select("patients", "code", code, "code")
        }

    def results(self, code: str | None) -> Results:
        found: dict[tuple[str, str], list[StoredResult]] = defaultdict(list)
        for row in self._select("results", "patient", code, "serial"):
            found[row["patient"], row["draw"]].append(result_of(row))
        return {place: tuple(results) for place, results in found.items()}

    def courses(self, code: str | None, results: Results) -> dict[str, Course]:
        """Their visits; `results` are those of these patients, or of all."""
        infusions: dict[str, list[Infusion]] = defaultdict(list)
        ratings: dict[str, list[Rating]] = defaultdict(list)
        for row in self._select("infusions", "patient", code, "number, attempt"):
            infusions[row["patient"]].append(infusion_of(row))
        draws = self._draws(code, results)
        items = items_of(self._select("rating_items", "patient", code, "patient"))
        for row in self._select("ratings", "patient", code, "target_on, code"):
            scores = items.get((row["patient"], row["code"]), {})
            ratings[row["patient"]].append(rating_of(row, scores))
        codes = [row["code"] for row in self._select("patients", "code", code, "code")]
        return {
            patient: Course(
                patient,
                tuple(infusions[patient]),
                tuple(draws.get(patient, ())),
                tuple(ratings[patient]),
            )
            for patient in codes
        }

    def _draws(self, code: str | None, results: Results) -> dict[str, list[Draw]]:
        draws: dict[str, list[Draw]] = defaultdict(list)
        for row in self._select("draws", "patient", code, "target_on, code"):
            result = current_of(results.get((row["patient"], row["code"]), ()))
            draws[row["patient"]].append(draw_of(row, result))
        return draws

    def _select(self, table: str, column: str, value: str | None, order: str) -> list[Row]:
        where, values = ("", ()) if value is None else (f" WHERE {column} = ?", (value,))
        sql = f"SELECT * FROM {table}{where} ORDER BY {order}"  # noqa: S608 -- names are ours
        rows = self._connection.execute(sql, values).fetchall()
        # SQLite's own rows look for a column's name from the first on, each time.
        names = tuple(rows[0].keys()) if rows else ()
        return [dict(zip(names, row, strict=True)) for row in rows]


def current_of(stored: Iterable[StoredResult]) -> Result | None:
    """The result that stands, of all those of a draw."""
    return next((one.result for one in stored if one.is_current), None)
