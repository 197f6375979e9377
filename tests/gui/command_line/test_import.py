"""`copperdesk import`: the check, the decisions, and the import."""

import json
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from domain.labsheet.decisions import Decision, DecisionKind
from domain.labsheet.reading import Cancel
from domain.labsheet.saved_preview import saved
from domain.study import Study
from gui.demo import DEMO_NOW
from gui.labimport.sheet_check import open_check
from tests.gui.command_line.conftest import DATA, TODAY, Ask

SHEETS = DATA / "labsheets"
SHEET = SHEETS / "a1_lista_surowica.xlsx"
TRUTH = json.loads((SHEETS / "a1_lista_surowica.truth.json").read_text(encoding="utf-8"))
DEMO_SHEET = "Cu_2026-03-23.xlsx"


def written(path: Path, document: object) -> Path:
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def test_a_check_answers_with_a_status_for_every_row(ask: Ask, study: Path):
    document = ask("import", study, SHEET, "--check", "--json", "--now", TODAY).document

    assert document["file"] == SHEET.name
    assert document["refused"] is None
    assert document["reading"]["header_rows"] == TRUTH["read"]["header_rows"]
    assert document["counts"] == TRUTH["counts"]
    statuses = {record["source_cell"]: record["status"] for record in TRUTH["records"]}
    assert {row["cell"]: row["status"] for row in document["rows"]} == statuses


def test_a_check_gives_reasons_in_words(ask: Ask, study: Path):
    rows = ask("import", study, SHEET, "--check", "--json", "--now", TODAY).document["rows"]

    stranger = next(row for row in rows if row["status"] == "no_match")
    assert stranger["reason"].endswith(".")
    assert stranger["source_patient"] == "KET-O17"


def test_a_check_writes_nothing(ask: Ask, study: Path):
    before = study.read_bytes()

    assert ask("import", study, SHEET, "--check", "--now", TODAY).code == 0

    assert study.read_bytes() == before


def test_a_sheet_that_cannot_be_read_is_refused_in_one_sentence(ask: Ask, study: Path):
    answer = ask("import", study, SHEETS / "a8_cut_off.xlsx", "--check", "--json")

    assert answer.code == 1
    assert answer.document["refused"] == answer.err.strip()
    assert answer.document["rows"] == []


def test_undecided_rows_block_the_import(ask: Ask, demo: Path, made_demo: Path):
    before = demo.read_bytes()

    answer = ask("import", demo, made_demo.with_name(DEMO_SHEET))

    assert answer.code == 1
    assert "2 rows need a decision before you can import." in answer.err
    assert ask("import", demo, made_demo.with_name(DEMO_SHEET), "--json").document["refused"]
    assert demo.read_bytes() == before


def test_decisions_from_a_file_let_the_import_through(
    ask: Ask, demo: Path, made_demo: Path, tmp_path: Path
):
    sheet = made_demo.with_name(DEMO_SHEET)
    rows = ask("import", demo, sheet, "--check", "--json").document["rows"]
    undecided = [row["cell"] for row in rows if row["needs_decision"]]
    decide = written(tmp_path / "d.json", [{"kind": "skip", "cells": undecided}])

    answer = ask("import", demo, sheet, "--decide", decide)

    assert answer.code == 0
    assert ask("verify", demo, "--json").document["clean"] is True


def test_a_saved_preview_answers_the_decisions_for_its_own_file_alone(
    ask: Ask, demo: Path, made_demo: Path, tmp_path: Path
):
    sheet = made_demo.with_name(DEMO_SHEET)
    study = Study.open(demo, by="A. Nowak", now=DEMO_NOW)
    known = study.known_for_import(today=DEMO_NOW.date())
    check = open_check(sheet, known, study.lab_mappings(), Cancel())
    study.close()
    skip = Decision(DecisionKind.SKIP, tuple(row.cell for row in check.plan.blocking))
    preview = tmp_path / "preview.json"
    preview.write_text(saved(check.decided(skip).plan).as_text(), encoding="utf-8")

    other = ask("import", demo, SHEET, "--check", "--decide", preview)
    answer = ask("import", demo, sheet, "--decide", preview, "--json")

    assert other.code == 1
    assert "belong to another file" in other.err
    assert (answer.code, answer.document["imported"]) == (0, 11)


def test_importing_a_sheet_again_finds_nothing_new_and_changes_nothing(
    ask: Ask, demo: Path, made_demo: Path, tmp_path: Path
):
    sheet = made_demo.with_name(DEMO_SHEET)
    rows = ask("import", demo, sheet, "--check", "--json").document["rows"]
    skip = [{"kind": "skip", "cells": [row["cell"] for row in rows if row["needs_decision"]]}]
    decide = written(tmp_path / "d.json", skip)

    first = ask("import", demo, sheet, "--decide", decide, "--json").document
    before = demo.read_bytes()
    again = ask("import", demo, sheet, "--decide", decide, "--json")

    assert (first["counts"]["new"], first["imported"]) == (10, 11)
    assert (again.code, again.document["imported"]) == (0, 0)
    assert "new" not in again.document["counts"]
    assert demo.read_bytes() == before


def test_importing_into_a_real_study_with_a_set_clock_is_refused(
    ask: Ask, study: Path, tmp_path: Path
):
    before = study.read_bytes()

    answer = ask("import", study, SHEET, "--now", TODAY)

    assert answer.code == 1
    assert "Leave out --now" in answer.err
    assert study.read_bytes() == before


