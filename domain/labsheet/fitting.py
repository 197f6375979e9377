"""A remembered mapping held against another sheet: a missing heading is named, never guessed."""

from dataclasses import dataclass, replace
from enum import StrEnum

from domain.labsheet.headings import Heading, HeadingRow, headings_at
from domain.labsheet.mapping import ColumnUse, Mapping, Role
from domain.labsheet.understanding import guess_from
from domain.labsheet.vocabulary import Vocabulary, folded
from domain.labsheet.workbook import Sheet, Workbook

_ROWS_LOOKED_AT = 80


class Misfit(StrEnum):
    """How a sheet differs from the one that the mapping was made for."""

    SHEET_MISSING = "sheet_missing"
    HEADING_MISSING = "heading_missing"
    """A heading of the mapping is nowhere in the row that has most of them."""
    HEADING_TWICE = "heading_twice"
    NO_HEADINGS = "no_headings"
    """The mapping was made for a sheet without headings, so that no sheet can be checked."""
    HEADING_NEW = "heading_new"
    """A heading the mapping does not know; it stays unread."""


@dataclass(frozen=True, slots=True)
class Difference:
    misfit: Misfit
    name: str
    """The sheet or heading, as written."""
    role: Role = Role.UNUSED

    @property
    def forbids_reading(self) -> bool:
        return self.misfit is not Misfit.HEADING_NEW


@dataclass(frozen=True, slots=True)
class Fit:
    """The mapping moved to where the headings stand now, and every difference found."""

    mapping: Mapping
    differences: tuple[Difference, ...] = ()

    @property
    def is_usable(self) -> bool:
        return not any(difference.forbids_reading for difference in self.differences)


def fit(mapping: Mapping, workbook: Workbook, vocabulary: Vocabulary) -> Fit:
    """Find the mapping's headings on this workbook; columns and heading rows may have moved.

    Layout, roles, units and laboratory stay as remembered; date order and decimal mark are
    read from the new sheet where it settles them.
    """
    if not any(_is_read(use) for use in mapping.columns):
        return Fit(mapping, (Difference(Misfit.NO_HEADINGS, mapping.sheet),))
    sheet = _sheet(mapping, workbook)
    if sheet is None:
        return Fit(mapping, (Difference(Misfit.SHEET_MISSING, mapping.sheet),))
    here = _heading_row(mapping, sheet, vocabulary)
    if here is None:
        read = [use for use in mapping.columns if _is_read(use)]
        missing = (Difference(Misfit.HEADING_MISSING, use.header, use.role) for use in read)
        return Fit(mapping, tuple(missing))
    seen = guess_from(sheet, here, vocabulary).mapping
    personal = {use.column: use for use in seen.columns_of(Role.PERSONAL)}
    columns, differences = _moved(mapping, here.headings, frozenset(personal))
    unnamed = [personal[column] for column in sorted(personal) if not personal[column].header]
    columns = tuple(sorted((*columns, *unnamed), key=lambda use: use.column))
    moved = replace(
        mapping,
        sheet=sheet.name,
        header_rows=here.rows,
        columns=columns,
        decimal=seen.decimal,
        date_order=mapping.date_order if _is_settled(mapping) else seen.date_order,
    )
    return Fit(moved, differences)


def _is_settled(mapping: Mapping) -> bool:
    return mapping.date_order.value in ("day_first", "month_first")


def _sheet(mapping: Mapping, workbook: Workbook) -> Sheet | None:
    named = workbook.sheet(mapping.sheet)
    if named is not None:
        return named
    shown = [sheet for sheet in workbook.sheets if sheet.rows and not sheet.hidden]
    return shown[0] if len(shown) == 1 else None


def _is_read(use: ColumnUse) -> bool:
    return bool(use.header) and use.role not in (Role.UNUSED, Role.OTHER_TEST)


def _heading_row(mapping: Mapping, sheet: Sheet, vocabulary: Vocabulary) -> HeadingRow | None:
    wanted = {folded(use.header) for use in mapping.columns if _is_read(use)}
    best: HeadingRow | None = None
    most = 0
    for row in sheet.rows[:_ROWS_LOOKED_AT]:
        here = headings_at(sheet, row, vocabulary)
        found = len(wanted & {folded(heading.text) for heading in here.headings})
        if found > most:
            best, most = here, found
    return best if most * 2 >= len(wanted) else None


def _moved(
    mapping: Mapping, headings: tuple[Heading, ...], personal: frozenset[int]
) -> tuple[tuple[ColumnUse, ...], tuple[Difference, ...]]:
    columns: list[ColumnUse] = []
    differences: list[Difference] = []
    known = {folded(use.header): use for use in mapping.columns if use.header}
    for name, use in known.items():
        places = [heading.column for heading in headings if folded(heading.text) == name]
        if places:
            column = use.column if use.column in places else places[0]
            columns.append(replace(use, column=column))
        if len(places) > 1 and _is_read(use) and _stands_once(mapping, name):
            differences.append(Difference(Misfit.HEADING_TWICE, use.header, use.role))
        elif not places and _is_read(use):
            differences.append(Difference(Misfit.HEADING_MISSING, use.header, use.role))
    for heading in headings:
        if heading.text and folded(heading.text) not in known:
            if heading.column in personal:  # by its values: its heading was not remembered
                columns.append(ColumnUse(heading.column, Role.PERSONAL, heading.text))
                continue
            columns.append(_unknown(heading))
            differences.append(Difference(Misfit.HEADING_NEW, heading.text))
    return tuple(sorted(columns, key=lambda use: use.column)), tuple(differences)


def _stands_once(mapping: Mapping, name: str) -> bool:
    return sum(folded(use.header) == name for use in mapping.columns) == 1


def _unknown(heading: Heading) -> ColumnUse:
    """A new column stays unread; one that looks personal is not shown either."""
    role = Role.PERSONAL if heading.role is Role.PERSONAL else Role.UNUSED
    return ColumnUse(heading.column, role, heading.text)
