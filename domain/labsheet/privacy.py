"""What of a sheet must not go further than its reading: names, PESEL numbers, birth dates.

Words and dates of the personal columns are blacked out wherever else the sheet repeats them,
and a sheet's name that is a person's stands nowhere that is kept.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime

from domain.labsheet.mapping import DateOrder, Mapping, Role
from domain.labsheet.moments import Moment, moment_in
from domain.labsheet.pesel import BLACK, holds_pesel, without_names, without_pesel
from domain.labsheet.vocabulary import Vocabulary
from domain.labsheet.workbook import Cell, CellKind, Workbook

_SHORTEST_NAME = 3
_WORD = re.compile(r"[^\W\d_]+")
_DATE = re.compile(r"(?<![0-9])[0-9]{1,4}[-./][0-9]{1,2}[-./][0-9]{2,4}(?![0-9])", re.ASCII)
_NAME = re.compile(r"[^\W\d_]{2,}\.?(?:[ -][^\W\d_]+\.?){1,3}")


def looks_like_a_name(text: str, vocabulary: Vocabulary) -> bool:
    """Two to four words with a capital each, none of which laboratories use."""
    found = _NAME.fullmatch(text)
    if found is None or not all(word[0].isupper() for word in re.split("[ -]", text) if word):
        return False
    return not vocabulary.knows(text)


class Personal:
    """The words and dates in the personal columns of a workbook, as its mapping names them."""

    def __init__(self, workbook: Workbook, mapping: Mapping, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._words: set[str] = set()
        self._days: set[date] = set()
        for cell in _personal_cells(workbook, mapping):
            self._words.update(
                word.casefold() for word in _WORD.findall(cell.text) if len(word) >= _SHORTEST_NAME
            )
            if day := _day_of(cell):
                self._days.add(day)

    def without(self, text: str) -> str:
        """The text with every PESEL, every name and every birth date of the sheet blacked out."""
        text = without_pesel(text)
        if self._words:
            names = {word for word in _WORD.findall(text) if word.casefold() in self._words}
            text = without_names(text, frozenset(names))
        if self._days:
            text = _DATE.sub(self._without_day, text)
        return text

    def safe_name(self, sheet: str, place: int) -> str:
        """The sheet's name, or `#2` for the second where it is or holds a person's."""
        is_personal = self.without(sheet) != sheet or looks_like_a_name(sheet, self._vocabulary)
        return f"#{place}" if is_personal else sheet

    def _without_day(self, found: re.Match[str]) -> str:
        days = _days_of(Cell(1, CellKind.TEXT, found[0]))
        return BLACK if any(day in self._days for day in days) else found[0]


def sheet_called(safe_name: str, workbook: Workbook) -> str:
    """The sheet's own name for what `safe_name` gave."""
    place = safe_name.removeprefix("#")
    is_place = safe_name != place and place.isdecimal() and workbook.sheet(safe_name) is None
    if is_place and 0 < int(place) <= len(workbook.sheets):
        return workbook.sheets[int(place) - 1].name
    return safe_name


def to_remember(mapping: Mapping, vocabulary: Vocabulary) -> Mapping:
    """The mapping as it may be kept for a laboratory: headings, and none that could be a person's.

    Of a personal column only a heading is kept that laboratories use.
    """
    known = dict(vocabulary.headers)[Role.PERSONAL]
    columns = tuple(
        replace(use, header="")
        if holds_pesel(use.header) or (use.role is Role.PERSONAL and not known.within(use.header))
        else use
        for use in mapping.columns
    )
    is_personal = holds_pesel(mapping.sheet) or looks_like_a_name(mapping.sheet, vocabulary)
    return replace(mapping, columns=columns, sheet="" if is_personal else mapping.sheet)


def _personal_cells(workbook: Workbook, mapping: Mapping) -> Iterator[Cell]:
    sheet = workbook.sheet(mapping.sheet)
    columns = {use.column for use in mapping.columns_of(Role.PERSONAL)}
    if sheet is None or not columns:
        return
    last_heading = max(mapping.header_rows, default=0)
    for row in sheet.rows:
        if row.number > last_heading:
            yield from (cell for cell in row.cells if cell.column in columns)


def _day_of(cell: Cell) -> date | None:
    if isinstance(cell.moment, datetime):
        return cell.moment.date()
    return next(iter(_days_of(cell)), None)


def _days_of(cell: Cell) -> Iterable[date]:
    """What a date as text could mean, day or month first."""
    for order in (DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST):
        moment = moment_in(cell, order)
        if isinstance(moment, Moment):
            yield moment.day
