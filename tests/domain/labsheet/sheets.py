"""The lab-sheet fixtures, made up throughout: study state, vocabulary, sheets and their truth."""

import csv
import json
import tomllib
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from domain.labsheet.known import KnownDraw, KnownPatient, KnownStudy
from domain.labsheet.limits import Limits
from domain.labsheet.opening import open_workbook
from domain.labsheet.plan import ImportPlan, plan_import
from domain.labsheet.understanding import guess
from domain.labsheet.vocabulary import Vocabulary
from domain.results import Result
from domain.units import Unit
from domain.visits import VisitState, Window

TESTS = Path(__file__).parents[2]
FOLDER = TESTS / "data" / "labsheets"
SYNONYMS = TESTS.parent / "resources" / "labsheets" / "synonyms.toml"
CORPUS = next(
    (
        folder
        for parent in TESTS.parents
        if (folder := parent / "shared" / "corpus" / "xlsx").is_dir()
    ),
    None,
)
"""The odd workbooks beside the checkout, where they are."""
TODAY = date(2026, 3, 24)
_STATES = {
    "planned": VisitState.PLANNED,
    "collected": VisitState.DONE,
    "missed": VisitState.MISSED,
    "cancelled": VisitState.CANCELLED,
}


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary.from_tables(tomllib.loads(SYNONYMS.read_text("utf-8")))


@cache
def known_study() -> KnownStudy:
    """The study as it stands before the import, from the exchange tables."""
    patients = tuple(
        KnownPatient(row["patient_id"], date.fromisoformat(row["enrolled_on"]))
        for row in _table("patients")
    )
    infusions = {(row["patient_id"], row["number"]): row for row in _table("infusions")}
    results = {
        (row["patient_id"], row["draw"]): row
        for row in _table("results")
        if row["status"] == "current"
    }
    draws = tuple(
        _draw(row, infusions, results.get((row["patient_id"], row["draw"])))
        for row in _table("draws")
    )
    return KnownStudy(patients, draws, TODAY)


def _draw(
    row: dict[str, str],
    infusions: dict[tuple[str, str], dict[str, str]],
    result: dict[str, str] | None,
) -> KnownDraw:
    code = row["draw"]
    number = "1" if code == "baseline" else code.removeprefix("inf")
    infusion = infusions.get((row["patient_id"], number), {})
    given_at = infusion.get("given_at", "")
    collected = datetime.fromisoformat(row["collected_at"]) if row["collected_at"] else None
    days = (date.fromisoformat(row[key]) for key in ("target_on", "window_from", "window_to"))
    return KnownDraw(
        patient=row["patient_id"],
        code=code,
        window=Window(*days),
        state=_STATES[row["status"]],
        collected_on=collected.date() if collected else None,
        collected_at=collected,
        specimen_id=row["specimen_id"],
        condition=row["condition"],
        before_dose=code == "baseline",
        infusion_on=date.fromisoformat(infusion["planned_on"]) if infusion else None,
        infusion_started_at=datetime.fromisoformat(given_at) if given_at else None,
        current=_result(result) if result else None,
    )


def _result(row: dict[str, str]) -> Result:
    value = Decimal(row["value"]) if row["value"] else None
    return Result(row["verbatim"], row["operator"], value, Unit(row["unit"]))


def _table(name: str) -> list[dict[str, str]]:
    with (FOLDER / "state" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def truth_of(name: str) -> dict[str, Any]:
    return json.loads((FOLDER / f"{Path(name).stem}.truth.json").read_text("utf-8"))


@cache
def plan_of(name: str) -> ImportPlan:
    """The plan of a fixture as guessed, without a decision."""
    workbook = open_workbook(FOLDER / name, Limits())
    understood = guess(workbook, vocabulary())
    return plan_import(workbook, understood.mapping, known_study(), vocabulary())
