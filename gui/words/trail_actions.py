"""What one line of the audit trail did: an action has lines of more than one kind."""

from domain.storage.audit import AuditEntry, What
from domain.storage.trail_lines import TrailLine
from gui.words import trail
from gui.words.language import _, pgettext

_OF_QUERIES = frozenset(
    {
        What.RAISE_QUERY,
        What.ANSWER_QUERY,
        What.CLOSE_QUERY,
        What.VERIFY_QUERY,
        What.REOPEN_QUERY,
    }
)


def done(line: TrailLine) -> str:
    """Result replaced, Result corrected, Query opened: of one action that added a result."""
    entry = line.entry
    if entry.what is What.TAKE_BACK:
        again = line.taken_back is not None and line.taken_back.is_done_again
        return pgettext("audit", "Restored") if again else trail.what(entry.what)
    match entry.table:
        case "results":
            said = _of_result(line)
        case "queries" if entry.what not in _OF_QUERIES:
            said = _of_query(entry)
        case "deviations" if entry.what is not What.CONFIRM_DEVIATION:
            said = _of_deviation(entry)
        case _:
            said = ""
    return said or trail.what(entry.what)


def _of_result(line: TrailLine) -> str:
    if _state(line.entry, "status") == ("current", "superseded"):
        return _("Result replaced")
    return _("Result corrected") if line.replaced else ""


def _of_query(entry: AuditEntry) -> str:
    """By its rule, along with what somebody did."""
    match _state(entry):
        case (_, "withdrawn"):
            return _("Query withdrawn")
        case ("", _):
            return _("Query opened")
        case (_, "open" | "answered"):
            return _("Query opened again")
        case _:
            return ""


def _of_deviation(entry: AuditEntry) -> str:
    match _state(entry):
        case (_, "withdrawn"):
            return _("Deviation withdrawn")
        case (_, "drafted"):
            return _("Deviation noted")
        case _:
            return ""


def _state(entry: AuditEntry, name: str = "state") -> tuple[str, str]:
    """What it was, and what it became; empty where there was nothing."""
    old, new = entry.old or {}, entry.new or {}
    return str(old.get(name, "")), str(new.get(name, ""))
