"""The zip a workbook comes in: its directory checked before any part is unpacked."""

import contextlib
import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Protocol, TypeVar
from xml.parsers import expat

from domain.labsheet.limits import Limits
from domain.labsheet.workbook import Refusal, SheetRefused

_T = TypeVar("_T")
_CHUNK = 1 << 16
_SPREADSHEET = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
"""The namespaces of workbooks, the usual one and that of the Strict kind."""
_MEGABYTE = 1_000_000
_CONTENT_TYPES = "[content_types].xml"
_OTHER_ZIPS = {
    "content.xml": "ods",
    "xl/workbook.bin": "xlsb",
    "word/document.xml": "word",
    "ppt/presentation.xml": "powerpoint",
}


class XmlHandler(Protocol):
    """What a reader of one part does at each start, end and run of text.

    Names come with their namespace: see `tagged` and `local`.
    """

    def start(self, name: str, attributes: dict[str, str], /) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, text: str) -> None: ...


class Package:
    """A checked zip; the case of the letters in a part's name does not count."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            self._entries = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
            raise SheetRefused(Refusal.DAMAGED, detail="zip") from error
        _check_directory(self._entries, limits)
        self._by_name: dict[str, list[zipfile.ZipInfo]] = {}
        for entry in self._entries:
            self._by_name.setdefault(_plain(entry.filename), []).append(entry)

    def refuse_what_is_no_workbook(self) -> None:
        names = self._by_name.keys()
        for part, kind in _OTHER_ZIPS.items():
            if part in names:
                raise SheetRefused(Refusal.WRONG_TYPE, detail=kind)
        if _CONTENT_TYPES not in names:
            raise SheetRefused(Refusal.WRONG_TYPE, detail="zip")

    def refuse_doctypes(self) -> None:
        """Look at the head of every part, also of those that nothing else reads."""
        for entry in self._entries:
            roots: list[str] = []
            parser = _parser()
            parser.StartElementHandler = lambda name, _attributes, roots=roots: roots.append(name)
            with contextlib.suppress(expat.ExpatError):
                for chunk in self._chunks(entry):
                    parser.Parse(chunk, False)
                    if roots:
                        break

    def parse(self, name: str, handler: XmlHandler) -> None:
        """Run one XML part through a handler."""
        entry = self._entry(name)
        parser = _parser()
        parser.buffer_text = True
        parser.StartElementHandler = handler.start
        parser.EndElementHandler = handler.end
        parser.CharacterDataHandler = handler.text
        try:
            for chunk in self._chunks(entry):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise SheetRefused(Refusal.DAMAGED, detail="xml") from error

    def _entry(self, name: str) -> zipfile.ZipInfo:
        found = self._by_name.get(_plain(name), [])
        exact = [entry for entry in found if entry.filename == name] or found
        if len(exact) != 1:
            raise SheetRefused(Refusal.DAMAGED, detail="part_twice" if exact else "part_missing")
        return exact[0]

    def _chunks(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        """The part's bytes; zipfile gives no more than the directory states."""
        try:
            with self._zip.open(entry) as part:
                while chunk := part.read(_CHUNK):
                    yield chunk
        except RuntimeError as error:
            raise SheetRefused(Refusal.ENCRYPTED) from error
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            ValueError,
        ) as error:
            raise SheetRefused(Refusal.DAMAGED, detail="part") from error


def _check_directory(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(entries) > limits.entries:
        raise SheetRefused(Refusal.UNPACKS_TOO_LARGE, detail="entries")
    if sum(entry.file_size for entry in entries) > limits.unpacked_bytes:
        raise SheetRefused(Refusal.UNPACKS_TOO_LARGE, detail="size")
    for entry in entries:
        packed = max(entry.compress_size, 1)
        if entry.file_size > _MEGABYTE and entry.file_size / packed > limits.ratio:
            raise SheetRefused(Refusal.UNPACKS_TOO_LARGE, detail="ratio")


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def tagged(**meanings: _T) -> dict[str, _T]:
    """The meanings by the names of elements in both namespaces of workbooks."""
    return {
        f"{space}}}{name}": meaning for space in _SPREADSHEET for name, meaning in meanings.items()
    }


def local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition("}")[2]


def _plain(part: str) -> str:
    return part.replace("\\", "/").lower()


def _refuse_doctype(*_declared: object) -> None:
    raise SheetRefused(Refusal.FORBIDDEN_XML)
