"""Numbers with the language's decimal mark and a true minus sign."""

from decimal import ROUND_HALF_UP, Decimal

from gui.words.language import language

MINUS = "−"


def decimal_mark() -> str:
    return "," if language() == "pl" else "."


def number(value: float | Decimal, places: int = 1) -> str:
    """104.9, −20.8; halves are rounded away from zero, as people do."""
    return _marked(_rounded(value, places))


def signed(value: float | Decimal, places: int = 1) -> str:
    """+4.2, −20.8; 0.0 has no sign."""
    text = _rounded(value, places)
    positive = not text.startswith("-") and Decimal(text) != 0
    return _marked(f"+{text}" if positive else text)


def plain(value: float | Decimal) -> str:
    """As many digits as the value has: 0.5, 68, 6.355."""
    return _marked(format(Decimal(str(value)).normalize(), "f"))


def whole(value: int) -> str:
    return _marked(str(value))


def p_value(p: float) -> str:
    """p = 0.006, p < 0.001, p > 0.999."""
    if p < 0.001:
        return f"p < {number(0.001, 3)}"
    if p > 0.999:
        return f"p > {number(0.999, 3)}"
    return f"p = {number(p, 3)}"


def bare_p(p: float) -> str:
    """0.006, < 0.001: in a column that says p already."""
    return p_value(p).removeprefix("p = ").removeprefix("p ")


def percent(share: float, places: int = 0) -> str:
    """58%, 58,3%."""
    return f"{number(100 * share, places)}%"


def _rounded(value: float | Decimal, places: int) -> str:
    exact = Decimal(str(value))
    text = str(exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))
    return text.removeprefix("-") if Decimal(text) == 0 else text


def _marked(text: str) -> str:
    return text.replace("-", MINUS).replace(".", decimal_mark())
