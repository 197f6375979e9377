"""The one place where connections to study files are made, and their errors understood.

A study protected by a passphrase is opened through sqlcipher3, which has the interface of
sqlite3 and is imported only then.
"""

import sqlite3
import sys
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

OF_THE_DISK = frozenset(
    {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}
)
"""Refusals of the disk, which may meet any statement; other errors are our bugs."""


def errors() -> tuple[type[Exception], ...]:
    """What a damaged file raises; text that is none, where SQLite's own message quotes it."""
    cipher: Any = sys.modules.get("sqlcipher3.dbapi2")
    own = (sqlite3.Error, UnicodeDecodeError)
    return own if cipher is None else (*own, cipher.Error)


def connect(path: Path, key: str = "") -> sqlite3.Connection:
    """A connection that reads and writes; raises one of `errors`."""
    driver = _driver(key)
    connection = driver.connect(path, timeout=0.5, isolation_level=None, check_same_thread=False)
    return _made(connection, driver, key)


def connect_to_read(path: Path, key: str = "") -> sqlite3.Connection:
    """A connection to a file nobody writes to; no lock, no journal, nothing beside it."""
    return _reading(path, "mode=ro&immutable=1", key)


def copy_in_memory(path: Path, key: str = "") -> sqlite3.Connection:
    """The file at `path` as it stands, in memory; fails where somebody is at work on it."""
    source = _reading(path, "mode=ro", key)
    try:
        source.execute("BEGIN")
        version, program = (
            source.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("user_version", "application_id")
        )
        driver = _driver(key)
        copy = driver.connect(":memory:", isolation_level=None, check_same_thread=False)
        copy.row_factory = driver.Row
        if not key:
            copy.deserialize(source.serialize())
            return copy
        copy.execute(f"ATTACH {_quoted(_place(path, 'mode=ro'))} AS source KEY {_quoted(key)}")
        copy.execute("SELECT sqlcipher_export('main', 'source')")
        copy.execute("DETACH source")
        copy.execute(f"PRAGMA user_version = {version}")
        copy.execute(f"PRAGMA application_id = {program}")
        return copy
    finally:
        source.close()


def export(path: Path, key: str, to: Path, new_key: str) -> None:
    """Write what `path` holds to the new file `to`, encrypted by `new_key`, or plain if empty."""
    driver = _driver("sqlcipher3 reads plain files too")
    connection = _made(
        driver.connect(_place(path, "mode=ro"), uri=True, timeout=0.5, isolation_level=None),
        driver,
        key,
    )
    try:
        version, program = (
            connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("user_version", "application_id")
        )
        where = _quoted(_place(to, "mode=rwc"))
        connection.execute(f"ATTACH {where} AS target KEY {_quoted(new_key)}")
        connection.execute("SELECT sqlcipher_export('target')")
        connection.execute(f"PRAGMA target.user_version = {version}")
        connection.execute(f"PRAGMA target.application_id = {program}")
        connection.execute("DETACH target")
    finally:
        connection.close()


def code(error: Exception) -> int:
    """SQLite's primary result code; 0 where the error is not SQLite's."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _driver(key: str) -> Any:
    if not key:
        return sqlite3
    from sqlcipher3 import dbapi2  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType] -- has none

    return cast("Any", dbapi2)


def _made(connection: Any, driver: Any, key: str) -> sqlite3.Connection:
    connection.row_factory = driver.Row
    if key:
        connection.execute(f"PRAGMA key = {_quoted(key)}")
    return cast("sqlite3.Connection", connection)


def _reading(path: Path, how: str, key: str) -> sqlite3.Connection:
    driver = _driver(key)
    connection = driver.connect(_place(path, how), uri=True, timeout=0.5, isolation_level=None)
    connection = _made(connection, driver, key)
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _place(path: Path, how: str) -> str:
    place = quote(path.resolve().as_posix())
    return "file://" + ("" if place.startswith("/") else "/") + f"{place}?{how}"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
