"""What the values of a sheet settle once its columns are known: date order and decimal mark."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from domain.labsheet.mapping import DateOrder, Mapping, Role, UnitSource
from domain.labsheet.moments import order_shown_by
from domain.labsheet.values import decimal_mark_of
from domain.labsheet.workbook import CellKind, Row, Sheet

DATED = (Role.COLLECTED, Role.REPORTED, Role.MEASURED)


def settled_by_values(mapping: Mapping, sheet: Sheet) -> Mapping:
    """The mapping with the date order and decimal mark that its columns show."""
    body = body_of(sheet, mapping)
    return replace(
        mapping,
        date_order=order_shown_by(list(texts(mapping, body, *DATED))),
        decimal=decimal_mark_of(list(texts(mapping, body, Role.RESULT, Role.RANGE))),
    )


def with_column_said(mapping: Mapping, sheet: Sheet | None, role: Role, column: int) -> Mapping:
    """The mapping after a person has said which one column holds `role`.

    What the values of that column settle is read from them; an order of dates that was
    settled before stays.
    """
    for use in mapping.columns_of(role):
        mapping = mapping.with_role(use.column, Role.UNUSED)
    mapping = mapping.with_role(column, role)
    if role is Role.UNIT:
        mapping = replace(mapping, unit="", unit_source=UnitSource.COLUMN)
    if sheet is None:
        return mapping
    seen = settled_by_values(mapping, sheet)
    is_open = mapping.date_order in (DateOrder.NOT_NEEDED, DateOrder.UNSETTLED)
    return replace(
        mapping,
        decimal=seen.decimal,
        date_order=seen.date_order if is_open else mapping.date_order,
    )


def body_of(sheet: Sheet, mapping: Mapping) -> list[Row]:
    last = max(mapping.header_rows, default=0)
    return [row for row in sheet.rows if row.number > last]


def texts(mapping: Mapping, body: Iterable[Row], *roles: Role) -> Iterator[str]:
    """The cells of text in the columns with these roles."""
    columns = {use.column for use in mapping.columns if use.role in roles}
    for row in body:
        for cell in row.cells:
            if cell.kind is CellKind.TEXT and cell.column in columns:
                yield cell.text
