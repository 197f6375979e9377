"""What is understood of a sheet, with how sure and why; what it leaves open is asked once."""

from dataclasses import replace
from decimal import Decimal

import pytest

from domain.labsheet.explaining import explained
from domain.labsheet.fitting import Misfit, fit
from domain.labsheet.guesses import SURE, Because, Field, Guess
from domain.labsheet.known import KnownStudy
from domain.labsheet.mapping import DateOrder, DecimalMark, Role
from domain.labsheet.plan import plan_import
from domain.labsheet.questions import NONE_OF_THEM, Asks, Question
from domain.labsheet.rows import RowStatus
from domain.labsheet.settling import with_column_said
from domain.labsheet.understanding import Understanding, guess
from domain.labsheet.workbook import CellKind, Sheet, Workbook
from tests.domain.labsheet.sheets import known_study, vocabulary
from tests.domain.labsheet.test_mapping import table

STUDY = replace(known_study(), code_pattern="KET-###")
CODES = ("KET-005", "KET-011", "KET-012")
DATES = ("27.01.2026", "20.02.2026", "20.02.2026")
VALUES = ("101,2", "118,9", "97,4")


def understood(book: Workbook, known: KnownStudy | None = STUDY) -> Understanding:
    return guess(book, vocabulary(), known)


def columns(*named: tuple[str, tuple[str, ...]]) -> Workbook:
    """A table from headings, each with what stands below it."""
    heads = tuple(head for head, _ in named)
    return table(heads, *zip(*(values for _, values in named), strict=True))


def of(guesses: tuple[Guess, ...], field: Field, column: int = 0) -> Guess:
    [found] = [one for one in guesses if one.field is field and one.column in (0, column)]
    return found


def question(found: Understanding, asks: Asks) -> Question:
    [one] = [one for one in found.needs if one.asks is asks]
    return one


PLAIN = columns(("Kod pacjenta", CODES), ("Data pobrania", DATES), ("Miedź [µg/dL]", VALUES))


def test_columns_named_plainly_whose_values_look_so_are_sure_and_nothing_is_asked():
    found = understood(PLAIN)

    assert found.needs == ()
    for column, role in enumerate((Role.PATIENT, Role.COLLECTED, Role.RESULT), start=1):
        one = of(found.guesses, Field.COLUMN, column)
        assert (one.value, one.because) == (role.value, Because.HEADING_AND_VALUES)
        assert one.confidence > 0.9
        assert one.is_sure
        assert (one.fitting, one.looked_at) == (3, 3)


def test_a_guess_shows_the_first_different_cells():
    assert of(understood(PLAIN).guesses, Field.COLUMN, 2).examples == ("27.01.2026", "20.02.2026")


def test_codes_under_an_unknown_heading_are_proposed_and_asked_for_but_not_taken():
    book = columns(("Sygnatura", CODES), ("Data pobrania", DATES), ("Miedź [µg/dL]", VALUES))

    found = understood(book)
    proposed = of(found.guesses, Field.COLUMN, 1)

    assert found.mapping.column_of(Role.PATIENT) is None
    assert (proposed.value, proposed.because) == ("patient", Because.VALUES_FIT)
    assert not proposed.is_taken
    assert not proposed.is_sure
    asked = question(found, Asks.PATIENT_COLUMN)
    assert (asked.choices, asked.examples) == (("A",), (CODES,))


def test_codes_of_the_studys_pattern_are_recognised_before_they_are_enrolled():
    strangers = ("KET-901", "KET-902", "KET-903")
    book = columns(("Sygnatura", strangers), ("Data pobrania", DATES), ("Miedź [µg/dL]", VALUES))

    assert question(understood(book), Asks.PATIENT_COLUMN).choices == ("A",)


def test_tube_numbers_of_the_study_under_an_unknown_heading_are_asked_for_and_can_be_none():
    tubes = ("CU26-0121", "CU26-0114", "CU26-0201")
    book = columns(
        ("Kod pacjenta", CODES), ("Ref", tubes), ("Pobrano", DATES), ("Cu [µg/dL]", VALUES)
    )

    asked = question(understood(book), Asks.TUBE_COLUMN)

    assert asked.choices == ("B", NONE_OF_THEM)


