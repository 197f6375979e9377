"""Polish personal numbers: recognised so that they are never kept."""

import re

_WEIGHTS = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)
_ELEVEN = re.compile(r"(?<![0-9])[0-9]{11}(?![0-9])", re.ASCII)
BLACK = "█" * 5


def is_pesel(digits: str) -> bool:
    """Eleven digits whose last is the check digit of the others."""
    if not _ELEVEN.fullmatch(digits):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False))
    return (10 - total % 10) % 10 == int(digits[10])


def holds_pesel(text: str) -> bool:
    return len(text) >= 11 and any(is_pesel(found[0]) for found in _ELEVEN.finditer(text))


def without_pesel(text: str) -> str:
    """The text with every PESEL blacked out."""
    if len(text) < 11:
        return text
    return _ELEVEN.sub(lambda found: BLACK if is_pesel(found[0]) else found[0], text)


def without_names(text: str, names: frozenset[str]) -> str:
    """The text with every name blacked out that stands in it as a word."""
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(rf"(?<![^\W_]){re.escape(name)}(?![^\W_])", BLACK, text, flags=re.IGNORECASE)
    return text
