"""Whatever the grammar of values accepts it gives back; what it does not is an error as written."""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from domain.labsheet.mapping import DateOrder, DecimalMark
from domain.labsheet.moments import Moment, moment_in
from domain.labsheet.plan import plan_import
from domain.labsheet.rows import RowStatus
from domain.labsheet.understanding import guess
from domain.labsheet.values import WrittenResult, number_in, result_in, unit_named
from domain.labsheet.workbook import Cell, CellKind
from domain.units import Unit
from tests.domain.labsheet.sheets import known_study, vocabulary
from tests.domain.labsheet.test_mapping import table

SPACES = (" ", "\u00a0", "\u202f", "\u2009", "\u2007")
OPERATORS = {"": "", "<": "<", "≤": "<", "<=": "<", "poniżej ": "<", "less than ": "<",
             ">": ">", "≥": ">", ">=": ">", "powyżej ": ">", "above ": ">"}  # fmt: skip
MARKS = ("", "H", "L", "HH", "LL", "*", "**", "!", "(H)", "[L]", "↑", "↓")
UNITS = {
    Unit.UG_DL: ("µg/dL", "μg/dl", "ug/dL", "UG/DL", "mcg/dl", "µg%", "ug/100 ml", "µg·dL⁻¹"),
    Unit.UMOL_L: ("µmol/L", "μmol/l", "umol/L", "mcmol/l", "µmol·l-1", "mikromol/l"),
    Unit.UG_L: ("µg/L", "ug/l", "ng/mL", "ppb", "PPB"),
    Unit.MG_L: ("mg/L", "mg/l", "µg/mL", "ppm"),
}
CONDITIONS = ("haemolysed", "clotted", "insufficient", "lost", "unusable")
LETTERS = "0123456789012345678901234567890123456789.,,, \u00a0<>≤+-−µugmoldL/lH*()%e_:hemolizax٣５"


def read(text: str, mark: DecimalMark = DecimalMark.NOT_NEEDED) -> WrittenResult:
    return result_in(Cell(1, CellKind.TEXT, text), mark, vocabulary())


@dataclass(frozen=True)
class Written:
    """A result as text, and what went into it."""

    text: str
    operator: str
    value: Decimal
    decimals: int
    unit: Unit | None
    marked: bool


@st.composite
def numbers(draw: st.DrawFn) -> tuple[str, Decimal, int]:
    """Plain, with comma or point, grouped by any space or by the mark that is not decimal."""
    whole = draw(st.integers(0, 9_999_999))
    decimals = draw(st.integers(0, 4))
    rest = "".join(str(draw(st.integers(0, 9))) for _ in range(decimals))
    mark = draw(st.sampled_from(",."))
    other = "." if mark == "," else ","
    grouping = draw(st.sampled_from(("", *SPACES, other if decimals else "")))
    text = f"{whole:,}".replace(",", grouping)
    could_group = decimals == 3 and 0 < whole < 1000
    assume(not could_group)
    told = text + (mark + rest if rest else "")
    return told, Decimal(f"{whole}.{rest}" if rest else whole), decimals


@st.composite
def results(draw: st.DrawFn) -> Written:
    text, value, decimals = draw(numbers())
    said = draw(st.sampled_from(tuple(OPERATORS)))
    gap = draw(st.sampled_from(("", *SPACES)))
    unit = draw(st.sampled_from((None, *Unit)))
    spelled = "" if unit is None else draw(st.sampled_from(UNITS[unit]))
    mark = draw(st.sampled_from(MARKS))
    after_unit = draw(st.booleans())
    tail = f" {spelled} {mark}" if after_unit else f" {mark} {spelled}"
    shown = f"{gap}{said}{gap}{text}{tail.rstrip()}{gap}"
    return Written(shown, OPERATORS[said], value, decimals, unit, bool(mark))


@given(results())
@settings(max_examples=400)
def test_a_result_written_by_the_grammar_gives_every_part_back(written: Written):
    found = read(written.text)

    assert found.problem is None
    assert (found.operator, found.value) == (written.operator, written.value)
    assert found.decimals == written.decimals
    assert unit_named(found.unit) == written.unit
    assert found.has_lab_mark == written.marked


@given(numbers(), st.sampled_from((DecimalMark.COMMA, DecimalMark.POINT)))
def test_the_mark_a_sheet_shows_changes_no_number_that_is_plain(
    written: tuple[str, Decimal, int], mark: DecimalMark
):
    text, value, _ = written
    found = number_in(text, mark)

    assert getattr(found, "value", found) == value


@given(st.integers(1, 999), st.integers(0, 999), st.sampled_from(",."))
def test_one_mark_before_three_digits_is_read_only_where_the_sheet_shows_it(
    whole: int, rest: int, mark: str
):
    text = f"{whole}{mark}{rest:03}"
    shown = DecimalMark.COMMA if mark == "," else DecimalMark.POINT
    other = DecimalMark.POINT if mark == "," else DecimalMark.COMMA

    assert read(text, shown).value == Decimal(f"{whole}.{rest:03}")
    assert read(text, other).value is None
    assert read(text).value is None


@given(st.text(alphabet=LETTERS, max_size=14))
@settings(max_examples=1500)
@example("1 234,5 µg/dL H")
@example("< 1.234,5")
@example("0*0/")
def test_what_is_accepted_has_the_digits_of_the_text_in_their_order_and_reads_the_same_again(
    text: str,
):
    found = read(text)
    if found.value is None:
        return
    digits = "".join(char for char in f"{found.value}" if char.isdigit())
    assert digits in "".join(char for char in text if char in "0123456789")
    again = read(f"{found.operator}{found.value} {found.unit}")
    assert (again.operator, again.value) == (found.operator, found.value)
    assert unit_named(again.unit) == unit_named(found.unit)


