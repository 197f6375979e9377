"""Workbooks of the .xlsx kind: read by openpyxl, held against a look at their XML.

openpyxl (read-only mode, stored results instead of formulas) gives the sheets, values,
types and number formats. It says nothing of hidden rows and columns, merged ranges and
formulas, and gives no cells where it does not understand a sheet: a `SheetLook` tells
the former, and lets a workbook with such cells be refused instead of shown in part.
"""

import io
import zipfile
import zlib
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from domain.labsheet.cells import cell_of
from domain.labsheet.limits import Limits
from domain.labsheet.package import Package
from domain.labsheet.workbook import Cell, CellKind, Refusal, Row, Sheet, SheetRefused
from domain.labsheet.worksheet import SheetLook

if TYPE_CHECKING:
    from openpyxl.reader.excel import ExcelReader
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

_BROKEN = (ParseError, zipfile.BadZipFile, zlib.error, EOFError)


def sheets_of(content: bytes, limits: Limits) -> tuple[Sheet, ...]:
    """All worksheets in the order of the tabs; raises SheetRefused."""
    package = Package(content, limits)
    package.refuse_what_is_no_workbook()
    package.refuse_doctypes()
    try:
        sheets = _sheets(package, content, limits)
    except (SheetRefused, MemoryError):
        raise
    except _BROKEN as error:
        raise SheetRefused(Refusal.DAMAGED, detail=type(error).__name__) from error
    except Exception as error:  # openpyxl raises whatever its parts raise
        raise SheetRefused(Refusal.CELLS_LOST, detail=type(error).__name__) from error
    if not any(sheet.rows for sheet in sheets):
        raise SheetRefused(Refusal.NO_CELLS)
    return sheets


def _sheets(package: Package, content: bytes, limits: Limits) -> tuple[Sheet, ...]:
    book = _opened(content)
    sheets: list[Sheet] = []
    left = limits.cells
    for tab, part in zip(book.wb.worksheets, _worksheet_parts(book), strict=True):
        look = SheetLook(cells_left=left)
        package.parse(part, look)
        left = look.cells_left
        rows = _rows(tab, look)
        hidden = tab.sheet_state != "visible"
        sheets.append(
            Sheet(tab.title, rows, hidden, frozenset(look.hidden_columns), tuple(look.merges))
        )
    return tuple(sheets)


def _opened(content: bytes) -> "ExcelReader":
    """What `openpyxl.load_workbook` runs: the reader also tells the part of each sheet."""
    from openpyxl.reader.excel import ExcelReader

    book = ExcelReader(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    book.read()
    return book


def _worksheet_parts(book: "ExcelReader") -> list[str]:
    """The parts in the order of the tabs; refused where openpyxl would pass over a tab."""
    parts: list[str] = []
    if not all(tab.id for tab in book.parser.sheets):
        raise SheetRefused(Refusal.CELLS_LOST, detail="tab")
    for _tab, link in book.parser.find_sheets():
        if link.Target not in book.valid_files:
            raise SheetRefused(Refusal.DAMAGED, detail="part_missing")
        if "chartsheet" not in link.Type:
            parts.append(link.Target)
    return parts


def _rows(tab: "ReadOnlyWorksheet", look: SheetLook) -> tuple[Row, ...]:
    """The rows with filled cells; refused if openpyxl gives fewer cells than the look saw."""
    unseen = look.filled
    rows: dict[int, list[Cell]] = {}
    for row, column in look.without_result:
        rows.setdefault(row, []).append(Cell(column, CellKind.FORMULA_NO_VALUE, ""))
    if unseen:
        tab.reset_dimensions()
        for read in tab.iter_rows():
            for cell in read:
                if cell.value is None:
                    continue
                place = (cell.row, cell.column)
                unseen.discard(place)
                kept = cell_of(cell, from_formula=place in look.formulas)
                if kept is not None:
                    rows.setdefault(cell.row, []).append(kept)
    if unseen:
        raise SheetRefused(Refusal.CELLS_LOST, detail=f"{len(unseen)} cells")
    return tuple(
        Row(number, _in_order(rows[number]), number in look.hidden_rows) for number in sorted(rows)
    )


def _in_order(cells: list[Cell]) -> tuple[Cell, ...]:
    return tuple(sorted(cells, key=lambda cell: cell.column))
