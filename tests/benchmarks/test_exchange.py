"""What the audit trail and the checks cost when a whole study is read from exchange tables."""

import csv
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from domain.exchange.tables import read_tables
from domain.exchange.write_tables import write_tables
from domain.storage.audit import TABLES
from domain.study import Study
from tests.builders import CET, NOW, draw, enrolment, infusion, protocol, rating, study

PATIENTS, ROWS_EACH = 500, 20
"""A patient, 8 infusions, 6 draws and 5 ratings: 10 000 rows of exchange tables."""
AT_MOST = 12


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The tables of one made-up patient, repeated under other codes."""
    made = study()
    made.enrol(enrolment(weight_kg=68.0), now=NOW)
    made.rate(rating("week0"), on=NOW.date(), at=None, now=NOW, madrs=31, ymrs=2)
    made.give_infusion(infusion(1), on=NOW.date(), at=NOW, now=NOW, dose_mg=34.0)
    made.collect_draw(draw("inf1"), on=NOW.date(), at=NOW, now=NOW, collector="K. Lis")
    (tmp_path / "tables").mkdir()
    for path in write_tables(made, tmp_path / "tables"):
        if path.suffix == ".csv" and path.name not in ("screening.csv", "deviations.csv"):
            with path.open(encoding="utf-8", newline="") as file:
                header, *rows = csv.reader(file)
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([header, *repeated(rows)])
    (tmp_path / "tables" / "screening.csv").unlink()
    return tmp_path / "tables"


def repeated(rows: list[list[str]]) -> Iterator[list[str]]:
    for number in range(1, PATIENTS + 1):
        for row in rows:
            yield [cell.replace("KET-001", f"KET-{number:03}") for cell in row]


def imported(folder: Path) -> Study:
    made = study()
    made.store_tables(read_tables(folder, protocol=protocol(), now=NOW, zone=CET), now=NOW)
    return made


def bare_inserts(rows: list[tuple[str, list[Any]]]) -> float:
    """Seconds to write the same rows one by one, without trail and without checks."""
    made = study()
    marks = {table: ", ".join("?" * len(row)) for table, row in rows}
    started = perf_counter()
    with made._file.transaction() as connection:
        for table, row in rows:
            connection.execute(f"INSERT INTO {table} VALUES ({marks[table]})", row)
    return perf_counter() - started


def test_10_000_rows_with_checks_and_trail_cost_at_most_12_bare_inserts(
    folder: Path, benchmark: BenchmarkFixture
):
    made = imported(folder)
    rows = [
        (table, list(row))
        for table in TABLES
        if table != "study"
        for row in made._file.connection.execute(f"SELECT * FROM {table}")
    ]
    assert len(rows) == PATIENTS * ROWS_EACH
    bare = min(bare_inserts(rows) for _ in range(5))

    benchmark.pedantic(imported, (folder,), rounds=3, warmup_rounds=1)

    assert benchmark.stats is not None
    ratio = benchmark.stats.stats.min / bare
    benchmark.extra_info["ratio to bare inserts"] = round(ratio, 1)
    assert ratio <= AT_MOST
