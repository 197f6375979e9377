"""What openpyxl's whole load reads of a workbook, this reader reads, cell by cell."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest

from domain.labsheet.limits import Limits
from domain.labsheet.opening import open_workbook
from domain.labsheet.workbook import Cell, CellKind, SheetRefused
from tests.domain.labsheet.sheets import CORPUS, FOLDER

SHEETS = sorted(FOLDER.glob("[ab][1-9]*.xlsx"))
ODD = sorted(CORPUS.glob("*.xls[xm]")) if CORPUS else []


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("path", [*SHEETS, *ODD], ids=lambda path: path.stem[:40])
def test_every_cell_is_as_openpyxl_reads_it(path: Path):
    try:
        ours = open_workbook(path, Limits())
    except SheetRefused:
        return
    theirs = _loaded(path)
    if theirs is None:
        return  # nothing to hold ours against: it raises, or gives no sheet of a Strict one

    for sheet in ours.sheets:
        read = {(row.number, cell.column): cell for row in sheet.rows for cell in row.cells}
        tab = theirs[sheet.name]
        last = {"max_row": min(tab.max_row, 2000), "max_col": min(tab.max_column, 200)}
        for row in tab.iter_rows(**last):
            for cell in row:
                own = read.pop((cell.row, cell.column), None)
                if cell.value is None or not str(cell.value).strip():
                    assert own is None or own.kind is CellKind.FORMULA_NO_VALUE
                else:
                    assert own is not None, cell.coordinate
                    assert _value(own) == _their_value(cell.value), cell.coordinate
        left = [cell for (row, column), cell in read.items() if row <= 2000 and column <= 200]
        assert all(cell.kind is CellKind.FORMULA_NO_VALUE for cell in left)
        hidden = {row for row, shown in tab.row_dimensions.items() if shown.hidden}
        assert {row.number for row in sheet.rows if row.hidden} >= hidden & {
            row.number for row in sheet.rows
        }


def _loaded(path: Path) -> openpyxl.Workbook | None:
    if path.name == "110_xlsx_testFileToSliceValueOnly.xlsx":
        return None  # its last cell is filled: openpyxl makes every cell up to there
    try:
        book = openpyxl.load_workbook(path, data_only=True)
    except (ValueError, KeyError, IndexError, TypeError, OSError):
        return None
    return book if book.sheetnames else None


def _value(cell: Cell) -> object:
    match cell.kind:
        case CellKind.NUMBER:
            return float(cell.number or 0)
        case CellKind.DATE:
            return cell.moment
        case CellKind.BOOL:
            return cell.text == "TRUE"
        case CellKind.ERROR:
            return cell.text
        case _:
            return cell.text


def _their_value(value: object) -> object:
    """Moments to the second as here, elapsed hours as the number that is stored."""
    match value:
        case timedelta():
            return value / timedelta(days=1)
        case datetime():
            moment = (value + timedelta(milliseconds=500)).replace(microsecond=0)
            return moment if moment.year >= 1900 else _as_error(moment)
        case date():
            return datetime.combine(value, time())
        case time():
            day = datetime.combine(date.min, value) + timedelta(milliseconds=500)
            return day.replace(microsecond=0).time()
        case _:
            return value


def _as_error(moment: datetime) -> str:
    """Before its first year Excel shows ####, and the cell is an error here."""
    if moment.time() == time():
        return moment.date().isoformat()
    return moment.isoformat(timespec="seconds" if moment.second else "minutes")
