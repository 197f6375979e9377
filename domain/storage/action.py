"""The one gateway through which rows change: every row an action writes gets its entry."""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from json.encoder import encode_basestring
from typing import Any

from domain.storage.audit import COLUMNS, GENESIS, TABLES, TRAIL, Row, What, canonical, digest

_WRITTEN_TOGETHER = 200
"""Entries of a large action are written by so many; nobody reads them before."""


class Action:
    """One action under way inside a transaction: every row it writes is audited."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        what: What,
        *,
        now: datetime,
        who: str,
        is_demo: bool,
        reason: str = "",
        takes_back: int | None = None,
    ) -> None:
        self.connection = connection
        self.what = what
        self.now = now
        self.who = who
        self.reason = reason
        self.takes_back = takes_back
        self.touched: set[str] = set()
        self.patients: set[str] = set()
        self._news: tuple[set[str], set[str]] = set(), set()
        last = connection.execute("SELECT seq, action, hash FROM audit ORDER BY seq DESC LIMIT 1")
        row = last.fetchone()
        self._seq: int = row["seq"] if row else 0
        self._hash: str = row["hash"] if row else GENESIS
        self.number: int = (row["action"] if row else 0) + 1
        offset = now.utcoffset()
        assert offset is not None, "moments carry their zone"
        self._said = _Said(
            self.number,
            str(what),
            now.astimezone(UTC).isoformat(timespec="seconds"),
            int(offset.total_seconds() // 60),
            who,
            reason,
            takes_back,
            int(is_demo),
        )
        self._unwritten: list[tuple[Any, ...]] = []
        self._rows_unwritten: dict[tuple[str, tuple[str, ...]], list[tuple[Any, ...]]] = {}

    def put(self, table: str, row: Row) -> None:
        """Insert `row`, or change the row with its key; nothing happens if it is there as it is."""
        key = tuple(row[column] for column in TABLES[table])
        self._write_rows()
        old = stored_row(self.connection, table, key)
        if old == row:
            return
        if old is None:
            self.add(table, row)
            return
        assert old.keys() == row.keys(), "a row is written whole"
        # Only what differs is written: an index on the other columns is left alone.
        changed = [column for column, value in row.items() if old[column] != value]
        assignments = ", ".join(f"{column} = ?" for column in changed)
        self.connection.execute(
            f"UPDATE {table} SET {assignments} WHERE {_where(table)}",  # noqa: S608 -- names are ours
            [*(row[column] for column in changed), *key],
        )
        self.log(table, key, old, row)

    def add(self, table: str, row: Row) -> None:
        """Insert `row`, which is known not to be there."""
        self.connection.execute(_insertion(table, tuple(row)), list(row.values()))
        self.log(table, tuple(row[column] for column in TABLES[table]), None, row)

    def add_later(self, table: str, row: Row) -> None:
        """As `add`, but written together with others: before the next change of a row, or
        when the entries are."""
        columns = tuple(row)
        self._rows_unwritten.setdefault((table, columns), []).append(tuple(row.values()))
        self.log(table, tuple(row[column] for column in TABLES[table]), None, row)

    def remove(self, table: str, key: tuple[Any, ...]) -> None:
        """Delete the row with `key`."""
        self._write_rows()
        old = stored_row(self.connection, table, key)
        assert old is not None, "only what is there is removed"
        self.connection.execute(f"DELETE FROM {table} WHERE {_where(table)}", key)  # noqa: S608 -- names are ours
        self.log(table, key, old, None)

    def log(self, table: str, key: tuple[Any, ...], old: Row | None, new: Row | None) -> None:
        """Add the entry of a row that was written; only a redaction writes rows by itself."""
        image = new or old
        assert image is not None
        patient = str(image.get("patient") or (image["code"] if table == "patients" else ""))
        for tables, patients in ((self.touched, self.patients), self._news):
            tables.add(table)
            if patient:
                patients.add(patient)
        self._seq += 1
        entry = _Entry(
            self._seq,
            patient,
            table,
            canonical(list(key)),
            None if old is None else canonical(old),
            None if new is None else canonical(new),
            self._hash,
        )
        self._hash = self._said.hash_of(entry)
        self._unwritten.append(self._said.values_of(entry, self._hash))
        if len(self._unwritten) >= _WRITTEN_TOGETHER:
            self.write_entries()

    def write_entries(self) -> None:
        """Put the entries into the trail that are not there yet; before anybody reads it."""
        self._write_rows()
        written, self._unwritten = self._unwritten, []
        self.connection.executemany(_insertion(TRAIL, COLUMNS), written)

    def _write_rows(self) -> None:
        if self._rows_unwritten:
            unwritten, self._rows_unwritten = self._rows_unwritten, {}
            for (table, columns), rows in unwritten.items():
                self.connection.executemany(_insertion(table, columns), rows)

    def forget_news(self, *, of: set[str]) -> None:
        """What was written to these tables is known already, and need not be read again."""
        self._news[0].difference_update(of)

    def take_news(self) -> tuple[frozenset[str], frozenset[str]]:
        """The patients and tables that were touched since this was last asked."""
        (tables, patients), self._news = self._news, (set(), set())
        return frozenset(patients), frozenset(tables)


@dataclass(frozen=True, slots=True)
class _Entry:
    """What one entry says of one row."""

    seq: int
    patient: str
    table: str
    key: str
    old: str | None
    new: str | None
    prev_hash: str


class _Said:
    """What every entry of an action says alike, as JSON once."""

    def __init__(self, *alike: Any) -> None:
        self._alike = alike
        self._json = tuple(map(canonical, alike))

    def hash_of(self, entry: _Entry) -> str:
        """As `entry_hash`: the same JSON, put together from parts that are JSON already."""
        action, what, at, offset, who, reason, takes_back, is_demo = self._json
        old = "null" if entry.old is None else encode_basestring(entry.old)
        new = "null" if entry.new is None else encode_basestring(entry.new)
        text = (
            f"[{entry.seq},{action},{what},{at},{offset},{who},"
            f'{encode_basestring(entry.patient)},"{entry.table}",{encode_basestring(entry.key)},'
            f'{old},{new},{reason},{takes_back},{is_demo},"{entry.prev_hash}"]'
        )
        return digest(text)

    def values_of(self, entry: _Entry, own_hash: str) -> tuple[Any, ...]:
        """In the order of `COLUMNS`."""
        action, what, at, offset, who, reason, takes_back, is_demo = self._alike
        return (
            entry.seq, action, what, at, offset, who, entry.patient, entry.table, entry.key,
            entry.old, entry.new, reason, takes_back, is_demo, entry.prev_hash, own_hash,
        )  # fmt: skip


def stored_row(connection: sqlite3.Connection, table: str, key: tuple[Any, ...]) -> Row | None:
    """The row of `table` with `key`, as column → value."""
    found = connection.execute(f"SELECT * FROM {table} WHERE {_where(table)}", key).fetchone()  # noqa: S608 -- names are ours
    return None if found is None else dict(found)


@cache
def _insertion(table: str, columns: tuple[str, ...]) -> str:
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 -- names are ours


@cache
def _where(table: str) -> str:
    return " AND ".join(f"{column} = ?" for column in TABLES[table])
