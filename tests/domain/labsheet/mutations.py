"""Lab files spoiled by chance, the same for the same seed: bytes, cells' XML, lines of text."""

import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from tests.domain.labsheet.sheets import FOLDER

KINDS: dict[str, tuple[str, ...]] = {
    "xlsx": ("a1_lista_surowica.xlsx", "a6_karta_pacjenta.xlsx", "b4_strict.xlsx"),
    "cells": (
        "a1_lista_surowica.xlsx", "a3_wide_umol.xlsx", "a4_icpms_batch.xlsx",
        "a7_formulas_hidden.xlsx", "b3_dwa_wiersze.xlsx", "b4_strict.xlsx", "b5_tabs.xlsx",
    ),
    "xls": ("b1_stary_arkusz.xls",),
    "text": ("a2_wyniki_win1250.csv", "b2_utf16.csv", "b6_american.csv"),
}  # fmt: skip
"""What is spoiled, and in which files."""
_ENDINGS = {"xlsx": ".xlsx", "cells": ".xlsx", "xls": ".xls", "text": ".csv"}
_ODD_NUMBERS = (
    "", "-0", "1e309", "-1e308", "1e-320", "NaN", "INF", "99999999999999999999", "0x10", " 7 ",
    "2958466", "-1", "1,5", "1_0", "١٢", "4e3", "0.1.2", "x",
)  # fmt: skip
_ODD_REFERENCES = (
    "A0", "XFD1048576", "XFE1", "ZZZZ9", "1A", "", "A", "A1:B2", "a1", "$A$1", "A99999999999",
)  # fmt: skip
_ODD_TEXT = (
    "nan", "1,234", "<", ">", "< ", "<<5", "1 2 3", "µg/dL", "=1+1", "\u202e12", "９５", "\x0b",
    "KET-O07", "31.02.2026", "00/00/0000", "24:00", "75701780445", "x" * 40_000, '"', ";", "\0",
)  # fmt: skip


def spoiled(kind: str, seed: int, folder: Path) -> Path:
    """A file of this kind, spoiled in a few places, written to `folder`."""
    chance = random.Random(f"{kind} {seed}")
    content = (FOLDER / chance.choice(KINDS[kind])).read_bytes()
    for _ in range(chance.choice((1, 1, 1, 2, 4, 8))):
        content = _WAYS[kind](content, chance)
    path = folder / f"{kind}-{seed}{_ENDINGS[kind]}"
    path.write_bytes(content)
    return path


def seeds(count: int, first: int = 0) -> Iterator[tuple[str, int]]:
    for seed in range(first, first + count):
        yield from ((kind, seed) for kind in KINDS)


def _bytes(content: bytes, chance: random.Random) -> bytes:
    """Change, cut out, repeat or put in some bytes, anywhere."""
    at, length = chance.randrange(len(content) + 1), chance.choice((1, 1, 2, 8, 64, 1024))
    match chance.randrange(6):
        case 0:
            return content[:at] + content[at + length :] or b"\0"
        case 1:
            return content[:at] + content[at : at + length] * 2 + content[at + length :]
        case 2:
            return content[:at] or b"\0"
        case 3:
            return content[:at] + chance.randbytes(length) + content[at:]
        case 4:
            return content[:at] + bytes(length) + content[at + length :]
        case _:
            return content[:at] + chance.randbytes(length) + content[at + length :]


def _cells(content: bytes, chance: random.Random) -> bytes:
    """Change the XML of one part of a workbook, and pack it again."""
    with zipfile.ZipFile(io.BytesIO(content)) as zipped:
        parts = {name: zipped.read(name) for name in zipped.namelist()}
    sheets = [name for name in parts if "/worksheets/sheet" in name]
    others = [name for name in parts if name.endswith((".xml", ".rels"))]
    name = chance.choice(sheets if chance.random() < 0.8 else others)
    text = parts[name].decode("utf-8", "replace")
    parts[name] = _xml(text, chance).encode("utf-8", "replace")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as zipped:
        for part, data in parts.items():
            zipped.writestr(part, data)
    return packed.getvalue()


def _xml(text: str, chance: random.Random) -> str:
    pattern, new = chance.choice(_XML)
    return _replaced(text, pattern, new(text, chance), chance)


def _one_of(form: str, *odd: str) -> Callable[[str, random.Random], str]:
    return lambda _text, chance: form.format(chance.choice(odd))


def _again(text: str, chance: random.Random) -> str:
    """A row or cell that stands there already, once or many times more."""
    found = re.findall(r"<row .*?</row>|<c [^>]*>.*?</c>", text) or ["<c/>"]
    return chance.choice(found) * chance.choice((1, 2, 50)) + "</row>"


_XML: tuple[tuple[str, Callable[[str, random.Random], str]], ...] = (
    (r"<v>[^<]*</v>", _one_of("<v>{}</v>", *_ODD_NUMBERS)),
    (r' r="[^"]*"', _one_of(' r="{}"', *_ODD_REFERENCES)),
    (r' t="[^"]*"', _one_of(' t="{}"', "s", "str", "inlineStr", "b", "e", "d", "n", "q", "")),
    (r' s="[^"]*"', _one_of(' s="{}"', "0", "1", "2", "3", "99999", "-1", "x", "")),
    (r">[^<]{1,30}<", _one_of(">{}<", *(escape(odd) for odd in _ODD_TEXT))),
    (r"</row>", _again),
    (r"</row>", _one_of("</row>{}", "<x>" * 400 + "</x>" * 400)),
    (r"</?[a-zA-Z:]+[^>]*>", _one_of("{}", "")),
    (
        r"<[a-zA-Z:]+",
        _one_of(
            "{}<c", '<!DOCTYPE a [<!ENTITY b "bb">]>', "&b;", "<![CDATA[", "<!--", "\x00", "&#0;"
        ),
    ),
)
"""What is replaced in the XML of a part, and by what."""


def _replaced(text: str, pattern: str, new: str, chance: random.Random) -> str:
    places = list(re.finditer(pattern, text))
    if not places:
        return text
    place = chance.choice(places)
    return text[: place.start()] + new + text[place.end() :]


def _text(content: bytes, chance: random.Random) -> bytes:
    """Change bytes, or one field of one line."""
    if chance.random() < 0.4:
        return _bytes(content, chance)
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    encoding = "utf-16" if wide else "cp1250"
    lines = content.decode(encoding, "replace").split("\n")
    at = chance.randrange(len(lines))
    fields = lines[at].split(";")
    fields[chance.randrange(len(fields))] = chance.choice(_ODD_TEXT)
    lines[at] = ";".join(fields) * chance.choice((1, 1, 1, 2))
    return "\n".join(lines).encode(encoding, "replace")


_WAYS: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "xlsx": _bytes, "cells": _cells, "xls": _bytes, "text": _text,
}  # fmt: skip
