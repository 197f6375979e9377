"""Entries of the trail beside what they speak of: the result replaced, the action taken back."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.storage.audit import AuditEntry, Row, What, entry_of


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The action that was taken back, or done again by taking back what took it back."""

    first: AuditEntry
    """Its first entry: what the action is about."""
    is_done_again: bool = False


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One entry, with what a reader needs of others to understand it."""

    entry: AuditEntry
    replaced: Row | None = None
    """Of a new result: the one that made way for it in the same action, as it was."""
    replaced_by: Row | None = None
    """Of a result that made way: the new one."""
    taken_back: TakenBack | None = None


def lines(connection: sqlite3.Connection, entries: Sequence[AuditEntry]) -> tuple[TrailLine, ...]:
    """`entries`, which follow each other, as lines."""
    numbers = {entry.takes_back for entry in entries if entry.takes_back is not None}
    taken_back = {number: _taken_back(connection, number) for number in numbers}
    near = {entry.seq: entry for entry in entries}
    ends = {entry.seq + step for entry in (*entries[:1], *entries[-1:]) for step in (-1, 1)}
    for seq in ends - near.keys():
        for row in connection.execute("SELECT * FROM audit WHERE seq = ?", [seq]):
            near[seq] = entry_of(row)
    return tuple(_line(entry, near, taken_back) for entry in entries)


def _line(
    entry: AuditEntry,
    near: Mapping[int, AuditEntry],
    taken_back: Mapping[int, TakenBack | None],
) -> TrailLine:
    replaced = replaced_by = None
    for other in (near.get(entry.seq - 1), near.get(entry.seq + 1)):
        if other is not None and _made_way(other, entry):
            replaced = other.old
        if other is not None and _made_way(entry, other):
            replaced_by = other.new
    took = None if entry.takes_back is None else taken_back.get(entry.takes_back)
    return TrailLine(entry, replaced, replaced_by, took)


def _made_way(earlier: AuditEntry, new: AuditEntry) -> bool:
    """An action writes the result that makes way right beside the one it makes way for."""
    return (
        earlier.table == new.table == "results"
        and (earlier.action, earlier.key[:2]) == (new.action, new.key[:2])
        and (earlier.old or {}).get("status") == "current"
        and (earlier.new or {}).get("status") == "superseded"
        and new.old is None
        and (new.new or {}).get("status") == "current"
    )


def _taken_back(connection: sqlite3.Connection, number: int) -> TakenBack | None:
    """Back through redoing and undoing to the action that somebody did."""
    is_done_again = False
    first = _first_of(connection, number)
    while first is not None and first.what is What.TAKE_BACK and first.takes_back is not None:
        is_done_again = not is_done_again
        earlier = first.takes_back if first.takes_back < first.action else None
        first = None if earlier is None else _first_of(connection, earlier)
    return None if first is None else TakenBack(first, is_done_again)


def _first_of(connection: sqlite3.Connection, action: int) -> AuditEntry | None:
    sql = "SELECT * FROM audit WHERE action = ? ORDER BY seq LIMIT 1"
    row = connection.execute(sql, [action]).fetchone()
    return None if row is None else entry_of(row)
