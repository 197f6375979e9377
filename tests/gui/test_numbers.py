"""Numbers with the language's mark and a true minus."""

from decimal import Decimal

import pytest

from gui.words import numbers


def test_a_minus_is_u_2212() -> None:
    assert numbers.number(-20.8) == "−20.8"
    assert numbers.signed(4.15) == "+4.2"


def test_what_rounds_to_zero_has_no_sign() -> None:
    assert numbers.number(-0.04) == "0.0"
    assert numbers.signed(0.04) == "0.0"


def test_polish_has_a_decimal_comma(in_polish: None) -> None:
    assert numbers.number(-7.25) == "−7,3"
    assert numbers.p_value(0.0004) == "p < 0,001"
    assert numbers.plain(Decimal("6.355")) == "6,355"


@pytest.mark.parametrize(
    ("p", "words"),
    [
        (0.0061, "p = 0.006"),
        (0.0009, "p < 0.001"),
        (0.001, "p = 0.001"),
        (0.9996, "p > 0.999"),
        (1.0, "p > 0.999"),
        (0.5, "p = 0.500"),
    ],
)
def test_a_p_value_has_three_places_and_its_limits(p: float, words: str) -> None:
    assert numbers.p_value(p) == words


def test_halves_are_rounded_away_from_zero() -> None:
    assert numbers.number(2.5, 0) == "3"
    assert numbers.number(-2.5, 0) == "−3"


def test_a_plain_number_keeps_its_own_digits() -> None:
    assert numbers.plain(0.5) == "0.5"
    assert numbers.plain(68.0) == "68"
    assert numbers.plain(700) == "700"
