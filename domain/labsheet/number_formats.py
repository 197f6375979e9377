"""Number formats of spreadsheets: which of them show a date, and how many decimals."""

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache

BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "mm-dd-yy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
    37: "#,##0_);(#,##0)",
    38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);[Red](#,##0.00)",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    48: "##0.0E+0",
}
"""ECMA-376 part 1, 18.8.30; the numbers left out there depend on the language, or are General."""
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_QUOTED = re.compile(r'".*?"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]', re.IGNORECASE)
_ELAPSED = re.compile(r"\[(hh?|mm?|ss?)\]", re.IGNORECASE)


class Shows(Enum):
    NUMBER = "number"
    DATE = "date"
    """A date, a time of day, or both."""
    ELAPSED = "elapsed"
    """Hours, minutes or seconds that may go beyond a day."""


@dataclass(frozen=True, slots=True)
class NumberFormat:
    shows: Shows = Shows.NUMBER
    decimals: int | None = None
    """None where the format leaves them open."""


GENERAL = NumberFormat()


@cache
def number_format(code: str) -> NumberFormat:
    """What a format code makes of a number; of several sections the first counts."""
    first = code.partition(";")[0]
    if _ELAPSED.search(first):
        return NumberFormat(Shows.ELAPSED)
    if code.lower() != "general" and re.search(r"(?<![_\\])[dmhys]", _QUOTED.sub("", first), re.I):
        return NumberFormat(Shows.DATE)
    return NumberFormat(decimals=decimals_shown(code))


@cache
def decimals_shown(code: str) -> int | None:
    """The decimals a number format fixes; None if it leaves them open."""
    bare = _LITERAL.sub("", code.partition(";")[0])
    if code.lower() == "general" or re.search(r"[eE/%]", bare):
        return None
    _, mark, rest = bare.partition(".")
    digits = re.match(r"[0#?]*", rest)
    assert digits is not None
    if not mark:
        return 0 if "0" in bare or "#" in bare else None
    return len(digits[0]) if set(digits[0]) == {"0"} else None
