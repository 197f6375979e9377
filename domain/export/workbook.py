"""Tables as one `.xlsx` workbook: real dates and numbers, a frozen header, no formulas."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from domain.exchange.write_tables import rows_of
from domain.export.table import Row, Table, Value, Variable, as_text

if TYPE_CHECKING:
    from domain.study import Study

_DATE, _MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
_NARROWEST, _WIDEST = 8, 48
_LONGEST_NAME = 31
"""Characters of a sheet's name that Excel takes."""


def exchange_sheets(study: "Study") -> tuple[Table, ...]:
    """The exchange tables, a sheet each; results also in µg/dL and µmol/L."""
    found: list[Table] = []
    for columns, rows in rows_of(study):
        names = (*columns.required, *columns.optional)
        told = tuple(cast("Row", row) for row in rows)
        if columns.file == "results.csv":
            names, told = _with_both_units(study, names, told)
        name = columns.file.removesuffix(".csv")
        found.append(Table(name, tuple(map(Variable, names)), told))
    return tuple(found)


def write_workbook(tables: Iterable[Table], path: Path) -> None:
    """Write each of `tables` as a sheet into the new file `path`; moments are local time.

    Raises OSError.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for table in tables:
        _write_sheet(book.create_sheet(table.name[:_LONGEST_NAME]), table)
    with path.open("xb") as file:
        book.save(file)


def _with_both_units(
    study: "Study", names: tuple[str, ...], rows: tuple[Row, ...]
) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    results = (
        stored.result
        for course in study.courses().values()
        for draw in course.draws
        for stored in study.results(course.patient, draw.key.code)
    )
    at = names.index("unit") + 1
    wider = (*names[:at], "value_ug_dl", "value_umol_l", *names[at:])
    return wider, tuple(
        {**row, "value_ug_dl": result.ug_dl, "value_umol_l": result.umol_l}
        for row, result in zip(rows, results, strict=True)
    )


def _write_sheet(sheet: Any, table: Table) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    names = [variable.name for variable in table.variables]
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(names))}{len(table.rows) + 1}"
    for number, name in enumerate(names, start=1):
        longest = max((len(as_text(row.get(name))) for row in table.rows), default=0)
        width = min(max(longest, len(name) + 2, _NARROWEST), _WIDEST)
        sheet.column_dimensions[get_column_letter(number)].width = width + 2
    heading = [_cell(sheet, name) for name in names]
    for cell in heading:
        cell.font = Font(bold=True)
    sheet.append(heading)
    for row in table.rows:
        sheet.append([_cell(sheet, row.get(name)) for name in names])


def _cell(sheet: Any, value: Value) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    match value:
        case str():
            text = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", value)
            cell = WriteOnlyCell(sheet, text)
            cell.data_type = "s"  # what begins with = stays the text it is
        case bool():
            cell = WriteOnlyCell(sheet, int(value))
        case datetime():
            cell = WriteOnlyCell(sheet, value.replace(tzinfo=None, microsecond=0))
            cell.number_format = _MOMENT
        case date():
            cell = WriteOnlyCell(sheet)
            cell.value = cast("Any", value)  # the stubs forget dates
            cell.number_format = _DATE
        case Decimal():
            cell = WriteOnlyCell(sheet, float(value))
        case _:
            cell = WriteOnlyCell(sheet, value)
    return cell
