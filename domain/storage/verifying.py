"""Verify: the file, the chain of the trail, and the tables against what the trail says."""

import hashlib
import json
import sqlite3
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from domain.storage import scripts
from domain.storage.audit import (
    GENESIS,
    TABLES,
    TRAIL,
    AuditEntry,
    Head,
    What,
    canonical,
    entries,
    entry_hash,
    head,
)
from domain.storage.connecting import errors
from domain.storage.verifying_holidays import HolidayDifference, holiday_differences

HASH_SHOWN = 16
"""So many digits of a hash stand in the name of a backup."""


class Broken(StrEnum):
    """What was done to entries of the trail behind the program's back."""

    EDITED = "edited"
    """Its hash does not fit what it says."""
    REPLACED = "replaced"
    """It fits its own hash, but not what was known of it: the next entry, or a backup."""
    REMOVED = "removed"
    """Entries between two others are gone."""
    CUT = "cut"
    """Entries at the end are gone: a backup or a report knows of more."""


@dataclass(frozen=True, slots=True)
class Break:
    """Entries `first` to `last`, both included, are not what was recorded."""

    how: Broken
    first: int
    last: int
    backup: Path | None = None
    """The backup that knows otherwise, where it was one."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that is not as the audit trail says; both images as JSON."""

    table: str
    key: str
    in_trail: str | None
    in_table: str | None


@dataclass(frozen=True, slots=True)
class Redaction:
    """Personal data removed on purpose, by an action of its own."""

    action: int
    entries: int
    first: AuditEntry


@dataclass(frozen=True, slots=True)
class KnownEnd:
    """Where the trail ended when a backup was made, or a report printed."""

    count: int
    hash_start: str
    """The first `HASH_SHOWN` digits of the hash of entry `count`."""
    backup: Path | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    """What `verify` found; nothing of it is left unnamed."""

    integrity: tuple[str, ...]
    """What SQLite says of a damaged file, in its own words."""
    altered: tuple[str, ...]
    """Tables, indexes and triggers that are not those of a study, as `trigger name`."""
    breaks: tuple[Break, ...]
    differences: tuple[Difference, ...]
    redactions: tuple[Redaction, ...]
    holidays: tuple[HolidayDifference, ...]
    """Stored holidays that are not what is computed; by themselves no sign of tampering."""
    head: Head

    @property
    def broken_at(self) -> int | None:
        """Number of the first entry that is not what was recorded, if any."""
        return min((found.first for found in self.breaks), default=None)

    @property
    def is_clean(self) -> bool:
        spoilt = any(holiday.is_malformed for holiday in self.holidays)
        return not (self.integrity or self.altered or self.breaks or self.differences or spoilt)


def verify(connection: sqlite3.Connection, known: Iterable[KnownEnd] = ()) -> Verification:
    """Check the file, the chain, and that replaying the trail gives the tables.

    `known` are ends of this very study's trail that are known from elsewhere.
    """
    with _any_text(connection):
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        trail = _Trail(connection)
        said: list[str] = []
        differences: list[Difference] = []
        for part in (_integrity(connection), trail.read(), _rows(connection, version, trail)):
            try:
                for found in part:
                    if isinstance(found, Difference):
                        differences.append(found)
                    else:
                        said.append(found)
            except errors() as error:
                said.append(str(error))
        holidays = _holidays(connection, said)
        return Verification(
            integrity=tuple(dict.fromkeys(said)),
            altered=scripts.altered(connection),
            breaks=(*trail.breaks, *trail.breaks_against(known)),
            differences=tuple(differences),
            redactions=() if trail.breaks or said else tuple(_redactions(connection)),
            holidays=holidays,
            head=Head(trail.count, trail.last_hash) if said else head(connection),
        )


def _holidays(connection: sqlite3.Connection, said: list[str]) -> tuple[HolidayDifference, ...]:
    try:
        return tuple(holiday_differences(connection))
    except errors() as error:
        said.append(str(error))
        return ()


