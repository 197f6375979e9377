"""A day as a person types it: 30 Mar 2026, 30.3.2026, 30032026, 2026-03-30, or part of it."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from gui.words.dates import month_called

_YEAR_FIRST = re.compile(r"\s*(\d{4})\W+(\d{1,2})?(?:\W+(\d{1,2}))?\W*$")
_YEAR_DIGITS = 4


class Part(IntEnum):
    """In the order in which they are typed."""

    DAY = 0
    MONTH = 1
    YEAR = 2


@dataclass(frozen=True, slots=True)
class TypedDay:
    """The parts typed so far; `part` is the one that the next character belongs to."""

    part: Part
    day: int | None = None
    month: int | None = None
    year: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether a year stands at the end, so that more would be another day."""
        return self.part is Part.YEAR and len(self.year) == _YEAR_DIGITS

    def on(self, base: date, *, guesses_century: bool = False) -> date | None:
        """What is not typed is of `base`; None where there is no such day."""
        year, month, day = base.year, self.month or base.month, self.day or base.day
        if len(self.year) == _YEAR_DIGITS:
            year = int(self.year)
        elif guesses_century and len(self.year) == 2:
            year = base.year // 100 * 100 + int(self.year)
        if year == 0:
            return None
        last = monthrange(year, month)[1]
        if day > last and self.day is not None and self.month is not None:
            return None
        return date(year, month, min(day, last))


def typed_day(text: str, start: Part = Part.DAY) -> TypedDay | None:
    """What `text` means when typing began at `start`; None where it cannot be a day."""
    if start is Part.DAY and (found := _YEAR_FIRST.match(text)):
        year, month, day = found.groups(default="")
        return _read({Part.DAY: day, Part.MONTH: month, Part.YEAR: year}, _last_of(found))
    at, typed = start, dict.fromkeys(Part, "")
    for char in text:
        if char.isdigit() and char.isascii():
            at = _with_digit(typed, at, char)
        elif char.isalpha():
            at = Part.MONTH if at is Part.DAY and typed[Part.DAY] else at
            if at is Part.MONTH:
                typed[at] += char
        elif typed[at]:
            at = _after(at)
    return _read(typed, _after(at) if at is not Part.YEAR and _is_full(typed, at) else at)


def _last_of(found: re.Match[str]) -> Part:
    return Part.DAY if found.group(2) else Part.MONTH


def _with_digit(typed: dict[Part, str], at: Part, digit: str) -> Part:
    """Put the digit where it belongs; the part that it went to."""
    if _is_full(typed, at) or typed[at].isalpha() or not _fits(at, typed[at] + digit):
        at = _after(at)
    if len(typed[at]) < _YEAR_DIGITS:
        typed[at] += digit
    return at


def _is_full(typed: dict[Part, str], at: Part) -> bool:
    """Whether no further digit can belong to the part."""
    so_far = typed[at]
    if at is Part.YEAR or not so_far.isdigit():
        return False
    return len(so_far) == 2 or (so_far != "0" and not _fits(at, so_far + "0"))


def _fits(at: Part, digits: str) -> bool:
    most = {Part.DAY: 31, Part.MONTH: 12, Part.YEAR: 9999}[at]
    return int(digits) <= most


def _after(at: Part) -> Part:
    return Part(min(at + 1, Part.YEAR))


def _read(typed: dict[Part, str], part: Part) -> TypedDay | None:
    name = typed[Part.MONTH]
    month = _number(name) if name.isdigit() or not name else month_called(name)
    if name.strip("0") and not month:
        return None
    if typed[Part.DAY] == "00" or name == "00":
        return None
    return TypedDay(part, _number(typed[Part.DAY]), month, typed[Part.YEAR])


def _number(digits: str) -> int | None:
    """None for nothing typed, and for a nought that waits for its second digit."""
    return int(digits or 0) or None
