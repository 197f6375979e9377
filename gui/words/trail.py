"""The audit trail in words: what was done, to what, and what was there before."""

from collections.abc import Mapping
from typing import Any

from domain.quality import DeviationRule
from domain.storage.audit import TRAIL, AuditEntry, Head, Row, What
from domain.storage.trail_lines import TakenBack, TrailLine
from domain.visits import VisitKey, VisitKind
from gui.words import deviations, trail_protocol, trail_values, visits
from gui.words.language import _, ngettext, pgettext
from gui.words.reasons import reason

_UNTOLD = {"patient", "code", "number", "attempt", "recorded_at", "recorded_by", "protocol"}
_TELLING = {"state", "done_at", "done_on", "madrs", "ymrs", "value", "unit", "status"}
_KINDS = {
    "infusions": VisitKind.INFUSION,
    "draws": VisitKind.DRAW,
    "ratings": VisitKind.RATING,
}


def what(of: What) -> str:
    return {
        What.CREATE_STUDY: _("Study created"),
        What.FROM_TABLES: _("Study read from tables"),
        What.ENROL: _("Enrolled"),
        What.GIVE_INFUSION: _("Infusion given"),
        What.COLLECT_DRAW: _("Draw collected"),
        What.RATE: _("Scores entered"),
        What.MISS: _("Recorded as missed"),
        What.CHANGE_TIME: _("Time changed"),
        What.WITHDRAW: _("Withdrawn"),
        What.MOVE_INFUSION: _("Infusion moved"),
        What.MOVE_TARGET: _("Target moved"),
        What.ADD_UNSCHEDULED: _("Unscheduled visit added"),
        What.CHANGE_PROTOCOL: _("Protocol changed"),
        What.CONFIRM_DEFAULTS: _("Defaults confirmed"),
        What.IMPORT_RESULTS: _("Results imported"),
        What.TAKE_BACK: _("Taken back"),
        What.ADD_RESULT: _("Result added"),
        What.REDACT: _("Personal data removed"),
        What.CHOOSE_RESULT: _("Result chosen"),
        What.CORRECT: _("Corrected"),
        What.COMPLETE: _("Completed"),
        What.CORRECT_PATIENT: _("Details corrected"),
        What.ADD_NOTE: _("Note added"),
        What.SCREEN: _("Screening log"),
        What.RAISE_QUERY: _("Query opened"),
        What.ANSWER_QUERY: _("Query answered"),
        What.CLOSE_QUERY: _("Query closed"),
        What.VERIFY_QUERY: _("Query verified"),
        What.REOPEN_QUERY: _("Query opened again"),
        What.CONFIRM_DEVIATION: _("Deviation confirmed"),
        What.REVIEW: _("Rules applied"),
        What.UNREADABLE: _("Not readable"),
    }.get(of, str(of))


def item(entry: AuditEntry) -> str:
    """Infusion 5; Copper draw Cu3; Result of Cu3; Comorbidity."""
    if entry.table in _KINDS:
        return visits.visit(_visit_key(entry))
    match entry.table:
        case "results":
            return _("Result of {draw}").format(draw=visits.draw_label(str(entry.key[1])))
        case "queries":
            return _("Query {number}").format(number=entry.key[0])
        case "imports":
            return _("Import {number}").format(number=entry.key[0])
        case "notes" | "deviations" | "rating_items" | "audit":
            return _remark(entry)
        case table:
            words = {
                "study": pgettext("audit", "Study"),
                "patients": pgettext("audit", "Patient"),
                "comorbidities": pgettext("audit", "Comorbidity"),
                "lab_mappings": pgettext("audit", "Columns of a laboratory’s sheet"),
                "screening": pgettext("audit", "Screening log"),
            }
            return words.get(table, table)


def _remark(entry: AuditEntry) -> str:
    """Note 3; Deviation: out of window; YMRS item 5; Entry 12."""
    match entry.table:
        case _ if entry.table == TRAIL:
            return _("Entry {number}").format(number=entry.key[0])
        case "notes":
            return _("Note {number}").format(number=entry.key[0])
        case "deviations":
            return _("Deviation: {rule}").format(
                rule=deviations.rule(DeviationRule(str(entry.key[4])))
            )
        case _:
            return _("{scale} item {number}").format(
                scale=str(entry.key[2]).upper(), number=entry.key[3]
            )


