"""The demo's lab sheets: those imported in the story, and the one that waits beside the study."""

import errno
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from domain.labsheet.known import KnownStudy
from domain.labsheet.plan import ImportPlan, plan_import
from domain.labsheet.understanding import guess
from domain.labsheet.vocabulary import Vocabulary
from domain.labsheet.workbook import Cell, CellKind, Container, Row, Sheet, Workbook
from domain.storage.study_file import StudyRefused, WhyNot
from domain.visits import Draw
from gui.demo.recipe import EarlierSheet, Recipe

Texts = Sequence[str]


@dataclass(frozen=True, slots=True)
class Answer:
    """One value a laboratory reports, in µg/dL."""

    draw: Draw
    value: Decimal


def earlier_plan(
    recipe: Recipe,
    sheet: EarlierSheet,
    answers: Sequence[Answer],
    known: KnownStudy,
    vocabulary: Vocabulary,
) -> ImportPlan:
    """The plan of a sheet that reports `answers`, in the order of their collection."""
    ordered = sorted(answers, key=lambda answer: (answer.draw.done_at, answer.draw.key))
    lines = _lines(recipe, [(*_place(answer.draw), _comma(answer.value)) for answer in ordered])
    # There is no such file: the hash stands for its made-up content.
    content = "\n".join([sheet.file, *("\t".join(texts) for texts in lines.values())])
    workbook = Workbook(
        sheet.file,
        hashlib.sha256(content.encode()).hexdigest(),
        Container.XLSX,
        (Sheet(recipe.sheet_name, tuple(_row(number, lines[number]) for number in lines)),),
    )
    mapping = replace(guess(workbook, vocabulary).mapping, lab=recipe.lab)
    return plan_import(workbook, mapping, known, vocabulary)


def write_waiting_sheet(recipe: Recipe, folder: Path) -> Path:
    """Write the sheet of the morning into `folder`; returns where it is.

    Raises `StudyRefused` if it cannot be written, as when it is open in Excel.
    """
    from openpyxl import Workbook as Book
    from openpyxl.styles import Font

    book = Book()
    page = book.active
    assert page is not None, "a new workbook has a sheet"
    page.title = recipe.sheet_name
    for number, texts in _lines(recipe, recipe.waiting_sheet.rows).items():
        for column, text in enumerate(texts, start=1):
            page.cell(number, column, text).font = Font(bold=number == recipe.header_row)
    for column in "ABC":
        page.column_dimensions[column].width = 18
    path = folder / recipe.waiting_sheet.file
    try:
        book.save(path)
    except OSError as error:
        full = error.errno == errno.ENOSPC
        raise StudyRefused(WhyNot.NO_SPACE if full else WhyNot.NO_PERMISSION, path) from error
    return path


def _lines(recipe: Recipe, rows: Sequence[Texts]) -> dict[int, Texts]:
    """The texts of each filled row of a sheet, by row number."""
    lines: dict[int, Texts] = {
        number: (title,) for number, title in enumerate(recipe.waiting_sheet.titles, start=1)
    }
    lines[recipe.header_row] = recipe.headings
    return lines | dict(enumerate(rows, start=recipe.header_row + 1))


def _row(number: int, texts: Texts) -> Row:
    cells = (Cell(column, CellKind.TEXT, text) for column, text in enumerate(texts, start=1))
    return Row(number, tuple(cells))


def _place(draw: Draw) -> tuple[str, str]:
    assert draw.done_at is not None, "the story gives every draw its time"
    return draw.patient, f"{draw.done_at:%d.%m.%Y %H:%M}"


def _comma(value: Decimal) -> str:
    return str(value).replace(".", ",")
