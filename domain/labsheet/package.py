"""The zip a workbook comes in: its directory checked before any part is unpacked."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import Protocol
from xml.parsers import expat

from domain.labsheet.limits import Limits
from domain.labsheet.workbook import Refusal, SheetRefused

_CHUNK = 1 << 16
_MEGABYTE = 1_000_000


class XmlHandler(Protocol):
    """What a reader of one part does at each start, end and run of text.

    Names come as written, with their prefix: see `local`.
    """

    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, text: str) -> None: ...


class Package:
    """A checked zip; parts are found whatever the case or slashes of their names."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        self._limits = limits
        self._unpacked = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
            raise SheetRefused(Refusal.DAMAGED, detail="zip") from error
        self._check(entries)
        self._parts = {_part_name(entry.filename): entry for entry in reversed(entries)}

    def _check(self, entries: list[zipfile.ZipInfo]) -> None:
        limits = self._limits
        if len(entries) > limits.entries:
            raise SheetRefused(Refusal.UNPACKS_TOO_LARGE, detail="entries")
        if sum(entry.file_size for entry in entries) > limits.unpacked_bytes:
            raise SheetRefused(Refusal.UNPACKS_TOO_LARGE, detail="size")
        for entry in entries:
            packed = max(entry.compress_size, 1)
            if entry.file_size > _MEGABYTE and entry.file_size / packed > limits.ratio:
                raise SheetRefused(Refusal.UNPACKS_TOO_LARGE, detail="ratio")

    def __contains__(self, name: str) -> bool:
        return _part_name(name) in self._parts

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._parts)

    def chunks(self, name: str) -> Iterator[bytes]:
        """The part's bytes, counted against the limit as they are unpacked."""
        entry = self._parts.get(_part_name(name))
        if entry is None:
            raise SheetRefused(Refusal.DAMAGED, detail="part_missing")
        try:
            with self._zip.open(entry) as part:
                while chunk := part.read(_CHUNK):
                    self._unpacked += len(chunk)
                    if self._unpacked > self._limits.unpacked_bytes:
                        raise SheetRefused(Refusal.UNPACKS_TOO_LARGE, detail="size")
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

    def parse(self, name: str, handler: XmlHandler) -> None:
        """Run one XML part through a handler; document type declarations are refused."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.StartElementHandler = handler.start
        parser.EndElementHandler = handler.end
        parser.CharacterDataHandler = handler.text
        try:
            for chunk in self.chunks(name):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise SheetRefused(Refusal.DAMAGED, detail="xml") from error


def local(name: str) -> str:
    """An element's name without its prefix."""
    return name.rpartition(":")[2]


def _refuse_doctype(*_declared: object) -> None:
    raise SheetRefused(Refusal.FORBIDDEN_XML)


def _part_name(name: str) -> str:
    return posixpath.normpath(name.replace("\\", "/")).lstrip("/").lower()


def target_of(base: str, target: str) -> str:
    """The part a relationship of the part `base` points to."""
    target = target.replace("\\", "/")
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), target))


def relationships_of(part: str) -> str:
    """The name of the part that holds the relationships of `part`; "" is the package."""
    folder, _, name = part.replace("\\", "/").rpartition("/")
    return posixpath.join(folder, "_rels", f"{name}.rels")
