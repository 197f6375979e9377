"""What one reading says once its text is read: result, unit, date; problems kept as facts."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from domain.labsheet.known import KnownPatient
from domain.labsheet.layout import Reading
from domain.labsheet.mapping import Mapping, Role, UnitSource
from domain.labsheet.moments import DateProblem, Moment, clock_in, moment_in
from domain.labsheet.rows import Flag, Reason, Why
from domain.labsheet.values import WrittenResult, result_in, unit_named
from domain.labsheet.vocabulary import Vocabulary
from domain.labsheet.workbook import Cell, CellKind
from domain.units import Unit

_USUAL = {
    Unit.UMOL_L: (Decimal(8), Decimal(35)),
    Unit.UG_DL: (Decimal(50), Decimal(220)),
    Unit.MG_L: (Decimal("0.5"), Decimal("2.2")),
    Unit.UG_L: (Decimal(500), Decimal(2200)),
}
"""Usual ranges of serum copper, ends included; they only tell units apart."""


@lru_cache(maxsize=4096)
def units_fitting(value: Decimal) -> frozenset[Unit]:
    """The units in which a value is usual for serum copper."""
    return frozenset(unit for unit, (low, high) in _USUAL.items() if low <= value <= high)


@dataclass(frozen=True, slots=True)
class Facts:
    """One reading, read."""

    reading: Reading
    written: WrittenResult
    unit: Unit | None
    unit_as_written: str
    units_differ: bool
    collected: Moment | None
    date_problem: DateProblem | None
    reported_on: date | None
    draw_name: str
    unit_is_decided: bool = False

    @property
    def is_haemolysed(self) -> bool:
        return self.written.condition == "haemolysed"

    @property
    def is_order_open(self) -> bool:
        """Day and month of its date could be either."""
        return self.date_problem is DateProblem.ORDER_UNSETTLED

    @property
    def is_implausible(self) -> bool:
        """The value does not fit its unit but fits another one."""
        value, unit = self.written.value, self.unit
        if value is None or unit is None or self.written.operator or self.unit_is_decided:
            return False
        fitting = units_fitting(value)
        return bool(fitting) and unit not in fitting

    def with_unit(self, unit: Unit) -> "Facts":
        """The same after a person has said the unit."""
        return replace(self, unit=unit, units_differ=False, unit_is_decided=True)

    def without_number(self, condition: str) -> "Facts":
        """The same after a person has said that the specimen gave no number."""
        return replace(self, written=WrittenResult(condition=condition or "unusable"))


def facts_of(reading: Reading, mapping: Mapping, vocabulary: Vocabulary) -> Facts:
    written = result_in(reading.result, mapping.decimal, vocabulary)
    said = vocabulary.condition_in(reading.comment)
    if said and not written.condition and (written.value is not None or said == "haemolysed"):
        written = replace(written, condition=said)
    collected, problem = _collected(reading, mapping)
    unit_text = written.unit or reading.unit
    unit = unit_named(unit_text)
    differ = (
        bool(written.unit)
        and mapping.unit_source is UnitSource.COLUMN
        and bool(reading.unit)
        and unit_named(reading.unit) is not unit
    )
    reported = None if reading.reported is None else moment_in(reading.reported, mapping.date_order)
    return Facts(
        reading,
        written,
        unit,
        unit_text,
        differ,
        collected,
        problem,
        reported.day if isinstance(reported, Moment) else None,
        reading.draw or vocabulary.draw_named(reading.draw_as_written),
    )


def _collected(reading: Reading, mapping: Mapping) -> tuple[Moment | None, DateProblem | None]:
    if reading.collected is None:
        return None, None
    moment = moment_in(reading.collected, mapping.date_order)
    if isinstance(moment, DateProblem):
        return None, moment
    if moment.at is None and reading.collected_time is not None:
        return _with_clock(moment, reading.collected_time)
    return moment, None


def _with_clock(moment: Moment, cell: Cell) -> tuple[Moment | None, DateProblem | None]:
    clock = clock_in(cell)
    if clock is None:
        return None, DateProblem.UNREADABLE
    return Moment(moment.day, datetime.combine(moment.day, clock)), None


def flags_of(facts: Facts) -> set[Flag]:
    """The flags that need no draw."""
    reading, written = facts.reading, facts.written
    result = reading.result
    read = result is not None and result.kind is not CellKind.ERROR
    timed = facts.collected is not None and facts.collected.at is not None
    flags: set[Flag] = set()
    if written.value is not None:
        if facts.unit not in (None, Unit.UG_DL):
            flags.add(Flag.UNIT_CONVERTED)
        if written.operator:
            flags.add(Flag.BELOW_LOQ if written.operator == "<" else Flag.ABOVE_ULOQ)
    if facts.is_implausible:
        flags.add(Flag.IMPLAUSIBLE_UNIT)
    if facts.is_haemolysed:
        flags.add(Flag.HAEMOLYSED)
    if reading.hidden:
        flags.add(Flag.HIDDEN_ROW)
    if read and result is not None and result.from_formula:
        flags.add(Flag.FROM_FORMULA)
    if written.has_lab_mark or (reading.flag and reading.flag.strip("-–— ")):
        flags.add(Flag.LAB_FLAG)
    if not timed and facts.date_problem is None:
        flags.add(Flag.COLLECTED_TIME_MISSING)
    return flags


def error_in(facts: Facts, patient: KnownPatient, today: date, mapping: Mapping) -> Why | None:
    """Why the row cannot be read safely; None if it can."""
    written = facts.written
    if written.problem is not None:
        return Why(Reason(written.problem.value))
    return _unit_error(facts) or _date_error(facts, patient, today, mapping)


def _unit_error(facts: Facts) -> Why | None:
    if facts.written.value is None:
        return None
    if facts.units_differ:
        return Why(
            Reason.UNITS_DIFFER,
            (("in_cell", facts.written.unit), ("in_column", facts.reading.unit)),
        )
    if facts.unit is None:
        if facts.unit_as_written:
            return Why(Reason.UNIT_UNKNOWN, (("unit", facts.unit_as_written),))
        return Why(Reason.NO_UNIT)
    return Why(Reason.IMPLAUSIBLE_UNIT) if facts.is_implausible else None


def _date_error(facts: Facts, patient: KnownPatient, today: date, mapping: Mapping) -> Why | None:
    if facts.date_problem is DateProblem.ORDER_UNSETTLED:
        return Why(Reason.DATE_ORDER_UNSETTLED)
    if facts.date_problem is not None:
        return Why(Reason.DATE_UNREADABLE)
    if facts.collected is None:
        placed = facts.reading.tube or facts.draw_name or mapping.column_of(Role.DRAW) is None
        has_tube = bool(facts.reading.tube)
        return None if placed and (has_tube or facts.draw_name) else Why(Reason.NOTHING_TO_PLACE_IT)
    day = facts.collected.day
    if day > today:
        return Why(Reason.DATE_IN_FUTURE, (("date", day.isoformat()),))
    if day < patient.enrolled_on:
        detail = (("date", day.isoformat()), ("enrolled_on", patient.enrolled_on.isoformat()))
        return Why(Reason.DATE_BEFORE_ENROLMENT, detail)
    return None
