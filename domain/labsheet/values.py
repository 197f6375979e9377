"""One grammar for the results laboratories write: operator, number, unit, marks and words.

A number is ASCII digits with an optional sign (``-``, U+2212 or ``+``) and at most one
decimal mark, comma or point. Thousands may be grouped by spaces of every kind
(``1 234,5``), or by the mark that is not the decimal one when both occur
(``1.234,5``). One mark followed by exactly three digits (``1,234``) is ambiguous
unless it starts with zero or the sheet shows elsewhere that this mark is its decimal
mark. ``nan``, ``inf``, ``1_000``, exponents in text and digits other than ASCII are
no numbers.

A result is ``[operator] [mark] number [unit] [mark] [words]``. Operators are ``<`` and
``>`` (``≤`` and ``≥`` are kept as these), or words for them. Marks are the
laboratory's own: H, L, HH, LL, N, A, *, !, arrows, also in brackets; they are no part of
the number.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from domain.labsheet.mapping import DecimalMark
from domain.labsheet.pesel import holds_pesel
from domain.labsheet.vocabulary import Vocabulary, folded
from domain.labsheet.workbook import Cell, CellKind
from domain.units import Unit

_TO_PLAIN_SPACE = dict.fromkeys(
    [*range(0x2000, 0x200B), *map(ord, "\u00a0\u1680\u202f\u205f\u3000\t\r\n")], " "
)
_NUMBER = re.compile(
    r"(?P<sign>[-+−]?)"
    r"(?P<whole>[0-9]{1,3}(?: [0-9]{3})+|[0-9]{1,3}(?:[.,][0-9]{3})+(?=[.,])|[0-9]+)"
    r"(?:(?P<mark>[.,])(?P<rest>[0-9]+))?",
    re.ASCII,
)
_OPERATOR = re.compile(r"(?P<op><=|>=|&lt;|&gt;|[<>≤≥＜＞])")
_OPERATORS = {
    "<": "<",
    "<=": "<",
    "≤": "<",
    "＜": "<",
    "&lt;": "<",
    ">": ">",
    ">=": ">",
    "≥": ">",
    "＞": ">",
    "&gt;": ">",
}
_MARK = r"(?:\((?:[HL]{1,2}|[NA])\)|\[(?:[HL]{1,2}|[NA])\]|HH|LL|[HLNA]|\*+|!+|[↑↓▲▼⇧⇩⬆⬇]+)"
_MARK_BEFORE = re.compile(rf"{_MARK}(?=[\s<>≤≥0-9])")
_MARK_AFTER = re.compile(rf"{_MARK}(?![^\W\d_])")


class NumberProblem(StrEnum):
    UNREADABLE = "unreadable"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written: its value and how many decimals it shows."""

    value: Decimal
    decimals: int


