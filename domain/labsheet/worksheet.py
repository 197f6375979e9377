"""One worksheet's XML, looked at for what openpyxl's read-only mode does not tell."""

import re

from domain.labsheet.package import local
from domain.labsheet.workbook import Merge, Refusal, SheetRefused, column_number

_LAST_ROW = 1_048_576
_LAST_COLUMN = 16_384
_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})", re.ASCII)
_YES = ("1", "true")
_TEXT_TYPES = ("s", "str", "inlineStr")


class SheetLook:
    """Collects places (row, column) of cells by what they hold, never what it is.

    Elements count whatever their namespace, so that cells openpyxl passes over are seen.
    """

    def __init__(self, *, cells_left: int) -> None:
        self.cells_left = cells_left
        self.filled: set[tuple[int, int]] = set()
        """Cells with a stored value or text that is not blank."""
        self.formulas: set[tuple[int, int]] = set()
        self.without_result: set[tuple[int, int]] = set()
        """Formulas whose result the workbook does not store."""
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.merges: list[Merge] = []
        self._columns: dict[str, int] = {}
        self._row = self._column = 0
        self._type = ""
        self._in_value = self._in_hint = False
        self._has_formula = self._has_value = self._has_text = False
        self._starts = {
            "row": self._start_row,
            "c": self._start_cell,
            "v": self._start_value,
            "t": self._start_value,
            "f": self._start_formula,
            "rPh": self._start_hint,
            "col": self._look_at_columns,
            "mergeCell": self._look_at_merge,
        }
        self._ends = {
            "c": self._end_cell,
            "v": self._end_value,
            "t": self._end_value,
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
        if self._in_value and not self._has_text:
            self._has_text = not text.isspace()

    def _start_row(self, attributes: dict[str, str]) -> None:
        stated = attributes.get("r", "")
        self._row = int(stated) if stated.isdecimal() else self._row + 1
        if not 0 < self._row <= _LAST_ROW:
            raise SheetRefused(Refusal.DAMAGED, detail="row")
        if attributes.get("hidden") in _YES or attributes.get("ht") == "0":
            self.hidden_rows.add(self._row)
        self._column = 0

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        self._column = self._column + 1 if reference is None else self._column_in(reference)
        if not 0 < self._column <= _LAST_COLUMN:
            raise SheetRefused(Refusal.DAMAGED, detail="column")
        self._type = attributes.get("t", "n")
        self._has_formula = self._has_value = self._has_text = False

    def _column_in(self, reference: str) -> int:
        letters = reference.rstrip("0123456789")
        if letters not in self._columns:
            found = _REFERENCE.fullmatch(reference)
            self._columns[letters] = column_number(found[1]) if found else 0
        if reference[len(letters) :] != str(self._row):
            raise SheetRefused(Refusal.DAMAGED, detail="reference")
        return self._columns[letters]

    def _end_cell(self) -> None:
        place = (self._row, self._column)
        if self._has_formula:
            self.formulas.add(place)
        if self._has_text:
            if place in self.filled:
                raise SheetRefused(Refusal.DAMAGED, detail="cell_twice")
            self.filled.add(place)
        elif self._has_formula and not (self._has_value and self._type in _TEXT_TYPES):
            self.without_result.add(place)
        else:
            return
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
