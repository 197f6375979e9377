"""What each cell of a sheet was taken for, and that nothing personal is shown."""

from collections.abc import Iterator

import pytest

from domain.labsheet.limits import Limits
from domain.labsheet.mapping import Role
from domain.labsheet.marks import Mark, Marks
from domain.labsheet.opening import open_workbook
from domain.labsheet.rows import Ignored
from domain.labsheet.workbook import Cell, Row, Sheet
from tests.domain.labsheet.sheets import FOLDER, plan_of, truth_of, vocabulary
from tests.domain.labsheet.test_truth import SHEETS


def marked(name: str) -> Iterator[tuple[Sheet, Marks]]:
    """Every sheet of a fixture with its marks."""
    plan, workbook = plan_of(name), open_workbook(FOLDER / name, Limits())
    for sheet in workbook.sheets:
        yield sheet, Marks(workbook, sheet, plan, vocabulary())


def cells(name: str) -> Iterator[tuple[str, Row, Cell, Marks]]:
    workbook = open_workbook(FOLDER / name, Limits())
    for sheet, marks in marked(name):
        for row in sheet.rows:
            for cell in row.cells:
                yield workbook.address(sheet.name, row.number, cell.column), row, cell, marks


@pytest.mark.parametrize("name", SHEETS)
def test_the_results_marked_are_the_filled_results_of_the_truth_file(name: str):
    found = {at for at, row, cell, marks in cells(name) if marks.of(row, cell) is Mark.RESULT}

    filled = {at for at, _row, _cell, _marks in cells(name)}
    told = {record["source_cell"] for record in truth_of(name)["records"]} & filled
    assert found == told


@pytest.mark.parametrize("name", SHEETS)
def test_the_rows_marked_as_headings_are_those_of_the_truth_file(name: str):
    truth = truth_of(name)["read"]
    first, marks = next(
        (sheet, marks) for sheet, marks in marked(name) if sheet.name == plan_of(name).mapping.sheet
    )

    found = [row.number for row in first.rows if marks.is_heading(row)]

    assert found[: len(truth["header_rows"])] == truth["header_rows"]


def test_every_tab_of_a_block_layout_has_its_headings_marked():
    name = "a6_karta_pacjenta.xlsx"
    plan = plan_of(name)
    with_results = {row.sheet for row in plan.rows}

    for sheet, marks in marked(name):
        headings = [row.number for row in sheet.rows if marks.is_heading(row)]
        assert bool(headings) is (sheet.name in with_results), sheet.name


@pytest.mark.parametrize("name", SHEETS)
def test_no_cell_of_a_personal_column_is_read_and_no_name_or_pesel_is_shown(name: str):
    secrets = truth_of(name)["file_expectation"].get("must_not_store", {}).get("strings", [])
    mapping = plan_of(name).mapping
    last = max(mapping.header_rows, default=0)
    for _at, row, cell, marks in cells(name):
        if mapping.role_of(cell.column) is Role.PERSONAL and row.number > last:
            assert marks.of(row, cell) in (Mark.PERSONAL, Mark.HEADING)
        assert not [one for one in secrets if one in marks.shown(row, cell)]


def test_a_row_without_a_result_says_why():
    [(sheet, marks)] = [
        (sheet, marks)
        for sheet, marks in marked("a1_lista_surowica.xlsx")
        if any(marks.is_read(row) for row in sheet.rows)
    ]
    ignored = {marks.why_ignored(row) for row in sheet.rows} - {None}

    assert ignored
    assert ignored <= set(Ignored)
    assert all(marks.why_ignored(row) is None for row in sheet.rows if marks.is_read(row))
