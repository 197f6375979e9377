"""One worksheet's XML as expat reads it, turned into rows.

Every cell of the part is kept or the workbook is refused: rows and cells may stand in any
order and need no reference, but none may stand twice, outside the grid, or in a namespace
that is not a worksheet's.
"""

import re
from collections.abc import Callable

from domain.labsheet.cells import CellMaker
from domain.labsheet.package import local, tagged
from domain.labsheet.workbook import (
    Cell,
    CellKind,
    Merge,
    Refusal,
    Row,
    SheetRefused,
    column_number,
)

_LAST_ROW = 1_048_576
_LAST_COLUMN = 16_384
_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})", re.ASCII)
_YES = ("1", "true")
_TEXT_TYPES = ("s", "str", "inlineStr")
_HOLDS_CELLS = frozenset({"sheetData", "row", "c"})
_Start = Callable[[dict[str, str]], None]


class SheetRows:
    """Collects the rows, hidden columns and merged ranges of one worksheet part."""

    def __init__(self, maker: CellMaker, *, cells_left: int) -> None:
        self.cells_left = cells_left
        self.hidden_columns: set[int] = set()
        self.merges: list[Merge] = []
        self._maker = maker
        self._rows: list[tuple[int, list[Cell], bool]] = []
        self._in_order = True
        self._columns: dict[str, int] = {}
        self._row = self._column = 0
        self._number = ""
        self._cells: list[Cell] = []
        self._type = self._style = ""
        self._texts: list[str] = []
        self._in_value = self._in_hint = False
        self._has_formula = self._has_value = False
        self._starts: dict[str, _Start] = tagged(
            row=self._start_row,
            c=self._start_cell,
            v=self._start_value,
            t=self._start_value,
            f=self._start_formula,
            rPh=self._start_hint,
            col=self._look_at_columns,
            mergeCell=self._look_at_merge,
        )
        self._ends = tagged(
            c=self._end_cell, v=self._end_value, t=self._end_value, rPh=self._end_hint
        )
        self._known = tagged(worksheet=True, sheetData=True)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows with a filled cell, in the order of their numbers."""
        if not self._in_order:
            self._put_in_order()
        return tuple(
            Row(number, tuple(cells), hidden) for number, cells, hidden in self._rows if cells
        )

    def start(self, name: str, attributes: dict[str, str]) -> None:
        begin = self._starts.get(name)
        if begin is not None:
            begin(attributes)
        elif name not in self._known:
            self._known[name] = True
            if local(name) in _HOLDS_CELLS:
                raise SheetRefused(Refusal.CELLS_LOST, detail="namespace")

    def end(self, name: str) -> None:
        finish = self._ends.get(name)
        if finish is not None:
            finish()

    def text(self, text: str) -> None:
        if self._in_value:
            self._texts.append(text)

    def _start_row(self, attributes: dict[str, str]) -> None:
        stated = attributes.get("r", "")
        number = int(stated) if stated.isdecimal() else self._row + 1
        if not 0 < number <= _LAST_ROW:
            raise SheetRefused(Refusal.DAMAGED, detail="row")
        if number <= self._row:
            self._in_order = False
        self._row, self._number, self._column = number, str(number), 0
        hidden = attributes.get("hidden") in _YES or attributes.get("ht") == "0"
        self._cells = []
        self._rows.append((number, self._cells, hidden))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        if not self._rows:
            raise SheetRefused(Refusal.DAMAGED, detail="cell_outside")
        told = attributes.get
        reference = told("r")
        column = self._column + 1 if reference is None else self._column_in(reference)
        if not 0 < column <= _LAST_COLUMN:
            raise SheetRefused(Refusal.DAMAGED, detail="column")
        if column <= self._column:
            self._in_order = False
        self._column = column
        self._type, self._style = told("t", "n"), told("s", "0")
        self._has_formula = self._has_value = False
        self._texts = []

    def _column_in(self, reference: str) -> int:
        if not reference.endswith(self._number):
            raise SheetRefused(Refusal.DAMAGED, detail="reference")
        letters = reference[: -len(self._number)]
        if letters not in self._columns:
            self._columns[letters] = column_number(letters) if len(letters) <= 3 else 0
        return self._columns[letters]

    def _end_cell(self) -> None:
        stored = "".join(self._texts)
        if stored and not stored.isspace():
            cell = self._maker.cell(
                self._column, self._type, self._style, stored, from_formula=self._has_formula
            )
        elif self._has_formula and not (self._has_value and self._type in _TEXT_TYPES):
            cell = Cell(self._column, CellKind.FORMULA_NO_VALUE, "")
        else:
            return
        if cell is None:
            return
        self._cells.append(cell)
        self.cells_left -= 1
        if self.cells_left < 0:
            raise SheetRefused(Refusal.TOO_MANY_CELLS)

    def _start_value(self, _attributes: dict[str, str]) -> None:
        self._in_value = not self._in_hint
        self._has_value = self._has_value or self._in_value

    def _end_value(self) -> None:
        self._in_value = False

    def _start_formula(self, _attributes: dict[str, str]) -> None:
        self._has_formula = True

    def _start_hint(self, _attributes: dict[str, str]) -> None:
        self._in_hint = True

    def _end_hint(self) -> None:
        self._in_hint = False

    def _look_at_columns(self, attributes: dict[str, str]) -> None:
        hidden = attributes.get("hidden") in _YES or attributes.get("width") == "0"
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if hidden and first.isdecimal() and last.isdecimal():
            self.hidden_columns.update(range(int(first), min(int(last), _LAST_COLUMN) + 1))

    def _look_at_merge(self, attributes: dict[str, str]) -> None:
        first, _, last = attributes.get("ref", "").partition(":")
        start, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last or first)
        if start is not None and end is not None:
            corners = int(start[2]), column_number(start[1]), int(end[2]), column_number(end[1])
            self.merges.append(Merge(*corners))

    def _put_in_order(self) -> None:
        """Rows by number and cells by column; a row told in two parts is one row."""
        found: dict[int, tuple[int, list[Cell], bool]] = {}
        for number, cells, hidden in self._rows:
            _, before, was_hidden = found.get(number, (number, [], False))
            together = sorted((*before, *cells), key=lambda cell: cell.column)
            if len({cell.column for cell in together}) < len(together):
                raise SheetRefused(Refusal.DAMAGED, detail="cell_twice")
            found[number] = number, together, hidden or was_hidden
        self._rows = [found[number] for number in sorted(found)]
        self._in_order = True