def before(line: TrailLine) -> str:
    """The values that changed, as they were; a dash where there was nothing."""
    entry = line.entry
    old = line.replaced or entry.old
    if not old:
        return "–"
    told = _values(old, _changed(old, entry.new))
    return _joined(told, trail_protocol.before(entry)) if entry.table == "study" else told


def after(line: TrailLine) -> str:
    entry = line.entry
    if entry.table == TRAIL or not entry.new:
        return "–"
    told = _values(entry.new, _changed(line.replaced or entry.old, entry.new))
    return _joined(told, trail_protocol.after(entry)) if entry.table == "study" else told


def _joined(told: str, of_protocol: list[str]) -> str:
    parts = [*([] if told == "–" and of_protocol else [told]), *of_protocol]
    return "; ".join(parts)


def why(line: TrailLine) -> str:
    """The reason given; what was taken back; the sheet that brought another value."""
    entry = line.entry
    if entry.takes_back is not None:
        return _taken_back(line.taken_back, entry.takes_back)
    if entry.reason:
        return reason(entry.reason)
    new = line.replaced_by or (entry.new if line.replaced else None)
    return _by_sheet(new) if new and entry.what is What.IMPORT_RESULTS else ""


def _taken_back(of: TakenBack | None, number: int) -> str:
    """Takes back: Draw collected, Copper draw Cu7, KET-024 (action 412)."""
    if of is None:
        return _("Takes back action {number}").format(number=number)
    first = of.first
    about = item(first)
    parts = (what(first.what), "" if about == what(first.what) else about, first.patient)
    words = _("Does again: {what} (action {number})")
    if not of.is_done_again:
        words = _("Takes back: {what} (action {number})")
    return words.format(what=", ".join(part for part in parts if part), number=first.action)


def _by_sheet(new: Row) -> str:
    """Corrected by the lab’s sheet Cu_2026-03-23.xlsx, cell Wyniki!C7."""
    return _("Corrected by the lab’s sheet {file}, cell {cell}").format(
        file=new["source_file"], cell=new["source_cell"]
    )


def end(head: Head) -> str:
    """2 345 entries. Last hash: 3f2a…, to be compared with a printed one."""
    entries = ngettext("{count} entry", "{count} entries", head.count).format(count=head.count)
    return _("{entries}. Last hash: {hash}").format(entries=entries, hash=head.hash)


def found(shown: int, *, is_searching: bool) -> str:
    """12 entries found so far; 12 entries found."""
    if is_searching:
        return ngettext(
            "{count} entry found so far…", "{count} entries found so far…", shown
        ).format(count=shown)
    return ngettext("{count} entry found", "{count} entries found", shown).format(count=shown)


def count(entries: int, shown: int) -> str:
    words = ngettext("{count} entry", "{count} entries", entries).format(count=entries)
    if shown == entries:
        return words
    return _("{shown} of {entries}").format(shown=shown, entries=words)


def _visit_key(entry: AuditEntry) -> VisitKey:
    patient, code, *attempt = map(str, entry.key)
    return VisitKey(patient, _KINDS[entry.table], code, int(attempt[0]) if attempt else 1)


def _changed(before: Row | None, after: Row | None) -> tuple[str, ...]:
    """Names of the columns that changed, the telling ones first."""
    old, new = before or {}, after or {}
    names = [*new, *(name for name in old if name not in new)]
    changed = [name for name in names if old.get(name) != new.get(name) and name not in _UNTOLD]
    if "done_at" in changed and "done_on" in changed:
        changed.remove("done_on")
    return tuple(sorted(changed, key=lambda name: (name not in _TELLING, name)))


def _values(image: Mapping[str, Any] | None, names: tuple[str, ...]) -> str:
    stated = [(name, (image or {}).get(name)) for name in names]
    told = [
        f"{trail_values.column(name)} {trail_values.text(name, value)}"
        for name, value in stated
        if value not in (None, "")
    ]
    return ", ".join(told) or "–"
