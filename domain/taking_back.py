"""Which action a visit's own "Undo" takes back, whatever else was done since."""

from domain.storage.audit import AuditEntry, What
from domain.storage.tables import table_of, visit_row
from domain.study import Study
from domain.visits import VisitKey, VisitKind, VisitState

_RECORDINGS = (What.GIVE_INFUSION, What.COLLECT_DRAW, What.RATE, What.MISS, What.TAKE_BACK)


def last_recording(study: Study, key: VisitKey) -> int | None:
    """The action to take back so that a recorded visit is as before its recording.

    Where the time was changed since, that change comes first. None if nothing of the
    visit is recorded, or an import or a withdrawal recorded it.
    """
    visit = study.visit(key)
    row, table = visit_row(visit), table_of(visit)
    entries = [e for e in study.trail(patient=key.patient) if e.table == table and e.new]
    own = [e for e in entries if visit_key_of(e) == key]
    for entry in reversed(own):
        if entry.new == row and entry.what in _RECORDINGS and _recorded(entry):
            return entry.action
    latest = own[-1] if own else None
    is_time = latest is not None and latest.what is What.CHANGE_TIME and latest.new == row
    return latest.action if latest is not None and is_time else None


def visit_key_of(entry: AuditEntry) -> VisitKey:
    """The visit an entry of the infusions, draws or ratings table is about."""
    kind = {"infusions": VisitKind.INFUSION, "draws": VisitKind.DRAW, "ratings": VisitKind.RATING}
    attempt = int(entry.key[2]) if entry.table == "infusions" else 1
    return VisitKey(str(entry.key[0]), kind[entry.table], str(entry.key[1]), attempt)


def _recorded(entry: AuditEntry) -> bool:
    was_open = entry.old is not None and entry.old.get("state") == VisitState.PLANNED
    return was_open and entry.new is not None and entry.new.get("state") != VisitState.PLANNED
