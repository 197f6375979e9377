"""Taking an action back: the images of its rows from before, written by a new action."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from domain.progress import Steps, unwatched
from domain.quality import QueryRule
from domain.reviewing import REVIEWED_TABLES
from domain.storage.action import Action, stored_row
from domain.storage.audit import AuditEntry, What
from domain.study_errors import EditedSince, Irreversible
from domain.undo_preview import UndoPreview
from domain.visits import VisitState

_IMPORTED = ("results", "draws")
_FINDINGS = frozenset({"queries", "deviations"})
_ABOUT = {"patients": "", "infusions": "infusion", "draws": "draw", "ratings": "rating"}
"""Tables whose rows remarks are about, with the kind of visit; the patient has none."""


def restore(
    action: Action, number: int, entries: Sequence[AuditEntry], on_restored: Steps = unwatched
) -> None:
    """Inside `action`, put the rows that action `number` touched back as they were.

    How a laboratory's sheets are laid out stays remembered: it is no record of the study.
    What the rules found because of the action goes with it; a query that somebody answered
    since stays, and the rules withdraw it if it no longer holds. Raises `EditedSince` if
    another row was changed since, or if something would be left without what it is about:
    a result without its collection, a note or a person's query without its visit; and
    `Irreversible` for what is meant to be final.
    """
    if any(entry.what is What.REDACT for entry in entries):
        raise Irreversible(number)
    entries = [entry for entry in entries if entry.table != "lab_mappings"]
    changed = _changed_since(action.connection, entries)
    if any(entry.table in REVIEWED_TABLES for entry in entries):
        found_by_rules = {_row(entry) for entry in changed if entry.table in _FINDINGS}
        entries = [entry for entry in entries if _row(entry) not in found_by_rules]
        changed = [entry for entry in changed if _row(entry) not in found_by_rules]
    edited = tuple(map(_named, changed))
    if edited or not entries:
        raise EditedSince(number, edited)
    # Results refer to their draw: what would leave them without one is looked for first.
    stranded = tuple(
        filter(None, (_stranded(action.connection, entry, entries) for entry in entries))
    )
    if stranded:
        raise EditedSince(number, stranded)
    for done, entry in enumerate(reversed(entries), start=1):
        _put_back(action, entry)
        on_restored(done)


def restore_import(
    action: Action, number: int, entries: Sequence[AuditEntry], on_restored: Steps = unwatched
) -> tuple[tuple[str, str], ...]:
    """Take a whole import back; draws whose rows were changed since keep all of theirs.

    Returns patient and code of those draws. The import stays recorded while results of it do.
    Raises `EditedSince` if every draw was changed.
    """
    own = [entry for entry in entries if entry.table in _IMPORTED]
    changed = _edited_since_import(action.connection, entries)
    places = {entry.key[:2] for entry in changed}
    if own and all(entry.key[:2] in places for entry in own):
        raise EditedSince(number, tuple(map(_named, changed)))
    going = [entry for entry in own if entry.key[:2] not in places]
    queries = [
        entry
        for entry in entries
        if entry.table == "queries"
        and entry.new is not None
        and (entry.new["patient"], entry.new["code"]) not in places
    ]
    answered = set(map(_row, _changed_since(action.connection, queries)))
    going += [entry for entry in queries if _row(entry) not in answered]
    for done, entry in enumerate(reversed(going), start=1):
        _put_back(action, entry)
        on_restored(done)
    for entry in entries:
        if entry.table == "imports" and not places:
            _put_back(action, entry)
    return _places(places)


def preview_of_undo(connection: sqlite3.Connection, entries: Sequence[AuditEntry]) -> UndoPreview:
    """What `restore_import` would do with these entries."""
    kept = {entry.key[:2] for entry in _edited_since_import(connection, entries)}
    results = [entry for entry in entries if entry.table == "results" and entry.key[:2] not in kept]
    going = [entry.new for entry in results if entry.old is None]
    return UndoPreview(
        going=len(going),
        unusable=sum(new is not None and new["value"] is None for new in going),
        back=_places({entry.key for entry in results if entry.old is not None}),
        kept=_places(kept),
    )


def _edited_since_import(
    connection: sqlite3.Connection, entries: Sequence[AuditEntry]
) -> list[AuditEntry]:
    """The imported rows that were changed since, or whose draw was."""
    own = [entry for entry in entries if entry.table in _IMPORTED]
    changed = _changed_since(connection, own)
    places = {entry.key[:2] for entry in changed}
    for entry in own:
        if entry.key[:2] not in places and _stranded(connection, entry, entries):
            places.add(entry.key[:2])
            changed.append(entry)
    return changed


def _places(keys: set[tuple[Any, ...]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted({(str(patient), str(code)) for patient, code, *_serial in keys}))


def _changed_since(
    connection: sqlite3.Connection, entries: Sequence[AuditEntry]
) -> list[AuditEntry]:
    """The last entry of each row that is no longer as the action left it.

    An action may touch a row twice: a file may have two results of one draw.
    """
    last = {_row(entry): entry for entry in entries}
    return [entry for row, entry in last.items() if stored_row(connection, *row) != entry.new]


def _row(entry: AuditEntry) -> tuple[str, tuple[Any, ...]]:
    return entry.table, entry.key


def _put_back(action: Action, entry: AuditEntry) -> None:
    if entry.old is None:
        action.remove(entry.table, entry.key)
    else:
        action.put(entry.table, entry.old)


def _stranded(
    connection: sqlite3.Connection, entry: AuditEntry, entries: Sequence[AuditEntry]
) -> str:
    """What would be left without its draw's collection, its visit or its patient, or nothing."""
    if entry.old is None and entry.table in _ABOUT:
        return _said_about(connection, entry, entries)
    keeps_collection = entry.old is not None and entry.old.get("state") == VisitState.DONE
    if entry.table != "draws" or keeps_collection:
        return ""
    removed = sum(
        other.table == "results" and other.old is None and other.key[:2] == entry.key
        for other in entries
    )
    there: int = connection.execute(
        "SELECT count(*) FROM results WHERE patient = ? AND draw = ?", entry.key
    ).fetchone()[0]
    return f"results {' '.join(map(str, entry.key))}" if there > removed else ""


def _said_about(
    connection: sqlite3.Connection, entry: AuditEntry, entries: Sequence[AuditEntry]
) -> str:
    """A remark on a patient or a visit that would be gone, or nothing."""
    kind = _ABOUT[entry.table]
    going = {(other.table, other.key) for other in entries if other.old is None}
    if not kind:
        where, values = "patient = ?", entry.key
    else:
        where, attempt = "patient = ? AND kind = ? AND code = ? AND attempt = ?", entry.key[2:]
        values = (entry.key[0], kind, str(entry.key[1]), *(attempt or (1,)))
    for table, of_persons in (("notes", ""), ("queries", f" AND rule = '{QueryRule.ASKED}'")):
        only = of_persons if kind else ""
        sql = f"SELECT number FROM {table} WHERE {where}{only}"  # noqa: S608 -- names are ours
        for (number,) in connection.execute(sql, values).fetchall():
            if (table, (number,)) not in going:
                return f"{table} {number}"
    if not kind and stored_row(connection, "screening", entry.key) is not None:
        return f"screening {entry.key[0]}"
    return ""


def _named(entry: AuditEntry) -> str:
    return f"{entry.table} {' '.join(map(str, entry.key))}"