@given(st.text(alphabet=LETTERS, min_size=1, max_size=14))
@settings(max_examples=200)
def test_what_is_not_accepted_is_an_error_or_a_specimen_with_the_cells_own_text(text: str):
    assume(text.strip() and read(text).value is None)
    book = table(
        ("Kod pacjenta", "Data pobrania", "Wynik", "Jednostka"),
        ("KET-005", "27.01.2026", text, "µg/dL"),
    )
    plan = plan_import(book, guess(book, vocabulary()).mapping, known_study(), vocabulary())

    [row] = plan.rows
    assert row.status in (RowStatus.ERROR, RowStatus.UNUSABLE)
    assert row.verbatim == text
    assert row.value is None
    assert row.to_store is None or row.to_store.result.value is None
    assert row.needs_decision == (row.status is RowStatus.ERROR)


def test_every_word_of_the_synonyms_for_a_condition_is_read_as_it():
    words = dict(vocabulary().conditions)
    assert set(words) == set(CONDITIONS)
    for condition, known in words.items():
        for word in known.words:
            assert read(word).condition == condition, word


@given(results(), st.sampled_from(CONDITIONS), st.data())
def test_a_condition_beside_a_number_is_kept_apart_from_it(
    written: Written, condition: str, data: st.DataObject
):
    word = data.draw(st.sampled_from(dict(vocabulary().conditions)[condition].words))
    found = read(f"{written.text} {word}")

    assert (found.value, found.condition) == (written.value, condition)


@given(st.sampled_from(tuple(Unit)), st.data())
def test_a_unit_is_read_in_every_spelling_case_and_bracket(unit: Unit, data: st.DataObject):
    spelled = data.draw(st.sampled_from(UNITS[unit]))
    spaced = data.draw(st.sampled_from(("{}", " {}", "[{}]", "({})", "{} ", "{}.")))
    gap = data.draw(st.sampled_from(SPACES))
    # A capital µ looks like the M of milligrams and is left alone.
    large = "".join(char.upper() if char.isascii() else char for char in spelled)
    cased = data.draw(st.sampled_from((spelled, large, spelled.replace("/", f"{gap}/"))))

    assert unit_named(spaced.format(cased)) is unit


@given(st.text(alphabet="µμugmcnpoldLMGkb/%·-1 0", max_size=8))
@settings(max_examples=800)
def test_a_text_that_is_read_as_a_unit_is_one_of_its_spellings(text: str):
    unit = unit_named(text)
    if unit is None:
        return
    plain = text.lower().strip("-1 .,;:()[]").replace(" ", "").replace("μ", "µ").replace("⁻¹", "")
    numerators = {Unit.UG_DL: "µg ug mcg mkg", Unit.UMOL_L: "µmol umol mcmol mkmol"}
    numerators |= {Unit.UG_L: "µg ug mcg mkg ng ppb", Unit.MG_L: "mg µg ug mcg mkg ppm"}
    assert any(plain.startswith(start) for start in numerators[unit].split())


DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
CLOCKS = st.one_of(st.none(), st.times().map(lambda clock: clock.replace(microsecond=0)))
FORMS = {
    "{d.year:04}-{d.month:02}-{d.day:02}": None,
    "{d.year:04}/{d.month:02}/{d.day:02}": None,
    "{d.day}.{d.month}.{d.year:04}": None,
    "{d.day:02}.{d.month:02}.{d.year:04} r.": None,
    "{d.day:02}/{d.month:02}/{d.year:04}": DateOrder.DAY_FIRST,
    "{d.month:02}/{d.day:02}/{d.year:04}": DateOrder.MONTH_FIRST,
    "{d.day}-{d.month}-{d.year:04}": DateOrder.DAY_FIRST,
}
"""How laboratories write a day, and the order that a sheet has to show for it."""


@given(DAYS, CLOCKS, st.sampled_from(tuple(FORMS)), st.sampled_from((" ", "T", "  godz. ", ", ")))
@settings(max_examples=400)
def test_a_moment_written_by_the_grammar_is_given_back(
    day: date, clock: time | None, form: str, gap: str
):
    assume(not (form.endswith("r.") and gap == "T"))
    order = FORMS[form] or DateOrder.NOT_NEEDED
    text = form.format(d=day) + ("" if clock is None else f"{gap}{clock:%H:%M:%S}")
    at = None if clock is None else datetime.combine(day, clock)

    assert moment_in(Cell(1, CellKind.TEXT, text), order) == Moment(day, at)


@given(st.text(alphabet="0123456789.-/: TrAPM", max_size=20))
@settings(max_examples=1000)
def test_a_text_that_is_read_as_a_day_holds_its_numbers_and_no_others(text: str):
    found = moment_in(Cell(1, CellKind.TEXT, text), DateOrder.DAY_FIRST)
    if not isinstance(found, Moment):
        return
    numbers = [int(part) for part in "".join(c if c.isdigit() else " " for c in text).split()]
    told = [found.day.year, found.day.month, found.day.day]
    if found.at is not None:
        told += [found.at.hour, found.at.minute]
    assert sorted(numbers[: len(told)]) == sorted(told)
