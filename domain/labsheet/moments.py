"""Dates and times of day as laboratories write them."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from domain.labsheet.mapping import DateOrder
from domain.labsheet.values import plain_spaces
from domain.labsheet.workbook import Cell, CellKind

_TIME = (
    r"(?:[ T,]+(?:godz\.? ?)?(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})"
    r"(?:[:.](?P<second>[0-9]{2})(?:\.[0-9]+)?)?)?"
)
_ISO = re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{1,2})-(?P<d>[0-9]{1,2})" + _TIME, re.ASCII)
_YEAR_FIRST = re.compile(
    r"(?P<y>[0-9]{4})(?P<sep>[./])(?P<m>[0-9]{1,2})(?P=sep)(?P<d>[0-9]{1,2})" + _TIME, re.ASCII
)
_DOTTED = re.compile(
    r"(?P<d>[0-9]{1,2})\.(?P<m>[0-9]{1,2})\.(?P<y>[0-9]{4})(?: ?r\.?)?" + _TIME, re.ASCII
)
_SLASHED = re.compile(
    r"(?P<a>[0-9]{1,2})(?P<sep>[/-])(?P<b>[0-9]{1,2})(?P=sep)(?P<y>[0-9]{4})" + _TIME, re.ASCII
)
_CLOCK = re.compile(
    r"(?:godz\.? ?)?(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})(?:[:.](?P<second>[0-9]{2}))?",
    re.ASCII,
)


class DateProblem(StrEnum):
    UNREADABLE = "unreadable"
    ORDER_UNSETTLED = "order_unsettled"


@dataclass(frozen=True, slots=True)
class Moment:
    """A local day, and the time of day where the sheet has one."""

    day: date
    at: datetime | None = None


def moment_in(cell: Cell, order: DateOrder) -> Moment | DateProblem:
    """Read one date cell; text is ISO, day.month.year, or slashes and dashes in `order`."""
    if cell.kind is CellKind.DATE and isinstance(cell.moment, datetime):
        return Moment(cell.moment.date(), cell.moment if cell.has_time else None)
    if cell.kind is not CellKind.TEXT:
        return DateProblem.UNREADABLE
    text = plain_spaces(cell.text)
    for pattern in (_ISO, _YEAR_FIRST, _DOTTED):
        found = pattern.fullmatch(text)
        if found is not None:
            return _moment(found, day=int(found["d"]), month=int(found["m"]))
    found = _SLASHED.fullmatch(text)
    return DateProblem.UNREADABLE if found is None else _ordered(found, order)


def _ordered(found: re.Match[str], order: DateOrder) -> Moment | DateProblem:
    first, second = int(found["a"]), int(found["b"])
    match order:
        case DateOrder.DAY_FIRST:
            return _moment(found, day=first, month=second)
        case DateOrder.MONTH_FIRST:
            return _moment(found, day=second, month=first)
        case DateOrder.NOT_NEEDED | DateOrder.UNSETTLED:
            return DateProblem.ORDER_UNSETTLED


def _moment(found: re.Match[str], *, day: int, month: int) -> Moment | DateProblem:
    try:
        on = date(int(found["y"]), month, day)
        if found["hour"] is None:
            return Moment(on)
        clock = time(int(found["hour"]), int(found["minute"]), int(found["second"] or 0))
    except ValueError:
        return DateProblem.UNREADABLE
    return Moment(on, datetime.combine(on, clock))


def clock_in(cell: Cell) -> time | None:
    """A time of day in a column of its own; None if it is none."""
    if cell.kind is CellKind.DATE:
        return cell.moment.time() if isinstance(cell.moment, datetime) else cell.moment
    found = _CLOCK.fullmatch(plain_spaces(cell.text))
    if cell.kind is not CellKind.TEXT or found is None:
        return None
    try:
        return time(int(found["hour"]), int(found["minute"]), int(found["second"] or 0))
    except ValueError:
        return None


def order_shown_by(texts: list[str]) -> DateOrder:
    """What dates with slashes or dashes show of their order, taken together.

    A first number above 12 is a day, a second number above 12 too; if no date or dates of
    both kinds show it, the order is unsettled and has to be asked for.
    """
    slashed = _slashed(texts)
    if not slashed:
        return DateOrder.NOT_NEEDED
    day_first = any(map(_shows_day_first, slashed))
    month_first = any(map(_shows_month_first, slashed))
    if day_first == month_first:
        return DateOrder.UNSETTLED
    return DateOrder.DAY_FIRST if day_first else DateOrder.MONTH_FIRST


def likelier_order(texts: list[str]) -> DateOrder:
    """The order that more of the dates show; day first where none is ahead."""
    slashed = _slashed(texts)
    month_first = sum(map(_shows_month_first, slashed))
    is_ahead = month_first > sum(map(_shows_day_first, slashed))
    return DateOrder.MONTH_FIRST if is_ahead else DateOrder.DAY_FIRST


def slashed_in(texts: list[str], *, order: DateOrder | None = None) -> list[str]:
    """The dates with slashes or dashes among the texts; with `order`, those that show it."""
    shows = {DateOrder.DAY_FIRST: _shows_day_first, DateOrder.MONTH_FIRST: _shows_month_first}
    found = {" ".join(one[0].split()): one for one in _slashed(texts)}
    if order is None:
        return list(found)
    return [text for text, one in found.items() if order in shows and shows[order](one)]


def _slashed(texts: list[str]) -> list[re.Match[str]]:
    return [found for text in texts if (found := _SLASHED.fullmatch(plain_spaces(text)))]


def _shows_day_first(found: re.Match[str]) -> bool:
    return int(found["a"]) > 12


def _shows_month_first(found: re.Match[str]) -> bool:
    return int(found["b"]) > 12
