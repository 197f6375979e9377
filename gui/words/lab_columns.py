"""How a lab sheet is read, in words: roles of columns, dates, decimals, open questions."""

from collections.abc import Sequence
from datetime import date

from domain.labsheet.fitting import Difference, Misfit
from domain.labsheet.mapping import DateOrder, DecimalMark, Layout, Mapping, Role, UnitSource
from domain.labsheet.questions import NONE_OF_THEM, Asks, Question
from gui.words import dates, visits
from gui.words.language import _, ngettext, pgettext


def role(of: Role, draw: str = "") -> str:
    """What a column is read as: Patient, Collected, Copper for Cu3."""
    if of is Role.RESULT and draw:
        return _("Copper for {draw}").format(draw=visits.draw_label(draw))
    return _roles()[of]


def _roles() -> dict[Role, str]:
    return {
        Role.PATIENT: pgettext("lab column", "Patient"),
        Role.TUBE: pgettext("lab column", "Tube number"),
        Role.ORDER: pgettext("lab column", "Laboratory’s own number"),
        Role.DRAW: pgettext("lab column", "Draw"),
        Role.COLLECTED: pgettext("lab column", "Collected"),
        Role.COLLECTED_TIME: pgettext("lab column", "Time collected"),
        Role.REPORTED: pgettext("lab column", "Reported"),
        Role.MEASURED: pgettext("lab column", "Measured"),
        Role.TEST: pgettext("lab column", "Test"),
        Role.MATERIAL: pgettext("lab column", "Material"),
        Role.RESULT: pgettext("lab column", "Copper"),
        Role.UNIT: pgettext("lab column", "Unit"),
        Role.RANGE: pgettext("lab column", "Reference range"),
        Role.FLAG: pgettext("lab column", "Lab flag"),
        Role.COMMENT: pgettext("lab column", "Comment"),
        Role.SAMPLE_TYPE: pgettext("lab column", "Sample type"),
        Role.PERSONAL: pgettext("lab column", "Personal, never read further"),
        Role.OTHER_TEST: pgettext("lab column", "Another test"),
        Role.UNUSED: pgettext("lab column", "Not used"),
    }


def result_role(mapping: Mapping) -> str:
    """Copper, µg/dL: with the unit where heading, title or a person gives it."""
    if not mapping.unit or mapping.unit_source is UnitSource.COLUMN:
        return role(Role.RESULT)
    return _("{role}, {unit}").format(role=role(Role.RESULT), unit=mapping.unit)


def column_count(count: int) -> str:
    """6 columns: in a wide sheet, one for each draw."""
    return ngettext("{count} column", "{count} columns", count).format(count=count)


def layout(of: Layout) -> str:
    return {
        Layout.LONG: _("A row for each result"),
        Layout.WIDE: _("A column for each draw"),
        Layout.BLOCKS: _("A block or sheet for each patient"),
    }[of]


def date_order(of: DateOrder) -> str:
    return {
        DateOrder.DAY_FIRST: _("day/month/year"),
        DateOrder.MONTH_FIRST: _("month/day/year"),
        DateOrder.NOT_NEEDED: _("day.month.year"),
        DateOrder.UNSETTLED: _("not settled"),
    }[of]


def decimal_mark(of: DecimalMark) -> str:
    return {
        DecimalMark.COMMA: _("Decimal comma"),
        DecimalMark.POINT: _("Decimal point"),
        DecimalMark.NOT_NEEDED: _("As numbers"),
    }[of]


def how_read(mapping: Mapping) -> str:
    """Dates read as day.month.year; decimal comma."""
    words = {
        DecimalMark.COMMA: _("Dates read as {order}; decimal comma"),
        DecimalMark.POINT: _("Dates read as {order}; decimal point"),
        DecimalMark.NOT_NEEDED: _("Dates read as {order}"),
    }[mapping.decimal]
    return words.format(order=date_order(mapping.date_order))


