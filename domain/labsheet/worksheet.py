"""One worksheet of an .xlsx workbook: its XML turned into rows of cells."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal

from domain.labsheet.formats import moment_of
from domain.labsheet.package import local
from domain.labsheet.workbook import (
    Cell,
    CellKind,
    Merge,
    Refusal,
    Row,
    Sheet,
    SheetRefused,
    column_number,
)

_LAST_ROW = 1_048_576
_LAST_COLUMN = 16_384
_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})", re.ASCII)


@dataclass(frozen=True, slots=True)
class CellFormat:
    """What the number format of a cell tells."""

    is_date: bool
    decimals: int | None


_PLAIN = CellFormat(is_date=False, decimals=None)


class SheetHandler:
    """Collects the filled cells of one worksheet, and which rows and columns are hidden."""

    def __init__(
        self,
        strings: list[str],
        formats: list[CellFormat],
        *,
        epoch_1904: bool,
        cells_left: int,
    ) -> None:
        self.cells_left = cells_left
        self._strings = strings
        self._formats = formats
        self._epoch_1904 = epoch_1904
        self._rows: dict[int, Row] = {}
        self._hidden_columns: set[int] = set()
        self._merges: list[Merge] = []
        self._row = 0
        self._row_text = ""
        self._columns: dict[str, int] = {}
        self._row_hidden = False
        self._cells: list[Cell] = []
        self._column = 0
        self._attributes: dict[str, str] = {}
        self._pieces: list[str] | None = None
        self._has_formula = False
        self._has_value = False
        self._in_cell = False
        self._in_hint = False
        self._text = ""
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            "c": self._start_cell,
            "v": self._start_value,
            "t": self._start_value,
            "f": self._start_formula,
            "row": self._start_row,
            "rPh": self._start_hint,
            "col": self._column_widths,
            "mergeCell": self._merge,
        }
        self._ends: dict[str, Callable[[], None]] = {
            "c": self._end_cell,
            "v": self._end_value,
            "t": self._end_value,
            "row": self._end_row,
            "rPh": self._end_hint,
        }

    def start(self, name: str, attributes: dict[str, str]) -> None:
        begin = self._starts.get(name) or self._starts.get(local(name))
        if begin is not None:
            begin(attributes)

    def end(self, name: str) -> None:
        finish = self._ends.get(name) or self._ends.get(local(name))
        if finish is not None:
            finish()

    def text(self, text: str) -> None:
        if self._pieces is not None:
            self._pieces.append(text)

    def sheet(self, name: str, *, hidden: bool) -> Sheet:
        rows = tuple(self._rows[number] for number in sorted(self._rows))
        return Sheet(name, rows, hidden, frozenset(self._hidden_columns), tuple(self._merges))

    def _start_value(self, _attributes: dict[str, str]) -> None:
        if self._in_cell and not self._in_hint:
            self._pieces = []
            self._has_value = True

    def _end_value(self) -> None:
        if self._pieces is not None:
            self._text += "".join(self._pieces)
            self._pieces = None

    def _start_formula(self, _attributes: dict[str, str]) -> None:
        self._has_formula = self._in_cell

    def _start_hint(self, _attributes: dict[str, str]) -> None:
        self._in_hint = True

    def _end_hint(self) -> None:
        self._in_hint = False

    def _start_row(self, attributes: dict[str, str]) -> None:
        stated = attributes.get("r", "")
        self._row = int(stated) if stated.isdecimal() else self._row + 1
        if not 0 < self._row <= _LAST_ROW:
            raise SheetRefused(Refusal.DAMAGED, detail="row")
        self._row_hidden = attributes.get("hidden") in ("1", "true") or attributes.get("ht") == "0"
        self._row_text = str(self._row)
        self._cells = []
        self._column = 0

    def _end_row(self) -> None:
        if not self._cells:
            return
        before = self._rows.get(self._row)
        cells = (*(before.cells if before else ()), *self._cells)
        ordered = tuple(sorted(cells, key=lambda cell: cell.column))
        self._rows[self._row] = Row(self._row, ordered, self._row_hidden)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
        else:
            letters = reference.rstrip("0123456789")
            self._column = self._columns.get(letters, 0) or self._column_of(reference)
            if reference[len(letters) :] != self._row_text:
                raise SheetRefused(Refusal.DAMAGED, detail="reference")
        if not 0 < self._column <= _LAST_COLUMN:
            raise SheetRefused(Refusal.DAMAGED, detail="column")
        self._attributes = attributes
        self._in_cell = True
        self._has_formula = self._has_value = False
        self._text = ""

    def _column_of(self, reference: str) -> int:
        found = _REFERENCE.fullmatch(reference)
        if found is None:
            raise SheetRefused(Refusal.DAMAGED, detail="reference")
        column = self._columns[found[1]] = column_number(found[1])
        return column

    def _end_cell(self) -> None:
        if not self._in_cell:
            return
        self._in_cell = False
        if not (self._has_value or self._has_formula):
            return
        cell = self._cell()
        if cell is None:
            return
        self.cells_left -= 1
        if self.cells_left < 0:
            raise SheetRefused(Refusal.TOO_MANY_CELLS)
        self._cells.append(cell)

    def _cell(self) -> Cell | None:
        text, kind = self._text, self._attributes.get("t", "n")
        if kind == "s" and text.strip():
            text = self._shared(text)
        if not text.strip():
            is_text = kind in ("s", "str", "inlineStr")
            lacks_result = self._has_formula and not (is_text and self._has_value)
            return self._of(CellKind.FORMULA_NO_VALUE, "") if lacks_result else None
        match kind:
            case "s" | "str" | "inlineStr":
                return self._of(CellKind.TEXT, text)
            case "b":
                return self._of(CellKind.BOOL, "TRUE" if text.strip() in ("1", "true") else "FALSE")
            case "e":
                return self._of(CellKind.ERROR, text)
            case "d":
                return self._iso_date(text.strip())
            case _:
                return self._number(text.strip())

    def _of(self, kind: CellKind, text: str) -> Cell:
        from_formula = self._has_formula and kind is not CellKind.FORMULA_NO_VALUE
        return Cell(self._column, kind, text, from_formula=from_formula)

    def _shared(self, index: str) -> str:
        if not index.isdecimal() or int(index) >= len(self._strings):
            raise SheetRefused(Refusal.DAMAGED, detail="shared_string")
        return self._strings[int(index)]

    def _iso_date(self, text: str) -> Cell:
        try:
            moment = datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=None)
        except ValueError:
            return self._of(CellKind.TEXT, text)
        return self._date(moment, has_time="T" in text and moment.time() != time())

    def _number(self, text: str) -> Cell:
        try:
            number = float(text)
        except ValueError:
            return self._of(CellKind.ERROR, text)
        if number - number != 0 or "_" in text:
            return self._of(CellKind.ERROR, text)
        style = self._attributes.get("s", "0")
        index = int(style) if style.isdecimal() else 0
        shown = self._formats[index] if index < len(self._formats) else _PLAIN
        if shown.is_date:
            moment = moment_of(number, epoch_1904=self._epoch_1904)
            if moment is not None:
                timed = isinstance(moment, time) or moment.time() != time()
                return self._date(moment, has_time=timed)
        shortest = repr(number).removesuffix(".0")
        return Cell(
            self._column,
            CellKind.NUMBER,
            shortest,
            Decimal(shortest),
            shown.decimals,
            from_formula=self._has_formula,
        )

    def _date(self, moment: datetime | time, *, has_time: bool) -> Cell:
        if isinstance(moment, datetime) and not has_time:
            text = moment.date().isoformat()
        else:
            text = moment.isoformat(timespec="minutes" if moment.second == 0 else "seconds")
        return Cell(
            self._column,
            CellKind.DATE,
            text,
            moment=moment,
            has_time=has_time,
            from_formula=self._has_formula,
        )

    def _column_widths(self, attributes: dict[str, str]) -> None:
        hidden = attributes.get("hidden") in ("1", "true") or attributes.get("width") == "0"
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if hidden and first.isdecimal() and last.isdecimal():
            self._hidden_columns.update(range(int(first), min(int(last), _LAST_COLUMN) + 1))

    def _merge(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("ref", "")
        first, _, last = reference.partition(":")
        start, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last or first)
        if start is not None and end is not None:
            corners = int(start[2]), column_number(start[1]), int(end[2]), column_number(end[1])
            self._merges.append(Merge(*corners))
