"""How sure each part of a reading is, from the headings and the values of the sheet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from domain.labsheet.column_looks import ColumnLook, Looker
from domain.labsheet.guesses import Because, Field, Guess
from domain.labsheet.headings import BY_TEST, EXACT, Heading, headings_at
from domain.labsheet.known import KnownStudy
from domain.labsheet.mapping import (
    ColumnUse,
    DateOrder,
    DecimalMark,
    Layout,
    Role,
    UnitSource,
)
from domain.labsheet.mapping import Mapping as LabMapping
from domain.labsheet.moments import slashed_in
from domain.labsheet.settling import DATED, body_of, texts
from domain.labsheet.vocabulary import Vocabulary
from domain.labsheet.workbook import Row, Sheet, Workbook

_MUST_FIT = frozenset({Role.RESULT, Role.UNIT, Role.COLLECTED_TIME}) | set(DATED)
"""Values that do not look so speak against the heading; codes and tubes may be unknown."""
_PROPOSED = (Role.PATIENT, Role.TUBE, Role.UNIT, Role.COLLECTED, Role.PERSONAL, Role.RESULT)
_ENOUGH = 0.6
"""Of a column's values, before what they look like is proposed."""
_VALUES_ALONE = 0.6


@dataclass(frozen=True, slots=True)
class Seen:
    """A sheet's headings and what stands below them."""

    headings: Mapping[int, Heading]
    looks: Mapping[int, ColumnLook]
    body: tuple[Row, ...]


def explained(
    mapping: LabMapping,
    workbook: Workbook,
    vocabulary: Vocabulary,
    known: KnownStudy | None = None,
    alike: tuple[str, ...] = (),
) -> tuple[Guess, ...]:
    """A guess for the sheet, its heading, layout, dates, decimals and unit, and one for each
    column that holds something, or could; whoever made the mapping.

    `alike` are other sheets that look as much like results.
    """
    sheet = workbook.sheet(mapping.sheet)
    if sheet is None:
        return ()
    seen = seen_on(sheet, mapping, vocabulary, known)
    return (guess_of_sheet(mapping, workbook, alike), *explained_as_seen(mapping, seen))


def explained_as_seen(mapping: LabMapping, seen: Seen) -> tuple[Guess, ...]:
    """The same without the choice of the sheet."""
    return (
        _of_heading(mapping, seen),
        _of_layout(mapping),
        *_of_columns(mapping, seen),
        _of_dates(mapping, seen),
        _of_decimals(mapping, seen),
        _of_unit(mapping, seen),
    )


def seen_on(
    sheet: Sheet, mapping: LabMapping, vocabulary: Vocabulary, known: KnownStudy | None
) -> Seen:
    """The sheet as a mapping divides it in headings and rows."""
    last, body = max(mapping.header_rows, default=0), body_of(sheet, mapping)
    row = sheet.row(last) if last else None
    headings = headings_at(sheet, row, vocabulary).headings if row is not None else ()
    looks = Looker(vocabulary, known).columns(body)
    return Seen({one.column: one for one in headings}, looks, tuple(body))


def proposed_role(look: ColumnLook, taken: frozenset[Role] = frozenset()) -> Role | None:
    """What most of a column's values look like; None if nothing that is not `taken`."""
    for role in _PROPOSED:
        if role in taken:
            continue
        share = look.copper_share if role is Role.RESULT else look.share(role)
        if share >= _ENOUGH:
            return role
    return None


def guess_of_sheet(mapping: LabMapping, workbook: Workbook, alike: tuple[str, ...]) -> Guess:
    if len(workbook.sheets) == 1:
        return Guess(Field.SHEET, mapping.sheet, 1.0, Because.ONLY_ONE)
    if alike:
        return Guess(Field.SHEET, mapping.sheet, 0.5, Because.OTHERS_ALIKE, examples=alike)
    return Guess(Field.SHEET, mapping.sheet, 0.9, Because.MOST_LIKELY)


def _of_heading(mapping: LabMapping, seen: Seen) -> Guess:
    rows = ", ".join(map(str, mapping.header_rows))
    named = [one for one in seen.headings.values() if one.role is not Role.UNUSED]
    plain = sum(one.strength >= EXACT for one in named)
    texts = tuple(one.text for one in seen.headings.values() if one.text)[:4]
    if not mapping.header_rows:
        return Guess(Field.HEADING, "", 0.5, Because.VALUES_FIT)
    if not named:
        return Guess(Field.HEADING, rows, 0.3, Because.NOTHING_SHOWS_IT, examples=texts)
    confidence = min(1.0, 0.6 + 0.1 * len(named) + 0.1 * plain)
    because = Because.HEADING_SAYS if plain else Because.HEADING_LIKE
    return Guess(Field.HEADING, rows, confidence, because, examples=texts)


def _of_layout(mapping: LabMapping) -> Guess:
    results = mapping.columns_of(Role.RESULT)
    fits = {
        Layout.WIDE: len({use.draw for use in results} - {""}) > 1,
        Layout.BLOCKS: mapping.column_of(Role.DRAW) is not None and len(results) == 1,
        Layout.LONG: len(results) == 1,
    }[mapping.layout]
    because = Because.HEADING_SAYS if fits else Because.NOTHING_SHOWS_IT
    return Guess(Field.LAYOUT, mapping.layout.value, 0.95 if fits else 0.3, because)


