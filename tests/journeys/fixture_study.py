"""The study that the sheets of the fixtures were made for, as a file."""

import json
from pathlib import Path
from typing import Any

from domain.exchange.tables import read_tables
from domain.study import Study
from tests.builders import moment, protocol

FOLDER = Path(__file__).parents[1] / "data" / "labsheets"
TODAY = moment("2026-03-24 10:12")
"""The day of the fixtures."""


def make_study(path: Path) -> Study:
    """As it is before the import; still open."""
    tables = read_tables(FOLDER / "state", protocol=protocol(), now=TODAY)
    study = Study.create(path, tables.protocol, name="Fixtures", by="A. Nowak", now=TODAY)
    study.store_tables(tables, now=TODAY)
    return study


def truth_of(sheet: str) -> dict[str, Any]:
    """What a sheet of the fixtures states about itself."""
    return json.loads((FOLDER / f"{Path(sheet).stem}.truth.json").read_text("utf-8"))
