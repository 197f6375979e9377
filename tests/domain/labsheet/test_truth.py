"""The sheets of the fixtures come out as their truth files say."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from domain.labsheet.as_json import plan_as_json
from domain.labsheet.limits import Limits
from domain.labsheet.mapping import DateOrder, Layout
from domain.labsheet.opening import open_workbook
from domain.labsheet.plan import plan_import
from domain.labsheet.rows import PlannedRow
from domain.labsheet.understanding import guess
from domain.labsheet.values import unit_named
from domain.labsheet.workbook import Refusal, SheetRefused
from tests.domain.labsheet.sheets import FOLDER, known_study, plan_of, truth_of, vocabulary

SHEETS = [
    "a1_lista_surowica.xlsx",
    "a2_wyniki_win1250.csv",
    "a3_wide_umol.xlsx",
    "a4_icpms_batch.xlsx",
    "a5_szpital_pesel.xlsx",
    "a6_karta_pacjenta.xlsx",
    "a7_formulas_hidden.xlsx",
    "b1_stary_arkusz.xls",
    "b2_utf16.csv",
    "b3_dwa_wiersze.xlsx",
    "b4_strict.xlsx",
    "b5_tabs.xlsx",
    "b6_american.csv",
]
NOT_COMPARED = ("not_copper", "control", "no_match")


def as_read(plan_row: dict[str, Any], record: dict[str, Any]) -> dict[str, object]:
    """What the plan says of a record, in the truth file's terms."""
    optional = set(record.get("flags_optional") or ())
    flags = set(plan_row["flags"])
    if record["status"] in NOT_COMPARED:
        flags &= {"hidden_row"}
    value = plan_row["value"]
    return {
        "flags": flags - optional,
        "verbatim": plan_row["verbatim"],
        "patient_as_written": plan_row["source_patient"],
        **{key: plan_row[key] for key in ("patient", "draw", "collected_at", "operator", "unit")},
        "value": None if value is None else Decimal(str(value)),
        **{key: six_digits(plan_row[key]) for key in ("value_ug_dl", "value_umol_l")},
    }


def as_told(record: dict[str, Any]) -> dict[str, object]:
    expected = record["expected"]
    flags = set(record["flags"])
    if record["status"] in NOT_COMPARED:
        flags &= {"hidden_row"}
    value = expected["value"]
    return {
        "flags": flags - set(record.get("flags_optional") or ()),
        "verbatim": record["verbatim"],
        "patient_as_written": record["patient_as_written"],
        **{key: expected[key] for key in ("patient", "draw", "collected_at", "operator", "unit")},
        "value": None if value is None else Decimal(value),
        **{key: expected[key] for key in ("value_ug_dl", "value_umol_l")},
    }


def six_digits(number: object) -> float | None:
    return None if number is None else float(f"{number:.6g}")


@pytest.mark.parametrize("name", SHEETS)
def test_every_record_is_as_the_truth_file_says(name: str):
    rows = {str(row["cell"]): row for row in plan_as_json(plan_of(name))["rows"]}
    records = {record["source_cell"]: record for record in truth_of(name)["records"]}

    assert rows.keys() == records.keys()
    for cell, record in records.items():
        accepted = {record["status"], *record.get("also_accept", ())}
        assert rows[cell]["status"] in accepted, cell
        assert as_read(rows[cell], record) == as_told(record), cell


@pytest.mark.parametrize("name", SHEETS)
def test_cell_types_tubes_and_suggestions_are_as_the_truth_file_says(name: str):
    plan = plan_of(name)
    for record in truth_of(name)["records"]:
        row = plan.row(record["source_cell"])
        assert row is not None
        assert row.cell_type == record["cell_type"], row.cell
        assert [one.patient for one in row.suggestions] == record.get("suggest", _any(row))
        if truth_of(name)["read"]["accession_is"] == "specimen_id":
            assert row.tube == record["accession"], row.cell


def _any(row: PlannedRow) -> list[str]:
    return [one.patient for one in row.suggestions]


