"""Decisions, what is stored, what blocks, and what never leaves the reading stage."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from domain.labsheet.as_json import plan_as_json
from domain.labsheet.decisions import Decision, DecisionInvalid, DecisionKind
from domain.labsheet.known import KnownDraw, KnownPatient, KnownStudy
from domain.labsheet.mapping import ColumnUse, DateOrder, Layout, Mapping, Role, UnitSource
from domain.labsheet.plan import ImportPlan, plan_import
from domain.labsheet.rows import Flag, Likeness, QueryCode, Reason, RowStatus
from domain.labsheet.workbook import Cell, CellKind, Container, Row, Sheet, Workbook
from domain.results import Result
from domain.units import Unit
from domain.visits import VisitState, Window
from tests.domain.labsheet.sheets import FOLDER, plan_of, truth_of, vocabulary

HEADINGS = ("Kod pacjenta", "Nr próbki", "Data pobrania", "Wynik", "J.m.", "Uwagi")
ROLES = (Role.PATIENT, Role.TUBE, Role.COLLECTED, Role.RESULT, Role.UNIT, Role.COMMENT)
MAPPING = Mapping(
    sheet="S",
    header_rows=(1,),
    layout=Layout.LONG,
    columns=tuple(
        ColumnUse(column, role, heading)
        for column, (role, heading) in enumerate(zip(ROLES, HEADINGS, strict=True), start=1)
    ),
    unit_source=UnitSource.COLUMN,
)
INF1 = KnownDraw(
    "KET-001",
    "inf1",
    Window(date(2026, 3, 3), date(2026, 3, 2), date(2026, 3, 4)),
    VisitState.DONE,
    collected_on=date(2026, 3, 3),
    specimen_id="T-1",
)
INF3 = KnownDraw(
    "KET-001",
    "inf3",
    Window(date(2026, 3, 10), date(2026, 3, 9), date(2026, 3, 11)),
    VisitState.PLANNED,
)
STUDY = KnownStudy(
    (KnownPatient("KET-001", date(2026, 2, 20)), KnownPatient("KET-002", date(2026, 2, 20))),
    (INF1, INF3),
    date(2026, 3, 24),
)


def sheet_of(*rows: tuple[str, ...], hidden: tuple[int, ...] = ()) -> Workbook:
    lines = [
        Row(
            number,
            tuple(
                Cell(column, CellKind.TEXT, text)
                for column, text in enumerate(row, start=1)
                if text
            ),
            hidden=number in hidden,
        )
        for number, row in enumerate((HEADINGS, *rows), start=1)
    ]
    return Workbook("wyniki.xlsx", "0" * 64, Container.XLSX, (Sheet("S", tuple(lines)),))


def planned(
    *rows: tuple[str, ...],
    study: KnownStudy = STUDY,
    mapping: Mapping = MAPPING,
    hidden: tuple[int, ...] = (),
) -> ImportPlan:
    return plan_import(sheet_of(*rows, hidden=hidden), mapping, study, vocabulary())


def stored(value: str, unit: Unit = Unit.UG_DL) -> KnownStudy:
    current = Result(value, "", Decimal(value), unit)
    return replace(STUDY, draws=(replace(INF1, current=current), INF3))


NEW = ("KET-001", "T-1", "2026-03-03", "95,0", "µg/dl")


def test_a_new_result_is_stored_with_its_source_and_both_parts_of_its_text():
    [kept] = planned(NEW).to_store

    assert (kept.patient, kept.draw, kept.replaces) == ("KET-001", "inf1", False)
    assert (kept.result.verbatim, kept.result.value) == ("95,0", Decimal("95.0"))
    assert kept.result.accession == "T-1"
    assert (kept.result.source.file, kept.result.source.cell) == ("wyniki.xlsx", "S!D2")


def test_a_planned_draw_becomes_collected_on_the_day_of_the_sheet():
    [kept] = planned(("KET-001", "T-9", "2026-03-10", "95,0", "µg/dl")).to_store

    assert kept.draw == "inf3"
    assert kept.marks_collected
    assert kept.collected_on == date(2026, 3, 10)
    assert kept.specimen_id == "T-9"


def test_the_same_sheet_again_finds_nothing_new():
    plan = planned(NEW, study=stored("95.0"))

    assert plan.counts == {RowStatus.SAME: 1}
    assert plan.to_store == ()
    assert not plan.can_be_accepted


@pytest.mark.parametrize(
    ("written", "unit", "status"),
    [
        ("15,1", "µmol/l", RowStatus.SAME),
        ("15,11", "µmol/l", RowStatus.SAME),
        ("15,2", "µmol/l", RowStatus.CHANGED),
        ("0,960", "mg/l", RowStatus.SAME),
        ("96,1", "µg/dl", RowStatus.CHANGED),
    ],
)
def test_results_in_two_units_are_equal_after_rounding_to_either_side(
    written: str, unit: str, status: RowStatus
):
    """96.0 µg/dL is 15.107 µmol/L (10 / 63.546)."""
    plan = planned(("KET-001", "T-1", "2026-03-03", written, unit), study=stored("96.0"))

    assert plan.rows[0].status is status


def test_a_changed_result_blocks_until_a_person_replaces_it():
    plan = planned(NEW, study=stored("101.5"))
    decided = plan.decided(Decision(DecisionKind.REPLACE, ("S!D2",)))

    assert [row.cell for row in plan.blocking] == ["S!D2"]
    assert plan.to_store == ()
    assert decided.rows[0].status is RowStatus.CHANGED
    assert [kept.replaces for kept in decided.to_store] == [True]
    assert decided.can_be_accepted
    assert decided.undecided("S!D2").blocking == plan.blocking


@pytest.mark.parametrize(
    ("kind", "is_current"), [(DecisionKind.REPEAT_CURRENT, True), (DecisionKind.REPEAT_KEEP, False)]
)
def test_a_repeat_asks_which_specimen_is_current_and_keeps_both(
    kind: DecisionKind, is_current: bool
):
    plan = planned(("KET-001", "T-8", "2026-03-03", "95,0", "µg/dl"), study=stored("95.0"))

    assert plan.rows[0].status is RowStatus.REPEAT
    [kept] = plan.decided(Decision(kind, ("S!D2",))).to_store
    assert (kept.is_current, kept.replaces) == (is_current, is_current)


def test_strangers_are_skipped_in_one_step():
    plan = planned(
        ("ABC-1", "", "2026-03-03", "80", "µg/dl"), ("ABC-2", "", "2026-03-03", "81", "µg/dl")
    )
    cells = tuple(row.cell for row in plan.strangers)
    decided = plan.decided(Decision(DecisionKind.SKIP, cells))

    assert len(cells) == 2
    assert decided.blocking == ()
    assert decided.counts == plan.counts
    assert decided.to_store == ()


def test_a_letter_for_a_zero_is_suggested_with_the_draw_of_that_day_and_never_applied():
    plan = planned(("KET-OO1", "", "2026-03-03", "95,0", "µg/dl"))
    [row] = plan.rows
    [best] = row.suggestions

    assert row.status is RowStatus.NO_MATCH
    assert row.patient is None
    assert (best.likeness, best.patient, best.draw) == (
        Likeness.LETTER_FOR_DIGIT,
        "KET-001",
        "inf1",
    )
    assert best.same_day
    assert best.draw_is_waiting
    assert best.decision is not None
    used = plan.decided(best.decision)
    assert used.rows[0].status is RowStatus.NEW
    assert [kept.draw for kept in used.to_store] == ["inf1"]


@pytest.mark.parametrize(
    ("written", "likeness"),
    [
        ("1", Likeness.MISSING_ZEROS),
        ("001", Likeness.MISSING_ZEROS),
        ("KET-1", Likeness.MISSING_ZEROS),
        ("КЕТ-001", Likeness.LOOK_ALIKE_LETTERS),
        ("KET–001", Likeness.LOOK_ALIKE_LETTERS),
        ("KET-010", Likeness.TRANSPOSED_DIGITS),
        ("KET-0O1", Likeness.LETTER_FOR_DIGIT),
    ],
)
def test_codes_that_only_look_alike_are_no_match_but_a_suggestion(written: str, likeness: Likeness):
    [row] = planned((written, "", "2026-03-03", "95,0", "µg/dl")).rows

    assert row.status is RowStatus.NO_MATCH
    assert row.suggestions[0].likeness is likeness
    assert row.suggestions[0].patient == "KET-001"


def test_the_nearest_open_draw_is_offered_for_a_date_outside_every_window_and_never_taken():
    plan = planned(("KET-001", "", "2026-03-13", "95,0", "µg/dl"))
    [row] = plan.rows
    [offered] = row.suggestions

    assert (row.status, row.draw) == (RowStatus.NO_DRAW, None)
    assert (offered.likeness, offered.draw) == (Likeness.WAITING_DRAW, "inf3")
    assert offered.days_off == 2
    assert offered.decision is not None
    assert [kept.draw for kept in plan.decided(offered.decision).to_store] == ["inf3"]


def test_of_several_patients_meant_the_one_with_a_draw_that_day_comes_first():
    other = KnownPatient("KET-010", date(2026, 2, 20))
    study = replace(STUDY, patients=(other, *STUDY.patients))
    [row] = planned(("KET-O1O", "", "2026-03-03", "95,0", "µg/dl"), study=study).rows
    [meant] = row.suggestions
    [both] = planned(("10", "T-1", "2026-03-03", "95,0", "µg/dl"), study=study).rows

    assert (meant.patient, meant.likeness) == ("KET-010", Likeness.LETTER_FOR_DIGIT)
    assert [one.patient for one in both.suggestions] == ["KET-001", "KET-010"]


@pytest.mark.parametrize(
    ("patient", "tube", "status"),
    [
        ("", "QC 2", RowStatus.CONTROL),
        ("Ślepa próba", "", RowStatus.CONTROL),
        ("Seronorm", "L-1", RowStatus.CONTROL),
        ("KET-001", "T-1", RowStatus.NEW),
    ],
)
def test_blanks_standards_and_controls_are_told_from_samples_of_patients(
    patient: str, tube: str, status: RowStatus
):
    [row] = planned((patient, tube, "2026-03-03", "95,0", "µg/dl")).rows

    assert row.status is status
    assert not row.needs_decision


@pytest.mark.parametrize("written", [" ket-001 ", "KET-001\u00a0", "Ket-001"])
def test_outer_blanks_and_case_of_a_code_do_not_count(written: str):
    assert planned((written, *NEW[1:])).rows[0].patient == "KET-001"


def test_a_code_and_a_tube_of_two_patients_are_ambiguous():
    [row] = planned(("KET-002", "T-1", "2026-03-03", "95,0", "µg/dl")).rows

    assert (row.status, row.why.reason) == (RowStatus.AMBIGUOUS, Reason.TUBE_OF_ANOTHER)
    assert row.suggestions[0].patient == "KET-001"


def test_the_tube_of_another_draw_is_never_recorded_a_second_time():
    draws = (INF1, replace(INF3, patient="KET-002"))
    study = replace(STUDY, draws=draws)
    plan = planned(("KET-002", "T-1", "2026-03-10", "95,0", "µg/dl"), study=study)
    decided = plan.decided(Decision(DecisionKind.USE, ("S!D2",), patient="KET-002", draw="inf3"))

    assert [(kept.patient, kept.specimen_id) for kept in decided.to_store] == [("KET-002", "")]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"unit": ""}, Reason.NO_UNIT),
        ({"unit": "mg/dl"}, Reason.UNIT_UNKNOWN),
        ({"value": "98", "unit": "µmol/l"}, Reason.IMPLAUSIBLE_UNIT),
        ({"value": "1,234"}, Reason.NUMBER_AMBIGUOUS),
        ({"value": ""}, Reason.NO_RESULT),
        ({"value": "w trakcie"}, Reason.NOT_READY),
        ({"value": "95 µmol/l"}, Reason.UNITS_DIFFER),
        ({"day": "2026-03-25"}, Reason.DATE_IN_FUTURE),
        ({"day": "2026-02-19"}, Reason.DATE_BEFORE_ENROLMENT),
        ({"day": "31.02.2026"}, Reason.DATE_UNREADABLE),
        ({"day": "03/04/2026"}, Reason.DATE_ORDER_UNSETTLED),
        ({"day": "", "tube": ""}, Reason.NOTHING_TO_PLACE_IT),
    ],
)
def test_what_cannot_be_read_safely_is_an_error_with_its_reason(
    changes: dict[str, str], reason: Reason
):
    cells = {
        "code": "KET-001",
        "tube": "T-1",
        "day": "2026-03-03",
        "value": "95,0",
        "unit": "µg/dl",
    }
    plan = planned(tuple((cells | changes).values()))

    assert (plan.rows[0].status, plan.rows[0].why.reason) == (RowStatus.ERROR, reason)
    assert plan.blocking == plan.rows


def test_an_implausible_unit_is_settled_by_a_person():
    plan = planned(("KET-001", "T-1", "2026-03-03", "98", "µmol/l"))
    decided = plan.decided(Decision(DecisionKind.USE_UNIT, ("S!D2",), unit="µg/dL"))

    assert Flag.IMPLAUSIBLE_UNIT in plan.rows[0].flags
    assert DecisionKind.USE_UNIT in plan.rows[0].choices
    assert [kept.result.unit for kept in decided.to_store] == [Unit.UG_DL]


def test_a_hidden_new_row_is_imported_only_after_a_yes():
    plan = planned(NEW, hidden=(2,))

    assert [row.status for row in plan.blocking] == [RowStatus.NEW]
    assert len(plan.decided(Decision(DecisionKind.ALLOW_HIDDEN, ("S!D2",))).to_store) == 1


def test_an_error_marked_unusable_stores_no_number_and_asks_a_query():
    plan = planned(("KET-001", "T-1", "2026-03-03", "???", "µg/dl"))
    decided = plan.decided(Decision(DecisionKind.UNUSABLE, ("S!D2",), condition="lost"))
    [kept] = decided.to_store

    assert decided.rows[0].status is RowStatus.UNUSABLE
    assert kept.result.value is None
    assert (kept.condition, kept.queries) == ("lost", (QueryCode.UNUSABLE,))


def test_out_of_window_and_below_loq_are_stored_with_a_query():
    late = replace(INF1, collected_on=date(2026, 3, 6))
    study = replace(STUDY, draws=(late, INF3))
    plan = planned(("KET-001", "T-1", "2026-03-06", "<5", "µg/dl"), study=study)

    assert plan.to_store[0].queries == (QueryCode.OUT_OF_WINDOW, QueryCode.BELOW_LOQ)
    assert plan.rows[0].days_outside == 2
    assert plan.flagged == plan.rows


def test_a_slashed_date_asks_for_the_order_once_and_the_answer_settles_it():
    row = ("KET-001", "T-1", "03/03/2026", "95,0", "µg/dl")
    open_plan = planned(row, mapping=replace(MAPPING, date_order=DateOrder.UNSETTLED))
    answered = planned(row, mapping=replace(MAPPING, date_order=DateOrder.DAY_FIRST))

    assert [question.asks.value for question in open_plan.needs] == ["date_order"]
    assert not open_plan.can_be_accepted
    assert answered.can_be_accepted


def test_waiting_draws_that_the_file_does_not_mention_are_listed():
    later = ("KET-001", "", "2026-03-10", "95,0", "µg/dl")

    assert [one.draw for one in planned(later).expected_but_absent] == ["inf1"]
    assert planned(NEW, later).expected_but_absent == ()


def test_a_result_not_ready_is_not_called_absent():
    row = ("KET-001", "T-1", "2026-03-03", "w trakcie", "µg/dl")

    assert planned(row).expected_but_absent == ()


def test_a_pesel_in_a_comment_or_file_name_is_blacked_out():
    pesel = "75701780445"
    book = replace(sheet_of((*NEW, f"pesel {pesel}")), file=f"wynik_{pesel}.xlsx")
    plan = plan_import(book, MAPPING, STUDY, vocabulary())

    assert pesel not in json.dumps(plan_as_json(plan))
    assert pesel not in repr(plan)
    assert pesel not in str(plan.to_store)
    assert pesel not in plan.file


def test_names_and_pesel_numbers_of_the_hospital_sheet_stay_in_the_reading_stage():
    plan = plan_of("a5_szpital_pesel.xlsx")
    rows = " ".join(str(row) for row in (*plan.rows, plan.basis, *plan.to_store))
    everything = rows + repr(plan) + json.dumps(plan_as_json(plan)) + str(plan.mapping.as_dict())

    for kept_out in truth_of("a5_szpital_pesel.xlsx")["file_expectation"]["must_not_store"][
        "strings"
    ]:
        assert kept_out not in everything


def test_decisions_and_mappings_survive_a_file():
    decision = Decision(DecisionKind.USE, ("S!D2", "S!D3"), patient="KET-001", draw="inf1")

    assert Decision.from_dict(json.loads(json.dumps(decision.as_dict()))) == decision
    assert Mapping.from_dict(json.loads(json.dumps(MAPPING.as_dict()))) == MAPPING
    with pytest.raises(DecisionInvalid):
        Decision.from_dict({"kind": "perhaps", "cells": []})


def test_the_json_has_the_keys_of_the_exchange_page():
    answer = plan_as_json(plan_of("a1_lista_surowica.xlsx"))

    assert list(answer) == [
        "file",
        "sha256",
        "refused",
        "reading",
        "rows",
        "counts",
        "expected_but_absent",
    ]
    rows = answer["rows"]
    assert isinstance(rows, list)
    assert {
        "cell",
        "verbatim",
        "patient",
        "draw",
        "collected_at",
        "reason",
        "source_patient",
    } <= set(rows[0])
    assert FOLDER.name not in str(answer["file"])
