"""The audit trail a page at a time, newest first, with what a reader asks for."""

import sqlite3
from collections.abc import Iterator, Sequence
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
    corrections: bool = False
    """Only what put right, or took the place of, what was recorded before."""
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


_CORRECTING = (What.CHANGE_TIME, What.CORRECT, What.CORRECT_PATIENT, What.CHOOSE_RESULT)
_REPLACING = (What.ADD_RESULT, What.IMPORT_RESULTS)
"""Of these only results that made way, and those they made way for: each right behind the other."""


def _where(wanted: TrailFilter) -> tuple[list[str], list[object]]:
    parts = list(_parts(wanted))
    return [condition for condition, _ in parts], [one for _, values in parts for one in values]


def _parts(wanted: TrailFilter) -> Iterator[tuple[str, Sequence[object]]]:
    if wanted.patient:
        yield "patient = ?", [wanted.patient]
    if wanted.who:
        yield "who = ?", [wanted.who]
    if wanted.what is not None:
        yield "what = ?", [str(wanted.what)]
    if wanted.corrections:
        yield _is_correction()
    day = "date(at_utc, printf('%+d minutes', offset_min))"
    if wanted.first is not None:
        yield f"{day} >= ?", [wanted.first.isoformat()]
    if wanted.last is not None:
        yield f"{day} <= ?", [wanted.last.isoformat()]


def _is_correction() -> tuple[str, Sequence[object]]:
    made_way = (
        "EXISTS (SELECT 1 FROM audit AS before WHERE before.seq = audit.seq - 1"
        " AND before.action = audit.action AND before.tbl = 'results'"
        " AND before.patient = audit.patient AND before.old IS NOT NULL)"
    )
    correcting, replacing = (", ".join("?" * len(of)) for of in (_CORRECTING, _REPLACING))
    replaced = f"what IN ({replacing}) AND tbl = 'results' AND (old IS NOT NULL OR {made_way})"
    named = (*_CORRECTING, *_REPLACING)
    return f"(what IN ({correcting}) OR ({replaced}))", list(map(str, named))


def _clause(conditions: list[str]) -> str:
    return f" WHERE {' AND '.join(conditions)}" if conditions else ""
