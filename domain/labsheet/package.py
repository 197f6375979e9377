"""The zip a workbook comes in: its directory checked before any part is unpacked."""

import contextlib
import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Protocol
from xml.parsers import expat

from domain.labsheet.limits import Limits
from domain.labsheet.workbook import Refusal, SheetRefused

_CHUNK = 1 << 16
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

    Names come as written, with their prefix: see `local`.
    """

    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, text: str) -> None: ...


class Package:
    """A checked zip; parts have the names openpyxl finds them by."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            self._entries = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
            raise SheetRefused(Refusal.DAMAGED, detail="zip") from error
        _check_directory(self._entries, limits)

    def refuse_what_is_no_workbook(self) -> None:
        names = {entry.filename.replace("\\", "/").lower() for entry in self._entries}
        for part, kind in _OTHER_ZIPS.items():
            if part in names:
                raise SheetRefused(Refusal.WRONG_TYPE, detail=kind)
        if _CONTENT_TYPES not in names:
            raise SheetRefused(Refusal.WRONG_TYPE, detail="zip")

    def refuse_doctypes(self) -> None:
        """Look at the head of every part, since openpyxl would follow declared entities."""
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
        parser = _parser()
        parser.buffer_text = True
        parser.StartElementHandler = handler.start
        parser.EndElementHandler = handler.end
        parser.CharacterDataHandler = handler.text
        try:
            for chunk in self._chunks(self._zip.getinfo(name)):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise SheetRefused(Refusal.DAMAGED, detail="xml") from error

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
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def local(name: str) -> str:
    """An element's name without its prefix."""
    return name.rpartition(":")[2]


def _refuse_doctype(*_declared: object) -> None:
    raise SheetRefused(Refusal.FORBIDDEN_XML)
