"""Cells keep their own text, and what a format, an epoch or a formula makes of them."""

from datetime import datetime
from pathlib import Path

import pytest

from domain.labsheet.limits import Limits
from domain.labsheet.number_formats import decimals_shown
from domain.labsheet.opening import open_workbook
from domain.labsheet.textfile import decoded, delimiter_of
from domain.labsheet.workbook import Cell, CellKind, Workbook, column_letters, column_number
from tests.domain.labsheet.parts import (
    DATE,
    DATE_AND_TIME,
    HOURS,
    TWO_DECIMALS,
    book,
    workbook_bytes,
    worksheet,
)
from tests.domain.labsheet.sheets import FOLDER


def cells_of(
    tmp_path: Path, sheet: str, workbook: str | None = None
) -> dict[tuple[int, int], Cell]:
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(workbook_bytes(worksheet(sheet), workbook))
    rows = open_workbook(path, Limits()).sheets[0].rows
    return {(row.number, cell.column): cell for row in rows for cell in row.cells}


def test_a_formula_without_a_stored_result_is_told_from_an_empty_cell(tmp_path: Path):
    cells = cells_of(
        tmp_path,
        "<row r='1'><c r='A1'><f>B1*2</f></c><c r='B1'/><c r='C1'><f>1+1</f><v>2</v></c>"
        "<c r='D1' t='str'><f>IF(1,\"\",0)</f><v></v></c></row>",
    )

    assert cells[1, 1].kind is CellKind.FORMULA_NO_VALUE
    assert cells[1, 3].from_formula
    assert cells.keys() == {(1, 1), (1, 3)}


def test_error_cells_stay_visible_errors(tmp_path: Path):
    cells = cells_of(tmp_path, "<row r='1'><c r='A1' t='e'><v>#DIV/0!</v></c></row>")

    assert cells[1, 1].kind is CellKind.ERROR
    assert cells[1, 1].text == "#DIV/0!"


def test_rows_and_cells_without_a_reference_follow_the_one_before(tmp_path: Path):
    cells = cells_of(
        tmp_path, "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"
    )

    assert cells.keys() == {(1, 1), (1, 2), (2, 1)}


def test_a_number_keeps_its_shortest_form(tmp_path: Path):
    cells = cells_of(
        tmp_path,
        "<row r='1'><c r='A1'><v>107.59999999999999</v></c><c r='B1'><v>136.0</v></c></row>",
    )

    assert cells[1, 1].text == "107.6"
    assert cells[1, 2].text == "136"


SERIALS = {False: {1: (1900, 1, 1), 59: (1900, 2, 28), 61: (1900, 3, 1), 35981: (1998, 7, 5)}}
SERIALS[True] = {34519: (1998, 7, 5)}
"""By the 1904 setting: Microsoft's documentation of the two date systems."""


@pytest.mark.parametrize("epoch_1904", [False, True])
def test_serial_numbers_are_days_of_the_workbooks_date_system(tmp_path: Path, epoch_1904: bool):
    for serial, day in SERIALS[epoch_1904].items():
        sheet = f"<row r='1'><c r='A1' s='{DATE}'><v>{serial}</v></c></row>"
        cell = cells_of(tmp_path, sheet, book(epoch_1904=epoch_1904))[1, 1]

        assert cell.kind is CellKind.DATE
        assert cell.moment == datetime(*day)
        assert not cell.has_time


def test_a_clock_time_is_read_to_the_second(tmp_path: Path):
    serials = {"A1": 46105 + (8 * 60 + 20) / 1440, "B1": 46105.9999999, "C1": 0.4375}
    cells = cells_of(
        tmp_path,
        "<row r='1'>"
        + "".join(f"<c r='{r}' s='{DATE_AND_TIME}'><v>{v!r}</v></c>" for r, v in serials.items())
        + "</row>",
    )

    assert cells[1, 1].text == "2026-03-24T08:20"
    assert cells[1, 2].text == "2026-03-25"
    assert cells[1, 3].text == "10:30"


@pytest.mark.filterwarnings("ignore:Cell B1 is marked as a date:UserWarning")
def test_what_excel_shows_as_hashes_in_a_date_cell_is_an_error(tmp_path: Path):
    cells = cells_of(
        tmp_path,
        f"<row r='1'><c r='A1' s='{DATE}'><v>-3</v></c><c r='B1' s='{DATE}'><v>9E9</v></c></row>",
    )

    assert {cell.kind for cell in cells.values()} == {CellKind.ERROR}


def test_elapsed_hours_stay_the_number_that_is_stored(tmp_path: Path):
    cells = cells_of(tmp_path, f"<row r='1'><c r='A1' s='{HOURS}'><v>95.3</v></c></row>")

    assert cells[1, 1].kind is CellKind.NUMBER
    assert cells[1, 1].text == "95.3"


def test_a_number_keeps_the_decimals_its_format_shows(tmp_path: Path):
    cells = cells_of(
        tmp_path,
        f"<row r='1'><c r='A1' s='{TWO_DECIMALS}'><v>95</v></c><c r='B1'><v>95</v></c></row>",
    )

    assert cells[1, 1].decimals == 2
    assert cells[1, 2].decimals is None


def test_text_of_blanks_alone_is_an_empty_cell(tmp_path: Path):
    cells = cells_of(
        tmp_path,
        "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c></row>",
    )

    assert [cell.text for cell in cells.values()] == ["miedź"]


def test_a_number_format_tells_decimals():
    assert decimals_shown("0.00") == 2
    assert decimals_shown("#,##0.0;[Red]-#,##0.0") == 1
    assert decimals_shown("0.0##") is None
    assert decimals_shown('0.00 "dni"') == 2
    assert decimals_shown("General") is None


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1250", "iso8859-2"]
)
def test_polish_text_is_read_in_every_encoding_laboratories_use(encoding: str):
    text = "Pacjent;Badanie;Wynik\nKET-001;Miedź w surowicy, próbka świeża;95,0\n"

    assert decoded(text.encode(encoding))[0] == text


def test_the_micro_sign_survives_windows_1250():
    assert decoded("Wynik [µg/dl];próbka".encode("cp1250"))[0] == "Wynik [µg/dl];próbka"


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_is_the_one_that_splits_evenly(delimiter: str):
    rows = [["Patient", "Result", "Note"], ["KET-001", "95.0", "a"], ["KET-002", "<5", "b"]]

    assert delimiter_of("\n".join(delimiter.join(row) for row in rows)) == delimiter


def test_text_rows_keep_the_line_they_begin_on(tmp_path: Path):
    path = tmp_path / "lines.csv"
    path.write_text('a;b\n"one\ntwo";3\nc;d\n', "utf-8")

    assert [row.number for row in open_workbook(path, Limits()).sheets[0].rows] == [1, 2, 4]


def test_column_letters_and_numbers_are_inverse():
    assert [column_letters(n) for n in (1, 26, 27, 702, 703)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert all(column_number(column_letters(n)) == n for n in range(1, 1000))


def test_the_representation_of_a_workbook_shows_no_cell():
    shown = repr(open_workbook(FOLDER / "a5_szpital_pesel.xlsx", Limits()))

    assert isinstance(shown, str)
    assert "Testowy" not in shown
    assert "75701780445" not in shown
    assert Workbook.__name__ in shown
