"""Number formats of a workbook: which mean a date, and how many decimals they show."""

import math
import re
from datetime import datetime, time, timedelta

GENERAL = "General"
_BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    14: "yyyy-mm-dd",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy-mm-dd h:mm",
    39: "#,##0.00",
    40: "#,##0.00",
    45: "mm:ss",
    47: "mm:ss.0",
} | dict.fromkeys([*range(27, 37), *range(50, 59)], "yyyy-mm-dd")
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_DATE_LETTERS = re.compile(r"[dmyhs]", re.IGNORECASE)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_LAST_SERIAL = 2_958_466
_EPOCH_1900 = datetime(1899, 12, 30)  # noqa: DTZ001 - local dates have no zone
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001 - local dates have no zone


def format_code(number: int, own: dict[int, str]) -> str:
    """The code of a number format: the workbook's own, else a built-in one."""
    return own.get(number) or _BUILT_IN.get(number, GENERAL)


def is_date(code: str) -> bool:
    """The format shows a day or a time of day; elapsed hours are a plain number."""
    if code.lower() == "general":
        return False
    bare = _LITERAL.sub("", code.partition(";")[0])
    return _ELAPSED.search(bare) is None and _DATE_LETTERS.search(bare) is not None


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


def moment_of(serial: float, *, epoch_1904: bool) -> datetime | time | None:
    """The local moment of a serial number, to the second; a time alone below 1; None if none.

    In the 1900 system the days before 1 March 1900 count from one day later, since it
    holds a 29 February 1900 that never was.
    """
    if not math.isfinite(serial) or not 0 <= serial < _LAST_SERIAL:
        return None
    seconds = timedelta(seconds=round(serial * 86_400))
    if serial < 1 and not epoch_1904:
        return (_EPOCH_1900 + seconds).time()
    if epoch_1904:
        return _EPOCH_1904 + seconds
    return _EPOCH_1900 + seconds + timedelta(days=1 if serial < 60 else 0)
