"""From the bytes of a file to a Workbook, by what they are and never by the file's name.

Runs in the reading process (see `reading`); raises SheetRefused for everything that
cannot be read.
"""

import errno
import hashlib
import os
import stat
from pathlib import Path

from domain.labsheet.limits import Limits
from domain.labsheet.textfile import table_of
from domain.labsheet.workbook import Container, Refusal, SheetRefused, Workbook
from domain.labsheet.xls import sheets_of_xls
from domain.labsheet.xlsx import sheets_of

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KINDS = (
    (b"%PDF", "pdf"),
    (b"{\\rtf", "word"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\0", "image"),
    (b"BM", "image"),
    (b"7z\xbc\xaf", "zip"),
    (b"Rar!", "zip"),
    (b"\x1f\x8b", "zip"),
    (b"SQLite format 3", "binary"),
)
_OLD_STREAMS = ("Workbook", "Book")
_BIFF = (
    b"\x09\x08\x08\x00",
    b"\x09\x08\x10\x00",
    b"\x09\x04\x06\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x00\x04\x00",
)
"""How a stream of old Excel begins that comes without its container."""
_PACKED_ENDINGS = frozenset({".xlsx", ".xlsm", ".xltx", ".xlsb", ".ods"})
"""Files of these are never text; .xls often is, since instruments write text under that name."""
_SHARING_VIOLATIONS = (32, 33)


def open_workbook(path: Path, limits: Limits) -> Workbook:
    """Read a file without any guard of time or memory."""
    content = bytes_of(path, limits)
    digest = hashlib.sha256(content).hexdigest()
    try:
        return _workbook(path, content, digest, limits)
    except SheetRefused as refused:
        raise SheetRefused(refused.reason, file=path.name, detail=refused.detail) from refused
    except MemoryError:
        raise SheetRefused(Refusal.OUT_OF_MEMORY, file=path.name) from None


def _workbook(path: Path, content: bytes, digest: str, limits: Limits) -> Workbook:
    if content.startswith(b"PK"):
        return Workbook(path.name, digest, Container.XLSX, sheets_of(content, limits))
    if _is_old_excel(content):
        return Workbook(path.name, digest, Container.XLS, sheets_of_xls(content, limits))
    _refuse_other_kinds(path, content)
    table = table_of(content, limits)
    return Workbook(
        path.name, digest, Container.TEXT, (table.sheet,), table.encoding, table.delimiter
    )


def bytes_of(path: Path, limits: Limits) -> bytes:
    """The whole file, or the reason why it cannot be had."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise SheetRefused(Refusal.NOT_A_FILE, file=path.name)
        if about.st_size > limits.file_bytes:
            raise SheetRefused(Refusal.TOO_LARGE, file=path.name)
        with path.open("rb") as file:
            content = file.read(limits.file_bytes + 1)
    except OSError as error:
        raise SheetRefused(_refusal_of(error), file=path.name) from error
    except ValueError as error:
        raise SheetRefused(Refusal.MISSING, file=path.name) from error
    if len(content) > limits.file_bytes:
        raise SheetRefused(Refusal.TOO_LARGE, file=path.name)
    if not content:
        raise SheetRefused(Refusal.EMPTY_FILE, file=path.name)
    return content


def _refusal_of(error: OSError) -> Refusal:
    if getattr(error, "winerror", None) in _SHARING_VIOLATIONS:
        return Refusal.IN_USE
    match error.errno:
        case errno.ENOENT | errno.ENOTDIR | errno.ENAMETOOLONG:
            return Refusal.MISSING
        case errno.EACCES | errno.EPERM:
            return Refusal.NO_PERMISSION
        case errno.EISDIR:
            return Refusal.NOT_A_FILE
        case errno.EBUSY | errno.ETXTBSY | errno.EAGAIN:
            return Refusal.IN_USE
        case _:
            return Refusal.UNREADABLE


def _is_old_excel(content: bytes) -> bool:
    """A workbook in the container of old Office files, or bare; other such files are refused."""
    if not content.startswith(_OLE):
        return content.startswith(_BIFF)
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise SheetRefused(Refusal.ENCRYPTED)
    if any(name.encode("utf-16-le") in content for name in _OLD_STREAMS):
        return True
    if "WordDocument".encode("utf-16-le") in content:
        raise SheetRefused(Refusal.WRONG_TYPE, detail="word")
    raise SheetRefused(Refusal.DAMAGED, detail="container")


def _refuse_other_kinds(path: Path, content: bytes) -> None:
    if path.name.startswith("~$"):
        raise SheetRefused(Refusal.WRONG_TYPE, detail="office_lock")
    for magic, kind in _KINDS:
        if content.startswith(magic):
            raise SheetRefused(Refusal.WRONG_TYPE, detail=kind)
    ending = path.suffix.lower()
    head = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<body")):
        raise SheetRefused(Refusal.WRONG_TYPE, detail="html")
    if head.startswith(b"<"):
        raise SheetRefused(Refusal.WRONG_TYPE, detail="xml")
    if ending in _PACKED_ENDINGS:
        is_text = b"\0" not in content[:4096]
        raise SheetRefused(Refusal.WRONG_TYPE, detail="text" if is_text else "binary")


def process_size() -> int:
    """Bytes of address space this process holds; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
