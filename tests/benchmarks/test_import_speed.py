"""A long sheet read, checked and committed, against pandas reading the same file, in one run."""

import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pytest

from domain.labsheet.plan import plan_import
from domain.labsheet.reading import read_workbook
from domain.labsheet.rows import RowStatus
from domain.labsheet.understanding import guess
from domain.study import Study
from gui.labimport.sheet_check import vocabulary
from tests.benchmarks.import_study import NOW, study_and_sheet

ROUNDS = 5
LIMITS = {1_000: 2.5, 10_000: 1.5}
"""The acceptance of lab sheets, by rows; the start of the reading process is not counted."""


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


@pytest.mark.parametrize("rows", LIMITS)
def test_a_long_sheet_is_imported_in_little_more_than_pandas_needs_to_read_it(
    rows: int, tmp_path: Path, benchmark
):
    import pandas as pd

    study, sheet = study_and_sheet(tmp_path, rows)
    tiny = tmp_path / "tiny.csv"
    tiny.write_text("Pacjent;Data;Miedź [µg/dL]\nKET-0001;9.01.2026;98\n", encoding="utf-8")
    pairs: list[tuple[float, float]] = []
    for attempt in range(ROUNDS):
        mine = tmp_path / str(attempt) / "study.cdesk"
        mine.parent.mkdir()
        shutil.copy(study, mine)
        start = seconds(lambda: read_workbook(tiny))
        theirs = seconds(lambda: pd.read_excel(sheet))
        pairs.append((theirs, imported(mine, sheet, rows) - start))

    ratio = median(ours / theirs for theirs, ours in pairs)
    benchmark.extra_info["ratio"] = round(ratio, 2)
    benchmark.pedantic(lambda: None, rounds=1)
    theirs, ours = (median(values) for values in zip(*pairs, strict=True))
    told = f"{rows} rows: {ours * 1000:.0f} ms against {theirs * 1000:.0f} ms of pandas"
    sys.stdout.write(f"\n{told}: {ratio:.2f}\n")
    assert ratio <= LIMITS[rows]


def imported(path: Path, sheet: Path, rows: int) -> float:
    """Seconds for reading, checking, backing up and committing; the study is open before."""
    study = Study.open(path, by="A. Nowak", now=NOW)
    known, words = study.known_for_import(today=NOW.date()), vocabulary()
    began = time.perf_counter()
    workbook = read_workbook(sheet)
    plan = plan_import(workbook, guess(workbook, words).mapping, known, words)
    study.back_up(now=NOW)
    study.accept(plan, now=NOW)
    took = time.perf_counter() - began
    assert plan.counts == {RowStatus.NEW: rows}
    assert study.verify().is_clean
    study.close()
    return took