def test_dates_under_an_unknown_heading_are_asked_for_where_nothing_else_places_a_row():
    book = columns(("Kod pacjenta", CODES), ("Dzień", DATES), ("Miedź [µg/dL]", VALUES))

    assert question(understood(book), Asks.COLLECTED_COLUMN).choices == ("B", NONE_OF_THEM)


def test_a_column_of_units_under_an_unknown_heading_is_asked_for():
    book = columns(
        ("Kod pacjenta", CODES), ("Pobrano", DATES), ("Wynik", VALUES), ("w", ("µg/dL",) * 3)
    )

    assert question(understood(book), Asks.UNIT_COLUMN).choices == ("D", NONE_OF_THEM)


def test_numbers_of_serum_copper_are_offered_as_result_and_running_numbers_are_not():
    book = columns(
        ("Lp.", ("101", "102", "103")),
        ("Kod pacjenta", CODES),
        ("Pobrano", DATES),
        ("Rok", ("1961", "1985", "1990")),
        ("Oznaczono", VALUES),
    )
    book = replace(book, sheets=(_as_numbers(book),))

    asked = question(understood(book), Asks.RESULT_COLUMN)

    assert asked.choices == ("E",)
    assert asked.examples == (VALUES,)


def _as_numbers(book: Workbook) -> Sheet:
    [sheet] = book.sheets
    rows = tuple(
        replace(
            row,
            cells=tuple(
                replace(cell, kind=CellKind.NUMBER, number=Decimal(cell.text))
                if cell.text.isdecimal()
                else cell
                for cell in row.cells
            ),
        )
        for row in sheet.rows
    )
    return replace(sheet, rows=rows)


def test_a_sheet_without_headings_is_read_from_its_first_row_once_its_columns_are_said():
    book = table(*zip(CODES, DATES, VALUES, strict=True))

    found = understood(book)
    asked = {one.asks: one.choices[0] for one in found.needs}
    mapping = found.mapping
    for role, column in ((Role.PATIENT, 1), (Role.COLLECTED, 2), (Role.RESULT, 3)):
        mapping = with_column_said(mapping, book.sheets[0], role, column)
    plan = plan_import(book, mapping.with_unit("µg/dL"), known_study(), vocabulary())

    assert found.mapping.header_rows == ()
    assert asked[Asks.PATIENT_COLUMN] == "A"
    assert asked[Asks.COLLECTED_COLUMN] == "B"
    assert asked[Asks.RESULT_COLUMN] == "C"
    assert len(plan.rows) == 3
    assert plan.row("C1") is not None


def test_unknown_headings_over_values_that_are_known_are_taken_as_headings():
    book = table(
        ("Zestawienie", ""), ("alfa", "beta", "gamma"), *zip(CODES, DATES, VALUES, strict=True)
    )

    assert understood(book).mapping.header_rows == (2,)


def test_a_remembered_reading_without_headings_fits_no_other_sheet():
    book = table(*zip(CODES, DATES, VALUES, strict=True))
    mapping = with_column_said(understood(book).mapping, book.sheets[0], Role.PATIENT, 1)

    found = fit(mapping, PLAIN, vocabulary())

    assert not found.is_usable
    assert [one.misfit for one in found.differences] == [Misfit.NO_HEADINGS]


def test_values_that_contradict_their_heading_make_it_unsure():
    book = columns(("Kod pacjenta", CODES), ("Data pobrania", VALUES), ("Cu [µg/dL]", VALUES))

    one = of(understood(book).guesses, Field.COLUMN, 2)

    assert one.because is Because.VALUES_DIFFER
    assert one.confidence < SURE