def plain_spaces(text: str) -> str:
    """No-break, thin and other spaces as plain ones, none at the ends."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return _with_plain_spaces(text)


@lru_cache(maxsize=4096)
def _with_plain_spaces(text: str) -> str:
    return text.translate(_TO_PLAIN_SPACE).replace("\ufeff", "").strip()


def number_in(text: str, mark: DecimalMark) -> Number | NumberProblem:
    """The number that the whole of `text` is, by the grammar above."""
    found = _NUMBER.fullmatch(plain_spaces(text))
    return NumberProblem.UNREADABLE if found is None else _number(found, mark)


def _number(found: re.Match[str], sheet_mark: DecimalMark) -> Number | NumberProblem:
    whole, mark, rest = found["whole"], found["mark"], found["rest"] or ""
    grouping = {char for char in whole if not char.isdigit()}
    if mark is not None and mark in grouping:
        return NumberProblem.UNREADABLE
    if mark is not None and len(rest) == 3 and not grouping and _could_group(whole):
        shown = {DecimalMark.COMMA: ",", DecimalMark.POINT: "."}.get(sheet_mark)
        if shown != mark:
            return NumberProblem.AMBIGUOUS
    digits = "".join(char for char in whole if char.isdigit())
    value = Decimal(f"{digits}.{rest}" if rest else digits)
    return Number(-value if found["sign"] in ("-", "−") else value, len(rest))


def _could_group(whole: str) -> bool:
    return len(whole) <= 3 and not whole.startswith("0")


def decimal_mark_of(texts: list[str]) -> DecimalMark:
    """The decimal mark that the texts show beyond doubt; NOT_NEEDED if none or both do."""
    marks: set[str] = set()
    for text in texts:
        for found in _NUMBER.finditer(plain_spaces(text)):
            mark, rest = found["mark"], found["rest"] or ""
            if mark and not (len(rest) == 3 and _could_group(found["whole"])):
                marks.add(mark)
    if marks == {","}:
        return DecimalMark.COMMA
    return DecimalMark.POINT if marks == {"."} else DecimalMark.NOT_NEEDED


class ResultProblem(StrEnum):
    """Why a result cannot be read as a number or as a word about the specimen."""

    ERROR_CELL = "error_cell"
    FORMULA_NO_VALUE = "formula_no_value"
    NO_RESULT = "no_result"
    NOT_READY = "not_ready"
    NUMBER_UNREADABLE = "number_unreadable"
    NUMBER_AMBIGUOUS = "number_ambiguous"
    NEGATIVE = "negative"


@dataclass(frozen=True, slots=True)
class WrittenResult:
    """What a result cell says; `value`, `condition` or `problem` is set."""

    operator: str = ""
    value: Decimal | None = None
    decimals: int = 0
    unit: str = ""
    """Written in the cell itself."""
    has_lab_mark: bool = False
    condition: str = ""
    """haemolysed, clotted, insufficient, lost or unusable; beside a value only a remark."""
    problem: ResultProblem | None = None


_NO_RESULT_OF_KIND = {
    CellKind.ERROR: ResultProblem.ERROR_CELL,
    CellKind.FORMULA_NO_VALUE: ResultProblem.FORMULA_NO_VALUE,
    CellKind.DATE: ResultProblem.NUMBER_UNREADABLE,
    CellKind.BOOL: ResultProblem.NUMBER_UNREADABLE,
}


def result_in(cell: Cell | None, mark: DecimalMark, vocabulary: Vocabulary) -> WrittenResult:
    """Read one result cell."""
    if cell is None:
        return WrittenResult(problem=ResultProblem.NO_RESULT)
    problem = _NO_RESULT_OF_KIND.get(cell.kind)
    if holds_pesel(cell.text):  # a person's number in the wrong column
        problem = ResultProblem.NUMBER_UNREADABLE
    if problem is not None:
        return WrittenResult(problem=problem)
    if cell.kind is CellKind.NUMBER:
        assert cell.number is not None
        return _signed(WrittenResult(value=cell.number, decimals=decimals_of(cell)))
    return _result_in_text(plain_spaces(cell.text), mark, vocabulary)


def decimals_of(cell: Cell) -> int:
    """The decimals a number cell has or shows, whichever is more."""
    assert cell.number is not None
    exponent = cell.number.as_tuple().exponent
    own = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return max(own, cell.decimals or 0)


def _result_in_text(text: str, mark: DecimalMark, vocabulary: Vocabulary) -> WrittenResult:
    if vocabulary.nothing.same(text):
        return WrittenResult(problem=ResultProblem.NO_RESULT)
    operator, rest, marked = _operator_and_rest(text, vocabulary)
    found = _NUMBER.match(rest)
    if found is None or not _ends_well(rest, found.end()):
        return _words_alone(text, vocabulary)
    number = _number(found, mark)
    if isinstance(number, NumberProblem):
        ambiguous = number is NumberProblem.AMBIGUOUS
        return WrittenResult(
            problem=ResultProblem.NUMBER_AMBIGUOUS if ambiguous else ResultProblem.NUMBER_UNREADABLE
        )
    return _with_tail(operator, number, rest[found.end() :], vocabulary, marked=marked)


def _operator_and_rest(text: str, vocabulary: Vocabulary) -> tuple[str, str, bool]:
    operator, rest, marked = "", text, False
    before = _MARK_BEFORE.match(rest)
    if before is not None:
        marked, rest = True, rest[before.end() :].lstrip()
    sign = _OPERATOR.match(rest)
    if sign is not None:
        return _OPERATORS[sign["op"]], rest[sign.end() :].lstrip(), marked
    first_digit = re.search(r"[0-9]", rest, re.ASCII)
    if first_digit is not None and first_digit.start() > 0:
        words = rest[: first_digit.start()]
        if vocabulary.below.same(words):
            operator, rest = "<", rest[first_digit.start() :]
        elif vocabulary.above.same(words):
            operator, rest = ">", rest[first_digit.start() :]
    return operator, rest, marked


def _ends_well(text: str, end: int) -> bool:
    """The number is not the front of something else (1_000, 1e5, 12:30, 1.2.3)."""
    tail = text[end:]
    if tail[:1] in ("_", ":", "/", ".", ",", "-", "'", "’"):
        return False
    return re.match(r"[eE][-+]?[0-9]|\s*[0-9]|[^\W\d_]*\d", tail) is None or _is_unit(tail)


def _is_unit(tail: str) -> bool:
    return unit_named(tail.strip()) is not None


def _with_tail(
    operator: str, number: Number, tail: str, vocabulary: Vocabulary, *, marked: bool
) -> WrittenResult:
    unit, condition = "", ""
    rest = tail.strip()
    while rest:
        mark = _MARK_AFTER.match(rest)
        if mark is not None:
            marked, rest = True, rest[mark.end() :].strip()
            continue
        word, rest = _first_unit(rest)
        if word and not unit:
            unit = word
            continue
        remark = f"{word} {rest}".strip()
        condition = vocabulary.condition_in(remark)
        if not condition:
            return WrittenResult(problem=ResultProblem.NUMBER_UNREADABLE)
        rest = ""
    return _signed(WrittenResult(operator, number.value, number.decimals, unit, marked, condition))


def _first_unit(text: str) -> tuple[str, str]:
    """The unit that stands first in the text, and what follows it; empty if none does."""
    words = text.split(" ")
    for count in range(min(3, len(words)), 0, -1):
        head = " ".join(words[:count])
        is_unknown_unit = count == 1 and "/" in head and not head[:1].isdigit()
        if unit_named(head) is not None or is_unknown_unit:
            return head, " ".join(words[count:]).strip()
    return "", text


def _signed(written: WrittenResult) -> WrittenResult:
    if written.value is not None and written.value < 0:
        return WrittenResult(problem=ResultProblem.NEGATIVE)
    return written


def _words_alone(text: str, vocabulary: Vocabulary) -> WrittenResult:
    if vocabulary.not_ready.within(text):
        return WrittenResult(problem=ResultProblem.NOT_READY)
    condition = vocabulary.condition_in(text)
    if condition and not re.search(r"\d", text):
        return WrittenResult(condition=condition)
    return WrittenResult(problem=ResultProblem.NUMBER_UNREADABLE)


_UNITS = {
    "ug/dl": Unit.UG_DL,
    "ug/100ml": Unit.UG_DL,
    "ug%": Unit.UG_DL,
    "umol/l": Unit.UMOL_L,
    "ug/l": Unit.UG_L,
    "ng/ml": Unit.UG_L,
    "ppb": Unit.UG_L,
    "mg/l": Unit.MG_L,
    "ug/ml": Unit.MG_L,
    "ppm": Unit.MG_L,
}


@lru_cache(maxsize=1024)
def unit_named(text: str) -> Unit | None:
    """The unit a text is, in any of its spellings; None if it is none we store.

    µ in both code points, u, mc and mk; ``µg%`` is µg/dL, ng/mL and ppb are µg/L,
    µg/mL and ppm are mg/L. The case of letters and spaces inside do not count.
    """
    plain = plain_spaces(text).strip("[](){}.,;: ").replace(" ", "")
    plain = plain.replace("μ", "u").replace("µ", "u").replace("⁻¹", "-1").replace("−", "-").lower()
    plain = re.sub(r"^(mcg|mkg|ugram|mikrog)(?=[/%·*.]|$|d|l|m)", "ug", plain)
    plain = re.sub(r"^(mcmol|mkmol|mikromol)", "umol", plain)
    inverse = re.fullmatch(r"([a-z]+?)[·*.]?(dl|ml|l)-1", plain)
    if inverse is not None:
        plain = f"{inverse[1]}/{inverse[2]}"
    return _UNITS.get(plain)


def unit_within(text: str) -> str:
    """The unit written inside a heading or title (``Cu [µg/dL]``); empty if there is none."""
    for piece in re.findall(r"[\[(]([^\[\]()]*)[\])]", text):
        if unit_named(piece) is not None:
            return piece.strip()
    words = re.split(r"[\s,;:=()\[\]]+", plain_spaces(text))
    return next((word for word in words if word and unit_named(word) is not None), "")


def bracketed(text: str) -> str:
    """What stands in brackets in a heading and looks like a unit, known or not."""
    for piece in re.findall(r"[\[(]([^\[\]()]*)[\])]", text):
        if re.search(r"[/%]|pp[bmt]", folded(piece)):
            return piece.strip()
    return ""
