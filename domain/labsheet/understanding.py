"""A first reading of a sheet: its heading and columns, to be shown and corrected."""

import re
from collections import Counter
from collections.abc import Mapping as Looks
from dataclasses import dataclass, replace

from domain.labsheet.asking import open_questions
from domain.labsheet.column_looks import ColumnLook, Looker
from domain.labsheet.explaining import Seen, explained_as_seen, guess_of_sheet
from domain.labsheet.guesses import Field, Guess
from domain.labsheet.headings import Heading, HeadingRow, heading_row_of, headings_at
from domain.labsheet.known import KnownStudy
from domain.labsheet.mapping import (
    ColumnUse,
    Layout,
    Mapping,
    Role,
    UnitSource,
)
from domain.labsheet.pesel import holds_pesel
from domain.labsheet.questions import Asks, Question
from domain.labsheet.settling import settled_by_values
from domain.labsheet.values import plain_spaces, unit_within
from domain.labsheet.vocabulary import Vocabulary
from domain.labsheet.workbook import CellKind, Row, Sheet, Workbook

_COULD_BE_PERSONAL = frozenset(
    {Role.UNUSED, Role.PATIENT, Role.ORDER, Role.COLLECTED, Role.REPORTED, Role.MEASURED}
)
_MOST = 0.6
"""Of a column's values, before they decide what it is."""
_REPEATABLE = frozenset({Role.UNUSED, Role.PERSONAL, Role.OTHER_TEST})
_SURE = 1200
_TELLING = frozenset({Role.PATIENT.value, Role.TUBE.value, Role.RESULT.value})
_ROWS_LOOKED_AT = 80


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a sheet seems to say, and what it leaves open."""

    mapping: Mapping
    confidence: float
    """0 nothing was recognised, 1 every column that matters is named plainly."""
    needs: tuple[Question, ...] = ()
    sheets: tuple[str, ...] = ()
    """Sheets that look like results, the chosen one first."""
    guesses: tuple[Guess, ...] = ()
    """How sure each part of the mapping is, and what else the values of a column look like."""

    @property
    def is_unlike_a_sheet(self) -> bool:
        """No column could hold patients' codes, tube numbers or copper, by heading or values."""
        columns = (one for one in self.guesses if one.field is Field.COLUMN)
        return all(one.value not in _TELLING for one in columns)


def guess(
    workbook: Workbook, vocabulary: Vocabulary, known: KnownStudy | None = None
) -> Understanding:
    """Read the headings of all sheets and take the likeliest; never raises.

    With `known`, patient codes and tube numbers of the study are recognised too: columns
    whose heading says nothing are proposed by their values, and asked about.
    """
    found = _readable(workbook, vocabulary)
    if not found:
        return _with_sheet(_by_values(workbook, vocabulary, known), workbook)
    best = max(found, key=lambda row: row.score)
    alike = [row for row in found if row.score >= best.score * 0.9]
    blocks = Role.PATIENT not in best.roles and Role.TUBE not in best.roles
    chosen = alike[0] if blocks else best
    sheet = workbook.sheet(chosen.sheet)
    assert sheet is not None
    understood = guess_from(sheet, chosen, vocabulary, known)
    needs = understood.needs
    others = tuple(row.sheet for row in alike if row.sheet != chosen.sheet)
    if others and not blocks:
        needs = (Question(Asks.SHEET, (chosen.sheet, *others)), *needs)
    understood = replace(understood, needs=needs, sheets=(chosen.sheet, *others))
    return _with_sheet(understood, workbook, () if blocks else others)


def guess_with_heading(
    workbook: Workbook,
    sheet_name: str,
    row_number: int,
    vocabulary: Vocabulary,
    known: KnownStudy | None = None,
) -> Understanding:
    """The same when a person has said which row of which sheet is the heading."""
    sheet = workbook.sheet(sheet_name) or workbook.sheets[0]
    row = sheet.row(row_number) or Row(row_number, ())
    understood = guess_from(sheet, headings_at(sheet, row, vocabulary), vocabulary, known)
    return _with_sheet(understood, workbook)


def _with_sheet(
    understood: Understanding, workbook: Workbook, alike: tuple[str, ...] = ()
) -> Understanding:
    sheet = guess_of_sheet(understood.mapping, workbook, alike)
    return replace(understood, guesses=(sheet, *understood.guesses))


def _readable(workbook: Workbook, vocabulary: Vocabulary) -> list[HeadingRow]:
    for hidden in (False, True):
        sheets = [sheet for sheet in workbook.sheets if sheet.hidden is hidden]
        found = [row for sheet in sheets if (row := heading_row_of(sheet, vocabulary))]
        if found:
            return found
    return []


def guess_from(
    sheet: Sheet, row: HeadingRow, vocabulary: Vocabulary, known: KnownStudy | None = None
) -> Understanding:
    """Decide layout, units, dates and decimals from one heading row and what is below it."""
    last = max(row.rows, default=0)
    body = [below for below in sheet.rows if below.number > last]
    looks = Looker(vocabulary, known).columns(body)
    headings = _one_column_a_role(_with_values_seen(row.headings, body, looks))
    layout = _layout(headings)
    unit, source = _unit(sheet, row, headings, vocabulary)
    columns = tuple(
        ColumnUse(heading.column, heading.role, heading.text, heading.draw) for heading in headings
    )
    mapping = Mapping(
        sheet=sheet.name,
        header_rows=row.rows,
        layout=layout,
        columns=columns,
        unit=unit,
        unit_source=source,
    )
    mapping = settled_by_values(mapping, sheet)
    strength = min(row.score / _SURE, 1.0) if row.can_be_read else 0.0
    seen = Seen({heading.column: heading for heading in row.headings}, looks, tuple(body))
    needs = open_questions(mapping, seen)
    return Understanding(mapping, strength, needs, (sheet.name,), explained_as_seen(mapping, seen))


