"""A workbook is read whole or refused: no preview ever misses a filled cell."""

from pathlib import Path

import pytest

from domain.labsheet.limits import Limits
from domain.labsheet.opening import open_workbook
from domain.labsheet.reading import read_workbook
from domain.labsheet.workbook import Merge, Refusal, Sheet, SheetRefused
from tests.domain.labsheet.parts import (
    DATE,
    MAIN,
    STRICT,
    STYLES,
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


def test_a_strict_workbook_is_refused_since_openpyxl_reads_no_cell_of_it(tmp_path: Path):
    strict = worksheet(TWO_ROWS, namespace=STRICT)

    assert refusal_of(tmp_path, strict) == (Refusal.CELLS_LOST, "2 cells")


def test_a_sheet_whose_elements_have_no_namespace_is_refused(tmp_path: Path):
    bare = worksheet(TWO_ROWS).replace(f" xmlns='{MAIN}'", "")

    assert refusal_of(tmp_path, bare) == (Refusal.CELLS_LOST, "2 cells")


@pytest.mark.filterwarnings("ignore:File contains an invalid specification:UserWarning")
def test_a_tab_without_a_link_to_its_sheet_is_refused_since_openpyxl_passes_over_it(
    tmp_path: Path,
):
    tab = "<sheet name='S' sheetId='1' r:id='r1'/>"
    two_tabs = book().replace(tab, tab + "<sheet name='T' sheetId='2'/>")

    assert refusal_of(tmp_path, worksheet(TWO_ROWS), two_tabs) == (Refusal.CELLS_LOST, "tab")


@pytest.mark.parametrize(
    "rows",
    [
        "<row r='2'><c r='A2'><v>2</v></c></row><row r='1'><c r='A1'><v>1</v></c></row>",
        "<row r='1'><c r='A1'><v>1</v></c></row><row r='1'><c r='B1'><v>2</v></c></row>",
        "<row r='1'><c r='B1'><v>1</v></c><c r='A1'><v>2</v></c></row>",
        "<row r='1'><c r='A1' t='inlineStr'><v>95</v></c></row>",
        "<row r='1'><c r='A1'><is><t>95</t></is></c></row>",
    ],
)
def test_cells_openpyxl_passes_over_make_a_refusal(tmp_path: Path, rows: str):
    assert refusal_of(tmp_path, worksheet(rows)) == (Refusal.CELLS_LOST, "1 cells")


def test_one_cell_given_twice_is_refused(tmp_path: Path):
    twice = "<row r='1'><c r='A1'><v>1</v></c></row><row r='1'><c r='A1'><v>2</v></c></row>"

    assert refusal_of(tmp_path, worksheet(twice)) == (Refusal.DAMAGED, "cell_twice")


@pytest.mark.parametrize(
    ("cell", "raised"),
    [
        ("<c r='A1'><v>ninety</v></c>", "ValueError"),
        ("<c r='A1' t='s'><v>7</v></c>", "IndexError"),
        ("<c r='A1' s='99'><v>95</v></c>", "IndexError"),
        ("<c r='A1' t='d'><v>soon</v></c>", "ValueError"),
    ],
)
def test_whatever_openpyxl_raises_is_a_refusal(tmp_path: Path, cell: str, raised: str):
    sheet = worksheet(f"<row r='1'>{cell}</row>")

    assert refusal_of(tmp_path, sheet) == (Refusal.CELLS_LOST, raised)


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


def test_nothing_openpyxl_warns_of_or_prints_reaches_the_terminal(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
):
    """It warns of a date beyond all dates, and prints before it raises for a style not there."""
    path = tmp_path / "noisy.xlsx"
    path.write_bytes(
        workbook_bytes(worksheet(f"<row r='1'><c r='A1' s='{DATE}'><v>9E9</v></c></row>"))
    )
    read_workbook(path)
    path.write_bytes(workbook_bytes(styles=STYLES.replace("xfId='0'", "xfId='5'")))
    with pytest.raises(SheetRefused):
        read_workbook(path)

    assert capfd.readouterr() == ("", "")
