"""What was corrected, chosen or asked about a patient, a sentence for each in the history."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from domain.quality import DeviationRule
from domain.storage.audit import AuditEntry, Row, What
from domain.units import Unit, to_ug_dl
from domain.visits import VisitKey, VisitKind, VisitState
from gui.words import corrections, dates, deviations, numbers, trail, visits
from gui.words.language import _

_VISITS = {"infusions", "draws", "ratings"}
_MOST_NAMED = 4


def sentences(group: Sequence[AuditEntry]) -> Iterator[str]:
    """Of the entries of one action on one patient."""
    say = _SAY.get(group[0].what)
    if say is not None:
        yield from say(group)


def result_value(row: Row) -> str:
    """104.9 µg/dL, without the unit; the laboratory’s own words in quotes."""
    value, unit = row.get("value"), row.get("unit")
    if value is None or unit is None:
        return _("“{text}”").format(text=row.get("verbatim", ""))
    return f"{row.get('operator', '')}{numbers.number(to_ug_dl(Decimal(value), Unit(unit)))}"


def _corrected(group: Sequence[AuditEntry]) -> Iterator[str]:
    """Copper draw Cu7 corrected: condition haemolysed."""
    return _changed(group, _("{visit} corrected: {changes}."))


def _completed(group: Sequence[AuditEntry]) -> Iterator[str]:
    return _changed(group, _("{visit} completed: {changes}."))


def _changed(group: Sequence[AuditEntry], sentence: str) -> Iterator[str]:
    """What went along, as targets that follow an infusion, is left to the audit trail."""
    main = next((entry for entry in group if _is_recorded(entry)), None)
    told = corrections.row_changes(main.old or {}, main.new or {}) if main is not None else ""
    items = [entry for entry in group if entry.table == "rating_items"]
    if main is not None and told:
        yield sentence.format(visit=trail.item(main), changes=told)
    elif items:
        patient, code = map(str, items[0].key[:2])
        rating = visits.visit(VisitKey(patient, VisitKind.RATING, code))
        changes = ", ".join(map(trail.item, items[:_MOST_NAMED]))
        yield sentence.format(visit=rating, changes=changes)


def _is_recorded(entry: AuditEntry) -> bool:
    state = (entry.old or {}).get("state")
    return entry.table in _VISITS and state in (VisitState.DONE, VisitState.MISSED)


def _details(group: Sequence[AuditEntry]) -> Iterator[str]:
    """Details corrected: body weight 68 → 70."""
    of_patient = (entry for entry in group if entry.table == "patients")
    changes = [corrections.row_changes(entry.old or {}, entry.new or {}) for entry in of_patient]
    for entry in group:
        if entry.table == "comorbidities":
            said = _("“{text}” added") if entry.old is None else _("“{text}” removed")
            changes.append(said.format(text=entry.key[1]))
    if any(changes):
        yield _("Details corrected: {changes}.").format(changes=", ".join(filter(None, changes)))


def _chosen(group: Sequence[AuditEntry]) -> Iterator[str]:
    """Cu3: 109.4 counts again, not 104.9."""
    rows = [entry.new for entry in group if entry.table == "results" and entry.new]
    chosen = next((row for row in rows if row["status"] == "current"), None)
    before = next((row for row in rows if row["status"] != "current"), None)
    if chosen is None:
        return
    draw, value = visits.draw_label(str(chosen["draw"])), result_value(chosen)
    if before is None:
        yield _("{draw}: {value} counts.").format(draw=draw, value=value)
    else:
        yield _("{draw}: {value} counts, {old} no longer.").format(
            draw=draw, value=value, old=result_value(before)
        )


def _asked(group: Sequence[AuditEntry]) -> Iterator[str]:
    """Query about copper draw Cu5 answered."""
    said = {
        What.RAISE_QUERY: _("Query about {visit} opened."),
        What.ANSWER_QUERY: _("Query about {visit} answered."),
        What.CLOSE_QUERY: _("Query about {visit} closed."),
        What.VERIFY_QUERY: _("Query about {visit} marked as verified."),
        What.REOPEN_QUERY: _("Query about {visit} opened again."),
    }[group[0].what]
    for entry in group:
        if entry.table == "queries" and entry.new:
            kind, code = VisitKind(entry.new["kind"]), str(entry.new["code"])
            key = VisitKey(entry.patient, kind, code)
            yield said.format(visit=visits.visit_in_sentence(key))


def _added(group: Sequence[AuditEntry]) -> Iterator[str]:
    """Copper draw Extra 1 added, planned for Fri 27 Mar."""
    for entry in group:
        if entry.table in _VISITS and entry.old is None and entry.new:
            day = dates.short_day(date.fromisoformat(str(entry.new["target_on"])))
            yield _("{visit} added, planned for {day}.").format(visit=trail.item(entry), day=day)


def _confirmed(group: Sequence[AuditEntry]) -> Iterator[str]:
    for entry in group:
        if entry.table == "deviations":
            rule = deviations.rule(DeviationRule(str(entry.key[4])))
            yield _("Deviation confirmed: {rule}.").format(rule=rule)


_SAY: Mapping[What, Callable[[Sequence[AuditEntry]], Iterator[str]]] = {
    What.CORRECT: _corrected,
    What.COMPLETE: _completed,
    What.CORRECT_PATIENT: _details,
    What.CHOOSE_RESULT: _chosen,
    **dict.fromkeys(
        (
            What.RAISE_QUERY,
            What.ANSWER_QUERY,
            What.CLOSE_QUERY,
            What.VERIFY_QUERY,
            What.REOPEN_QUERY,
        ),
        _asked,
    ),
    What.ADD_UNSCHEDULED: _added,
    What.CONFIRM_DEVIATION: _confirmed,
}
