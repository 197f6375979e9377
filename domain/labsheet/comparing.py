"""Two results of one draw compared: the same, changed, or of another specimen."""

from dataclasses import dataclass
from decimal import Decimal

from domain.labsheet.facts import Facts
from domain.labsheet.known import KnownDraw
from domain.labsheet.matching import code_key
from domain.labsheet.rows import Reason, RowStatus, Why
from domain.results import Result
from domain.units import Unit, to_ug_dl, to_umol_l


@dataclass(frozen=True, slots=True)
class Compared:
    """A result that a row is compared with: the stored one, or a row above."""

    operator: str
    value: Decimal | None
    unit: Unit | None
    decimals: int
    tube: str


def own_result(facts: Facts) -> Compared:
    """What the row itself says."""
    written = facts.written
    return Compared(
        written.operator, written.value, facts.unit, written.decimals, facts.reading.tube
    )


def stored_result(draw: KnownDraw, current: Result) -> Compared:
    """The current result of a draw; its tube number is the draw's where it has none."""
    exponent = 0 if current.value is None else current.value.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    tube = current.accession or draw.specimen_id
    return Compared(current.operator, current.value, current.unit, decimals, tube)


def against(own: Compared, other: Compared, *, is_stored: bool) -> tuple[RowStatus, Why]:
    """same, changed or repeat, and the other result for the sentence."""
    detail = (
        ("operator", other.operator),
        ("value", "" if other.value is None else str(other.value)),
        ("unit", "" if other.unit is None else other.unit.value),
        ("tube", other.tube),
    )
    if own.tube and other.tube and code_key(own.tube) != code_key(other.tube):
        reason = Reason.OTHER_TUBE_THAN_STORED if is_stored else Reason.OTHER_TUBE_THAN_ROW_ABOVE
        return RowStatus.REPEAT, Why(reason, detail)
    if own.operator == other.operator and _are_equal(own, other):
        return RowStatus.SAME, Why(
            Reason.EQUALS_STORED if is_stored else Reason.EQUALS_ROW_ABOVE, detail
        )
    return RowStatus.CHANGED, Why(
        Reason.DIFFERS_FROM_STORED if is_stored else Reason.DIFFERS_FROM_ROW_ABOVE, detail
    )


def _are_equal(own: Compared, other: Compared) -> bool:
    """Equal as written, or in different units after rounding to the decimals of either side."""
    if own.value is None or other.value is None or own.unit is None or other.unit is None:
        return False
    if own.unit is other.unit:
        return own.value == other.value
    return _rounds_to(own.value, own.unit, other.value, other.unit, other.decimals) or _rounds_to(
        other.value, other.unit, own.value, own.unit, own.decimals
    )


def _rounds_to(
    value: Decimal, unit: Unit, target: Decimal, target_unit: Unit, decimals: int
) -> bool:
    in_ug_dl = to_ug_dl(value, unit)
    scale = {Unit.UG_DL: 1.0, Unit.UG_L: 10.0, Unit.MG_L: 0.01}
    if target_unit is Unit.UMOL_L:
        converted = to_umol_l(value, unit)
    else:
        converted = in_ug_dl * scale[target_unit]
    return abs(converted - float(target)) <= 0.5 * 10.0**-decimals + 1e-9
