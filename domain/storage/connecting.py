"""The one place where connections to study files are made, and their errors understood."""

import sqlite3
from pathlib import Path
from urllib.parse import quote

OF_THE_DISK = frozenset(
    {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}
)
"""Refusals of the disk, which may meet any statement; other errors are our bugs."""
ERRORS = (sqlite3.Error, UnicodeDecodeError)
"""What a damaged file raises; the second where SQLite's own message quotes damaged text."""


def connect(path: Path) -> sqlite3.Connection:
    """A connection that reads and writes; raises one of `ERRORS`."""
    connection = sqlite3.connect(path, timeout=0.5, isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    return connection


def connect_to_read(path: Path) -> sqlite3.Connection:
    """A connection to a file nobody writes to; no lock, no journal, nothing beside it."""
    return _reading(path, "mode=ro&immutable=1")


def connect_to_copy(path: Path) -> sqlite3.Connection:
    """A connection that holds off writers while a file is copied; fails where one is at work."""
    connection = _reading(path, "mode=ro")
    connection.execute("BEGIN")
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    return connection


def _reading(path: Path, how: str) -> sqlite3.Connection:
    place = quote(path.resolve().as_posix())
    place = "file://" + ("" if place.startswith("/") else "/") + place
    connection = sqlite3.connect(f"{place}?{how}", uri=True, timeout=0.5, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def code(error: Exception) -> int:
    """SQLite's primary result code; 0 where the error is not SQLite's."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
