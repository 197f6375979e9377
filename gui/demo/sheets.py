"""The demo's lab sheets: those imported in the story, and the one that waits beside the study."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from domain.labsheet.known import KnownStudy
from domain.labsheet.mapping import (
    ColumnUse,
    DecimalMark,
    Layout,
    Mapping,
    Role,
    UnitSource,
)
from domain.labsheet.plan import ImportPlan
from domain.labsheet.rows import PlannedRow, Reason, ResultToStore, RowStatus, Why
from domain.results import Result, Source
from domain.storage.study_file import StudyRefused, WhyNot
from domain.units import Unit
from domain.visits import Draw
from gui.demo.recipe import EarlierSheet, Recipe


@dataclass(frozen=True, slots=True)
class Answer:
    """One value a laboratory reports."""

    draw: Draw
    value: Decimal


def earlier_plan(
    recipe: Recipe, sheet: EarlierSheet, answers: Sequence[Answer], known: KnownStudy
) -> ImportPlan:
    """A decided plan with one new row for each of `answers`, in the order of collection."""
    ordered = sorted(answers, key=lambda answer: (answer.draw.done_at, answer.draw.key))
    # There is no such file: the hash stands for its made-up content.
    lines = [sheet.file, *(f"{a.draw.key} {a.value}" for a in ordered)]
    sha256 = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    rows = tuple(
        _row(recipe, sheet, answer, number, sha256)
        for number, answer in enumerate(ordered, start=recipe.header_row + 1)
    )
    return ImportPlan(sheet.file, sha256, _mapping(recipe), rows, known=known)


def _row(
    recipe: Recipe, sheet: EarlierSheet, answer: Answer, number: int, sha256: str
) -> PlannedRow:
    cell = f"{recipe.sheet_name}!C{number}"
    draw = answer.draw
    result = Result(
        verbatim=str(answer.value).replace(".", ","),
        value=answer.value,
        unit=Unit.UG_DL,
        reported_on=sheet.received.date(),
        lab=recipe.lab,
        source=Source(sheet.file, sha256, cell),
    )
    return PlannedRow(
        cell,
        recipe.sheet_name,
        number,
        RowStatus.NEW,
        Why(Reason.BY_COLLECTION_DATE),
        patient=draw.patient,
        draw=draw.key.code,
        collected_on=draw.done_on,
        to_store=ResultToStore(cell, draw.patient, draw.key.code, result),
    )


def _mapping(recipe: Recipe) -> Mapping:
    patient, collected, copper = recipe.headings
    return Mapping(
        sheet=recipe.sheet_name,
        header_rows=(recipe.header_row,),
        layout=Layout.LONG,
        columns=(
            ColumnUse(1, Role.PATIENT, patient),
            ColumnUse(2, Role.COLLECTED, collected),
            ColumnUse(3, Role.RESULT, copper),
        ),
        decimal=DecimalMark.COMMA,
        unit_source=UnitSource.HEADER,
        unit="µg/dL",
        lab=recipe.lab,
    )


def write_waiting_sheet(recipe: Recipe, folder: Path) -> Path:
    """Write the sheet of the morning into `folder`; returns where it is."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    page = book.active
    assert page is not None, "a new workbook has a sheet"
    page.title = recipe.sheet_name
    for number, title in enumerate(recipe.waiting_sheet.titles, start=1):
        page.cell(number, 1, title)
    bold = Font(bold=True)
    for column, heading in enumerate(recipe.headings, start=1):
        page.cell(recipe.header_row, column, heading).font = bold
        page.column_dimensions["ABC"[column - 1]].width = 18
    for number, texts in enumerate(recipe.waiting_sheet.rows, start=recipe.header_row + 1):
        for column, text in enumerate(texts, start=1):
            page.cell(number, column, text)
    path = folder / recipe.waiting_sheet.file
    try:
        book.save(path)
    except PermissionError as error:
        raise StudyRefused(WhyNot.NO_PERMISSION, path) from error
    return path
