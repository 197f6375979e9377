"""Taking an action back: the images of its rows from before, written by a new action."""

from collections.abc import Sequence

from domain.storage.audit import Action, AuditEntry, What, stored_row
from domain.study_errors import EditedSince, Irreversible
from domain.visits import VisitState


def restore(action: Action, number: int, entries: Sequence[AuditEntry]) -> None:
    """Inside `action`, put the rows that action `number` touched back as they were.

    How a laboratory's sheets are laid out stays remembered: it is no record of the study.
    Raises `EditedSince` if one of them was changed since, or if a draw would lose the
    collection that a result stands on, and `Irreversible` for what is meant to be final.
    """
    if any(entry.what is What.REDACT for entry in entries):
        raise Irreversible(number)
    entries = [entry for entry in entries if entry.table != "lab_mappings"]
    edited = tuple(
        _named(entry)
        for entry in entries
        if stored_row(action.connection, entry.table, entry.key) != entry.new
    )
    if edited or not entries:
        raise EditedSince(number, edited)
    # Results refer to their draw: what would leave them without one is looked for first.
    stranded = tuple(filter(None, (_stranded(action, entry, entries) for entry in entries)))
    if stranded:
        raise EditedSince(number, stranded)
    for entry in reversed(entries):
        if entry.old is None:
            action.remove(entry.table, entry.key)
        else:
            action.put(entry.table, entry.old)


def _stranded(action: Action, entry: AuditEntry, entries: Sequence[AuditEntry]) -> str:
    """The result that would be left without a collected draw, or nothing."""
    keeps_collection = entry.old is not None and entry.old.get("state") == VisitState.DONE
    if entry.table != "draws" or keeps_collection:
        return ""
    removed = sum(
        other.table == "results" and other.old is None and other.key[:2] == entry.key
        for other in entries
    )
    there: int = action.connection.execute(
        "SELECT count(*) FROM results WHERE patient = ? AND draw = ?", entry.key
    ).fetchone()[0]
    return f"results {' '.join(map(str, entry.key))}" if there > removed else ""


def _named(entry: AuditEntry) -> str:
    return f"{entry.table} {' '.join(map(str, entry.key))}"