def _with_values_seen(
    headings: tuple[Heading, ...], body: list[Row], looks: Looks[int, ColumnLook]
) -> tuple[Heading, ...]:
    """Columns of PESEL numbers, names or birth dates are personal, whatever their heading."""
    pesels = Counter(
        cell.column
        for row in body
        for cell in row.cells
        if len(cell.text) >= 11 and holds_pesel(cell.text)
    )
    filled = {column: sum(row.at(column) is not None for row in body) for column in pesels}
    personal = {column for column, count in pesels.items() if count * 2 > filled[column]}
    named = {heading.column: heading for heading in headings}
    for column, look in looks.items():
        role = named[column].role if column in named else Role.UNUSED
        if role in _COULD_BE_PERSONAL and look.share(Role.PERSONAL) >= _MOST:
            personal.add(column)
    for heading in headings:
        if heading.role is Role.PATIENT:
            texts = (plain_spaces(row.text_at(heading.column)) for row in body)
            personal |= {heading.column} if _are_names([text for text in texts if text]) else set()
    named |= {column: Heading(column, "") for column in personal if column not in named}
    return tuple(
        replace(named[column], role=Role.PERSONAL, draw="") if column in personal else named[column]
        for column in sorted(named)
    )


def _are_names(texts: list[str]) -> bool:
    names = sum(not re.search(r"\d", text) and len(text) > 2 for text in texts)
    return bool(texts) and names * 3 > len(texts) * 2


def _one_column_a_role(headings: tuple[Heading, ...]) -> tuple[Heading, ...]:
    """Of several columns with one role the plainest keeps it; copper wins among results."""
    best: dict[tuple[Role, str], Heading] = {}
    wide = len({heading.draw for heading in headings if heading.role is Role.RESULT}) > 1
    for heading in headings:
        if heading.role in _REPEATABLE or (wide and not heading.draw and _is_result(heading)):
            continue
        key = heading.role, heading.draw if wide else ""
        now = best.get(key)
        if now is None or _rank(heading) > _rank(now):
            best[key] = heading
    kept = set(best.values())
    return tuple(
        heading
        if heading in kept or heading.role in _REPEATABLE
        else replace(heading, role=Role.UNUSED, draw="")
        for heading in headings
    )


def _is_result(heading: Heading) -> bool:
    return heading.role is Role.RESULT


def _rank(heading: Heading) -> tuple[bool, int]:
    return heading.role is Role.RESULT and heading.names_copper, heading.strength


def _layout(headings: tuple[Heading, ...]) -> Layout:
    draws = {heading.draw for heading in headings if heading.role is Role.RESULT}
    if len(draws - {""}) > 1:
        return Layout.WIDE
    roles = {heading.role for heading in headings}
    if Role.PATIENT not in roles and Role.TUBE not in roles and Role.DRAW in roles:
        return Layout.BLOCKS
    return Layout.LONG


def _unit(
    sheet: Sheet, row: HeadingRow, headings: tuple[Heading, ...], vocabulary: Vocabulary
) -> tuple[str, UnitSource]:
    if any(heading.role is Role.UNIT for heading in headings):
        return "", UnitSource.COLUMN
    units = [heading.unit for heading in headings if heading.role is Role.RESULT]
    if units and all(units):
        return units[0], UnitSource.HEADER
    for above in sheet.rows:
        if not row.rows or above.number >= row.rows[0]:
            break
        for cell in above.cells:
            unit = unit_within(cell.text) if cell.kind is CellKind.TEXT else ""
            if unit:
                return unit, UnitSource.TITLE
    return "", UnitSource.NOWHERE


def _by_values(
    workbook: Workbook, vocabulary: Vocabulary, known: KnownStudy | None
) -> Understanding:
    """The sheet whose rows look like results, with the row above them as heading if it is one."""
    shown = [sheet for sheet in workbook.sheets if not sheet.hidden and sheet.rows]
    for sheet in shown:
        row = _above_values(sheet, vocabulary, Looker(vocabulary, known))
        if row is not None:
            return replace(guess_from(sheet, row, vocabulary, known), confidence=0.0)
    sheet = max(shown or workbook.sheets, key=lambda one: sum(len(row.cells) for row in one.rows))
    row = next((row for row in sheet.rows if len(row.cells) > 1), None)
    row = row or Row(sheet.rows[0].number if sheet.rows else 1, ())
    understood = guess_from(sheet, headings_at(sheet, row, vocabulary), vocabulary, known)
    return replace(understood, confidence=0.0)


def _above_values(sheet: Sheet, vocabulary: Vocabulary, looker: Looker) -> HeadingRow | None:
    """The heading over the first row that holds values; one without rows if there is none."""
    above: Row | None = None
    for row in sheet.rows[:_ROWS_LOOKED_AT]:
        if len(row.cells) > 1 and looker.is_data(row):
            break
        above = row
    else:
        return None
    if above is not None and _could_be_headings(above, row):
        return headings_at(sheet, above, vocabulary)
    return HeadingRow(sheet.name, (), tuple(Heading(cell.column, "") for cell in row.cells))


def _could_be_headings(above: Row, first: Row) -> bool:
    texts = all(cell.kind is CellKind.TEXT for cell in above.cells)
    return texts and len(above.cells) >= 2 and len(above.cells) * 2 >= len(first.cells)