@pytest.mark.parametrize(
    "document",
    [
        {"colums": {}},
        {"sheet": "Nowhere"},
        {"columns": {"result": "6"}},
        {"layout": "round"},
        {"header_rows": []},
        [],
    ],
)
def test_a_mapping_that_cannot_be_used_is_refused(
    ask: Ask, study: Path, tmp_path: Path, document: object
):
    mapping = written(tmp_path / "m.json", document)

    answer = ask("import", study, SHEET, "--check", "--mapping", mapping)

    assert answer.code == 1
    assert answer.err.startswith("The mapping cannot be used")


def test_a_mapping_corrects_a_column(ask: Ask, study: Path, tmp_path: Path):
    mapping = written(tmp_path / "m.json", {"columns": {"result": "F", "tube": "C"}})

    document = ask(
        "import", study, SHEET, "--check", "--json", "--now", TODAY, "--mapping", mapping
    ).document

    assert document["counts"] == TRUTH["counts"]


def test_dates_of_unsettled_order_are_asked_for_and_answered_in_the_mapping(
    ask: Ask, study: Path, tmp_path: Path
):
    sheet = tmp_path / "us.csv"
    sheet.write_text(
        "Patient,Collection date,Copper (ug/dL)\nKET-001,01/02/2026,101\nKET-003,02/03/2026,99\n",
        encoding="utf-8",
    )
    asked = ask("import", study, sheet, "--check", "--json", "--now", TODAY).document
    mapping = written(tmp_path / "m.json", {"date_order": "day_first"})
    answered = ask(
        "import", study, sheet, "--check", "--json", "--now", TODAY, "--mapping", mapping
    ).document

    assert asked["needs"] == [{"question": "date_order", "choices": ["day_first", "month_first"]}]
    assert "needs" not in answered
    assert [row["collected_at"] for row in answered["rows"]] == ["2026-02-01", "2026-03-02"]


@pytest.mark.parametrize(
    "document",
    [
        {},
        [{"kind": "perhaps", "cells": []}],
        [{"kind": "skip", "cells": ["Wyniki!Z99"]}],
        [{"kind": "skip", "cells": []}],
        ["skip"],
    ],
)
def test_decisions_that_cannot_be_used_are_refused(
    ask: Ask, study: Path, tmp_path: Path, document: object
):
    decide = written(tmp_path / "d.json", document)

    answer = ask("import", study, SHEET, "--check", "--now", TODAY, "--decide", decide)

    assert answer.code == 1
    assert answer.err.startswith("The decisions cannot be used")


def test_a_file_that_is_no_json_is_refused(ask: Ask, study: Path, tmp_path: Path):
    (tmp_path / "m.json").write_text("date_order: day_first", encoding="utf-8")

    answer = ask("import", study, SHEET, "--check", "--mapping", tmp_path / "m.json")

    assert answer.code == 1
    assert "is not JSON" in answer.err


def test_names_and_pesel_numbers_of_a_sheet_never_reach_the_answer(ask: Ask, study: Path):
    truth = json.loads((SHEETS / "a5_szpital_pesel.truth.json").read_text(encoding="utf-8"))
    must_not = truth["file_expectation"]["must_not_store"]["strings"]

    sheet = SHEETS / "a5_szpital_pesel.xlsx"
    answer = ask("import", study, sheet, "--check", "--json", "--now", TODAY)

    assert must_not
    assert [value for value in must_not if value in answer.out] == []


def renamed(sheet: Path, to: Path, old: str, new: str) -> Path:
    """A copy of the workbook with one heading renamed."""
    book = load_workbook(sheet)
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value == old]
    assert len(cells) == 1
    cells[0].value = new
    book.save(to)
    return to


def test_a_sheet_unlike_the_one_remembered_is_named_and_not_imported(
    ask: Ask, demo: Path, made_demo: Path, tmp_path: Path
):
    sheet = renamed(
        made_demo.with_name(DEMO_SHEET), tmp_path / "Cu.xlsx", "Data pobrania", "Pobrano dnia"
    )
    before = demo.read_bytes()

    answer = ask("import", demo, sheet, "--json")

    assert answer.code == 1
    assert answer.err.startswith("The columns are not as remembered for Lab A (ICP-MS): ")
    assert "“Data pobrania” is missing" in answer.err
    assert answer.document["refused"] == answer.err.strip()
    assert demo.read_bytes() == before


def test_two_sheets_of_results_are_asked_about_and_answered_in_the_mapping(
    ask: Ask, study: Path, tmp_path: Path
):
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, patient in (("January", "KET-001"), ("February", "KET-003")):
        page = book.create_sheet(name)
        page.append(["Patient", "Collection date", "Test", "Copper (ug/dL)"])
        page.append([patient, "2026-01-16", "Cu", "101"])
        page.append([patient, "2026-01-20", "Cu", "99"])
    book.save(tmp_path / "both.xlsx")
    check = ("import", study, tmp_path / "both.xlsx", "--check", "--json", "--now", TODAY)

    asked = ask(*check).document
    mapping = written(tmp_path / "m.json", {"sheet": "February"})
    answered = ask(*check, "--mapping", mapping).document

    assert asked["needs"] == [{"question": "sheet", "choices": ["January", "February"]}]
    assert "needs" not in answered
    assert {row["source_patient"] for row in answered["rows"]} == {"KET-003"}
