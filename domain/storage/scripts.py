"""The numbered SQL scripts that make a study file, and what they make of an empty one.

A script once released is never edited. It adds tables, adds columns with a constant default,
or makes a table anew with a wider CHECK; it never rewrites what is stored, since the audit
trail says what is stored. A column that an older entry does not know has its default.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from domain.storage.connecting import errors

FOLDER = Path(__file__).with_name("schema")


@dataclass(frozen=True, slots=True)
class Schema:
    """What a study file of one version is made of."""

    parts: Mapping[tuple[str, str], str]
    """SQL by kind and name: tables, indexes, triggers."""
    defaults: Mapping[str, Mapping[str, Any]]
    """Of each table, every column with the value it has where a row does not say."""


def latest() -> int:
    """The version this program writes: the number of the last script."""
    return _numbered(FOLDER)[-1][0]


def run(connection: sqlite3.Connection, *, after: int) -> None:
    """Run every script numbered higher than `after`, inside the caller's transaction."""
    for number, path in _numbered(FOLDER):
        if number > after:
            _run(connection, path)
    connection.execute(f"PRAGMA user_version = {latest()}")


def schema(version: int) -> Schema:
    """What a file of `version` is made of, when nobody tampered with it."""
    return _schema(FOLDER, version)


def parts(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """What the file behind `connection` is made of; spaces and quotes left out of the SQL.

    SQLite writes both anew when a table is altered or renamed.
    """
    rows = connection.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!'"
    )
    return {(kind, name): "".join((sql or "").replace('"', "").split()) for kind, name, sql in rows}


def altered(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Tables, indexes, triggers and views that a file of its version has otherwise, or not."""
    try:
        there, wanted = parts(connection), _own_schema(connection).parts
    except errors():
        return ("table sqlite_schema",)
    names = sorted(name for name in {*there, *wanted} if there.get(name) != wanted.get(name))
    return tuple(" ".join(name) for name in names)


def lacks_tables(connection: sqlite3.Connection) -> bool:
    """Whether a table of its version is missing or another one; what is beside is left alone."""
    there, wanted = parts(connection), _own_schema(connection).parts
    return any(
        kind == "table" and there.get((kind, name)) != sql for (kind, name), sql in wanted.items()
    )


def _own_schema(connection: sqlite3.Connection) -> Schema:
    return schema(connection.execute("PRAGMA user_version").fetchone()[0])


@cache
def _numbered(folder: Path) -> tuple[tuple[int, Path], ...]:
    return tuple((int(path.name[:4]), path) for path in sorted(folder.glob("[0-9]*.sql")))


@cache
def _schema(folder: Path, version: int) -> Schema:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for number, path in _numbered(folder):
            if number <= version:
                _run(connection, path)
        found = parts(connection)
        defaults = {
            name: MappingProxyType(dict(_defaults(connection, name)))
            for kind, name in found
            if kind == "table"
        }
        return Schema(MappingProxyType(found), MappingProxyType(defaults))


def _defaults(connection: sqlite3.Connection, table: str) -> Iterator[tuple[str, Any]]:
    rows = connection.execute("SELECT name, dflt_value FROM pragma_table_info(?)", (table,))
    for name, default in rows.fetchall():
        yield name, connection.execute(f"SELECT {default or 'NULL'}").fetchone()[0]


def _run(connection: sqlite3.Connection, script: Path) -> None:
    # Not executescript(), which would commit the transaction it runs in.
    statement = ""
    for line in script.read_text(encoding="utf-8").splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""
    assert not statement.strip(), f"{script.name} ends in the middle of a statement"
