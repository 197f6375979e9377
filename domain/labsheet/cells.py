"""What a spreadsheet stores in a cell, turned into a Cell."""

import math
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from domain.labsheet.number_formats import GENERAL, NumberFormat, Shows
from domain.labsheet.workbook import Cell, CellKind, Refusal, SheetRefused

_DAY = timedelta(days=1)
_FIRST_YEAR = 1900
"""Before it, a date cell holds a negative number, which Excel shows as ####."""
_EPOCH_1900, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - local days
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_MARCH_1900 = 60
"""Lotus took 1900 for a leap year: until its 29 February the days count one less."""


class CellMaker:
    """Makes the cells of one workbook; equal cells are made once."""

    def __init__(
        self,
        formats: Sequence[NumberFormat] = (GENERAL,),
        strings: Sequence[str] = (),
        *,
        epoch_1904: bool = False,
    ) -> None:
        self._formats = formats
        self._strings = strings
        self._epoch_1904 = epoch_1904
        self._made: dict[tuple[int, str, str, str, bool], Cell | None] = {}

    def cell(
        self, column: int, kind: str, style: str, stored: str, *, from_formula: bool
    ) -> Cell | None:
        """The cell of a worksheet part; None for text of blanks alone.

        `kind` and `style` are the attributes t and s of the element, `stored` its value or
        text. Raises SheetRefused for what the format does not allow.
        """
        key = column, kind, style, stored, from_formula
        try:
            return self._made[key]
        except KeyError:
            made = self._made[key] = self._make(*key)
            return made

    def _make(
        self, column: int, kind: str, style: str, stored: str, from_formula: bool
    ) -> Cell | None:
        try:
            match kind:
                case "n":
                    shown = self._formats[int(style)]
                    return number_cell(
                        column,
                        float(stored),
                        shown,
                        epoch_1904=self._epoch_1904,
                        from_formula=from_formula,
                    )
                case "s":
                    return text_cell(column, self._string(stored), from_formula=from_formula)
                case "str" | "inlineStr":
                    return text_cell(column, unescaped(stored), from_formula=from_formula)
                case "b":
                    text = "TRUE" if int(stored) else "FALSE"
                    return Cell(column, CellKind.BOOL, text, from_formula=from_formula)
                case "e":
                    return Cell(column, CellKind.ERROR, stored, from_formula=from_formula)
                case "d":
                    return date_cell(column, _iso(stored), from_formula=from_formula)
                case _:
                    raise SheetRefused(Refusal.CELLS_LOST, detail="cell_type")
        except (ValueError, IndexError) as error:
            raise SheetRefused(Refusal.CELLS_LOST, detail="cell_value") from error

    def _string(self, stored: str) -> str:
        index = int(stored)
        if index < 0:
            raise IndexError(index)
        return self._strings[index]


def text_cell(column: int, text: str, *, from_formula: bool = False) -> Cell | None:
    """None for text of blanks alone."""
    if not text or text.isspace():
        return None
    return Cell(column, CellKind.TEXT, text, from_formula=from_formula)


def number_cell(
    column: int,
    number: float,
    shown: NumberFormat,
    *,
    epoch_1904: bool = False,
    from_formula: bool = False,
) -> Cell:
    """A number, or the date that its format makes of it."""
    if shown.shows is Shows.DATE:
        moment = moment_of(number, epoch_1904=epoch_1904)
        if moment is None:
            return Cell(column, CellKind.ERROR, "#VALUE!", from_formula=from_formula)
        return date_cell(column, moment, from_formula=from_formula)
    shortest = repr(number).removesuffix(".0")
    if not math.isfinite(number):
        return Cell(column, CellKind.ERROR, shortest, from_formula=from_formula)
    return Cell(
        column,
        CellKind.NUMBER,
        shortest,
        Decimal(shortest),
        shown.decimals,
        from_formula=from_formula,
    )


def date_cell(column: int, value: date | time, *, from_formula: bool = False) -> Cell:
    """A date with or without a time of day, or a time alone; kept to the second."""
    moment = _to_the_second(value)
    has_time = isinstance(moment, time) or moment.time() != time()
    if isinstance(moment, datetime) and not has_time:
        text = moment.date().isoformat()
    else:
        text = moment.isoformat(timespec="minutes" if moment.second == 0 else "seconds")
    if isinstance(moment, datetime) and moment.year < _FIRST_YEAR:
        return Cell(column, CellKind.ERROR, text, from_formula=from_formula)
    return Cell(
        column,
        CellKind.DATE,
        text,
        moment=moment,
        has_time=has_time,
        from_formula=from_formula,
    )


def moment_of(serial: float, *, epoch_1904: bool) -> datetime | time | None:
    """The day and time of a serial number, a time of day for one below 1; None beyond all dates."""
    try:
        days, part = divmod(serial, 1)
        clock = timedelta(milliseconds=round(part * 86_400_000))
        if 0 <= serial < 1 and clock < _DAY:
            return (_EPOCH_1904 + clock).time()
        if 0 < serial < _MARCH_1900 and not epoch_1904:
            days += 1
        return (_EPOCH_1904 if epoch_1904 else _EPOCH_1900) + timedelta(days=days) + clock
    except (OverflowError, ValueError):
        return None


def unescaped(text: str) -> str:
    """Characters that XML cannot hold stand in strings as `_x000D_` (ECMA-376, ST_Xstring)."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _iso(text: str) -> date | time:
    """A date or time in ISO 8601, as workbooks of the Strict kind store it."""
    if "-" not in text:
        return time.fromisoformat(text).replace(tzinfo=None)
    moment = datetime.fromisoformat(text)
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def _to_the_second(value: date | time) -> datetime | time:
    """Clock times of a workbook are fractions of a day, so they end in odd milliseconds."""
    if isinstance(value, time):
        day = datetime.combine(date.min, value)
        return (day + timedelta(milliseconds=500)).replace(microsecond=0).time()
    if not isinstance(value, datetime):
        return datetime.combine(value, time())
    if value.microsecond:
        return (value + timedelta(milliseconds=500)).replace(microsecond=0)
    return value
