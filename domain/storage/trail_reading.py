"""The audit trail a page at a time, newest first, with what a reader asks for."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.storage.audit import What, entry_of
from domain.storage.trail_lines import TrailLine, lines


@dataclass(frozen=True, slots=True)
class TrailFilter:
    """Which entries are wanted; empty parts ask for nothing."""

    patient: str = ""
    who: str = ""
    what: What | None = None
    first: date | None = None
    """The first local day, as it was where the entry was made."""
    last: date | None = None


def page(
    connection: sqlite3.Connection, wanted: TrailFilter, *, before: int | None, size: int
) -> tuple[TrailLine, ...]:
    """At most `size` entries older than entry `before`, the newest first."""
    where, values = _where(wanted)
    if before is not None:
        where, values = [*where, "seq < ?"], [*values, before]
    rows = connection.execute(
        f"SELECT * FROM audit{_clause(where)} ORDER BY seq DESC LIMIT ?",  # noqa: S608 -- names are ours
        [*values, size],
    )
    return lines(connection, tuple(map(entry_of, rows)))


def count(connection: sqlite3.Connection, wanted: TrailFilter) -> int:
    """How many entries the filter leaves."""
    where, values = _where(wanted)
    sql = f"SELECT count(*) FROM audit{_clause(where)}"  # noqa: S608 -- names are ours
    return connection.execute(sql, values).fetchone()[0]


def people(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Everybody who made an entry, by name."""
    rows = connection.execute("SELECT DISTINCT who FROM audit ORDER BY who")
    return tuple(row["who"] for row in rows if row["who"])


def _where(wanted: TrailFilter) -> tuple[list[str], list[object]]:
    parts = list(_parts(wanted))
    return [condition for condition, _value in parts], [value for _condition, value in parts]


def _parts(wanted: TrailFilter) -> Iterator[tuple[str, object]]:
    if wanted.patient:
        yield "patient = ?", wanted.patient
    if wanted.who:
        yield "who = ?", wanted.who
    if wanted.what is not None:
        yield "what = ?", str(wanted.what)
    day = "date(at_utc, printf('%+d minutes', offset_min))"
    if wanted.first is not None:
        yield f"{day} >= ?", wanted.first.isoformat()
    if wanted.last is not None:
        yield f"{day} <= ?", wanted.last.isoformat()


def _clause(conditions: list[str]) -> str:
    return f" WHERE {' AND '.join(conditions)}" if conditions else ""
