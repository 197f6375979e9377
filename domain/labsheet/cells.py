"""One cell as openpyxl gives it, turned into a Cell."""

import math
import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from domain.labsheet.workbook import Cell, CellKind

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as ReadCell  # the stubs' name; it is a ReadOnlyCell

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_DAY = timedelta(days=1)
_FIRST_YEAR = 1900
"""Before it, a date cell holds a negative number, which Excel shows as ####."""


def cell_of(read: "ReadCell", *, from_formula: bool) -> Cell | None:
    """A filled cell; None for text of blanks alone."""
    value = read.value
    match value:
        case bool():
            kind, text = CellKind.BOOL, "TRUE" if value else "FALSE"
        case int() | float():
            return _number(read, float(value), from_formula=from_formula)
        case timedelta():  # hours beyond a day: the number that is stored
            return _number(read, value / _DAY, from_formula=from_formula)
        case date() | time():
            return _date(read.column, value, from_formula=from_formula)
        case _:
            kind = CellKind.ERROR if read.data_type == "e" else CellKind.TEXT
            text = str(value)
            if not text.strip():
                return None
    return Cell(read.column, kind, text, from_formula=from_formula)


def _number(read: "ReadCell", number: float, *, from_formula: bool) -> Cell:
    shortest = repr(number).removesuffix(".0")
    if not math.isfinite(number):
        return Cell(read.column, CellKind.ERROR, shortest, from_formula=from_formula)
    return Cell(
        read.column,
        CellKind.NUMBER,
        shortest,
        Decimal(shortest),
        decimals_shown(read.number_format),
        from_formula=from_formula,
    )


def _date(column: int, value: date | time, *, from_formula: bool) -> Cell:
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


def _to_the_second(value: date | time) -> datetime | time:
    """Clock times of a workbook are fractions of a day, so they end in odd milliseconds."""
    if isinstance(value, time):
        day = datetime.combine(date.min, value)
        return (day + timedelta(milliseconds=500)).replace(microsecond=0).time()
    if not isinstance(value, datetime):
        return datetime.combine(value, time())
    return (value + timedelta(milliseconds=500)).replace(microsecond=0)


@cache
def decimals_shown(code: str) -> int | None:
    """The decimals a number format fixes; None if it leaves them open."""
    bare = _LITERAL.sub("", code.partition(";")[0])
    if code.lower() == "general" or re.search(r"[eE/%]", bare):
        return None
    _, mark, rest = bare.partition(".")
    digits = re.match(r"[0#?]*", rest)
    assert digits is not None
    if not mark:
        return 0 if "0" in bare or "#" in bare else None
    return len(digits[0]) if set(digits[0]) == {"0"} else None
