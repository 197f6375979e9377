"""New files: written beside the place they are for, and named when whole, never over another."""

import os
import re
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from secrets import token_hex

_PART = ".part"
_PART_NAME = re.compile(r"-[0-9a-f]{8}\.part$")
_LONGEST_NAME = 180
"""Bytes of a name that its part repeats; names of files end at 255 on most drives."""
_LEFT_BEHIND = timedelta(hours=1)
"""Older than that, a part is a killed program's; younger, somebody may be writing it."""


@contextmanager
def put_in_place(path: Path) -> Generator[Path]:
    """A place beside `path` where nothing is; the file then written there gets the name `path`.

    Raises `FileExistsError` if something has that name, before or meanwhile, and `OSError` if
    the drive refuses. Whatever is raised, the file beside is gone and `path` is as it was.
    """
    if os.path.lexists(path):
        raise FileExistsError(path)
    sweep(path.parent, _start(path))
    part = path.with_name(f"{_start(path)}{token_hex(4)}{_PART}")
    try:
        yield part
        _flush(part)
        _give_name(part, path)
        _flush_folder(path.parent)
    finally:
        with suppress(OSError):
            part.unlink()


def sweep(folder: Path, start: str = ".") -> None:
    """Remove what programs left in `folder` that were killed while they wrote a new file."""
    now = time.time()
    with suppress(OSError):
        for part in folder.iterdir():
            if part.name.startswith(start) and _PART_NAME.search(part.name):
                with suppress(OSError):
                    if now - part.stat().st_mtime > _LEFT_BEHIND.total_seconds():
                        part.unlink()


def _start(path: Path) -> str:
    name = path.name.encode("utf-8")[:_LONGEST_NAME].decode("utf-8", "ignore")
    return f".{name}-"


def _give_name(part: Path, path: Path) -> None:
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError, AttributeError):  # drives without hard links
        _reserve(path)
        try:
            os.replace(part, path)
        except BaseException:
            with suppress(OSError):
                if path.stat().st_size == 0:
                    path.unlink()
            raise


def _reserve(path: Path) -> None:
    """Take the name, so that of two programs only one goes on."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _flush_folder(folder: Path) -> None:
    with suppress(OSError):  # Windows opens no folders; there the name is kept by itself
        place = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(place)
        finally:
            os.close(place)
