"""The grammar of results, units and dates."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.labsheet.mapping import DateOrder, DecimalMark
from domain.labsheet.moments import DateProblem, Moment, clock_in, moment_in, order_shown_by
from domain.labsheet.values import (
    Number,
    NumberProblem,
    ResultProblem,
    WrittenResult,
    decimal_mark_of,
    number_in,
    result_in,
    unit_named,
    unit_within,
)
from domain.labsheet.workbook import Cell, CellKind
from domain.units import Unit
from tests.domain.labsheet.sheets import vocabulary

UNSHOWN = DecimalMark.NOT_NEEDED


def text(written: str) -> Cell:
    return Cell(1, CellKind.TEXT, written)


def result(written: str, mark: DecimalMark = UNSHOWN) -> WrittenResult:
    return result_in(text(written), mark, vocabulary())


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("95,0", "95.0"),
        ("95.0", "95.0"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234,5", "1234.5"),
        ("1\u202f234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("0,123", "0.123"),
        ("+12", "12"),
        ("−3,5", "-3.5"),
        ("1234,567", "1234.567"),
    ],
)
def test_a_number_is_read_as_written(written: str, value: str):
    number = number_in(written, UNSHOWN)

    assert isinstance(number, Number)
    assert number.value == Decimal(value)


@pytest.mark.parametrize(
    "written",
    [
        "nan",
        "inf",
        "1_000",
        "1e5",
        "٩٥",
        "９５",
        "12 34",
        "1.2.3",
        "1,2,3",
        "",
        "-",
        "5,",
        ",5",
        "0x1F",
    ],
)
def test_what_is_no_number_in_the_grammar_is_not_read(written: str):
    assert number_in(written, UNSHOWN) is NumberProblem.UNREADABLE


@pytest.mark.parametrize("written", ["1,234", "1.234", "12,345", "123.456"])
def test_one_mark_before_three_digits_is_ambiguous_without_evidence(written: str):
    assert number_in(written, UNSHOWN) is NumberProblem.AMBIGUOUS


def test_the_sheets_own_decimal_mark_settles_one_mark_before_three_digits():
    settled = number_in("1,234", DecimalMark.COMMA)

    assert settled == Number(Decimal("1.234"), 3)
    assert number_in("1.234", DecimalMark.COMMA) is NumberProblem.AMBIGUOUS


def test_evidence_for_the_decimal_mark_comes_from_other_cells():
    assert decimal_mark_of(["95,0", "1,234"]) is DecimalMark.COMMA
    assert decimal_mark_of(["95.0", "12"]) is DecimalMark.POINT
    assert decimal_mark_of(["1,234", "95"]) is UNSHOWN
    assert decimal_mark_of(["95,0", "95.0"]) is UNSHOWN


@given(st.decimals(min_value=0, max_value=99_999, places=2, allow_nan=False))
def test_every_decimal_reads_back_with_comma_point_and_grouping(value: Decimal):
    for written in (f"{value}", f"{value}".replace(".", ","), f"{value:,}".replace(",", " ")):
        number = number_in(written, UNSHOWN)
        assert isinstance(number, Number)
        assert number.value == value


@given(st.text(max_size=12))
def test_no_text_makes_the_grammar_fail_or_give_a_number_of_other_digits(written: str):
    read = result(written)

    assert (read.value is None) == (read.problem is not None or bool(read.condition))
    if read.value is not None:
        assert read.value.is_finite()
        assert read.value >= 0
        assert any(char in "0123456789" for char in written)


@pytest.mark.parametrize(
    ("written", "operator", "value"),
    [
        ("<5,0", "<", "5.0"),
        ("> 300", ">", "300"),
        ("≤ 5", "<", "5"),
        ("poniżej 5,0", "<", "5.0"),
        ("above 300", ">", "300"),
    ],
)
def test_operators_are_kept_apart_from_the_number(written: str, operator: str, value: str):
    read = result(written)

    assert (read.operator, read.value) == (operator, Decimal(value))


@pytest.mark.parametrize(
    "written", ["152,4 H", "152,4H", "152,4*", "H 152,4", "152,4 ↑", "152,4 (H)"]
)
def test_the_labs_own_mark_is_no_part_of_the_number(written: str):
    read = result(written)

    assert read.value == Decimal("152.4")
    assert read.has_lab_mark


def test_a_unit_and_a_remark_beside_the_number_are_kept_apart():
    assert result("13,9 µmol/L").unit == "µmol/L"
    assert result("95,0 µg/dl H").has_lab_mark
    remarked = result("95,0 hemoliza")
    assert (remarked.value, remarked.condition) == (Decimal("95.0"), "haemolysed")


@pytest.mark.parametrize(
    ("written", "condition"),
    [
        ("hemoliza", "haemolysed"),
        ("HEMOLYSIS", "haemolysed"),
        ("próbka zhemolizowana", "haemolysed"),
        ("skrzep", "clotted"),
        ("brak materiału", "insufficient"),
        ("QNS", "insufficient"),
        ("stłuczona probówka", "lost"),
    ],
)
def test_words_about_the_specimen_are_no_error(written: str, condition: str):
    assert result(written) == WrittenResult(condition=condition)


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("w trakcie", ResultProblem.NOT_READY),
        ("nie oznaczono", ResultProblem.NOT_READY),
        ("---", ResultProblem.NO_RESULT),
        ("—", ResultProblem.NO_RESULT),
        ("1,234", ResultProblem.NUMBER_AMBIGUOUS),
        ("1_000", ResultProblem.NUMBER_UNREADABLE),
        ("95-97", ResultProblem.NUMBER_UNREADABLE),
        ("-5", ResultProblem.NEGATIVE),
    ],
)
def test_a_result_that_cannot_be_read_names_its_problem(written: str, problem: ResultProblem):
    assert result(written).problem is problem


@pytest.mark.parametrize(
    ("unit", "spellings"),
    [
        (Unit.UG_DL, ["µg/dl", "μg/dL", "ug/dl", "mcg/dL", "µg%", "ug / dL", "µg dL⁻¹", "[µg/dL]"]),
        (Unit.UMOL_L, ["µmol/l", "μmol/L", "umol/L", "mcmol/l", "µmol·L-1"]),
        (Unit.UG_L, ["µg/l", "ng/mL", "ppb", "mcg/L"]),
        (Unit.MG_L, ["mg/l", "µg/mL", "ppm"]),
    ],
)
def test_units_are_known_in_every_spelling(unit: Unit, spellings: list[str]):
    assert {unit_named(spelling) for spelling in spellings} == {unit}


@pytest.mark.parametrize("written", ["", "mg/dl", "nmol/L", "g/L", "%", "mmol/l", "µg"])
def test_a_unit_we_do_not_store_is_never_guessed(written: str):
    assert unit_named(written) is None


def test_a_unit_is_found_inside_a_heading():
    assert unit_within("Cu (µg/dL)") == "µg/dL"
    assert unit_within("Unit: µmol/L (all values)") == "µmol/L"
    assert unit_within("Wynik") == ""


@pytest.mark.parametrize(
    ("written", "day", "clock"),
    [
        ("2026-03-24", date(2026, 3, 24), None),
        ("2026-03-24 07:30", date(2026, 3, 24), time(7, 30)),
        ("2026-03-24T07:30:05", date(2026, 3, 24), time(7, 30, 5)),
        ("24.03.2026", date(2026, 3, 24), None),
        ("24.03.2026 07:30", date(2026, 3, 24), time(7, 30)),
        ("4.3.2026, godz. 7:30", date(2026, 3, 4), time(7, 30)),
    ],
)
def test_iso_and_dotted_dates_need_no_evidence(written: str, day: date, clock: time | None):
    at = None if clock is None else datetime.combine(day, clock)

    assert moment_in(text(written), DateOrder.NOT_NEEDED) == Moment(day, at)


@pytest.mark.parametrize(
    "written", ["31.02.2026", "2026-13-01", "24.03.26", "٢٤.03.2026", "46105", "wczoraj"]
)
def test_impossible_and_unclear_dates_are_not_read(written: str):
    assert moment_in(text(written), DateOrder.NOT_NEEDED) is DateProblem.UNREADABLE


def test_the_order_of_slashed_dates_is_settled_by_the_sheet_or_asked():
    assert order_shown_by(["03/04/2026", "24/03/2026"]) is DateOrder.DAY_FIRST
    assert order_shown_by(["03/04/2026", "03/24/2026"]) is DateOrder.MONTH_FIRST
    assert order_shown_by(["03/04/2026"]) is DateOrder.UNSETTLED
    assert order_shown_by(["24/03/2026", "03/24/2026"]) is DateOrder.UNSETTLED
    assert order_shown_by(["24.03.2026"]) is DateOrder.NOT_NEEDED
    slashed = text("03/04/2026")
    assert moment_in(slashed, DateOrder.UNSETTLED) is DateProblem.ORDER_UNSETTLED
    assert moment_in(slashed, DateOrder.MONTH_FIRST) == Moment(date(2026, 3, 4))


def test_a_time_of_day_may_stand_in_its_own_column():
    assert clock_in(text("7:05")) == time(7, 5)
    assert clock_in(Cell(1, CellKind.DATE, "07:05", moment=time(7, 5))) == time(7, 5)
    assert clock_in(text("25:00")) is None
