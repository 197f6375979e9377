"""The one gateway through which rows change: every row an action writes gets its entry."""

import sqlite3
from collections import Counter
from datetime import UTC, datetime
from typing import Any

from domain.storage.audit import (
    COLUMNS,
    GENESIS,
    TABLES,
    TRAIL,
    Row,
    What,
    canonical,
    canonical_cell,
    canonical_key,
    canonical_row,
    digest,
)
from domain.storage.unwritten import UnwrittenRows, insertion, where_key

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
        self.added: Counter[str] = Counter()
        """How many new rows each table got."""
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
        self._rows = UnwrittenRows()

    def put(self, table: str, row: Row) -> None:
        """Insert `row`, or change the row with its key; nothing happens if it is there as it is."""
        self._rows.write(self.connection)
        old = stored_row(self.connection, table, _key(table, row))
        if old == row:
            return
        if old is None:
            self.add_later(table, row)
        else:
            self.change_later(table, old, row)
        self._rows.write(self.connection)

    def add(self, table: str, row: Row) -> None:
        """Insert `row`, which is known not to be there."""
        self.connection.execute(insertion(table, tuple(row)), list(row.values()))
        self.log(table, _key(table, row), None, row)

    def add_later(self, table: str, row: Row) -> None:
        """As `add`, but written together with others: before the next change of a row, or
        when the entries are."""
        self._rows.insert(table, row)
        self.log(table, _key(table, row), None, row)

    def change_later(self, table: str, old: Row, new: Row) -> None:
        """Change the row that is there as `old`; written together with others, as `add_later`.

        Until then no row is changed again.
        """
        assert old.keys() == new.keys(), "a row is written whole"
        key = _key(table, new)
        self._rows.change(table, key, old, new)
        self.log(table, key, old, new)

    def remove(self, table: str, key: tuple[Any, ...]) -> None:
        """Delete the row with `key`."""
        self._rows.write(self.connection)
        old = stored_row(self.connection, table, key)
        assert old is not None, "only what is there is removed"
        self.connection.execute(f"DELETE FROM {table} WHERE {where_key(table)}", key)  # noqa: S608 -- names are ours
        self.log(table, key, old, None)

    def log(self, table: str, key: tuple[Any, ...], old: Row | None, new: Row | None) -> None:
        """Add the entry of a row that was written; only a redaction writes rows by itself."""
        image = new or old
        assert image is not None
        if old is None:
            self.added[table] += 1
        patient = str(image.get("patient") or (image["code"] if table == "patients" else ""))
        for tables, patients in ((self.touched, self.patients), self._news):
            tables.add(table)
            if patient:
                patients.add(patient)
        self._seq += 1
        images = [None if one is None else canonical_row(one) for one in (old, new)]
        entry = self._said.entry(
            self._seq, patient, table, canonical_key(key), *images, prev_hash=self._hash
        )
        self._hash = entry[-1]
        self._unwritten.append(entry)
        if len(self._unwritten) >= _WRITTEN_TOGETHER:
            self.write_entries()

    def write_entries(self) -> None:
        """Put the entries into the trail that are not there yet; before anybody reads it."""
        self._rows.write(self.connection)
        written, self._unwritten = self._unwritten, []
        self.connection.executemany(insertion(TRAIL, COLUMNS), written)

    def forget_news(self, *, of: set[str]) -> None:
        """What was written to these tables is known already, and need not be read again."""
        self._news[0].difference_update(of)

    def take_news(self) -> tuple[frozenset[str], frozenset[str]]:
        """The patients and tables that were touched since this was last asked."""
        (tables, patients), self._news = self._news, (set(), set())
        return frozenset(patients), frozenset(tables)


class _Said:
    """What every entry of an action says alike, as JSON once."""

    def __init__(self, *alike: Any) -> None:
        self._alike = alike
        self._json = tuple(map(canonical, alike))

    def entry(
        self,
        seq: int,
        patient: str,
        table: str,
        key: str,
        old: str | None,
        new: str | None,
        *,
        prev_hash: str,
    ) -> tuple[Any, ...]:
        """In the order of `COLUMNS`; hashed as `entry_hash` does, from parts that are JSON."""
        action, what, at, offset, who, reason, takes_back, is_demo = self._json
        text = (
            f"[{seq},{action},{what},{at},{offset},{who},{canonical_cell(patient)},"
            f'"{table}",{canonical_cell(key)},{canonical_cell(old)},{canonical_cell(new)},'
            f'{reason},{takes_back},{is_demo},"{prev_hash}"]'
        )
        action, what, at, offset, who, reason, takes_back, is_demo = self._alike
        return (
            seq, action, what, at, offset, who, patient, table, key,
            old, new, reason, takes_back, is_demo, prev_hash, digest(text),
        )  # fmt: skip


def stored_row(connection: sqlite3.Connection, table: str, key: tuple[Any, ...]) -> Row | None:
    """The row of `table` with `key`, as column → value."""
    found = connection.execute(f"SELECT * FROM {table} WHERE {where_key(table)}", key).fetchone()  # noqa: S608 -- names are ours
    return None if found is None else dict(found)


def _key(table: str, row: Row) -> tuple[Any, ...]:
    return tuple([row[column] for column in TABLES[table]])