class _Trail:
    """The trail as read once: what its replay gives, and where it is broken."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.rows: dict[tuple[str, str], str] = {}
        self.breaks: list[Break] = []
        self.count = 0
        self.last_hash: str = GENESIS
        self._hash_starts: dict[int, str] = {}

    def read(self) -> Iterator[str]:
        """Reads all of it; says nothing, as long as SQLite can read it."""
        redacted = _redacted(self._connection)
        is_explained = True  # nothing before the first entry to have been replaced
        for row in self._connection.execute("SELECT * FROM audit ORDER BY seq"):
            entry = dict(row)
            seq: int = entry["seq"]
            if seq > self.count + 1:
                self.breaks.append(Break(Broken.REMOVED, self.count + 1, seq - 1))
                is_explained = True
            fits = seq > self.count and (
                entry_hash(entry) == entry["hash"] or redacted.get(seq) == whole_hash(entry)
            )
            if not fits:
                self.breaks.append(Break(Broken.EDITED, seq, seq))
            elif entry["prev_hash"] != self.last_hash and not is_explained:
                self.breaks.append(Break(Broken.REPLACED, self.count, self.count))
            elif seq == 1 and entry["prev_hash"] != GENESIS:
                self.breaks.append(Break(Broken.REPLACED, seq, seq))
            is_explained = not fits
            self.count, self.last_hash = max(seq, self.count), entry["hash"]
            self._hash_starts[seq] = entry["hash"][:HASH_SHOWN]
            self._replay(entry)
        yield from ()

    def breaks_against(self, known: Iterable[KnownEnd]) -> Iterator[Break]:
        """Where an end known from elsewhere shows a cut-off or rewritten tail."""
        told = {found.first for found in self.breaks}
        for end in sorted(known, key=lambda end: end.count):
            if end.count > self.count:
                yield Break(Broken.CUT, self.count + 1, end.count, end.backup)
            elif (
                self._hash_starts.get(end.count) != end.hash_start
                and end.count not in told
                and not any(found.first <= end.count <= found.last for found in self.breaks)
            ):
                yield Break(Broken.REPLACED, end.count, end.count, end.backup)

    def _replay(self, entry: Mapping[str, Any]) -> None:
        if entry["tbl"] == TRAIL:
            return
        place = (entry["tbl"], entry["row_key"])
        if entry["new"] is None:
            self.rows.pop(place, None)
        else:
            self.rows[place] = entry["new"]


def whole_hash(entry: Mapping[str, Any]) -> str:
    """SHA-256 over every column, the kept hash included: what a redaction says of an entry."""
    text = canonical([entry[name] for name in sorted(entry)])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _redacted(connection: sqlite3.Connection) -> dict[int, str]:
    """Of each redacted entry, what its last redaction says of it."""
    found: dict[int, str] = {}
    rows = connection.execute("SELECT row_key, new FROM audit WHERE tbl = ? ORDER BY seq", (TRAIL,))
    for row in rows:
        try:
            found[int(json.loads(row["row_key"])[0])] = json.loads(row["new"])["sha256"]
        except (ValueError, TypeError, LookupError):
            continue  # an entry that was edited; its own hash tells
    return found


def _redactions(connection: sqlite3.Connection) -> Iterator[Redaction]:
    numbers = connection.execute(
        "SELECT action, count(*) FROM audit WHERE what = ? AND tbl = ? GROUP BY action",
        (What.REDACT, TRAIL),
    )
    for number, count in numbers.fetchall():
        yield Redaction(number, count, next(entries(connection, action=number)))


def _integrity(connection: sqlite3.Connection) -> Iterator[str]:
    for row in connection.execute("PRAGMA integrity_check(10)"):
        if row[0] != "ok":
            yield str(row[0])
    for row in connection.execute("PRAGMA foreign_key_check"):
        yield f"foreign key: {row[0]} -> {row[2]}"


def _rows(
    connection: sqlite3.Connection, version: int, trail: _Trail
) -> Iterator[Difference | str]:
    defaults = scripts.schema(version).defaults
    left = dict(trail.rows)
    for table, key_columns in TABLES.items():
        if table not in defaults:  # a backup of an earlier version
            continue
        try:
            for row in connection.execute(f"SELECT * FROM {table}"):  # noqa: S608 -- names are ours
                key = canonical([row[column] for column in key_columns])
                in_table = canonical(dict(row))
                in_trail = left.pop((table, key), None)
                if in_trail != in_table and not _is_older(in_trail, row, defaults[table]):
                    yield Difference(table, key, in_trail, in_table)
        except (*errors(), IndexError) as error:
            yield f"{table}: {error}"
    for (table, key), in_trail in left.items():
        yield Difference(table, key, in_trail, None)


def _is_older(image: str | None, row: sqlite3.Row, defaults: Mapping[str, Any]) -> bool:
    """Whether `image` is the row, but for columns that came later and have their default."""
    if image is None:
        return False
    try:
        return canonical({**defaults, **json.loads(image)}) == canonical(dict(row))
    except (ValueError, TypeError):
        return False


@contextmanager
def _any_text(connection: sqlite3.Connection) -> Generator[None]:
    """Text that is no UTF-8 any more is read too, and then differs from what was recorded."""
    before = connection.text_factory
    connection.text_factory = _decoded
    try:
        yield
    finally:
        connection.text_factory = before


def _decoded(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")
