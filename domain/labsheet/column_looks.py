"""What the cells of a column look like, whatever its heading says."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from domain.labsheet.facts import units_fitting
from domain.labsheet.known import KnownStudy
from domain.labsheet.mapping import DateOrder, DecimalMark, Role
from domain.labsheet.matching import StudyIndex, code_key
from domain.labsheet.moments import Moment, clock_in, moment_in
from domain.labsheet.pesel import holds_pesel, without_pesel
from domain.labsheet.privacy import looks_like_a_name
from domain.labsheet.settling import DATED
from domain.labsheet.values import ResultProblem, plain_spaces, result_in, unit_named
from domain.labsheet.vocabulary import Vocabulary
from domain.labsheet.workbook import Cell, CellKind, Row

LOOKED_AT = 60
"""Rows below the heading; the rest of a long sheet looks no different."""
_EXAMPLES = 3
_LONGEST = 40
_YEARS = range(1900, 2101)
_LONG_AGO = 10
"""Years before the first enrolment; what happened then is a birth rather than a draw."""
_UNREAD = frozenset({ResultProblem.NUMBER_UNREADABLE, ResultProblem.ERROR_CELL})


@dataclass(frozen=True, slots=True)
class ColumnLook:
    """How many of a column's first values look like what."""

    column: int
    filled: int
    fitting: Mapping[Role, int]
    """RESULT counts what reads as a result, see `like_copper` for numbers of serum copper."""
    like_copper: int
    examples: tuple[str, ...]

    def share(self, role: Role) -> float:
        return self.fitting.get(role, 0) / self.filled if self.filled else 0.0

    @property
    def copper_share(self) -> float:
        return self.like_copper / self.filled if self.filled else 0.0


class Looker:
    """Knows the words of laboratories and, where there is one, the study."""

    def __init__(self, vocabulary: Vocabulary, known: KnownStudy | None) -> None:
        self._words = vocabulary
        self._index = None if known is None else StudyIndex(known)
        self._shape = _shape_of("" if known is None else known.code_pattern)
        enrolled = () if known is None else tuple(p.enrolled_on.year for p in known.patients)
        self._births_until = min(enrolled) - _LONG_AGO if enrolled else None

    def columns(self, body: Iterable[Row]) -> dict[int, ColumnLook]:
        """Every column that has a value in the first rows below the heading."""
        cells: dict[int, list[Cell]] = {}
        for row in _first(body):
            for cell in row.cells:
                cells.setdefault(cell.column, []).append(cell)
        return {column: self.column(column, cells[column]) for column in sorted(cells)}

    def column(self, column: int, cells: list[Cell]) -> ColumnLook:
        fitting: dict[Role, int] = {}
        for cell in cells:
            for role in self._roles(cell):
                fitting[role] = fitting.get(role, 0) + 1
        copper = 0 if _counts_up(cells) else _most_of_one_unit(cells, self._words)
        return ColumnLook(column, len(cells), fitting, copper, _examples(cells))

    def is_data(self, row: Row) -> bool:
        """The row names a patient or a tube of the study beside a number, a date or a word for
        a result; without a study, a date beside a number."""
        seen = {role for cell in row.cells for role in self._roles(cell)}
        numbers = any(cell.kind is CellKind.NUMBER or _is_number(cell) for cell in row.cells)
        if seen & {Role.PATIENT, Role.TUBE}:
            return numbers or bool(seen & {Role.COLLECTED, Role.RESULT})
        return self._index is None and Role.COLLECTED in seen and numbers

    def _roles(self, cell: Cell) -> Iterable[Role]:
        text = plain_spaces(cell.text)
        if holds_pesel(text):
            return (Role.PERSONAL,)
        moment = moment_in(cell, DateOrder.DAY_FIRST)
        if not isinstance(moment, Moment):
            moment = moment_in(cell, DateOrder.MONTH_FIRST)
        if isinstance(moment, Moment):
            return (Role.PERSONAL,) if self._is_birth(moment.day) else DATED
        return self._roles_of_text(cell, text)

    def _roles_of_text(self, cell: Cell, text: str) -> Iterable[Role]:
        found: list[Role] = []
        if self._index is not None:
            if self._index.patient(text) is not None or self._is_code(text):
                found.append(Role.PATIENT)
            if self._index.draw_of_tube(text) is not None:
                found.append(Role.TUBE)
        if clock_in(cell) is not None:
            found.append(Role.COLLECTED_TIME)
        if unit_named(text) is not None:
            found.append(Role.UNIT)
        if result_in(cell, DecimalMark.COMMA, self._words).problem not in _UNREAD:
            found.append(Role.RESULT)
        if cell.kind is CellKind.TEXT:
            found += self._roles_of_words(text)
        return found

    def _roles_of_words(self, text: str) -> Iterable[Role]:
        words = self._words
        if words.draw_named(text):
            yield Role.DRAW
        tests = (words.copper, *(known for _, known in words.other_tests))
        if any(known.within(text) for known in tests):
            yield Role.TEST
        materials = (words.serum, *(known for _, known in words.other_materials))
        if any(known.within(text) for known in materials):
            yield Role.MATERIAL
        elif looks_like_a_name(text, words):
            yield Role.PERSONAL

    def _is_code(self, text: str) -> bool:
        return self._shape is not None and self._shape.fullmatch(code_key(text)) is not None

    def _is_birth(self, day: date) -> bool:
        return self._births_until is not None and day.year <= self._births_until


def _first(body: Iterable[Row]) -> Iterable[Row]:
    for seen, row in enumerate(body):
        if seen >= LOOKED_AT:
            return
        yield row


def _shape_of(pattern: str) -> re.Pattern[str] | None:
    """Codes of the study's pattern; each # is a digit."""
    if "#" not in pattern:
        return None
    digit = "[0-9]"
    return re.compile("".join(digit if c == "#" else re.escape(c.upper()) for c in pattern))


def _is_number(cell: Cell) -> bool:
    return re.fullmatch(r"[<>]?\s*[0-9]+(?:[.,][0-9]+)?", plain_spaces(cell.text)) is not None


def _counts_up(cells: list[Cell]) -> bool:
    """Running numbers, which the first patients' results would look like."""
    numbers = [cell.number for cell in cells if cell.number is not None]
    return len(numbers) > 1 and all(later - one == 1 for one, later in pairwise(numbers))


def _most_of_one_unit(cells: list[Cell], words: Vocabulary) -> int:
    """How many are usual for serum copper in the unit that fits most of them."""
    by_unit: dict[str, int] = {}
    for cell in cells:
        value = result_in(cell, DecimalMark.COMMA, words).value
        if value is None or (value in _YEARS and value == value.to_integral_value()):
            continue
        for unit in units_fitting(value):
            by_unit[unit] = by_unit.get(unit, 0) + 1
    return max(by_unit.values(), default=0)


def _examples(cells: list[Cell]) -> tuple[str, ...]:
    texts = dict.fromkeys(" ".join(without_pesel(cell.text).split()) for cell in cells[:60])
    shown = [text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…" for text in texts]
    return tuple(text for text in shown if text)[:_EXAMPLES]
