"""The sheets of the fixtures through a stored study: what it keeps is what the truth says."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from domain.exchange.tables import read_tables
from domain.labsheet.as_json import plan_as_json
from domain.labsheet.decisions import Decision, DecisionKind
from domain.labsheet.limits import Limits
from domain.labsheet.opening import open_workbook
from domain.labsheet.plan import ImportPlan, plan_import
from domain.labsheet.rows import RowStatus
from domain.labsheet.understanding import guess
from domain.study import Study
from tests.builders import moment, protocol
from tests.domain.labsheet.sheets import FOLDER, truth_of, vocabulary
from tests.domain.labsheet.test_truth import SHEETS, as_read, as_told, six_digits

NOW = moment("2026-03-24 10:12")


@pytest.fixture
def study() -> Iterator[Study]:
    """The study of the fixtures as its exchange tables say, in memory."""
    tables = read_tables(FOLDER / "state", protocol=protocol(), now=NOW)
    made = Study.in_memory(tables.protocol, now=NOW, by="A. Nowak")
    made.store_tables(tables, now=NOW)
    yield made
    made.close()


def planned(study: Study, name: str, now: datetime = NOW) -> ImportPlan:
    workbook = open_workbook(FOLDER / name, Limits())
    known = study.known_for_import(today=now.date())
    understood = guess(workbook, vocabulary(), known)
    assert understood.needs == ()
    return plan_import(workbook, understood.mapping, known, vocabulary())


def with_blocking_rows_left_out(plan: ImportPlan) -> ImportPlan:
    """A changed result is taken; whatever else needs a person is left out."""
    changed = tuple(row.cell for row in plan.blocking if row.status is RowStatus.CHANGED)
    others = tuple(row.cell for row in plan.blocking if row.status is not RowStatus.CHANGED)
    decided = ((DecisionKind.REPLACE, changed), (DecisionKind.SKIP, others))
    return plan.decided(*(Decision(kind, cells) for kind, cells in decided if cells))


@pytest.mark.parametrize("name", SHEETS)
def test_every_record_is_as_the_truth_file_says_on_a_stored_study(name: str, study: Study):
    rows = {str(row["cell"]): row for row in plan_as_json(planned(study, name))["rows"]}
    for record in truth_of(name)["records"]:
        row = rows[record["source_cell"]]
        assert row["status"] in {record["status"], *record.get("also_accept", ())}
        assert as_read(row, record) == as_told(record), record["source_cell"]


@pytest.mark.parametrize("name", SHEETS)
def test_what_is_stored_has_the_number_unit_and_both_conversions_of_the_truth(
    name: str, study: Study
):
    plan = with_blocking_rows_left_out(planned(study, name))
    study.accept(plan, now=NOW)

    stored = {
        one.result.source.cell: one.result
        for row in plan.to_store
        for one in study.results(row.patient, row.draw)
        if one.import_number is not None
    }
    records = {record["source_cell"]: record for record in truth_of(name)["records"]}
    new = {cell for cell, record in records.items() if record["status"] == "new"}
    assert new - {row.cell for row in plan.rows if row.skipped} <= stored.keys()
    for cell, result in stored.items():
        expected = records[cell]["expected"]
        assert result.verbatim == (records[cell]["verbatim"] or "")
        assert result.operator == (expected["operator"] or "")
        if result.value is None:
            assert records[cell]["status"] == "unusable"
        else:
            assert six_digits(result.ug_dl) == expected["value_ug_dl"]
            assert six_digits(result.umol_l) == expected["value_umol_l"]
            assert result.unit == expected["unit"]


@pytest.mark.parametrize("name", SHEETS)
def test_the_same_file_again_has_nothing_new_and_undoing_gives_the_study_back(
    name: str, study: Study
):
    before = study.known_for_import(today=NOW.date())
    plan = with_blocking_rows_left_out(planned(study, name))
    changes = study.accept(plan, now=NOW)

    again = planned(study, name)
    skipped = {row.cell for row in plan.rows if row.skipped}
    assert again.imported_before
    assert not [row.cell for row in again.to_store if row.cell not in skipped]

    study.undo_import(changes.action, now=NOW)
    assert study.known_for_import(today=NOW.date()) == before
    assert study.verify().is_clean


@pytest.mark.parametrize("name", SHEETS)
def test_what_is_known_after_an_import_is_what_is_stored(name: str, study: Study):
    study.accept(with_blocking_rows_left_out(planned(study, name)), now=NOW)

    known = dict(study.courses()), study.known_for_import(today=NOW.date())
    study._contents.forget()
    assert (dict(study.courses()), study.known_for_import(today=NOW.date())) == known
