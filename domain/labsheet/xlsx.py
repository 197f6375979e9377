"""Workbooks of the .xlsx kind, Strict ones too: tabs, strings, styles and rows from their XML.

openpyxl would be the usual reader. On odd workbooks it hangs, raises whatever its parts
raise, gives no cell of a Strict one and loses cells without a word, and it tells nothing of
hidden rows, merged ranges and formulas in the mode that is quick enough; see the README's
decisions. Tests hold this reader against it, cell by cell.
"""

import posixpath
from dataclasses import dataclass, field

from domain.labsheet.cells import CellMaker, unescaped
from domain.labsheet.limits import Limits
from domain.labsheet.number_formats import BUILT_IN, NumberFormat, number_format
from domain.labsheet.package import Package, local, tagged
from domain.labsheet.workbook import Refusal, Sheet, SheetRefused
from domain.labsheet.worksheet import SheetRows

_YES = ("1", "true")
_WITHOUT_ROWS = frozenset({"chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"})


def sheets_of(content: bytes, limits: Limits) -> tuple[Sheet, ...]:
    """All worksheets in the order of the tabs; raises SheetRefused."""
    package = Package(content, limits)
    package.refuse_what_is_no_workbook()
    package.refuse_doctypes()
    sheets = _sheets(package, limits)
    if not any(sheet.rows for sheet in sheets):
        raise SheetRefused(Refusal.NO_CELLS)
    return sheets


def _sheets(package: Package, limits: Limits) -> tuple[Sheet, ...]:
    part = next((one.part for one in _links(package, "") if one.kind == "officeDocument"), None)
    if part is None:
        raise SheetRefused(Refusal.DAMAGED, detail="part_missing")
    book, links = _Book(), _links(package, part)
    package.parse(part, book)
    maker = CellMaker(
        _formats(package, links), _strings(package, links), epoch_1904=book.epoch_1904
    )
    by_id = {link.id: link for link in links}
    sheets: list[Sheet] = []
    left = limits.cells
    for tab in book.tabs:
        link = by_id.get(tab.link)
        if link is None:
            raise SheetRefused(Refusal.CELLS_LOST, detail="tab")
        if link.kind in _WITHOUT_ROWS:
            continue
        rows = SheetRows(maker, cells_left=left)
        package.parse(link.part, rows)
        left = rows.cells_left
        columns, merges = frozenset(rows.hidden_columns), tuple(rows.merges)
        sheets.append(Sheet(tab.name, rows.rows, tab.hidden, columns, merges))
    return tuple(sheets)


@dataclass(frozen=True, slots=True)
class _Link:
    """From one part to another."""

    id: str
    kind: str
    """The last word of its type: worksheet, sharedStrings, styles …"""
    part: str


@dataclass(slots=True)
class _Links:
    """The relationships of one part."""

    folder: str
    found: list[_Link] = field(default_factory=list[_Link])

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if local(name) != "Relationship" or attributes.get("TargetMode") == "External":
            return
        kind = attributes.get("Type", "").rpartition("/")[2]
        target = attributes.get("Target", "").replace("\\", "/")
        part = posixpath.normpath(posixpath.join("/", self.folder, target)).lstrip("/")
        self.found.append(_Link(attributes.get("Id", ""), kind, part))

    def end(self, name: str) -> None: ...

    def text(self, text: str) -> None: ...


def _links(package: Package, part: str) -> list[_Link]:
    folder, name = posixpath.split(part)
    links = _Links(folder)
    package.parse(posixpath.join(folder, "_rels", f"{name}.rels"), links)
    return links.found


@dataclass(frozen=True, slots=True)
class _Tab:
    name: str
    link: str
    hidden: bool


class _Book:
    """The tabs of the workbook, and the epoch of its dates."""

    def __init__(self) -> None:
        self.tabs: list[_Tab] = []
        self.epoch_1904 = False
        self._starts = tagged(workbookPr=self._look_at_settings, sheet=self._look_at_tab)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        begin = self._starts.get(name)
        if begin is not None:
            begin(attributes)

    def end(self, name: str) -> None: ...

    def text(self, text: str) -> None: ...

    def _look_at_settings(self, attributes: dict[str, str]) -> None:
        self.epoch_1904 = attributes.get("date1904") in _YES

    def _look_at_tab(self, attributes: dict[str, str]) -> None:
        link = next((value for name, value in attributes.items() if local(name) == "id"), "")
        hidden = attributes.get("state", "visible") != "visible"
        self.tabs.append(_Tab(attributes.get("name", ""), link, hidden))


class _Strings:
    """The shared strings; of rich text the runs together, without reading hints."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._texts: list[str] = []
        self._in_text = self._in_hint = False
        self._item, self._text, self._hint = (tagged(**{tag: True}) for tag in ("si", "t", "rPh"))

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        if name in self._text:
            self._in_text = not self._in_hint
        elif name in self._hint:
            self._in_hint = True
        elif name in self._item:
            self._texts = []

    def end(self, name: str) -> None:
        if name in self._text:
            self._in_text = False
        elif name in self._hint:
            self._in_hint = False
        elif name in self._item:
            self.found.append(unescaped("".join(self._texts)))

    def text(self, text: str) -> None:
        if self._in_text:
            self._texts.append(text)


def _strings(package: Package, links: list[_Link]) -> list[str]:
    strings = _Strings()
    for link in links:
        if link.kind == "sharedStrings":
            package.parse(link.part, strings)
    return strings.found


class _Styles:
    """The number format of each cell style."""

    def __init__(self) -> None:
        self._codes = dict(BUILT_IN)
        self._ids: list[int] = []
        self._section = ""
        self._sections = tagged(numFmts="numFmts", cellXfs="cellXfs")
        self._entries = tagged(numFmt="numFmts", xf="cellXfs")

    @property
    def formats(self) -> list[NumberFormat]:
        codes = (self._codes.get(number, "General") for number in self._ids or [0])
        return [number_format(code) for code in codes]

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in self._sections:
            self._section = self._sections[name]
        elif self._section and self._entries.get(name) == self._section:
            stated = attributes.get("numFmtId", "0")
            number = int(stated) if stated.isdecimal() else 0
            if self._section == "cellXfs":
                self._ids.append(number)
            else:
                self._codes[number] = attributes.get("formatCode", "General")

    def end(self, name: str) -> None:
        if name in self._sections:
            self._section = ""

    def text(self, text: str) -> None: ...


def _formats(package: Package, links: list[_Link]) -> list[NumberFormat]:
    styles = _Styles()
    for link in links:
        if link.kind == "styles":
            package.parse(link.part, styles)
    return styles.formats
