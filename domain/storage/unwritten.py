"""Rows of a large action that are written together, in few statements."""

import sqlite3
from functools import cache
from typing import Any

from domain.storage.audit import TABLES, Row

_Place = tuple[str, tuple[str, ...]]


class UnwrittenRows:
    """Rows to insert and rows to change; nobody reads them before they are written."""

    def __init__(self) -> None:
        self._to_insert: dict[_Place, list[tuple[Any, ...]]] = {}
        self._to_change: dict[_Place, list[tuple[Any, ...]]] = {}

    def insert(self, table: str, row: Row) -> None:
        """A row that is known not to be there."""
        self._to_insert.setdefault((table, tuple(row)), []).append(tuple(row.values()))

    def change(self, table: str, key: tuple[Any, ...], old: Row, new: Row) -> None:
        """A row that is there as `old`; in one writing a row is changed once."""
        # Only what differs is written: an index on the other columns is left alone.
        changed = tuple([column for column, value in new.items() if old[column] != value])
        values = (*[new[column] for column in changed], *key)
        self._to_change.setdefault((table, changed), []).append(values)

    def write(self, connection: sqlite3.Connection) -> None:
        """Insert and change what was told since the last writing."""
        for (table, columns), rows in self._to_insert.items():
            connection.executemany(insertion(table, columns), rows)
        for (table, columns), rows in self._to_change.items():
            connection.executemany(_update(table, columns), rows)
        self._to_insert.clear()
        self._to_change.clear()


@cache
def insertion(table: str, columns: tuple[str, ...]) -> str:
    """The statement that inserts a row of these columns."""
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 -- names are ours


@cache
def where_key(table: str) -> str:
    """The condition that finds the row with a key."""
    return " AND ".join(f"{column} = ?" for column in TABLES[table])


@cache
def _update(table: str, columns: tuple[str, ...]) -> str:
    assignments = ", ".join(f"{column} = ?" for column in columns)
    return f"UPDATE {table} SET {assignments} WHERE {where_key(table)}"  # noqa: S608 -- names are ours
