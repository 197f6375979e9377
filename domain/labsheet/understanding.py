"""A first reading of a sheet: its heading and columns, to be shown and corrected."""

import re
from collections import Counter
from dataclasses import dataclass, replace

from domain.labsheet.headings import Heading, HeadingRow, heading_row_of, headings_at
from domain.labsheet.mapping import (
    ColumnUse,
    DateOrder,
    DecimalMark,
    Layout,
    Mapping,
    Role,
    UnitSource,
)
from domain.labsheet.moments import order_shown_by
from domain.labsheet.pesel import holds_pesel
from domain.labsheet.questions import Asks, Question
from domain.labsheet.values import decimal_mark_of, plain_spaces, unit_within
from domain.labsheet.vocabulary import Vocabulary
from domain.labsheet.workbook import CellKind, Row, Sheet, Workbook

_REPEATABLE = frozenset({Role.UNUSED, Role.PERSONAL, Role.OTHER_TEST})
_SURE = 1200


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a sheet seems to say, and what it leaves open."""

    mapping: Mapping
    confidence: float
    """0 nothing was recognised, 1 every column that matters is named plainly."""
    needs: tuple[Question, ...] = ()
    sheets: tuple[str, ...] = ()
    """Sheets that look like results, the chosen one first."""


def guess(workbook: Workbook, vocabulary: Vocabulary) -> Understanding:
    """Read the headings of all sheets and take the likeliest; never raises."""
    found = _readable(workbook, vocabulary)
    if not found:
        return _nothing_recognised(workbook, vocabulary)
    best = max(found, key=lambda row: row.score)
    alike = [row for row in found if row.score >= best.score * 0.9]
    blocks = Role.PATIENT not in best.roles and Role.TUBE not in best.roles
    chosen = alike[0] if blocks else best
    sheet = workbook.sheet(chosen.sheet)
    assert sheet is not None
    understood = guess_from(sheet, chosen, vocabulary)
    needs = understood.needs
    others = tuple(row.sheet for row in alike if row.sheet != chosen.sheet)
    if others and not blocks:
        needs = (Question(Asks.SHEET, (chosen.sheet, *others)), *needs)
    return replace(understood, needs=needs, sheets=(chosen.sheet, *others))


def guess_with_heading(
    workbook: Workbook, sheet_name: str, row_number: int, vocabulary: Vocabulary
) -> Understanding:
    """The same when a person has said which row of which sheet is the heading."""
    sheet = workbook.sheet(sheet_name) or workbook.sheets[0]
    row = sheet.row(row_number) or Row(row_number, ())
    return guess_from(sheet, headings_at(sheet, row, vocabulary), vocabulary)


def _readable(workbook: Workbook, vocabulary: Vocabulary) -> list[HeadingRow]:
    for hidden in (False, True):
        sheets = [sheet for sheet in workbook.sheets if sheet.hidden is hidden]
        found = [row for sheet in sheets if (row := heading_row_of(sheet, vocabulary))]
        if found:
            return found
    return []


def guess_from(sheet: Sheet, row: HeadingRow, vocabulary: Vocabulary) -> Understanding:
    """Decide layout, units, dates and decimals from one heading row and what is below it."""
    body = [below for below in sheet.rows if below.number > row.rows[-1]]
    headings = _one_column_a_role(_with_values_seen(row.headings, body))
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
        date_order=order_shown_by(
            _texts(body, headings, Role.COLLECTED, Role.REPORTED, Role.MEASURED)
        ),
        decimal=decimal_mark_of(_texts(body, headings, Role.RESULT, Role.RANGE)),
        unit=unit,
        unit_source=source,
    )
    strength = min(row.score / _SURE, 1.0) if row.can_be_read else 0.0
    return Understanding(mapping, strength, _open_questions(mapping, row), (sheet.name,))


def _open_questions(mapping: Mapping, row: HeadingRow) -> tuple[Question, ...]:
    asked: list[Question] = []
    roles = {use.role for use in mapping.columns}
    if mapping.layout is Layout.LONG and not roles & {Role.PATIENT, Role.TUBE}:
        asked.append(Question(Asks.PATIENT_COLUMN, ()))
    results = [
        heading for heading in row.headings if heading.role is Role.RESULT and heading.names_copper
    ]
    if mapping.layout is not Layout.WIDE and len(results) > 1:
        letters = tuple(ColumnUse(heading.column, heading.role).letters for heading in results)
        asked.append(Question(Asks.RESULT_COLUMN, letters))
    if mapping.date_order is DateOrder.UNSETTLED:
        asked.append(
            Question(Asks.DATE_ORDER, (DateOrder.DAY_FIRST.value, DateOrder.MONTH_FIRST.value))
        )
    return tuple(asked)


def _with_values_seen(headings: tuple[Heading, ...], body: list[Row]) -> tuple[Heading, ...]:
    """Columns of PESEL numbers or of names are personal, whatever their heading."""
    filled, pesels = Counter[int](), Counter[int]()
    for row in body:
        for cell in row.cells:
            filled[cell.column] += 1
            if len(cell.text) >= 11 and holds_pesel(cell.text):
                pesels[cell.column] += 1
    seen: list[Heading] = []
    for heading in headings:
        personal = pesels[heading.column] * 2 > filled[heading.column]
        if heading.role is Role.PATIENT:
            texts = (plain_spaces(row.text_at(heading.column)) for row in body)
            personal = personal or _are_names([text for text in texts if text])
        seen.append(replace(heading, role=Role.PERSONAL) if personal else heading)
    return tuple(seen)


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
        if above.number >= row.rows[0]:
            break
        for cell in above.cells:
            unit = unit_within(cell.text) if cell.kind is CellKind.TEXT else ""
            if unit:
                return unit, UnitSource.TITLE
    return "", UnitSource.NOWHERE


def _texts(body: list[Row], headings: tuple[Heading, ...], *roles: Role) -> list[str]:
    columns = [heading.column for heading in headings if heading.role in roles]
    cells = [cell for row in body for column in columns if (cell := row.at(column))]
    return [cell.text for cell in cells if cell.kind is CellKind.TEXT]


def _nothing_recognised(workbook: Workbook, vocabulary: Vocabulary) -> Understanding:
    shown = [sheet for sheet in workbook.sheets if not sheet.hidden and sheet.rows]
    sheet = max(shown or workbook.sheets, key=lambda one: sum(len(row.cells) for row in one.rows))
    row = next((row for row in sheet.rows if len(row.cells) > 1), None)
    needs = (Question(Asks.PATIENT_COLUMN, ()), Question(Asks.RESULT_COLUMN, ()))
    if row is None:
        number = sheet.rows[0].number if sheet.rows else 1
        empty = Mapping(sheet.name, (number,), Layout.LONG, (), decimal=DecimalMark.NOT_NEEDED)
        return Understanding(empty, 0.0, needs, (sheet.name,))
    understood = guess_from(sheet, headings_at(sheet, row, vocabulary), vocabulary)
    return replace(understood, confidence=0.0, needs=needs)
