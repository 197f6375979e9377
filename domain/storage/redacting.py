"""Removing personal data that was typed by mistake: from the rows, and from the trail.

The trail's hashes stay as they were, so that its links hold; each changed entry is named by
an entry of the redaction, with a hash of what is left of it.
"""

import json
import sqlite3
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any

from domain.errors import CopperdeskError
from domain.storage.action import Action
from domain.storage.audit import TABLES, TRAIL, Row, canonical
from domain.storage.verifying import whole_hash

MARK = "█████"
"""What stands in the place of what was removed."""
SHORTEST = 3
_GUARD = "audit_is_never_changed"
FREE_TEXT = frozenset(
    {
        "note", "reason", "withdrawal_reason", "answer", "specimen_id", "collector", "condition",
        "rater", "verbatim", "lab", "accession", "file", "sheet", "source_file",
        "interruption", "text", "question", "remark", "about", "detail",
    }
)  # fmt: skip
"""Columns in which a person or a laboratory's file may have written anything."""


class WhyNotRedacted(StrEnum):
    """Why nothing was removed."""

    TOO_SHORT = "too_short"
    NOT_FOUND = "not_found"
    NO_REASON = "no_reason"
    IN_REASON = "in_reason"
    """The reason, which is kept, holds what should go."""


class RedactionRefused(CopperdeskError):
    """Text that was not removed; what it is stays out of the message."""

    def __init__(self, why: WhyNotRedacted) -> None:
        super().__init__(f"nothing redacted: {why}")
        self.why = why


def check(text: str, reason: str) -> None:
    """Raise `RedactionRefused` if `text` cannot be removed for `reason`."""
    if len(text.strip()) < SHORTEST:
        raise RedactionRefused(WhyNotRedacted.TOO_SHORT)
    if not reason.strip():
        raise RedactionRefused(WhyNotRedacted.NO_REASON)
    if text in reason:
        raise RedactionRefused(WhyNotRedacted.IN_REASON)


def redact(action: Action, text: str) -> None:
    """Inside `action`, replace `text` in free text wherever it stands, in rows and in the trail.

    Raises `RedactionRefused` if it stands nowhere.
    """
    connection = action.connection
    rows = list(_redacted_rows(connection, text))
    trail = list(_redacted_entries(connection, text))
    if not rows and not trail:
        raise RedactionRefused(WhyNotRedacted.NOT_FOUND)
    for table, key, row in rows:
        _overwrite(connection, table, TABLES[table], key, row)
        action.log(table, key, row, row)
    with _writable_trail(connection):
        for entry in trail:
            _overwrite(connection, TRAIL, ("seq",), (entry["seq"],), entry)
    for entry in trail:
        action.log(TRAIL, (entry["seq"],), None, {"sha256": whole_hash(entry)})


def _redacted_rows(
    connection: sqlite3.Connection, text: str
) -> Iterator[tuple[str, tuple[Any, ...], Row]]:
    for table, key_columns in TABLES.items():
        for found in connection.execute(f"SELECT * FROM {table}").fetchall():  # noqa: S608 -- names are ours
            row = _without(table, dict(found), text)
            if row != dict(found):
                yield table, tuple(row[column] for column in key_columns), row


def _redacted_entries(connection: sqlite3.Connection, text: str) -> Iterator[Row]:
    for found in connection.execute("SELECT * FROM audit ORDER BY seq").fetchall():
        entry = _without(TRAIL, dict(found), text)
        for side in ("old", "new"):
            if entry[side] is not None:
                image = json.loads(entry[side])
                redacted = _without(entry["tbl"], image, text)
                entry[side] = entry[side] if redacted == image else canonical(redacted)
        if entry != dict(found):
            yield entry


def _without(table: str, row: Row, text: str) -> Row:
    free = FREE_TEXT.difference(TABLES.get(table, ()))
    return {
        column: value.replace(text, MARK) if column in free and isinstance(value, str) else value
        for column, value in row.items()
    }


def _overwrite(
    connection: sqlite3.Connection,
    table: str,
    key_columns: tuple[str, ...],
    key: tuple[Any, ...],
    row: Row,
) -> None:
    assignments = ", ".join(f"{column} = ?" for column in row)
    where = " AND ".join(f"{column} = ?" for column in key_columns)
    connection.execute(
        f"UPDATE {table} SET {assignments} WHERE {where}",  # noqa: S608 -- names are ours
        [*row.values(), *key],
    )


@contextmanager
def _writable_trail(connection: sqlite3.Connection) -> Generator[None]:
    """The only moment at which entries can be changed; the guard is back before the commit."""
    (guard,) = connection.execute(
        "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = ?", (_GUARD,)
    ).fetchone()
    connection.execute(f"DROP TRIGGER {_GUARD}")
    yield
    connection.execute(guard)
