"""The audit trail: the one gateway through which rows change, its hash chain, its replay."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from functools import cache
from json.encoder import encode_basestring
from typing import Any

from domain.storage import scripts

Row = dict[str, Any]

TABLES: dict[str, tuple[str, ...]] = {
    "study": ("id",),
    "patients": ("code",),
    "comorbidities": ("patient", "comorbidity"),
    "infusions": ("patient", "number", "attempt"),
    "draws": ("patient", "code"),
    "ratings": ("patient", "code"),
    "rating_items": ("patient", "code", "scale", "item"),
    "imports": ("number",),
    "results": ("patient", "draw", "serial"),
    "queries": ("number",),
    "deviations": ("patient", "kind", "code", "attempt", "rule"),
    "notes": ("number",),
    "screening": ("code",),
    "lab_mappings": ("lab",),
}
"""The audited tables with their keys, parents before children."""

TRAIL = "audit"
"""The trail's own table; entries about it are redactions."""
GENESIS = "0" * 64
"""What stands before the first entry of a chain."""
_COLUMNS = (
    "seq", "action", "what", "at_utc", "offset_min", "who", "patient", "tbl", "row_key",
    "old", "new", "reason", "takes_back", "is_demo", "prev_hash", "hash",
)  # fmt: skip
_HASHED = _COLUMNS[:-1]
_WRITTEN_TOGETHER = 200
"""Entries of a large action are written by so many; nobody reads them before."""


class What(StrEnum):
    """The actions of a coordinator, as the audit trail names them."""

    CREATE_STUDY = "create_study"
    FROM_TABLES = "study_from_tables"
    ENROL = "enrol"
    GIVE_INFUSION = "give_infusion"
    COLLECT_DRAW = "collect_draw"
    RATE = "rate"
    MISS = "miss"
    CHANGE_TIME = "change_time"
    WITHDRAW = "withdraw"
    MOVE_INFUSION = "move_infusion"
    MOVE_TARGET = "move_target"
    ADD_UNSCHEDULED = "add_unscheduled"
    CHANGE_PROTOCOL = "change_protocol"
    CONFIRM_DEFAULTS = "confirm_defaults"
    IMPORT_RESULTS = "import_results"
    TAKE_BACK = "take_back"
    REDACT = "redact"
    UNREADABLE = "unreadable"
    """Stands for what an entry that was edited from outside says."""
    ADD_RESULT = "add_result"
    CHOOSE_RESULT = "choose_result"
    CORRECT = "correct"
    CORRECT_PATIENT = "correct_patient"
    ADD_NOTE = "add_note"
    SCREEN = "screen"
    RAISE_QUERY = "raise_query"
    ANSWER_QUERY = "answer_query"
    CLOSE_QUERY = "close_query"
    VERIFY_QUERY = "verify_query"
    REOPEN_QUERY = "reopen_query"
    CONFIRM_DEVIATION = "confirm_deviation"
    REVIEW = "review"


_KNOWN = frozenset(map(str, What))


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One row touched by one action, before and after."""

    seq: int
    action: int
    what: What
    at: datetime
    who: str
    patient: str
    table: str
    key: tuple[Any, ...]
    old: Row | None
    new: Row | None
    reason: str
    takes_back: int | None
    is_demo: bool


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain: a copy printed elsewhere shows whether a tail was cut off."""

    count: int
    hash: str


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
        self.connection.executemany(_insertion(TRAIL, _COLUMNS), written)

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
        return _digest(text)

    def values_of(self, entry: _Entry, own_hash: str) -> tuple[Any, ...]:
        """In the order of `_COLUMNS`."""
        action, what, at, offset, who, reason, takes_back, is_demo = self._alike
        return (
            entry.seq, action, what, at, offset, who, entry.patient, entry.table, entry.key,
            entry.old, entry.new, reason, takes_back, is_demo, entry.prev_hash, own_hash,
        )  # fmt: skip


_CANONICAL = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def canonical(value: object) -> str:
    """JSON with sorted keys and no spaces: equal values have equal text."""
    return _CANONICAL.encode(value)


def entry_hash(entry: Mapping[str, Any]) -> str:
    """SHA-256 over every column of an entry but the hash itself, the previous hash included."""
    return _digest(canonical([entry[column] for column in _HASHED]))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def completed(table: str, image: Row) -> Row:
    """`image` with the columns that later versions added; they have their defaults."""
    if table == TRAIL:  # what a redaction says of another entry
        return image
    return {**scripts.schema(scripts.latest()).defaults[table], **image}


def stored_row(connection: sqlite3.Connection, table: str, key: tuple[Any, ...]) -> Row | None:
    """The row of `table` with `key`, as column → value."""
    found = connection.execute(f"SELECT * FROM {table} WHERE {_where(table)}", key).fetchone()  # noqa: S608 -- names are ours
    return None if found is None else dict(found)


def entries(
    connection: sqlite3.Connection,
    *,
    action: int | None = None,
    patient: str | None = None,
    table: str | None = None,
) -> Iterator[AuditEntry]:
    """The trail in order, all of it or the part of one action, one patient or one table.

    Images of rows have every column of today's tables.
    """
    conditions = [
        (name, value)
        for name, value in (("action", action), ("patient", patient), ("tbl", table))
        if value is not None
    ]
    where = " AND ".join(f"{name} = ?" for name, _ in conditions)
    sql = "SELECT * FROM audit" + (f" WHERE {where}" if where else "") + " ORDER BY seq"  # noqa: S608 -- names are ours
    for row in connection.execute(sql, [value for _, value in conditions]):
        yield entry_of(row)


def head(connection: sqlite3.Connection) -> Head:
    """Number of entries and hash of the last."""
    row = connection.execute("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    return Head(row["seq"], row["hash"]) if row else Head(0, GENESIS)


@cache
def _insertion(table: str, columns: tuple[str, ...]) -> str:
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 -- names are ours


@cache
def _where(table: str) -> str:
    return " AND ".join(f"{column} = ?" for column in TABLES[table])


def entry_of(row: sqlite3.Row) -> AuditEntry:
    """The entry in a row of the trail's table."""
    return AuditEntry(
        seq=row["seq"],
        action=row["action"],
        what=What(row["what"]) if row["what"] in _KNOWN else What.UNREADABLE,
        at=_moment(row["at_utc"], row["offset_min"]),
        who=row["who"],
        patient=row["patient"],
        table=row["tbl"],
        key=_key(row["row_key"]),
        old=_image(row["tbl"], row["old"]),
        new=_image(row["tbl"], row["new"]),
        reason=row["reason"],
        takes_back=row["takes_back"],
        is_demo=bool(row["is_demo"]),
    )


def _image(table: str, text: str | None) -> Row | None:
    try:
        return None if text is None else completed(table, json.loads(text))
    except (ValueError, TypeError, LookupError):
        return {}


def _key(text: str) -> tuple[Any, ...]:
    try:
        return tuple(json.loads(text))
    except (ValueError, TypeError):
        return (text,)


def _moment(at_utc: str, offset_min: int) -> datetime:
    try:
        at = datetime.fromisoformat(at_utc).astimezone(UTC)
        return at.astimezone(timezone(timedelta(minutes=offset_min)))
    except (ValueError, OverflowError):
        return datetime.fromtimestamp(0, UTC)
