"""The study as a workbook: what Excel would find in its cells."""

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from domain.export.table import Table, Variable
from domain.export.workbook import exchange_sheets, write_workbook
from tests.builders import NOW, draw, import_results, infusion, study_with


@pytest.fixture
def sheets(tmp_path: Path) -> dict[str, Worksheet]:
    study = study_with("KET-001")
    study.collect_draw(draw("baseline"), on=NOW.date(), at=NOW, now=NOW)
    study.give_infusion(infusion(1), on=NOW.date(), at=NOW, now=NOW, dose_mg=36.5)
    import_results(study, "KET-001;02.03.2026 09:05;104,5", folder=tmp_path)
    study.add_note("KET-001", text='=HYPERLINK("x")', now=NOW)
    path = tmp_path / "study.xlsx"
    write_workbook(exchange_sheets(study), path)
    book = openpyxl.load_workbook(path)
    return {sheet.title: sheet for sheet in book}


def column(sheet: Worksheet, name: str) -> list[object]:
    heading = [cell.value for cell in sheet[1]]
    return [cell.value for cell in list(sheet.columns)[heading.index(name)][1:]]


def test_every_exchange_table_is_a_sheet_with_a_frozen_header(sheets: dict[str, Worksheet]):
    assert list(sheets) == [
        "patients", "comorbidities", "infusions", "draws", "results", "ratings", "rating_items",
        "queries", "deviations", "notes", "screening",
    ]  # fmt: skip
    assert {sheet.freeze_panes for sheet in sheets.values()} == {"A2"}


def test_dates_moments_and_numbers_are_no_text(sheets: dict[str, Worksheet]):
    given = sheets["infusions"]

    assert column(given, "planned_on")[0] == datetime(2026, 3, 2)
    assert column(given, "given_at")[0] == datetime(2026, 3, 2, 9, 5)
    assert column(given, "dose_mg")[0] == 36.5


def test_a_result_stands_there_as_reported_and_in_both_units(sheets: dict[str, Worksheet]):
    results = sheets["results"]

    assert column(results, "verbatim") == ["104,5"]
    assert column(results, "value_ug_dl") == [104.5]
    # 104.5 µg/dL × 10 / 63.546 (IUPAC)
    assert column(results, "value_umol_l") == [pytest.approx(16.4448, abs=1e-4)]


def test_text_that_begins_like_a_formula_stays_text(sheets: dict[str, Worksheet]):
    (cell,) = (one for one in sheets["notes"][2] if one.value == '=HYPERLINK("x")')

    assert cell.data_type == "s"


def test_a_letter_that_xml_cannot_hold_does_not_stop_the_workbook(tmp_path: Path):
    table = Table("odd", (Variable("text"),), ({"text": "bell \x07"},))

    write_workbook([table], tmp_path / "odd.xlsx")

    book = openpyxl.load_workbook(tmp_path / "odd.xlsx")
    assert book["odd"]["A2"].value == "bell \N{REPLACEMENT CHARACTER}"


def test_a_workbook_is_never_written_over_a_file(tmp_path: Path):
    taken = tmp_path / "study.xlsx"
    taken.write_text("mine", encoding="utf-8")

    with pytest.raises(FileExistsError):
        write_workbook([], taken)