def test_a_column_said_later_settles_order_and_mark_from_its_own_values():
    dates = ("01/27/2026", "02/20/2026", "02/20/2026")
    book = columns(("Kod pacjenta", CODES), ("Dzień", dates), ("Oznaczono", VALUES))
    found = understood(book)

    mapping = with_column_said(found.mapping, book.sheets[0], Role.COLLECTED, 2)
    mapping = with_column_said(mapping, book.sheets[0], Role.RESULT, 3)

    assert found.mapping.date_order is DateOrder.NOT_NEEDED
    assert mapping.date_order is DateOrder.MONTH_FIRST
    assert mapping.decimal is DecimalMark.COMMA


def test_an_order_of_dates_that_is_open_is_asked_once_with_dates_of_the_sheet():
    dates = ("03/02/2026", "05/02/2026", "10/02/2026")
    book = columns(("Kod pacjenta", CODES), ("Pobrano", dates), ("Cu [µg/dL]", VALUES))

    found = understood(book)
    asked = question(found, Asks.DATE_ORDER)

    assert asked.choices == ("day_first", "month_first")
    assert asked.examples == (dates,)
    assert of(found.guesses, Field.DATES).confidence == 0
    assert plan_import(book, found.mapping, known_study(), vocabulary()).needs == (asked,)


def test_dates_that_contradict_one_another_offer_the_order_of_most_first():
    dates = ("01/27/2026", "02/20/2026", "27/01/2026")
    book = columns(("Kod pacjenta", CODES), ("Pobrano", dates), ("Cu [µg/dL]", VALUES))

    assert question(understood(book), Asks.DATE_ORDER).choices == ("month_first", "day_first")


@pytest.mark.parametrize(
    "values",
    [
        ("Testowa Anna", "Próbny Jan Maria", "Zmyślona-Druga Ewa"),
        ("03.04.1961", "17.11.1985", "30.06.1990"),
        ("75701780445", "83701541728", "75701780445"),
    ],
    ids=["names", "births", "pesel"],
)
@pytest.mark.parametrize("heading", ["Ref", ""])
def test_personal_values_are_recognised_under_an_unknown_heading_or_none(
    heading: str, values: tuple[str, ...]
):
    book = columns(
        ("Kod pacjenta", CODES), ("Pobrano", DATES), ("Cu [µg/dL]", VALUES), (heading, values)
    )

    found = understood(book)

    assert found.mapping.role_of(4) is Role.PERSONAL
    assert of(found.guesses, Field.COLUMN, 4).examples == ()


def test_words_of_laboratories_are_not_taken_for_names():
    words = ("Surowica Krwi", "Miedź Całkowita", "Hemoliza Znaczna")
    book = columns(
        ("Kod pacjenta", CODES), ("Pobrano", DATES), ("Cu [µg/dL]", VALUES), ("Ref", words)
    )

    assert understood(book).mapping.role_of(4) is Role.UNUSED


def test_a_person_who_corrected_a_column_is_told_that_nothing_else_shows_it():
    mapping = understood(PLAIN).mapping.with_role(3, Role.COMMENT)

    one = of(explained(mapping, PLAIN, vocabulary(), STUDY), Field.COLUMN, 3)

    assert (one.value, one.because) == ("comment", Because.NOTHING_SHOWS_IT)


def test_a_remembered_mapping_holds_no_cell_below_the_heading():
    told = str(understood(PLAIN).mapping.as_dict())

    assert not [value for value in (*CODES, *DATES, *VALUES) if value in told]


def test_without_a_study_no_code_is_recognised():
    book = columns(("Sygnatura", CODES), ("Data pobrania", DATES), ("Miedź [µg/dL]", VALUES))

    assert question(understood(book, None), Asks.PATIENT_COLUMN).choices == ()


def test_codes_said_to_be_the_patients_lead_to_their_rows():
    book = columns(("Sygnatura", CODES), ("Data pobrania", DATES), ("Miedź [µg/dL]", VALUES))
    mapping = with_column_said(understood(book).mapping, book.sheets[0], Role.PATIENT, 1)

    plan = plan_import(book, mapping, known_study(), vocabulary())

    assert RowStatus.NO_MATCH not in plan.counts
    assert [row.patient for row in plan.rows] == list(CODES)
