"""A workbook is read whole or refused: no preview ever misses a filled cell."""

from pathlib import Path

import pytest

from domain.labsheet.limits import Limits
from domain.labsheet.opening import open_workbook
from domain.labsheet.workbook import Merge, Refusal, Sheet, SheetRefused
from tests.domain.labsheet.parts import (
    MAIN,
    STRICT,
    book,
    workbook_bytes,
    worksheet,
)

TWO_ROWS = "<row r='1'><c r='A1'><v>1</v></c></row><row r='2'><c r='A2'><v>2</v></c></row>"


def sheet_of(tmp_path: Path, sheet: str, workbook: str | None = None) -> Sheet:
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(workbook_bytes(sheet, workbook))
    return open_workbook(path, Limits()).sheets[0]


def refusal_of(tmp_path: Path, sheet: str, workbook: str | None = None) -> tuple[Refusal, str]:
    with pytest.raises(SheetRefused) as refused:
        sheet_of(tmp_path, sheet, workbook)
    return refused.value.reason, refused.value.detail


def texts_of(sheet: Sheet) -> dict[tuple[int, int], str]:
    return {(row.number, cell.column): cell.text for row in sheet.rows for cell in row.cells}


def test_a_strict_workbook_is_read_like_any_other(tmp_path: Path):
    strict = worksheet(TWO_ROWS, namespace=STRICT)

    assert texts_of(sheet_of(tmp_path, strict, book(namespace=STRICT))) == {
        (1, 1): "1",
        (2, 1): "2",
    }


@pytest.mark.parametrize("namespace", ["", "http://example.org/another"])
def test_a_sheet_whose_elements_are_in_no_namespace_of_workbooks_is_refused(
    tmp_path: Path, namespace: str
):
    other = worksheet(TWO_ROWS, namespace=namespace)

    assert refusal_of(tmp_path, other) == (Refusal.CELLS_LOST, "namespace")


def test_a_cell_in_another_namespace_is_refused_and_never_passed_over(tmp_path: Path):
    odd = TWO_ROWS.replace("<c r='A2'>", "<x:c xmlns:x='urn:x' r='A2'>").replace(
        "2</v></c>", "2</v></x:c>"
    )

    assert refusal_of(tmp_path, worksheet(odd)) == (Refusal.CELLS_LOST, "namespace")


def test_a_tab_without_a_link_to_its_sheet_is_refused(tmp_path: Path):
    tab = "<sheet name='S' sheetId='1' r:id='r1'/>"
    two_tabs = book().replace(tab, tab + "<sheet name='T' sheetId='2'/>")

    assert refusal_of(tmp_path, worksheet(TWO_ROWS), two_tabs) == (Refusal.CELLS_LOST, "tab")


@pytest.mark.parametrize(
    ("rows", "texts"),
    [
        (
            "<row r='2'><c r='A2'><v>2</v></c></row><row r='1'><c r='A1'><v>1</v></c></row>",
            {(1, 1): "1", (2, 1): "2"},
        ),
        (
            "<row r='1'><c r='B1'><v>2</v></c></row><row r='1'><c r='A1'><v>1</v></c></row>",
            {(1, 1): "1", (1, 2): "2"},
        ),
        (
            "<row r='1'><c r='B1'><v>2</v></c><c r='A1'><v>1</v></c></row>",
            {(1, 1): "1", (1, 2): "2"},
        ),
        ("<row r='1'><c r='A1' t='inlineStr'><v>95</v></c></row>", {(1, 1): "95"}),
        ("<row r='1'><c r='A1'><is><t>95</t></is></c></row>", {(1, 1): "95"}),
        ("<row r='1'><c r='A1'><v>1</v></c><c><v>2</v></c></row>", {(1, 1): "1", (1, 2): "2"}),
    ],
)
def test_cells_in_an_odd_order_or_form_are_all_read(
    tmp_path: Path, rows: str, texts: dict[tuple[int, int], str]
):
    """Each of these openpyxl passes over without a word."""
    sheet = sheet_of(tmp_path, worksheet(rows))

    assert texts_of(sheet) == texts
    assert [row.number for row in sheet.rows] == sorted(row.number for row in sheet.rows)


def test_one_cell_given_twice_is_refused(tmp_path: Path):
    twice = "<row r='1'><c r='A1'><v>1</v></c></row><row r='1'><c r='A1'><v>2</v></c></row>"

    assert refusal_of(tmp_path, worksheet(twice)) == (Refusal.DAMAGED, "cell_twice")


@pytest.mark.parametrize(
    ("cell", "detail"),
    [
        ("<c r='A1'><v>ninety</v></c>", "cell_value"),
        ("<c r='A1' t='s'><v>7</v></c>", "cell_value"),
        ("<c r='A1' t='s'><v>-1</v></c>", "cell_value"),
        ("<c r='A1' s='99'><v>95</v></c>", "cell_value"),
        ("<c r='A1' t='d'><v>soon</v></c>", "cell_value"),
        ("<c r='A1' t='z'><v>95</v></c>", "cell_type"),
    ],
)
def test_a_cell_the_format_does_not_allow_is_a_refusal(tmp_path: Path, cell: str, detail: str):
    sheet = worksheet(f"<row r='1'>{cell}</row>")

    assert refusal_of(tmp_path, sheet) == (Refusal.CELLS_LOST, detail)


def test_a_stated_size_that_lies_loses_no_cell(tmp_path: Path):
    lying = worksheet(TWO_ROWS, before="<dimension ref='A1:A1'/>")

    assert [row.number for row in sheet_of(tmp_path, lying).rows] == [1, 2]


def test_prefixed_elements_of_the_right_namespace_lose_no_cell(tmp_path: Path):
    rows = "<x:row r='1'><x:c r='A1'><x:v>1</x:v></x:c></x:row>"
    prefixed = f"<x:worksheet xmlns:x='{MAIN}'><x:sheetData>{rows}</x:sheetData></x:worksheet>"

    assert sheet_of(tmp_path, prefixed).rows[0].text_at(1) == "1"


def test_hidden_rows_hidden_columns_and_merged_ranges_are_told(tmp_path: Path):
    rows = TWO_ROWS.replace("<row r='2'>", "<row r='2' hidden='1'>")
    sheet = sheet_of(
        tmp_path,
        worksheet(
            rows,
            before="<cols><col min='2' max='3' width='9' hidden='1'/></cols>",
            after="<mergeCells count='1'><mergeCell ref='A1:C1'/></mergeCells>",
        ),
    )

    assert [row.hidden for row in sheet.rows] == [False, True]
    assert sheet.hidden_columns == {2, 3}
    assert sheet.merges == (Merge(1, 1, 1, 3),)
