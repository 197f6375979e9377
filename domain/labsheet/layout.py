"""Which cell means what: from a workbook and its mapping to readings without personal columns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from domain.labsheet.columns import Columns
from domain.labsheet.mapping import ColumnUse, Layout, Mapping, Role
from domain.labsheet.pesel import holds_pesel
from domain.labsheet.privacy import Personal
from domain.labsheet.rows import Ignored, IgnoredRow
from domain.labsheet.values import plain_spaces
from domain.labsheet.vocabulary import Vocabulary
from domain.labsheet.workbook import Cell, CellKind, Row, Sheet, Workbook


@dataclass(frozen=True, slots=True)
class Reading:
    """One result as it stands on the sheet, with all the sheet says about it."""

    cell: str
    sheet: str
    row: int
    result: Cell | None
    patient: str = ""
    tab: str = ""
    """The sheet's name, where a sheet is a patient."""
    tube: str = ""
    draw: str = ""
    """The code of the draw the sheet names."""
    draw_as_written: str = ""
    collected: Cell | None = None
    collected_time: Cell | None = None
    reported: Cell | None = None
    test: str | None = None
    """None if the sheet has no column of tests."""
    material: str = ""
    sample_type: str = ""
    unit: str = ""
    flag: str = ""
    comment: str = ""
    hidden: bool = False
    in_file: tuple[tuple[str, str], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Extraction:
    """All readings of a file, and the rows that are none."""

    file: str
    """Its name, without PESEL or names."""
    sha256: str
    readings: tuple[Reading, ...]
    ignored: tuple[IgnoredRow, ...]
    sheet: str = ""
    """The name of the sheet as it may be kept."""


def extract(workbook: Workbook, mapping: Mapping, vocabulary: Vocabulary) -> Extraction:
    """Every result of the sheet; the cells of personal columns go no further than here."""
    readings: list[Reading] = []
    ignored: list[IgnoredRow] = []
    source = _Source(workbook, mapping, vocabulary)
    sheet = workbook.sheet(mapping.sheet)
    if mapping.layout is Layout.BLOCKS:
        found = _from_blocks(source, mapping, vocabulary)
    elif sheet is None:
        found = iter(())
    else:
        found = _from_table(source, sheet, mapping, vocabulary)
    for one in found:
        (readings if isinstance(one, Reading) else ignored).append(one)  # pyright: ignore[reportArgumentType] - each list gets its own kind
    file = source.personal.without(workbook.file)
    name = source.safe_names.get(mapping.sheet, mapping.sheet)
    return Extraction(file, workbook.sha256, tuple(readings), tuple(ignored), name)


class _Source:
    """A workbook with what of it must not be kept."""

    def __init__(self, workbook: Workbook, mapping: Mapping, vocabulary: Vocabulary) -> None:
        self.workbook = workbook
        self.personal = Personal(workbook, mapping, vocabulary)
        self.safe_names = {
            sheet.name: self.personal.safe_name(sheet.name, place)
            for place, sheet in enumerate(workbook.sheets, start=1)
        }

    def address(self, sheet: Sheet, row: Row, column: int) -> str:
        return self.workbook.address(self.safe_names[sheet.name], row.number, column)


def _only_result(mapping: Mapping) -> ColumnUse | None:
    """The results of a sheet that is not wide: a draw in their heading is not that of every row."""
    results = mapping.columns_of(Role.RESULT)
    return replace(results[0], draw="") if results else None


def _from_table(
    source: _Source, sheet: Sheet, mapping: Mapping, vocabulary: Vocabulary
) -> Iterator[Reading | IgnoredRow]:
    last_heading = max(mapping.header_rows, default=0)
    columns, wide = Columns(mapping), mapping.columns_of(Role.RESULT)
    result = _only_result(mapping)
    for row in sheet.rows:
        if row.number <= last_heading:
            continue
        kind = _why_ignored(row, columns, vocabulary)
        if kind is not None:
            yield IgnoredRow(sheet.name, row.number, kind)
        elif mapping.layout is Layout.WIDE:
            yield from _wide_readings(source, sheet, row, columns, wide)
        elif result is not None:
            yield _reading(source, sheet, row, columns, result)


def _wide_readings(
    source: _Source, sheet: Sheet, row: Row, columns: Columns, results: tuple[ColumnUse, ...]
) -> Iterator[Reading | IgnoredRow]:
    filled = [use for use in results if row.at(use.column)]
    for use in filled:
        yield _reading(source, sheet, row, columns, use)
    if not filled:
        yield IgnoredRow(sheet.name, row.number, Ignored.NO_VALUE)


def _from_blocks(
    source: _Source, mapping: Mapping, vocabulary: Vocabulary
) -> Iterator[Reading | IgnoredRow]:
    """A heading row like the mapped one opens a block; its patient stands above it."""
    columns = Columns(mapping)
    use = _only_result(mapping)
    for sheet in source.workbook.sheets:
        above: list[Row] = []
        patient = ""
        in_block = False
        for row in sheet.rows:
            if columns.are_headings(row):
                patient = _patient_above(above, vocabulary) or patient
                above, in_block = [], True
            elif not in_block:
                above.append(row)
            elif _labelled_patient(row, vocabulary):
                above, in_block = [row], False
            else:
                kind = _why_ignored(row, columns, vocabulary)
                if kind is None and use is not None and row.at(use.column) is not None:
                    yield _reading(
                        source, sheet, row, columns, use, patient=patient, tab=sheet.name
                    )
                else:
                    yield IgnoredRow(sheet.name, row.number, kind or Ignored.NO_VALUE)


def _reading(
    source: _Source,
    sheet: Sheet,
    row: Row,
    columns: Columns,
    use: ColumnUse,
    *,
    patient: str = "",
    tab: str = "",
) -> Reading:
    tube = columns.cell(row, Role.TUBE, use.draw)
    comment = columns.text(row, Role.COMMENT)
    return Reading(
        cell=source.address(sheet, row, use.column),
        sheet=sheet.name,
        row=row.number,
        result=row.at(use.column),
        patient=columns.text(row, Role.PATIENT) or patient,
        tab=tab,
        tube="" if tube is None or holds_pesel(tube.text) else plain_spaces(tube.text),
        draw=use.draw,
        draw_as_written=columns.text(row, Role.DRAW),
        collected=columns.cell(row, Role.COLLECTED, use.draw),
        collected_time=columns.cell(row, Role.COLLECTED_TIME, use.draw),
        reported=columns.cell(row, Role.REPORTED, use.draw),
        test=columns.text(row, Role.TEST) if columns.has(Role.TEST) else None,
        material=columns.text(row, Role.MATERIAL),
        sample_type=columns.text(row, Role.SAMPLE_TYPE),
        unit=columns.unit(row, use),
        flag=columns.text(row, Role.FLAG),
        comment=comment and source.personal.without(comment),
        hidden=row.hidden or sheet.hidden or use.column in sheet.hidden_columns,
        in_file=columns.in_file(row),
    )


def _why_ignored(row: Row, columns: Columns, vocabulary: Vocabulary) -> Ignored | None:
    """Summaries, sign-offs, repeated headings and notes are no data rows."""
    if columns.are_headings(row):
        return Ignored.REPEATED_HEADER
    first = next((cell.text for cell in row.cells if cell.kind is CellKind.TEXT), "")
    named = {first, *[row.text_at(column) for column in columns.naming]}
    if any(vocabulary.summaries.same(text) for text in named if text):
        return Ignored.SUMMARY
    if len(row.cells) <= 2 and vocabulary.sign_offs.within(first):
        return Ignored.SIGN_OFF
    if columns.data.isdisjoint([cell.column for cell in row.cells]):
        return Ignored.NOTE
    if len(row.cells) == 1 and re.search(r"\s", plain_spaces(row.cells[0].text)):
        return Ignored.NOTE
    return None


def _labelled_patient(row: Row, vocabulary: Vocabulary) -> str:
    """The code in a row like `Kod pacjenta: | KET-002` or `Kod pacjenta: KET-002`."""
    for index, cell in enumerate(row.cells):
        label, colon, rest = cell.text.partition(":")
        if not vocabulary.patient_labels.same(label):
            continue
        if rest.strip():
            return plain_spaces(rest)
        if colon or index == 0:
            following = row.cells[index + 1 : index + 2]
            return plain_spaces(following[0].text) if following else ""
    return ""


def _patient_above(rows: list[Row], vocabulary: Vocabulary) -> str:
    found = (_labelled_patient(row, vocabulary) for row in reversed(rows))
    return next((code for code in found if code), "")