def _of_columns(mapping: LabMapping, seen: Seen) -> Iterator[Guess]:
    uses = {use.column: use for use in mapping.columns}
    taken = frozenset(use.role for use in mapping.columns) - {Role.PERSONAL}
    for column in sorted({*uses, *seen.looks}):
        use = uses.get(column, ColumnUse(column, Role.UNUSED))
        look = seen.looks.get(column, ColumnLook(column, 0, {}, 0, ()))
        if use.role is Role.UNUSED:
            role = proposed_role(look, taken)
            if role is not None:
                yield _proposal(role, look)
        else:
            yield _of_column(use, seen.headings.get(column), look)


def _proposal(role: Role, look: ColumnLook) -> Guess:
    share = look.copper_share if role is Role.RESULT else look.share(role)
    return Guess(
        Field.COLUMN,
        role.value,
        round(_VALUES_ALONE * share, 2),
        Because.VALUES_FIT,
        look.column,
        fitting=round(share * look.filled),
        looked_at=look.filled,
        examples=() if role is Role.PERSONAL else look.examples,
        is_taken=False,
    )


def _of_column(use: ColumnUse, heading: Heading | None, look: ColumnLook) -> Guess:
    says = 0.0
    if heading is not None and heading.role is use.role:
        says = 0.95 if heading.strength >= EXACT else 0.9 if heading.strength >= BY_TEST else 0.7
    share = look.share(use.role)
    confidence, because = _weighed(use.role, says, share, is_empty=not look.filled)
    return Guess(
        Field.COLUMN,
        use.role.value,
        round(confidence, 2),
        because,
        use.column,
        use.draw,
        fitting=look.fitting.get(use.role, 0),
        looked_at=look.filled,
        examples=() if use.role is Role.PERSONAL else look.examples,
    )


def _weighed(role: Role, says: float, share: float, *, is_empty: bool) -> tuple[float, Because]:
    """Heading and values together: either alone is less than both."""
    if says and not is_empty and role in _MUST_FIT and share < 0.5:
        return says * (0.3 + share), Because.VALUES_DIFFER
    if says and share >= 0.5:
        return 1 - (1 - says) * (1 - 0.8 * share), Because.HEADING_AND_VALUES
    if says:
        return says, Because.HEADING_SAYS if says > 0.7 else Because.HEADING_LIKE
    if share >= 0.5:
        return _VALUES_ALONE * share, Because.VALUES_FIT
    return 0.0, Because.NOTHING_SHOWS_IT


def _of_dates(mapping: LabMapping, seen: Seen) -> Guess:
    written, value = texts(mapping, seen.body, *DATED), mapping.date_order.value
    match mapping.date_order:
        case DateOrder.UNSETTLED:
            slashed = tuple(slashed_in(list(written))[:2])
            return Guess(Field.DATES, value, 0.0, Because.NOTHING_SHOWS_IT, examples=slashed)
        case DateOrder.NOT_NEEDED:
            first = tuple(islice(written, 2))
            return Guess(Field.DATES, value, 1.0, Because.NOT_NEEDED, examples=first)
        case DateOrder.DAY_FIRST | DateOrder.MONTH_FIRST:
            shown = tuple(slashed_in(list(written), order=mapping.date_order)[:2])
            if shown:
                return Guess(Field.DATES, value, 0.95, Because.VALUES_FIT, examples=shown)
            return Guess(Field.DATES, value, 1.0, Because.CHOSEN)


def _of_decimals(mapping: LabMapping, seen: Seen) -> Guess:
    written, value = texts(mapping, seen.body, Role.RESULT), mapping.decimal.value
    mark = {DecimalMark.COMMA: ",", DecimalMark.POINT: "."}.get(mapping.decimal)
    if mark is None:
        first = tuple(islice(written, 2))
        return Guess(Field.DECIMAL, value, 1.0, Because.NOT_NEEDED, examples=first)
    shown = tuple(islice((text for text in written if mark in text), 2))
    if shown:
        return Guess(Field.DECIMAL, value, 0.95, Because.VALUES_FIT, examples=shown)
    return Guess(Field.DECIMAL, value, 0.3, Because.NOTHING_SHOWS_IT)


def _of_unit(mapping: LabMapping, seen: Seen) -> Guess:
    if mapping.unit_source is UnitSource.COLUMN:
        columns = mapping.columns_of(Role.UNIT)
        look = seen.looks.get(columns[0].column) if columns else None
        share = 0.0 if look is None else look.share(Role.UNIT)
        examples = () if look is None else look.examples
        because = Because.HEADING_AND_VALUES if share >= 0.5 else Because.VALUES_DIFFER
        confidence = round(0.4 + 0.6 * share, 2)
        return Guess(Field.UNIT, "", confidence, because, examples=examples)
    confidence, because = {
        UnitSource.HEADER: (0.95, Because.HEADING_SAYS),
        UnitSource.TITLE: (0.8, Because.IN_TITLE),
        UnitSource.CHOSEN: (1.0, Because.CHOSEN),
        UnitSource.NOWHERE: (0.0, Because.NOTHING_SHOWS_IT),
    }[mapping.unit_source]
    return Guess(Field.UNIT, mapping.unit, confidence, because)
