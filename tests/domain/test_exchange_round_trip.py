"""Writing a study as tables and reading it back gives the same study."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from domain.exchange.tables import StudyTables, read_tables
from domain.exchange.write_tables import write_tables
from domain.results import Result
from domain.study import Study
from domain.visits import VisitKey, VisitKind
from tests.builders import protocol

STATE = Path(__file__).parents[1] / "data" / "labsheets" / "state"
WARSAW = ZoneInfo("Europe/Warsaw")
NOW = datetime(2026, 3, 24, 10, 12, tzinfo=WARSAW)


@pytest.fixture
def state() -> StudyTables:
    return read_tables(STATE, protocol=protocol(), now=NOW, zone=WARSAW)


def stored(tables: StudyTables) -> Study:
    study = Study.in_memory(tables.protocol, now=NOW)
    study.store_tables(tables, now=NOW)
    return study


def read_back(study: Study, folder: Path) -> StudyTables:
    folder.mkdir()
    write_tables(study, folder)
    return read_tables(folder, protocol=protocol("after_3_5_7"), now=NOW, zone=WARSAW)


def test_a_study_comes_back_as_it_was(state: StudyTables, tmp_path: Path):
    study = stored(state)

    again = read_back(study, tmp_path / "tables")

    assert again == replace(
        state,
        queries=study.queries(),
        deviations=study.deviations(withdrawn=True),
        has_findings=True,
    )


def test_what_was_recorded_since_comes_back_too(state: StudyTables, tmp_path: Path):
    study = stored(state)
    infusion = VisitKey("KET-020", VisitKind.INFUSION, "5")
    study.miss(infusion, reason="ward_full", now=NOW)
    study.withdraw("KET-021", on=NOW.date(), reason="moved away", now=NOW)
    study.rate(
        VisitKey("KET-020", VisitKind.RATING, "week2"),
        on=NOW.date(), at=None, now=NOW, madrs=20, ymrs=None, rater="R1",
    )  # fmt: skip

    again = stored(read_back(study, tmp_path / "tables"))

    states = {visit.key: visit.state for visit in study.course("KET-020").visits()}
    assert {visit.key: visit.state for visit in again.course("KET-020").visits()} == states
    assert again.patient("KET-021") == study.patient("KET-021")
    rating = VisitKey("KET-020", VisitKind.RATING, "week2")
    assert getattr(again.visit(rating), "madrs", None) == 20


def test_writing_what_was_read_gives_the_same_bytes(state: StudyTables, tmp_path: Path):
    first = stored(state)
    second = stored(read_back(first, tmp_path / "first"))
    (tmp_path / "second").mkdir()

    written = write_tables(second, tmp_path / "second")

    for path in written:
        assert path.read_bytes() == (tmp_path / "first" / path.name).read_bytes()


@pytest.mark.parametrize("text", ["=1+1", "+48", "-5,0", "@x", "'=1", "'", "it's"])
def test_text_never_becomes_a_formula_and_comes_back(state: StudyTables, tmp_path: Path, text: str):
    first, *others = state.results
    odd = replace(first, result=replace(first.result, verbatim=text))
    tables = replace(state, results=(odd, *others))

    again = read_back(stored(tables), tmp_path / "tables")

    assert isinstance(again.results[0].result, Result)
    assert again.results[0].result.verbatim == text
    lines = (tmp_path / "tables" / "results.csv").read_text(encoding="utf-8").splitlines()
    assert not any(f",{start}" in lines[1] for start in "=+@")


def test_tables_are_never_written_over_others(state: StudyTables, tmp_path: Path):
    study = stored(state)
    write_tables(study, tmp_path)

    with pytest.raises(FileExistsError):
        write_tables(study, tmp_path)
