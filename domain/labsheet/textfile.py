"""Text files of results: encoding and delimiter found by what they hold."""

import codecs
import csv
import io
from dataclasses import dataclass

from domain.labsheet.limits import Limits
from domain.labsheet.workbook import Cell, CellKind, Refusal, Row, Sheet, SheetRefused

_MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NAMES = {
    "utf-8-sig": "utf-8",
    "cp1250": "windows-1250",
    "utf-16-le": "utf-16",
    "utf-16-be": "utf-16",
}
_USUAL = frozenset("ąćęłńóśźżĄĆĘŁŃÓŚŹŻµ°–„”±")
_DELIMITERS = ";\t,|"


@dataclass(frozen=True, slots=True)
class TextTable:
    sheet: Sheet
    encoding: str
    delimiter: str


def table_of(content: bytes, limits: Limits) -> TextTable:
    """The lines of a text file as rows, numbered by line; raises SheetRefused."""
    text, encoding = decoded(content)
    hint, stated = _stated_delimiter(text)
    delimiter = stated or delimiter_of(text)
    rows: list[Row] = []
    left = limits.cells
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    try:
        for fields in reader:
            cells = tuple(
                Cell(column, CellKind.TEXT, field)
                for column, field in enumerate(fields, start=1)
                if field.strip()
            )
            left -= len(cells)
            if left < 0:
                raise SheetRefused(Refusal.TOO_MANY_CELLS)
            if cells and line > hint:
                rows.append(Row(line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise SheetRefused(Refusal.DAMAGED, detail="text") from error
    if not rows:
        raise SheetRefused(Refusal.NO_CELLS)
    return TextTable(Sheet("", tuple(rows)), _NAMES.get(encoding, encoding), delimiter)


def decoded(content: bytes) -> tuple[str, str]:
    """The text and its encoding: by its mark, else UTF-8 if it is that, else a Polish one."""
    for mark, encoding in _MARKED:
        if content.startswith(mark):
            return _strictly(content, encoding), encoding
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        sample = content[start:4096:2]
        if len(sample) > 3 and sample.count(0) > len(sample) * 0.7:
            return _strictly(content, encoding), encoding
    if b"\0" in content:
        raise SheetRefused(Refusal.WRONG_TYPE, detail="binary")
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _polish(content)


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise SheetRefused(Refusal.DAMAGED, detail="encoding") from error


def _polish(content: bytes) -> tuple[str, str]:
    """Windows-1250 or ISO 8859-2, whichever gives more of the letters laboratories use."""
    read: list[tuple[int, str, str]] = []
    for encoding in ("cp1250", "iso8859-2"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        control = sum(1 for char in text if ord(char) < 32 or 127 <= ord(char) < 160)
        usual = sum(1 for char in text if char in _USUAL)
        plain_control = sum(text.count(char) for char in "\r\n\t")
        read.append((usual - 10 * (control - plain_control), text, encoding))
    if not read or max(read)[0] < 0:
        raise SheetRefused(Refusal.WRONG_TYPE, detail="binary")
    best = max(read, key=lambda scored: scored[0])
    return best[1], best[2]


def _stated_delimiter(text: str) -> tuple[int, str]:
    """The line `sep=;` that spreadsheets write first: its line number and the delimiter."""
    first = text.split("\n", 1)[0].strip().lower()
    if first.startswith("sep=") and len(first) == 5 and first[4] in _DELIMITERS.strip():
        return 1, first[4]
    return 0, ""


def delimiter_of(text: str) -> str:
    """The delimiter that splits the first lines most evenly into the most fields."""
    sample = "\n".join(text.splitlines()[:60])

    def evenness(delimiter: str) -> tuple[int, int]:
        try:
            rows = list(csv.reader(io.StringIO(sample), delimiter=delimiter))
        except csv.Error:
            return 0, 0
        widths = [len(row) for row in rows if len(row) > 1]
        usual = max(set(widths), key=widths.count, default=0)
        return widths.count(usual), usual

    return max(_DELIMITERS, key=evenness)
