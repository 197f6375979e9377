"""Workbooks of the old .xls kind, read by xlrd.

xlrd gives the stored result of a formula like any value, and the same empty text for one
without a result: the formulas are found by a look at the records of the sheets.
"""

import io
import struct
from typing import Any

from domain.labsheet.cells import number_cell, text_cell
from domain.labsheet.limits import Limits
from domain.labsheet.number_formats import GENERAL, NumberFormat, number_format
from domain.labsheet.workbook import Cell, CellKind, Merge, Refusal, Row, Sheet, SheetRefused

Book = Any
Tab = Any
"""xlrd has no types of its own."""
_VISIBLE = 0
_TEXT, _NUMBER, _DATE, _BOOL, _ERROR = 1, 2, 3, 4, 5
"""Cell types of xlrd; 0 is absent, 6 is formatted and empty."""
_FORMULA_RECORDS = (0x0006, 0x0206, 0x0406)
_END_OF_SHEET = 0x000A
_BIFF5 = 50
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


def sheets_of_xls(content: bytes, limits: Limits) -> tuple[Sheet, ...]:
    """All worksheets in the order of the tabs; raises SheetRefused."""
    try:
        book = _opened(content)
        formats = [_format(book, style) for style in book.xf_list]
        sheets: list[Sheet] = []
        left = limits.cells
        for index in range(book.nsheets):
            sheet = _sheet(book, index, formats)
            left -= sum(len(row.cells) for row in sheet.rows)
            if left < 0:
                raise SheetRefused(Refusal.TOO_MANY_CELLS)
            sheets.append(sheet)
    except (SheetRefused, MemoryError):
        raise
    except Exception as error:  # xlrd raises whatever its unpacking raises
        encrypted = "encrypt" in str(error).lower()
        reason = Refusal.ENCRYPTED if encrypted else Refusal.DAMAGED
        raise SheetRefused(reason, detail=type(error).__name__) from error
    if not any(sheet.rows for sheet in sheets):
        raise SheetRefused(Refusal.NO_CELLS)
    return tuple(sheets)


def _opened(content: bytes) -> Book:
    import xlrd  # pyright: ignore[reportMissingImports] - types are checked without it as well

    opened: Any = xlrd.open_workbook  # pyright: ignore[reportUnknownMemberType] - it has none
    return opened(
        file_contents=content,
        formatting_info=True,
        ragged_rows=True,
        on_demand=True,  # so that the records stay there for the look at formulas
        logfile=io.StringIO(),
    )


def _format(book: Book, style: Any) -> NumberFormat:
    found = book.format_map.get(style.format_key)
    return GENERAL if found is None else number_format(found.format_str)


def _sheet(book: Book, number: int, formats: list[NumberFormat]) -> Sheet:
    tab = book.sheet_by_index(number)
    formulas = _formulas_of(book, number)
    rows = tuple(
        Row(index + 1, cells, hidden=_is_hidden(tab.rowinfo_map.get(index)))
        for index in range(tab.nrows)
        if (cells := _cells(book, tab, index, formats, formulas))
    )
    hidden = frozenset(index + 1 for index, about in tab.colinfo_map.items() if about.hidden)
    merges = tuple(
        Merge(first_row + 1, first_column + 1, end_row, end_column)
        for first_row, end_row, first_column, end_column in tab.merged_cells
    )
    return Sheet(tab.name, rows, tab.visibility != _VISIBLE, hidden, merges)


def _is_hidden(about: Any) -> bool:
    return about is not None and bool(about.hidden)


def _cells(
    book: Book, tab: Tab, row: int, formats: list[NumberFormat], formulas: set[tuple[int, int]]
) -> tuple[Cell, ...]:
    """The filled cells; a formula without a result counts where the row has anything else.

    Rows of formulas that all show nothing are the unused rest of a template.
    """
    found: dict[int, Cell] = {}
    empty: list[int] = []
    for column in range(tab.row_len(row)):
        is_formula = (row, column) in formulas
        cell = _cell(book, tab, row, column, formats, from_formula=is_formula)
        if cell is not None:
            found[column] = cell
        elif is_formula:
            empty.append(column)
    if any(not cell.from_formula for cell in found.values()):
        found |= {column: Cell(column + 1, CellKind.FORMULA_NO_VALUE, "") for column in empty}
    return tuple(found[column] for column in sorted(found))


def _cell(
    book: Book,
    tab: Tab,
    row: int,
    column: int,
    formats: list[NumberFormat],
    *,
    from_formula: bool,
) -> Cell | None:
    kind, value = tab.cell_type(row, column), tab.cell_value(row, column)
    at = column + 1
    if kind == _TEXT:
        return text_cell(at, value, from_formula=from_formula)
    if kind in (_NUMBER, _DATE):
        return number_cell(
            at,
            float(value),
            formats[int(tab.cell_xf_index(row, column))],
            epoch_1904=bool(book.datemode),
            from_formula=from_formula,
        )
    if kind == _BOOL:
        return Cell(at, CellKind.BOOL, "TRUE" if value else "FALSE", from_formula=from_formula)
    if kind == _ERROR:
        text = _ERRORS.get(value, "#ERROR!")
        return Cell(at, CellKind.ERROR, text, from_formula=from_formula)
    return None


def _formulas_of(book: Book, number: int) -> set[tuple[int, int]]:
    """Row and column, from 0, of every formula of a sheet; none in sheets before Excel 5."""
    found: set[tuple[int, int]] = set()
    if book.biff_version < _BIFF5 or book.mem is None:
        return found
    position: int = book._sh_abs_posn[number]
    depth = 0
    while position + 4 <= len(book.mem):
        kind, length = struct.unpack_from("<HH", book.mem, position)
        if kind in _FORMULA_RECORDS and length >= 4:
            found.add(struct.unpack_from("<HH", book.mem, position + 4))
        elif kind == 0x0809:
            depth += 1
        elif kind == _END_OF_SHEET:
            depth -= 1
            if depth <= 0:
                break
        position += 4 + length
    return found
