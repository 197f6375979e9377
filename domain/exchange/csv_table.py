"""One CSV table with its cells read as what they mean; every problem is noted with its place."""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timezone, tzinfo
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from domain.errors import Problem
from domain.exchange.problems import TableProblem

_C = TypeVar("_C", bound=StrEnum)

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TIME = re.compile(r"\d{2}:\d{2}(:\d{2})?", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?", re.ASCII)
_NUMBER = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,12})?", re.ASCII)
_YEARS = (2000, 2100)
"""Of any date in a study: the others are slips of the keyboard."""
_FORMULA_STARTS = ("=", "+", "-", "@")
_TRUTH = {"0": False, "false": False, "no": False, "1": True, "true": True, "yes": True}


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one table."""

    file: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()


@dataclass(slots=True)
class Problems:
    """What was found so far, in reading order."""

    found: list[Problem] = field(default_factory=list[Problem])

    def note(self, place: str, code: TableProblem, **detail: object) -> None:
        values = tuple((name, str(value)) for name, value in detail.items())
        self.found.append(Problem(place, code, values))


@dataclass(frozen=True, slots=True)
class When:
    """The local day something took place, and its moment where the time of day is known."""

    on: date
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Cells:
    """One row. Reading a cell that is wrong notes a problem and gives None or an empty text."""

    file: str
    number: int
    """As a spreadsheet counts, the header being row 1."""
    by_column: dict[str, str]
    """The cells as they are written."""
    problems: Problems = field(repr=False)
    zone: tzinfo | None = None

    def refuse(self, column: str, code: TableProblem, **detail: object) -> None:
        self.problems.note(f"{self.file}, row {self.number}, {column}", code, **detail)

    def text(self, column: str) -> str:
        cell = self.by_column.get(column)
        return _as_meant(cell) if cell else ""

    def has(self, column: str) -> bool:
        """Whether the table has this column at all."""
        return column in self.by_column

    def needed(self, column: str) -> str:
        text = self.text(column)
        if not text:
            self.refuse(column, TableProblem.EMPTY_CELL)
        return text

    def choice(self, column: str, choices: type[_C]) -> _C | None:
        """One of `choices`; an empty cell is None without a problem."""
        text = self.text(column)
        if not text:
            return None
        try:
            return choices(text)
        except ValueError:
            self._refuse_choice(column, [choice.value for choice in choices])
            return None

    def one_of(self, column: str, choices: Sequence[str]) -> str:
        text = self.text(column)
        if text and text not in choices:
            self._refuse_choice(column, choices)
            return ""
        return text

    def day(self, column: str) -> date | None:
        text = self.text(column)
        if not text:
            return None
        found = _date(text)
        if found is None:
            self.refuse(column, TableProblem.NOT_A_DATE, value=text)
        return found if found is None or self._is_of_our_time(column, found) else None

    def time_of_day(self, column: str) -> time | None:
        text = self.text(column)
        if not text:
            return None
        found = _parsed(time, text) if _TIME.fullmatch(text) else None
        if found is None:
            self.refuse(column, TableProblem.NOT_A_TIME, value=text)
        return found

    def when(self, column: str) -> When | None:
        """A day, with the time of day where it stands; read in the zone of the table."""
        text = self.text(column)
        if not text:
            return None
        if _DATE.fullmatch(text):
            day = self.day(column)
            return None if day is None else When(day, None)
        moment = _parsed(datetime, text) if _MOMENT.fullmatch(text) else None
        if moment is None:
            self.refuse(column, TableProblem.NOT_A_MOMENT, value=text)
            return None
        if not self._is_of_our_time(column, moment.date()):
            return None
        return When(moment.date(), in_zone(moment, self.zone))

    def moment(self, column: str) -> datetime | None:
        """A day with its time of day, which must be there."""
        when = self.when(column)
        if when is not None and when.at is None:
            self.refuse(column, TableProblem.NOT_A_MOMENT, value=self.text(column))
        return None if when is None else when.at

    def number_in(self, column: str, low: float, high: float) -> Decimal | None:
        text = self.text(column)
        if not text:
            return None
        if not _NUMBER.fullmatch(text):
            self.refuse(column, TableProblem.NOT_A_NUMBER, value=text)
            return None
        value = Decimal(text)
        if not low <= value <= high:
            self.refuse(column, TableProblem.OUT_OF_RANGE, value=text, low=low, high=high)
            return None
        return value

    def real_in(self, column: str, low: float, high: float) -> float | None:
        value = self.number_in(column, low, high)
        return None if value is None else float(value)

    def whole_in(self, column: str, low: int, high: int) -> int | None:
        value = self.number_in(column, low, high)
        if value is None:
            return None
        if value != value.to_integral_value():
            self.refuse(column, TableProblem.NOT_A_WHOLE_NUMBER, value=self.text(column))
            return None
        return int(value)

    def truth(self, column: str) -> bool:
        text = self.text(column).lower()
        if text and text not in _TRUTH:
            self._refuse_choice(column, ("0", "1"))
        return _TRUTH.get(text, False)

    def _is_of_our_time(self, column: str, day: date) -> bool:
        low, high = _YEARS
        if low <= day.year <= high:
            return True
        value = self.text(column)
        self.refuse(column, TableProblem.OUT_OF_RANGE, value=value, low=low, high=high)
        return False

    def _refuse_choice(self, column: str, choices: Iterable[str]) -> None:
        self.refuse(
            column,
            TableProblem.NOT_ONE_OF,
            value=self.text(column),
            choices=", ".join(filter(None, choices)),
        )


def without_formula(text: str) -> str:
    """`text` so that no spreadsheet takes it for a formula; reading takes the mark off again.

    The same mark keeps spaces around a text, which reading strips from cells without it.
    """
    return f"'{text}" if _needs_mark(text) else text


def _needs_mark(text: str) -> bool:
    return text != text.strip() or text.lstrip("' \t\r\n").startswith(_FORMULA_STARTS)


def _as_meant(cell: str) -> str:
    if cell[:1] == "'" and _needs_mark(cell[1:]):
        return cell[1:]
    return cell.strip()


def in_zone(moment: datetime, zone: tzinfo | None) -> datetime:
    """`moment` with an offset and the same reading of the clock, so that no day can shift.

    Without a `zone` the system's rules for that very date hold: the offset of the day of
    reading would put every winter time of a table an hour wrong in summer.
    """
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone or moment.astimezone().tzinfo)
    offset = moment.utcoffset()
    assert offset is not None
    return moment.replace(tzinfo=timezone(offset))


def read_csv_table(
    folder: Path, columns: Columns, problems: Problems, zone: tzinfo | None
) -> list[Cells]:
    """The rows of `columns.file` that are not blank; none if the file cannot be used."""
    lines = _lines(folder / columns.file, problems)
    if not lines:
        return []
    header = [cell.strip() for cell in lines[0]]
    if len(header) == 1 and (mark := _other_separator(header[0], columns)):
        problems.note(f"{columns.file}, row 1", TableProblem.NOT_COMMAS, separator=mark)
        return []
    _check_header(header, columns, problems)
    if not set(columns.required) <= set(header):
        return []
    rows: list[Cells] = []
    for number, line in enumerate(lines[1:], start=2):
        if not any(cell.strip() for cell in line):
            continue
        if len(line) != len(header):
            problems.note(
                f"{columns.file}, row {number}",
                TableProblem.WRONG_NUMBER_OF_CELLS,
                found=len(line),
                expected=len(header),
            )
            continue
        by_column = dict(zip(header, line, strict=True))
        rows.append(Cells(columns.file, number, by_column, problems, zone))
    return rows


def _lines(path: Path, problems: Problems) -> list[list[str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.reader(file, strict=True))
    except UnicodeDecodeError:
        problems.note(path.name, TableProblem.NOT_UTF8)
    except csv.Error:
        problems.note(path.name, TableProblem.NOT_CSV)
    except FileNotFoundError:
        problems.note(path.name, TableProblem.MISSING_FILE)
    except OSError:
        problems.note(path.name, TableProblem.UNREADABLE_FILE)
    else:
        if lines and any(cell.strip() for cell in lines[0]):
            return lines
        problems.note(path.name, TableProblem.NO_HEADER)
    return []


def _other_separator(line: str, columns: Columns) -> str:
    """What stands between the names of the first row in place of commas, if anything does."""
    known = {*columns.required, *columns.optional}
    found = (mark for mark in ";\t|" if known & {name.strip() for name in line.split(mark)})
    return next((mark for mark in found if mark in line), "")


def _check_header(header: Sequence[str], columns: Columns, problems: Problems) -> None:
    known = (*columns.required, *columns.optional)
    for name in columns.required:
        if name not in header:
            problems.note(f"{columns.file}, row 1, {name}", TableProblem.MISSING_COLUMN)
    for name in dict.fromkeys(header):
        place = f"{columns.file}, row 1, {name}"
        if name not in known:
            problems.note(place, TableProblem.UNKNOWN_COLUMN, known=", ".join(known))
        elif header.count(name) > 1:
            problems.note(place, TableProblem.COLUMN_TWICE)


_T = TypeVar("_T", date, time, datetime)


@lru_cache(maxsize=4096)
def _date(text: str) -> date | None:
    """The day written as 2026-03-24; a table names few days many times."""
    return _parsed(date, text) if _DATE.fullmatch(text) else None


def _parsed(kind: type[_T], text: str) -> _T | None:
    try:
        return kind.fromisoformat(text)
    except ValueError:
        return None
