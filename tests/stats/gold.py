"""The reference numbers: R 4.2.2 and published values, with their conventions in data/gold."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "data" / "gold"
STUDY_A = (FOLDER / "study_a_patients.csv", FOLDER / "study_a_visits.csv")


def gold_case(case: str) -> Any:
    cases = json.loads((FOLDER / "gold.json").read_text(encoding="utf-8"))
    return next(entry for entry in cases if entry["id"] == case)


def study_a_expected() -> Any:
    return json.loads((FOLDER / "study_a_expected.json").read_text(encoding="utf-8"))
