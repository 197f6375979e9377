"""What a lab sheet holds once read, as sheets of cells; and why one was refused."""

from dataclasses import dataclass, field
from datetime import datetime, time
from decimal import Decimal
from enum import StrEnum

from domain.errors import CopperdeskError


class Refusal(StrEnum):
    """Why a file was not read; `gui.words` has the sentence of each."""

    MISSING = "missing"
    NOT_A_FILE = "not_a_file"
    NO_PERMISSION = "no_permission"
    IN_USE = "in_use"
    UNREADABLE = "unreadable"
    """The drive or the network did not give the file's bytes."""
    EMPTY_FILE = "empty_file"
    TOO_LARGE = "too_large"
    WRONG_TYPE = "wrong_type"
    """`detail` names what it is instead: html, pdf, zip, word, ods, xlsb, image, binary …"""
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    """Cut off or incomplete, or its parts do not fit together."""
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    FORBIDDEN_XML = "forbidden_xml"
    """A document type declaration: entities that expand or reach outside the file."""
    TOO_MANY_CELLS = "too_many_cells"
    NO_CELLS = "no_cells"
    CELLS_LOST = "cells_lost"
    """Filled cells that cannot be read: in no namespace of workbooks, or odd content."""
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"
    READER_DIED = "reader_died"
    CANCELLED = "cancelled"


class SheetRefused(CopperdeskError):
    """A lab sheet that cannot be read, with the one reason why."""

    def __init__(self, reason: Refusal, *, file: str = "", detail: str = "") -> None:
        super().__init__(reason, file, detail)
        self.reason = reason
        self.file = file
        self.detail = detail

    def __str__(self) -> str:
        told = f" ({self.detail})" if self.detail else ""
        return f"lab sheet refused: {self.reason}{told}"

    def __reduce__(self) -> tuple[object, ...]:
        return _refused_again, (self.reason, self.file, self.detail)


def _refused_again(reason: Refusal, file: str, detail: str) -> SheetRefused:
    return SheetRefused(reason, file=file, detail=detail)


class CellKind(StrEnum):
    """What a cell holds; empty cells are not kept."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOL = "bool"
    ERROR = "error"
    FORMULA_NO_VALUE = "formula_no_value"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that is not empty."""

    column: int
    """From 1, as in column A."""
    kind: CellKind
    text: str = field(repr=False)
    """The cell's own text; numbers in shortest form, dates in ISO form."""
    number: Decimal | None = field(default=None, repr=False)
    decimals: int | None = None
    """Decimals the number format shows, where it fixes them."""
    moment: datetime | time | None = field(default=None, repr=False)
    """Of a date cell: local date and time, or a time of day alone."""
    has_time: bool = False
    from_formula: bool = False

    def __reduce__(self) -> tuple[object, ...]:
        """Sent between processes by the hundred thousand: five times faster than by fields."""
        number = self.number
        if self.kind is CellKind.TEXT and not self.from_formula:
            return Cell, (self.column, self.kind, self.text)
        if number is not None and str(number) == self.text:
            return _number_again, (self.column, self.text, self.decimals, self.from_formula)
        return Cell, (
            self.column,
            self.kind,
            self.text,
            self.number,
            self.decimals,
            self.moment,
            self.has_time,
            self.from_formula,
        )

    @property
    def kind_in_truth(self) -> str:
        """text, number, date, bool, formula, error, formula_no_value."""
        plain = self.kind in (CellKind.ERROR, CellKind.FORMULA_NO_VALUE)
        return "formula" if self.from_formula and not plain else self.kind.value


def _number_again(column: int, text: str, decimals: int | None, from_formula: bool) -> Cell:
    return Cell(column, CellKind.NUMBER, text, Decimal(text), decimals, from_formula=from_formula)


@dataclass(frozen=True, slots=True)
class Row:
    """A row with at least one filled cell."""

    number: int
    """From 1, as in the program that wrote the sheet; in text files the line."""
    cells: tuple[Cell, ...] = field(repr=False)
    hidden: bool = False

    def __reduce__(self) -> tuple[object, ...]:
        """Sent between processes by the ten thousand, as cells are."""
        return Row, (self.number, self.cells, self.hidden)

    def at(self, column: int) -> Cell | None:
        cells = self.cells
        if 0 < column <= len(cells) and cells[column - 1].column == column:  # no gap before it
            return cells[column - 1]
        # Cells stand in the order of their columns: none is further on than its column's number.
        for index in range(min(column, len(cells)) - 1, -1, -1):
            cell = cells[index]
            if cell.column <= column:
                return cell if cell.column == column else None
        return None

    def text_at(self, column: int) -> str:
        cell = self.at(column)
        return "" if cell is None else cell.text


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range; the value stands in its first cell."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; a text file is one sheet without a name."""

    name: str
    rows: tuple[Row, ...] = field(repr=False)
    hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()
    merges: tuple[Merge, ...] = ()

    def row(self, number: int) -> Row | None:
        for row in self.rows:
            if row.number == number:
                return row
        return None


class Container(StrEnum):
    """What kind of file it was, by content."""

    XLSX = "xlsx"
    XLS = "xls"
    TEXT = "csv"


@dataclass(frozen=True, slots=True)
class Workbook:
    """A lab sheet as read: nothing interpreted yet, personal columns still inside.

    It lives only while a sheet is looked at; what is planned, remembered or stored
    is made from it without the personal columns.
    """

    file: str = field(repr=False)
    """The file's name without its folder, as it is called on the disk."""
    sha256: str
    container: Container
    sheets: tuple[Sheet, ...]
    encoding: str = ""
    delimiter: str = ""

    def sheet(self, name: str) -> Sheet | None:
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        return None

    def address(self, sheet: str, row: int, column: int) -> str:
        """`Wyniki!F6`; in a text file `F6`."""
        cell = f"{column_letters(column)}{row}"
        return cell if self.container is Container.TEXT else f"{sheet}!{cell}"


def column_letters(column: int) -> str:
    """1 is A, 27 is AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """A is 1; 0 for anything that is not a column."""
    number = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            return 0
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
