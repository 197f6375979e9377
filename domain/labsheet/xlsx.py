"""Workbooks of the .xlsx kind, read in one streaming pass over their XML.

openpyxl is not used here: it loses cells of prefixed or Strict sheets and of those that
state a wrong size, needs two passes to tell a formula without a result from an empty
cell, and takes longer to import than a lab sheet takes to read.
"""

from dataclasses import dataclass, field

from domain.labsheet.formats import GENERAL, decimals_shown, format_code, is_date
from domain.labsheet.limits import Limits
from domain.labsheet.package import Package, local, relationships_of, target_of
from domain.labsheet.workbook import Refusal, Sheet, SheetRefused
from domain.labsheet.worksheet import CellFormat, SheetHandler

_WORKBOOK = "/officedocument"
_STRINGS = "/sharedstrings"
_STYLES = "/styles"
_WORKSHEET = "/worksheet"


def sheets_of(content: bytes, limits: Limits) -> tuple[Sheet, ...]:
    """All worksheets in the order of the tabs; raises SheetRefused."""
    package = Package(content, limits)
    book = _workbook_part(package)
    listed = _Tabs()
    package.parse(book, listed)
    links = _links(package, book)
    strings = _Strings(limits)
    for link in links.values():
        if link.kind.endswith(_STRINGS) and link.target in package:
            package.parse(link.target, strings)
    styles = _Styles()
    for link in links.values():
        if link.kind.endswith(_STYLES) and link.target in package:
            package.parse(link.target, styles)
    sheets: list[Sheet] = []
    left = limits.cells
    for tab in listed.tabs:
        link = links.get(tab.link)
        if link is None or not link.kind.endswith(_WORKSHEET):
            continue
        handler = SheetHandler(
            strings.strings, styles.formats(), epoch_1904=listed.epoch_1904, cells_left=left
        )
        package.parse(link.target, handler)
        left = handler.cells_left
        sheets.append(handler.sheet(tab.name, hidden=tab.hidden))
    if not any(sheet.rows for sheet in sheets):
        raise SheetRefused(Refusal.NO_CELLS)
    return tuple(sheets)


@dataclass(frozen=True, slots=True)
class _Link:
    kind: str
    target: str


def _links(package: Package, part: str) -> dict[str, _Link]:
    handler = _Relationships(part)
    name = relationships_of(part)
    if name in package:
        package.parse(name, handler)
    return handler.links


def _workbook_part(package: Package) -> str:
    for link in _links(package, "").values():
        if link.kind.endswith(_WORKBOOK) and link.target in package:
            if link.target.lower().endswith(".bin"):
                raise SheetRefused(Refusal.WRONG_TYPE, detail="xlsb")
            if not link.target.lower().rpartition("/")[2].startswith(("document", "presentation")):
                return link.target
    if "xl/workbook.xml" in package:
        return "xl/workbook.xml"
    raise SheetRefused(Refusal.WRONG_TYPE, detail=_other_zip(package))


def _other_zip(package: Package) -> str:
    names = package.names
    if "mimetype" in names and "content.xml" in names:
        return "ods"
    if any(name.startswith("xl/") and name.endswith(".bin") for name in names):
        return "xlsb"
    return "word" if any(name.startswith("word/") for name in names) else "zip"


@dataclass(slots=True)
class _Relationships:
    part: str
    links: dict[str, _Link] = field(default_factory=dict[str, _Link])

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        if name == "Relationship" and attributes.get("TargetMode", "") != "External":
            kind = attributes.get("Type", "").lower()
            target = target_of(self.part, attributes.get("Target", ""))
            self.links[attributes.get("Id", "")] = _Link(kind, target)

    def end(self, name: str) -> None: ...

    def text(self, text: str) -> None: ...


@dataclass(frozen=True, slots=True)
class _Tab:
    name: str
    link: str
    hidden: bool


@dataclass(slots=True)
class _Tabs:
    tabs: list[_Tab] = field(default_factory=list[_Tab])
    epoch_1904: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        if name == "workbookPr":
            self.epoch_1904 = attributes.get("date1904", "0") in ("1", "true")
        elif name == "sheet":
            link = next((attributes[key] for key in attributes if key.endswith(":id")), "")
            hidden = attributes.get("state", "visible") != "visible"
            self.tabs.append(_Tab(attributes.get("name", ""), link, hidden))

    def end(self, name: str) -> None: ...

    def text(self, text: str) -> None: ...


class _Strings:
    """The shared strings; phonetic hints are left out."""

    def __init__(self, limits: Limits) -> None:
        self.strings: list[str] = []
        self._characters_left = limits.text_characters
        self._pieces: list[str] = []
        self._in_text = False
        self._in_hint = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        if name == "si":
            self._pieces = []
        elif name == "rPh":
            self._in_hint = True
        elif name == "t":
            self._in_text = not self._in_hint

    def end(self, name: str) -> None:
        name = local(name)
        if name == "t":
            self._in_text = False
        elif name == "rPh":
            self._in_hint = False
        elif name == "si":
            self.strings.append("".join(self._pieces))

    def text(self, text: str) -> None:
        if self._in_text:
            self._characters_left -= len(text)
            if self._characters_left < 0:
                raise SheetRefused(Refusal.TOO_MANY_CELLS, detail="text")
            self._pieces.append(text)


class _Styles:
    """Number formats of the cell styles; everything else of a style is left alone."""

    def __init__(self) -> None:
        self._own: dict[int, str] = {}
        self._numbers: list[int] = []
        self._in_cell_styles = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        if name == "numFmt" and attributes.get("numFmtId", "").isdecimal():
            self._own[int(attributes["numFmtId"])] = attributes.get("formatCode", GENERAL)
        elif name == "cellXfs":
            self._in_cell_styles = True
        elif name == "xf" and self._in_cell_styles:
            number = attributes.get("numFmtId", "0")
            self._numbers.append(int(number) if number.isdecimal() else 0)

    def end(self, name: str) -> None:
        name = local(name)
        if name == "cellXfs":
            self._in_cell_styles = False

    def text(self, text: str) -> None: ...

    def formats(self) -> list[CellFormat]:
        codes = [format_code(number, self._own) for number in self._numbers]
        return [CellFormat(is_date(code), decimals_shown(code)) for code in codes]
