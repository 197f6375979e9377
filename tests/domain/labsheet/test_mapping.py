"""A remembered mapping on the next sheet of a laboratory, and corrections by hand."""

from dataclasses import replace
from pathlib import Path

import pytest

from domain.labsheet.fitting import Misfit, fit
from domain.labsheet.limits import Limits
from domain.labsheet.mapping import Layout, Mapping, MappingInvalid, Role, UnitSource
from domain.labsheet.opening import open_workbook
from domain.labsheet.plan import plan_import
from domain.labsheet.questions import Asks
from domain.labsheet.understanding import guess, guess_with_heading
from domain.labsheet.workbook import Cell, CellKind, Container, Row, Sheet, Workbook
from tests.domain.labsheet.sheets import FOLDER, known_study, vocabulary

SHEET = open_workbook(FOLDER / "a1_lista_surowica.xlsx", Limits())
MAPPING = guess(SHEET, vocabulary()).mapping


def renamed(old: str, new: str) -> Workbook:
    """The sheet with one heading written differently."""
    [sheet] = SHEET.sheets
    rows = tuple(
        replace(
            row,
            cells=tuple(
                replace(cell, text=new) if cell.text == old else cell for cell in row.cells
            ),
        )
        for row in sheet.rows
    )
    return replace(SHEET, sheets=(replace(sheet, rows=rows),))


def table(*rows: tuple[str, ...]) -> Workbook:
    lines = tuple(
        Row(number, tuple(Cell(at, CellKind.TEXT, text) for at, text in enumerate(row, 1) if text))
        for number, row in enumerate(rows, start=1)
    )
    return Workbook("s.csv", "", Container.TEXT, (Sheet("", lines),))


def test_a_mapping_fits_the_sheet_it_was_made_from():
    assert fit(MAPPING, SHEET, vocabulary()).differences == ()


def test_a_missing_heading_is_named_and_forbids_reading():
    found = fit(MAPPING, renamed("Wynik", "Rezultat"), vocabulary())

    assert not found.is_usable
    assert [(one.misfit, one.name) for one in found.differences] == [
        (Misfit.HEADING_MISSING, "Wynik"),
        (Misfit.HEADING_NEW, "Rezultat"),
    ]


def test_headings_that_moved_down_and_sideways_are_followed():
    [sheet] = SHEET.sheets
    moved_rows = tuple(
        Row(row.number + 2, tuple(replace(cell, column=cell.column + 1) for cell in row.cells))
        for row in sheet.rows
    )
    moved = replace(SHEET, sheets=(replace(sheet, rows=moved_rows, merges=()),))
    found = fit(MAPPING, moved, vocabulary())

    assert found.is_usable
    assert found.mapping.header_rows == (7,)
    assert found.mapping.column_of(Role.RESULT) == 7


def test_a_correction_gives_a_new_mapping_and_leaves_the_old_one():
    corrected = MAPPING.with_role(10, Role.UNUSED).with_unit("µmol/L")

    assert corrected.column_of(Role.COMMENT) is None
    assert MAPPING.column_of(Role.COMMENT) == 10
    assert corrected.unit_source is UnitSource.CHOSEN


@pytest.mark.parametrize("key", ["header_rows", "columns", "layout"])
def test_a_mapping_from_a_file_names_the_key_that_is_wrong(key: str):
    with pytest.raises(MappingInvalid) as invalid:
        Mapping.from_dict(MAPPING.as_dict() | {key: 7})

    assert invalid.value.key == key


def test_a_patient_column_of_names_is_personal_and_the_code_column_is_taken():
    book = table(
        ("Pacjent", "Kod badania klin.", "Pobrano", "Miedź [µg/dl]"),
        ("Testowy Jan", "KET-001", "2026-03-03", "95,0"),
        ("Próbna Ewa", "KET-002", "2026-03-03", "96,0"),
    )
    mapping = guess(book, vocabulary()).mapping

    assert mapping.role_of(1) is Role.PERSONAL
    assert mapping.column_of(Role.PATIENT) == 2


def test_a_column_of_pesel_numbers_is_personal_under_any_heading():
    book = table(
        ("Kod", "Id", "Pobrano", "Wynik [µg/dl]"),
        ("KET-001", "75701780445", "2026-03-03", "95,0"),
        ("KET-002", "83701541728", "2026-03-03", "96,0"),
    )

    assert guess(book, vocabulary()).mapping.role_of(2) is Role.PERSONAL


def test_two_copper_columns_are_asked_about():
    book = table(
        ("Kod pacjenta", "Pobrano", "Cu [µg/dL]", "Cu [µmol/L]"),
        ("KET-001", "2026-03-03", "95,0", "14,9"),
    )
    [question] = guess(book, vocabulary()).needs

    assert question.asks.value == "result_column"
    assert question.choices == ("C", "D")


def test_a_sheet_without_known_headings_is_shown_with_nothing_recognised():
    understood = guess(table(("alpha", "beta"), ("1", "2")), vocabulary())

    assert understood.confidence == 0
    assert {question.asks.value for question in understood.needs} == {
        "patient_column",
        "result_column",
    }


def test_the_heading_row_can_be_said_by_a_person():
    understood = guess_with_heading(SHEET, "Wyniki", 5, vocabulary())

    assert understood.mapping == MAPPING


def test_a_text_without_a_patient_or_tube_column_asks_for_it(tmp_path: Path):
    prose = tmp_path / "notes.txt"
    prose.write_text(
        "Notes on the study, written for everyone who reads copper results here.\n"
        "Copper was drawn before, during, and after.\nNothing, in fact, is a table.\n",
        encoding="utf-8",
    )

    understood = guess(open_workbook(prose, Limits()), vocabulary())

    assert Asks.PATIENT_COLUMN in {question.asks for question in understood.needs}


def test_a_draw_named_in_a_heading_of_a_long_sheet_hides_neither_days_nor_results():
    book = table(
        ("Kod pacjenta", "Data pobrania – wlew 3", "Wynik Cu3 [µg/dL]"),
        ("KET-007", "31.01.2026", "98"),
        ("KET-016", "25.02.2026", "101"),
    )
    mapping = guess(book, vocabulary(), known_study()).mapping
    plan = plan_import(book, mapping, known_study(), vocabulary())

    assert mapping.layout is Layout.LONG
    assert {use.draw for use in mapping.columns} == {"", "inf3"}
    assert [(row.patient, row.draw) for row in plan.to_store] == [
        ("KET-007", "inf1"),
        ("KET-016", "baseline"),
    ]
