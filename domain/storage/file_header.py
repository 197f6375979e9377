"""What the first bytes of a file tell before it is opened, and whether this program has it open."""

from pathlib import Path

from domain.storage import scripts, sidecar
from domain.storage.refusals import StudyRefused, WhyNot

APPLICATION_ID = 0x43444B31
"""ASCII "CDK1"; SQLite keeps it at offset 68 of the file."""
_MAGIC = b"SQLite format 3\x00"
_PAGE = 4096
_MANY_KINDS_OF_BYTES = 240
"""A random page has 256 all but always; one of SQLite's, mostly zeros and text, far fewer."""
_OPEN_HERE: set[tuple[int, int]] = set()
"""Device and inode of the studies that this process has open."""


def is_protected(path: Path) -> bool:
    """Whether the file looks encrypted: whole pages, and no byte rarer than chance has it."""
    try:
        with path.open("rb") as file:
            first, size = file.read(_PAGE), path.stat().st_size
    except OSError:
        return False
    if size == 0 or size % _PAGE or first.startswith(_MAGIC):
        return False
    return len(set(first)) > _MANY_KINDS_OF_BYTES


def check_file(path: Path, passphrase: str = "") -> Path:
    """`path`, if its header is that of a study this program can use; else `StudyRefused`.

    A protected file has no header to tell: it passes if there is a passphrase to try.
    """
    if path.is_dir():
        raise StudyRefused(WhyNot.FOREIGN, path)
    if _identity(path) in _OPEN_HERE:  # closing a second handle would give up SQLite's lock
        raise StudyRefused(WhyNot.IN_USE, path, sidecar.holder(path))
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError as error:
        raise StudyRefused(WhyNot.MISSING, path) from error
    except OSError as error:
        raise StudyRefused(WhyNot.NO_PERMISSION, path) from error
    if is_protected(path):
        if passphrase:
            return path
        raise StudyRefused(WhyNot.PROTECTED, path)
    if len(header) < 100 or not header.startswith(_MAGIC):
        raise StudyRefused(WhyNot.FOREIGN, path)
    if int.from_bytes(header[68:72]) != APPLICATION_ID:
        raise StudyRefused(WhyNot.FOREIGN, path)
    if int.from_bytes(header[60:64]) > scripts.latest():
        raise StudyRefused(WhyNot.NEWER, path)
    return path


def hold(path: Path) -> tuple[int, int] | None:
    """Remember that this process has the file open; what `give_back` wants, if it is there."""
    identity = _identity(path)
    _OPEN_HERE.update({identity} if identity else ())
    return identity


def give_back(identity: tuple[int, int]) -> None:
    """The file is open no more."""
    _OPEN_HERE.discard(identity)


def is_there(path: Path) -> bool:
    """Whether there is still a file of this name."""
    return _identity(path) is not None


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_dev, stat.st_ino
