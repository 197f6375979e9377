"""Copper in the units of laboratories; 1 µg/dL = 10/63.546 µmol/L (atomic weight of copper)."""

from decimal import Decimal

import pytest

from domain.units import Unit, to_ug_dl, to_umol_l


@pytest.mark.parametrize(
    ("value", "unit", "ug_dl", "umol_l"),
    [
        # records of the lab-sheet fixtures, to 6 significant digits
        ("95.0", Unit.UG_DL, 95.0, 14.9498),
        ("127.6", Unit.UG_DL, 127.6, 20.0799),
        ("20.24", Unit.UMOL_L, 128.617, 20.24),
        ("15.20", Unit.UMOL_L, 96.5899, 15.2),
        ("5.131", Unit.UG_L, 0.5131, 0.0807447),
        ("1.2", Unit.MG_L, 120.0, 18.8840),
    ],
)
def test_a_value_is_kept_in_both_units(value: str, unit: Unit, ug_dl: float, umol_l: float):
    assert to_ug_dl(Decimal(value), unit) == pytest.approx(ug_dl, rel=5e-6)
    assert to_umol_l(Decimal(value), unit) == pytest.approx(umol_l, rel=5e-6)
