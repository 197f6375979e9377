"""Units of serum copper, and the factors between them.

1 µg/dL = 10 / 63.546 µmol/L (standard atomic weight of copper, IUPAC).
"""

from decimal import Decimal
from enum import StrEnum

MICROGRAMS_PER_MICROMOLE = 63.546


class Unit(StrEnum):
    """A unit in which a result may be stored as reported."""

    UG_DL = "ug/dL"
    UMOL_L = "umol/L"
    UG_L = "ug/L"
    MG_L = "mg/L"


_UG_DL_IN_ONE = {
    Unit.UG_DL: 1.0,
    Unit.UMOL_L: MICROGRAMS_PER_MICROMOLE / 10.0,
    Unit.UG_L: 0.1,
    Unit.MG_L: 100.0,
}


def to_ug_dl(value: Decimal | float, unit: Unit) -> float:
    """`value` given in `unit`, in µg/dL."""
    return float(value) * _UG_DL_IN_ONE[unit]


def to_umol_l(value: Decimal | float, unit: Unit) -> float:
    """`value` given in `unit`, in µmol/L."""
    if unit is Unit.UMOL_L:
        return float(value)
    return to_ug_dl(value, unit) * 10.0 / MICROGRAMS_PER_MICROMOLE
