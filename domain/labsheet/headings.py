"""Which row of a sheet is its heading, and what each heading says."""

import re
from dataclasses import dataclass

from domain.labsheet.mapping import Role
from domain.labsheet.values import bracketed, unit_named, unit_within
from domain.labsheet.vocabulary import Vocabulary, folded
from domain.labsheet.workbook import CellKind, Row, Sheet

_ROWS_LOOKED_AT = 80
_SHORTEST_WORD_WITHIN = 5
_BRACKETS = re.compile(r"[\[(][^\[\]()]*[\])]")
EXACT, BY_TEST, _WITHIN = 300, 200, 100
"""Strength of a heading that is a word for it, names a test, holds a word for it."""


@dataclass(frozen=True, slots=True)
class Heading:
    """One column's heading, and what it seems to mean."""

    column: int
    text: str
    """As written; of two rows both, with a space between."""
    role: Role = Role.UNUSED
    draw: str = ""
    strength: int = 0
    names_copper: bool = False
    unit: str = ""
    """Written in the heading; may be one that is not known."""


@dataclass(frozen=True, slots=True)
class HeadingRow:
    """A row (or two) of headings with the columns below it."""

    sheet: str
    rows: tuple[int, ...]
    headings: tuple[Heading, ...]

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(heading.role for heading in self.headings)

    @property
    def score(self) -> int:
        """Higher for more kinds of columns, named more clearly."""
        best: dict[tuple[Role, str], int] = {}
        for heading in self.headings:
            if heading.role is not Role.UNUSED:
                key = heading.role, heading.draw
                best[key] = max(best.get(key, 0), heading.strength)
        return sum(best.values())

    @property
    def can_be_read(self) -> bool:
        """It names results, and whose they are (or which draw's)."""
        whose = {Role.PATIENT, Role.TUBE, Role.DRAW}
        return Role.RESULT in self.roles and bool(whose & self.roles)


def heading_row_of(sheet: Sheet, vocabulary: Vocabulary) -> HeadingRow | None:
    """The row that looks most like headings; None if none can be read as such."""
    best: HeadingRow | None = None
    for row in sheet.rows[:_ROWS_LOOKED_AT]:
        if len(row.cells) < 2 or any(cell.kind is not CellKind.TEXT for cell in row.cells):
            continue
        found = headings_at(sheet, row, vocabulary)
        if found.can_be_read and (best is None or found.score > best.score):
            best = found
    return best


def headings_at(sheet: Sheet, row: Row, vocabulary: Vocabulary) -> HeadingRow:
    """The headings that stand in this row, with the group headings above it."""
    groups = _groups_above(sheet, row)
    own = {cell.column: cell.text.strip() for cell in row.cells}
    headings = tuple(
        _heading(column, own.get(column, ""), groups.get(column, ""), vocabulary)
        for column in sorted({*own, *groups})
    )
    rows = (row.number - 1, row.number) if groups else (row.number,)
    return HeadingRow(sheet.name, rows, headings)


def _groups_above(sheet: Sheet, row: Row) -> dict[int, str]:
    """Headings over several columns in the row above; none if that row is a title."""
    above = sheet.row(row.number - 1)
    if above is None or len(above.cells) < 2:
        return {}
    if any(cell.kind is not CellKind.TEXT for cell in above.cells):
        return {}
    merged = [merge for merge in sheet.merges if merge.first_row == above.number]
    if not merged:
        return {}
    groups = {cell.column: cell.text.strip() for cell in above.cells}
    for merge in merged:
        text = above.text_at(merge.first_column).strip()
        for column in range(merge.first_column, merge.last_column + 1):
            groups[column] = text
    return groups


def _heading(column: int, own: str, group: str, vocabulary: Vocabulary) -> Heading:
    text = " ".join(part for part in (group, own) if part)
    name = own or group
    bare = _without_unit(name)
    role, strength = _role_by_name(bare, vocabulary)
    draw = vocabulary.draw_named(bare) or (vocabulary.draw_named(group) if own else "")
    copper = names_copper(text, vocabulary)
    other = not copper and _names_other_test(text, vocabulary)
    if strength < EXACT and (draw or vocabulary.copper.within(bare) or other):
        role, strength = _role_by_test(bare, draw, vocabulary, other=other)
    elif role is Role.RESULT and other:
        role = Role.OTHER_TEST
    if role not in (Role.RESULT, Role.COLLECTED, Role.TUBE):
        draw = ""
    unit = unit_within(name) or bracketed(name) or unit_within(group)
    return Heading(column, text, role, draw, strength, copper, unit)


def names_copper(text: str, vocabulary: Vocabulary) -> bool:
    """The text names copper in serum: not free copper, not copper in urine."""
    bare = _without_unit(text)
    if not vocabulary.copper.within(bare) or vocabulary.not_plain_copper.within(bare):
        return False
    return not any(words.within(bare) for _, words in vocabulary.other_materials)


def _names_other_test(text: str, vocabulary: Vocabulary) -> bool:
    bare = _without_unit(text)
    named = any(words.within(bare) for _, words in vocabulary.other_tests)
    return named or bool(vocabulary.copper.within(bare))


def _role_by_name(bare: str, vocabulary: Vocabulary) -> tuple[Role, int]:
    best = Role.UNUSED, 0
    for role, words in vocabulary.headers:
        if words.same(bare):
            strength = EXACT + len(folded(bare))
        else:
            word = words.within(bare)
            strength = _WITHIN + len(word) if len(word) >= _SHORTEST_WORD_WITHIN else 0
        if strength > best[1]:
            best = role, strength
    return best


def _role_by_test(bare: str, draw: str, vocabulary: Vocabulary, *, other: bool) -> tuple[Role, int]:
    if other:
        return Role.OTHER_TEST, BY_TEST
    by_role = dict(vocabulary.headers)
    for role in (Role.COLLECTED, Role.TUBE):
        if draw and role in by_role and _has_word(bare, by_role[role].words):
            return role, BY_TEST
    return Role.RESULT, BY_TEST


def _has_word(text: str, words: tuple[str, ...]) -> bool:
    plain = folded(text)
    return any(re.search(rf"\b{re.escape(word)}\b", plain) for word in words)


def _without_unit(text: str) -> str:
    bare = _BRACKETS.sub(" ", text)
    return " ".join(word for word in bare.split() if unit_named(word) is None)
