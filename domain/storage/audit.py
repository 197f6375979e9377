"""The audit trail: what its entries say, the chain of their hashes, and how they are read."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
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
COLUMNS = (
    "seq", "action", "what", "at_utc", "offset_min", "who", "patient", "tbl", "row_key",
    "old", "new", "reason", "takes_back", "is_demo", "prev_hash", "hash",
)  # fmt: skip
"""The columns of an entry, its own hash last."""
_HASHED = COLUMNS[:-1]


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
    COMPLETE = "complete"
    """What was left empty when it was recorded is filled in; nothing stored gives way."""
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


_CANONICAL = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def canonical(value: object) -> str:
    """JSON with sorted keys and no spaces: equal values have equal text."""
    return _CANONICAL.encode(value)


def canonical_row(row: Row) -> str:
    """As `canonical`, in half of its time: an import writes rows by the ten thousand."""
    parts: list[str] = []
    for before, name in _columns(tuple(row)):
        cell = row[name]
        parts += before, encode_basestring(cell) if type(cell) is str else canonical_cell(cell)
    return "".join(parts) + "}"


def canonical_key(key: Iterable[Any]) -> str:
    """As `canonical` of a list."""
    return f"[{','.join(map(canonical_cell, key))}]"


def canonical_cell(cell: object) -> str:
    """As `canonical`, for what stands in one cell of a table."""
    if type(cell) is str:
        return encode_basestring(cell)
    if cell is None:
        return "null"
    return int.__repr__(cell) if type(cell) is int else canonical(cell)


@cache
def _columns(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Sorted, each with all that stands before its value."""
    marks = ["{", *[","] * len(names)]
    ordered = sorted(names)
    return tuple(
        (f"{mark}{canonical(name)}:", name) for mark, name in zip(marks, ordered, strict=False)
    )


def entry_hash(entry: Mapping[str, Any]) -> str:
    """SHA-256 over every column of an entry but the hash itself, the previous hash included."""
    return digest(canonical([entry[column] for column in _HASHED]))


def digest(text: str) -> str:
    """SHA-256 of `text`, as hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def completed(table: str, image: Row) -> Row:
    """`image` with the columns that later versions added; they have their defaults."""
    if table == TRAIL:  # what a redaction says of another entry
        return image
    return {**scripts.schema(scripts.latest()).defaults[table], **image}


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


def hash_at(connection: sqlite3.Connection, count: int) -> str:
    """The hash of the entry that was the last of `count`; empty if there are fewer."""
    if count == 0:
        return GENESIS
    row = connection.execute("SELECT hash FROM audit WHERE seq = ?", [count]).fetchone()
    return row["hash"] if row else ""


def actions_after(connection: sqlite3.Connection, count: int) -> frozenset[What]:
    """The actions of the entries that follow the first `count`."""
    rows = connection.execute("SELECT DISTINCT what FROM audit WHERE seq > ?", [count])
    return frozenset(
        What(row["what"]) if row["what"] in _KNOWN else What.UNREADABLE for row in rows
    )


def head(connection: sqlite3.Connection) -> Head:
    """Number of entries and hash of the last."""
    row = connection.execute("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    return Head(row["seq"], row["hash"]) if row else Head(0, GENESIS)


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
