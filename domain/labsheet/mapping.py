"""What a lab's columns mean: guessed, corrected by a person, remembered without any cell value."""

from collections.abc import Mapping as Table
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar, cast

from domain.errors import CopperdeskError
from domain.labsheet.workbook import column_letters, column_number

_Choice = TypeVar("_Choice", bound=StrEnum)


class Layout(StrEnum):
    """How results stand on the sheet."""

    LONG = "long"
    """A row a result."""
    WIDE = "wide"
    """A row a patient, a column a draw."""
    BLOCKS = "blocks"
    """A sheet or a block a patient, a row a draw."""


class Role(StrEnum):
    """What a column holds."""

    PATIENT = "patient"
    TUBE = "tube"
    """The number on the tube, as the study recorded it."""
    ORDER = "order"
    """The laboratory's own number; never compared."""
    DRAW = "draw"
    COLLECTED = "collected"
    COLLECTED_TIME = "collected_time"
    REPORTED = "reported"
    MEASURED = "measured"
    """When an instrument measured; neither collection nor report."""
    TEST = "test"
    MATERIAL = "material"
    RESULT = "result"
    UNIT = "unit"
    RANGE = "range"
    FLAG = "flag"
    COMMENT = "comment"
    SAMPLE_TYPE = "sample_type"
    """Sample, blank, standard or control, in the words of an instrument."""
    PERSONAL = "personal"
    """Name, PESEL, birth date: never read further."""
    OTHER_TEST = "other_test"
    UNUSED = "unused"


class DateOrder(StrEnum):
    """The order of day and month in dates written with slashes or dashes."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    NOT_NEEDED = "not_needed"
    """Real dates, ISO dates and day.month.year only."""
    UNSETTLED = "unsettled"


class DecimalMark(StrEnum):
    COMMA = "comma"
    POINT = "point"
    NOT_NEEDED = "not_needed"
    """Cells are numbers, or no text shows a mark."""


class UnitSource(StrEnum):
    """Where the unit of a result stands."""

    COLUMN = "column"
    HEADER = "header"
    TITLE = "title"
    CHOSEN = "chosen"
    """A person said so for this laboratory."""
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """One column and what it holds."""

    column: int
    role: Role
    header: str = ""
    """The heading as written; of two heading rows both, with a space between."""
    draw: str = ""
    """Wide layout: the code of the draw the column is for."""

    @property
    def letters(self) -> str:
        return column_letters(self.column)


class MappingInvalid(CopperdeskError):
    """A remembered mapping, or one handed in as JSON, that cannot be used."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key

    def __str__(self) -> str:
        return f"mapping not usable: {self.key}"


@dataclass(frozen=True, slots=True)
class Mapping:
    """How one sheet is to be read; every part can be corrected."""

    sheet: str
    """Empty for a text file; of block layouts the first sheet that has a block."""
    header_rows: tuple[int, ...]
    layout: Layout
    columns: tuple[ColumnUse, ...]
    date_order: DateOrder = DateOrder.NOT_NEEDED
    decimal: DecimalMark = DecimalMark.NOT_NEEDED
    unit_source: UnitSource = UnitSource.NOWHERE
    unit: str = ""
    """As written in the heading or title, or as chosen; empty if a column holds it."""
    lab: str = ""

    def column_of(self, role: Role, *, draw: str = "") -> int | None:
        """The first column with this role (and draw); None if there is none."""
        for use in self.columns:
            if use.role is role and use.draw == draw:
                return use.column
        return None

    def columns_of(self, role: Role) -> tuple[ColumnUse, ...]:
        return tuple(use for use in self.columns if use.role is role)

    def role_of(self, column: int) -> Role:
        for use in self.columns:
            if use.column == column:
                return use.role
        return Role.UNUSED

    def with_role(self, column: int, role: Role, *, draw: str = "") -> "Mapping":
        """The same with one column corrected."""
        corrected = tuple(
            replace(use, role=role, draw=draw) if use.column == column else use
            for use in self.columns
        )
        if all(use.column != column for use in self.columns):
            corrected = (*corrected, ColumnUse(column, role, draw=draw))
        return replace(self, columns=tuple(sorted(corrected, key=lambda use: use.column)))

    def with_unit(self, unit: str) -> "Mapping":
        """The same with the unit said by a person."""
        return replace(self, unit=unit, unit_source=UnitSource.CHOSEN)

    def as_dict(self) -> dict[str, object]:
        """Plain values for a file; headings, never cells."""
        return {
            "sheet": self.sheet,
            "header_rows": list(self.header_rows),
            "layout": self.layout.value,
            "columns": [
                {
                    "column": use.letters,
                    "role": use.role.value,
                    "header": use.header,
                    "draw": use.draw,
                }
                for use in self.columns
            ],
            "date_order": self.date_order.value,
            "decimal": self.decimal.value,
            "unit_source": self.unit_source.value,
            "unit": self.unit,
            "lab": self.lab,
        }

    @classmethod
    def from_dict(cls, table: Table[str, object]) -> "Mapping":
        """Raises MappingInvalid with the key that is missing or has a wrong value."""
        return cls(
            sheet=_text(table, "sheet"),
            header_rows=_row_numbers(table),
            layout=_choice(table, "layout", Layout),
            columns=tuple(_column_use(entry) for entry in _list(table, "columns")),
            date_order=_choice(table, "date_order", DateOrder, DateOrder.NOT_NEEDED),
            decimal=_choice(table, "decimal", DecimalMark, DecimalMark.NOT_NEEDED),
            unit_source=_choice(table, "unit_source", UnitSource, UnitSource.NOWHERE),
            unit=_text(table, "unit"),
            lab=_text(table, "lab"),
        )


def _column_use(entry: object) -> ColumnUse:
    if not isinstance(entry, dict):
        raise MappingInvalid("columns")
    table = cast("dict[str, object]", entry)
    column = column_number(_text(table, "column"))
    if column == 0:
        raise MappingInvalid("columns.column")
    return ColumnUse(
        column, _choice(table, "role", Role), _text(table, "header"), _text(table, "draw")
    )


def _list(table: Table[str, object], key: str) -> list[object]:
    value = table.get(key)
    if not isinstance(value, list):
        raise MappingInvalid(key)
    return cast("list[object]", value)


def _row_numbers(table: Table[str, object]) -> tuple[int, ...]:
    rows = _list(table, "header_rows")
    if not all(isinstance(row, int) and row > 0 for row in rows):
        raise MappingInvalid("header_rows")
    return tuple(cast("list[int]", rows))


def _text(table: Table[str, object], key: str) -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        raise MappingInvalid(key)
    return value


def _choice(
    table: Table[str, object], key: str, choices: type[_Choice], absent: _Choice | None = None
) -> _Choice:
    value = table.get(key)
    if value is None and absent is not None:
        return absent
    try:
        return choices(cast("str", value))
    except ValueError:
        raise MappingInvalid(key) from None
