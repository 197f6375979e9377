"""A table to be handed to another program: its variables with their kinds, and its rows."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from domain.exchange.csv_table import without_formula

Value = str | int | float | Decimal | bool | date | datetime | None
Row = Mapping[str, Value]


class Kind(StrEnum):
    """What the values of a variable are."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    MOMENT = "moment"
    """A local date and time of day; a date alone where the time is not known."""
    YES_NO = "yes_no"
    """1, 0, or empty where it is not known."""


@dataclass(frozen=True, slots=True)
class Variable:
    """One column."""

    name: str
    kind: Kind = Kind.TEXT
    label: str = ""
    """In words; empty where the words are given elsewhere, in the language of the reader."""
    codes: Mapping[str, str] = field(default_factory=dict[str, str])
    """What each code means, where the values are codes."""
    unit: str = ""
    origin: str = ""
    """Collected, Assigned, Derived or Protocol, where that is told."""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One table; a value that its row does not have is empty."""

    name: str
    variables: tuple[Variable, ...]
    rows: tuple[Row, ...]
    label: str = ""


def write_csv(table: Table, folder: Path) -> Path:
    """Write `<name>.csv` into `folder`, which must not have it: UTF-8, comma, ISO dates.

    Text that a spreadsheet would take for a formula gets an apostrophe. Raises OSError.
    """
    path = folder / f"{table.name}.csv"
    with path.open("x", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(variable.name for variable in table.variables)
        writer.writerows(
            [as_text(row.get(variable.name)) for variable in table.variables] for row in table.rows
        )
    return path


def as_text(value: Value) -> str:
    """`value` as it stands in a CSV file; a moment is local, without its offset."""
    match value:
        case None:
            return ""
        case bool():
            return "1" if value else "0"
        case datetime():
            local = value.replace(tzinfo=None, microsecond=0)
            return local.isoformat(timespec="seconds" if local.second else "minutes")
        case date():
            return value.isoformat()
        case str():
            return without_formula(value)
        case _:
            return str(value)