@pytest.mark.parametrize("name", SHEETS)
def test_counts_and_ignored_rows_are_as_the_truth_file_says(name: str):
    plan, truth = plan_of(name), truth_of(name)

    assert {status.value: count for status, count in plan.counts.items()} == truth["counts"]
    in_rows = [
        (row["where"].rpartition(" ")[2])
        for row in truth["ignored_rows"]
        if row["kind"] != "helper_sheet"
    ]
    assert [str(row.row) for row in plan.ignored] == in_rows


DECIMALS = {"comma": "comma", "point": "point", "numbers": "not_needed"}
DATES = {"dmy text": "not_needed", "iso text": "not_needed", "real dates": "not_needed"}


@pytest.mark.parametrize("name", SHEETS)
def test_container_encoding_dates_decimals_and_unit_are_as_the_truth_file_says(name: str):
    workbook = open_workbook(FOLDER / name, Limits())
    mapping, read = guess(workbook, vocabulary(), known_study()).mapping, truth_of(name)["read"]

    assert workbook.container.value == read["container"]
    for key, found in (("encoding", workbook.encoding), ("delimiter", workbook.delimiter)):
        assert read.get(key, found) == found
    if mapping.layout is not Layout.BLOCKS:
        assert mapping.sheet == (read.get("sheet") or mapping.sheet)
    assert mapping.unit_source.value == read.get("unit_source", mapping.unit_source.value)
    if read.get("unit"):
        assert unit_named(mapping.unit) == read["unit"]
    decimal, order = read.get("decimal"), read.get("date_order")
    assert mapping.decimal.value == DECIMALS.get(decimal, mapping.decimal.value)
    assert mapping.date_order.value == DATES.get(order, mapping.date_order.value)


@pytest.mark.parametrize("name", SHEETS)
def test_layout_heading_and_columns_are_understood(name: str):
    understood = guess(open_workbook(FOLDER / name, Limits()), vocabulary())
    read = truth_of(name)["read"]
    mapping = understood.mapping

    assert understood.needs == ()
    assert understood.confidence > 0.5
    assert mapping.layout.value == read["layout"]
    assert list(mapping.header_rows) == read["header_rows"]
    order_number = str(read["accession_is"]).startswith("lab_order")
    roles = {"accession": "order" if order_number else "tube", "pesel": "personal"}
    roles |= {"name": "personal"}
    uses = {(use.draw or use.role.value, use.letters) for use in mapping.columns}
    for column, letters in read["columns"].items():
        assert (roles.get(column, column), letters) in uses


def test_a_cut_off_workbook_is_refused_as_damaged():
    with pytest.raises(SheetRefused) as refused:
        open_workbook(FOLDER / "a8_cut_off.xlsx", Limits())

    assert refused.value.reason is Refusal.DAMAGED


def test_a_web_page_under_the_name_of_a_workbook_is_refused_as_one():
    with pytest.raises(SheetRefused) as refused:
        open_workbook(FOLDER / "b8_strona.xls", Limits())

    assert (refused.value.reason, refused.value.detail) == (Refusal.WRONG_TYPE, "html")


def test_an_order_of_day_and_month_no_date_shows_is_asked_for_and_then_as_the_truth_says():
    name = "b7_unsettled.csv"
    truth = truth_of(name)
    asked = plan_of(name)
    answer = DateOrder(truth["read"]["choices"]["date_order"])
    mapping = replace(asked.mapping, date_order=answer)
    workbook = open_workbook(FOLDER / name, Limits())
    plan = plan_import(workbook, mapping, known_study(), vocabulary())

    (question,) = asked.needs
    assert question.asks.value in truth["file_expectation"]["needs_choice"]
    assert not asked.can_be_accepted
    assert plan.needs == ()
    rows = {str(row["cell"]): row for row in plan_as_json(plan)["rows"]}
    for record in truth["records"]:
        row = rows[record["source_cell"]]
        assert row["status"] == record["status"]
        assert as_read(row, record) == as_told(record)