def question(of: Asks) -> str:
    return {
        Asks.SHEET: _("Several sheets look like results. Which one is it?"),
        Asks.RESULT_COLUMN: _("Which column holds the copper result?"),
        Asks.PATIENT_COLUMN: _("Which column holds the patient’s code?"),
        Asks.TUBE_COLUMN: _("Does one of these columns hold the tube number?"),
        Asks.COLLECTED_COLUMN: _("Does one of these columns hold the date of collection?"),
        Asks.UNIT_COLUMN: _("Does one of these columns hold the unit?"),
        Asks.DATE_ORDER: _("Does the day or the month come first in the dates?"),
    }[of]


def choice(asks: Asks, value: str) -> str:
    """One answer to a question."""
    if asks is Asks.DATE_ORDER:
        first = {DateOrder.DAY_FIRST: _("The day (31/12/2026)")}
        return first.get(DateOrder(value), _("The month (12/31/2026)"))
    if asks is Asks.SHEET:
        return _("Sheet “{name}”").format(name=value)
    if value == NONE_OF_THEM:
        return _("None of them")
    return _("Column {letters}").format(letters=value)


def choice_with_example(question: Question, at: int) -> str:
    """Column C: 09.03.2026, 10.03.2026."""
    answer = choice(question.asks, question.choices[at])
    is_of_each = len(question.examples) == len(question.choices) > 1
    cells = question.examples[at] if is_of_each else ()
    if not cells:
        return answer
    return _("{answer}: {cells}").format(answer=answer, cells=_few(cells))


def example(question: Question) -> str:
    """Cells that all of the answers are about; empty where each answer has its own."""
    if len(question.examples) != 1 or not question.examples[0]:
        return ""
    return _("In the sheet: {cells}").format(cells=_few(question.examples[0]))


def _few(cells: tuple[str, ...]) -> str:
    return "; ".join(cells[:2])


def file_facts(*, sheet: str, header_rows: tuple[int, ...], rows: int) -> str:
    """Sheet “Wyniki”, header in row 4, 15 rows."""
    header = header_rows[-1] if header_rows else 1
    if sheet:
        return ngettext(
            "Sheet “{sheet}”, header in row {header}, {count} row",
            "Sheet “{sheet}”, header in row {header}, {count} rows",
            rows,
        ).format(sheet=sheet, header=header, count=rows)
    return ngettext(
        "Header in line {header}, {count} row", "Header in line {header}, {count} rows", rows
    ).format(header=header, count=rows)


def where_from(lab: str, remembered: str, on: date | None = None) -> str:
    """Where the understanding of the columns comes from."""
    if remembered and on is not None:
        return _("Columns remembered from your {day} import for {lab}").format(
            day=dates.day_and_month(on), lab=remembered
        )
    if remembered:
        return _("Columns remembered from your last import for {lab}").format(lab=remembered)
    if lab:
        return _("These columns will be remembered for {lab}").format(lab=lab)
    return _("Columns recognised by their headings")


def differences(lab: str, found: Sequence[Difference]) -> str:
    """What is not as remembered for this laboratory, each heading by its name."""
    named = {
        Misfit.SHEET_MISSING: _("the sheet “{name}” is missing"),
        Misfit.HEADING_MISSING: _("“{name}” is missing"),
        Misfit.HEADING_TWICE: _("“{name}” stands there twice"),
        Misfit.NO_HEADINGS: _("the remembered sheet had no headings"),
        Misfit.HEADING_NEW: _("“{name}” is new and not read"),
    }
    told = "; ".join(named[one.misfit].format(name=one.name) for one in found)
    return _("The columns are not as remembered for {lab}: {differences}.").format(
        lab=lab, differences=told
    )


def confidence(share: float) -> str:
    """How well the headings were recognised."""
    if share >= 0.9:
        return _("Every column that matters is named plainly.")
    if share >= 0.5:
        return _("The columns were recognised. Look them over.")
    if share > 0:
        return _("Some columns were recognised only by likeness. Check them.")
    return _("The headings were not recognised. Say what the columns hold.")
