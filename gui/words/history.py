"""What happened to a patient, one sentence a thing, from the audit trail."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from domain.storage.audit import AuditEntry, What
from domain.visits import VisitKey, VisitKind
from gui.words import dates, history_changes, trail, visits
from gui.words.history_changes import result_value
from gui.words.language import _
from gui.words.reasons import reason

_KINDS = {"infusions": VisitKind.INFUSION, "draws": VisitKind.DRAW, "ratings": VisitKind.RATING}


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of a patient's history."""

    at: datetime
    who: str
    sentence: str


def happenings(entries: Iterable[AuditEntry]) -> tuple[Happening, ...]:
    """The entries of one patient as sentences, the newest first.

    What an action moved along with what it is about is not told; the audit trail has it.
    """
    told: list[Happening] = []
    takes_back: dict[int, int] = {}
    for number, of_action in groupby(entries, key=lambda entry: entry.action):
        group = list(of_action)
        if group[0].takes_back is not None:
            takes_back[number] = group[0].takes_back
        sentences = list(dict.fromkeys(_sentences(group, _is_restored(number, takes_back))))
        if not sentences:
            sentences = [f"{trail.what(group[0].what)}."]
        told += [Happening(group[0].at, group[0].who, sentence) for sentence in sentences]
    return tuple(reversed(told))


def _is_restored(action: int, takes_back: Mapping[int, int]) -> bool:
    """Whether what the action takes back was itself a taking back."""
    is_restored = True
    while action in takes_back:
        action, is_restored = takes_back[action], not is_restored
    return is_restored


def _sentences(group: list[AuditEntry], is_restored: bool) -> Iterator[str]:
    what = group[0].what
    if what is What.TAKE_BACK:
        said = _("Restored: {items}.") if is_restored else _("Taken back: {items}.")
        items = ", ".join(dict.fromkeys(trail.item(entry) for entry in group))
        yield said.format(items=items)
        return
    yield from _results(group)
    yield from history_changes.sentences(group)
    for entry in group:
        sentence = _SAY[what](entry) if what in _SAY else ""
        if sentence:
            yield sentence


def _results(group: list[AuditEntry]) -> Iterator[str]:
    """Cu3 changed from 109.4 to 104.9; Cu5 result 97.4 imported."""
    results = [entry for entry in group if entry.table == "results"]
    replaced = {str(e.key[1]): e.old for e in results if e.old is not None}
    for entry in results:
        if entry.old is not None or entry.new is None:
            continue
        draw, value = visits.draw_label(str(entry.key[1])), result_value(entry.new)
        old = replaced.get(str(entry.key[1]))
        if old is None and entry.new.get("import_number") is None:
            yield _("{draw} result {value} entered by hand.").format(draw=draw, value=value)
        elif old is None:
            yield _("{draw} result {value} imported.").format(draw=draw, value=value)
        else:
            yield _("{draw} changed from {old} to {value}.").format(
                draw=draw, old=result_value(old), value=value
            )


def _enrolled(entry: AuditEntry) -> str:
    return _("Enrolled.") if entry.table == "patients" else ""


def _given(entry: AuditEntry) -> str:
    if not _is_done(entry, "infusions"):
        return ""
    return _("{visit} given {when}.").format(visit=visits.visit(_key(entry)), when=_when(entry))


def _collected(entry: AuditEntry) -> str:
    if not _is_done(entry, "draws"):
        return ""
    return _("{draw} collected {when}.").format(
        draw=visits.draw_label(_key(entry).code), when=_when(entry)
    )


def _rated(entry: AuditEntry) -> str:
    if not _is_done(entry, "ratings"):
        return ""
    assert entry.new is not None
    scores = [
        f"{scale} {entry.new[name]}"
        for scale, name in (("MADRS", "madrs"), ("YMRS", "ymrs"))
        if entry.new.get(name) is not None
    ]
    return _("{scores} entered ({visit}).").format(
        scores=", ".join(scores), visit=visits.rating_label(_key(entry).code)
    )


def _missed(entry: AuditEntry) -> str:
    is_missed = entry.new is not None and entry.new.get("state") == "missed"
    if entry.table not in _KINDS or not is_missed:
        return ""
    assert entry.new is not None
    return _("{visit} missed: {reason}.").format(
        visit=visits.visit(_key(entry)), reason=reason(str(entry.new["reason"])).lower()
    )


def _time_changed(entry: AuditEntry) -> str:
    if entry.table not in _KINDS or entry.old is None or entry.new is None:
        return ""
    if entry.old.get("done_on") is None:
        return ""
    return _("{visit}: time changed from {old} to {new}.").format(
        visit=visits.visit(_key(entry)), old=_moment(entry.old), new=_moment(entry.new)
    )


def _withdrew(entry: AuditEntry) -> str:
    if entry.table != "patients" or entry.new is None:
        return ""
    return _("Withdrew: {reason}.").format(
        reason=reason(str(entry.new.get("withdrawal_reason", ""))).lower()
    )


def _moved(entry: AuditEntry) -> str:
    """Infusion 6 moved from 27 Mar to 30 Mar; of what follows it, the audit trail tells."""
    old, new = entry.old, entry.new
    if entry.table not in _KINDS or old is None or new is None:
        return ""
    follows = entry.what is What.MOVE_INFUSION and entry.table != "infusions"
    if follows or old.get("target_on") == new.get("target_on"):
        return ""
    return _("{visit} moved from {old} to {new}.").format(
        visit=visits.visit(_key(entry)),
        old=dates.short_day(date.fromisoformat(str(old["target_on"]))),
        new=dates.short_day(date.fromisoformat(str(new["target_on"]))),
    )


def _noted(entry: AuditEntry) -> str:
    return _("Note added.") if entry.table == "notes" else ""


_SAY = {
    What.ENROL: _enrolled,
    What.GIVE_INFUSION: _given,
    What.COLLECT_DRAW: _collected,
    What.RATE: _rated,
    What.MISS: _missed,
    What.CHANGE_TIME: _time_changed,
    What.WITHDRAW: _withdrew,
    What.MOVE_INFUSION: _moved,
    What.MOVE_TARGET: _moved,
    What.ADD_NOTE: _noted,
}


def _is_done(entry: AuditEntry, table: str) -> bool:
    was_done = entry.old is not None and entry.old.get("state") == "done"
    is_done = entry.new is not None and entry.new.get("state") == "done"
    return entry.table == table and is_done and not was_done


def _key(entry: AuditEntry) -> VisitKey:
    return VisitKey(str(entry.key[0]), _KINDS[entry.table], str(entry.key[1]))


def _when(entry: AuditEntry) -> str:
    """At 09:15, on the day it was entered; else with the day."""
    assert entry.new is not None
    day = date.fromisoformat(str(entry.new["done_on"]))
    at = entry.new.get("done_at")
    if at is None:
        return _("on {day}").format(day=dates.short_day(day))
    clock = dates.clock(datetime.fromisoformat(str(at)))
    if day == entry.at.date():
        return _("at {time}").format(time=clock)
    return _("on {day} at {time}").format(day=dates.short_day(day), time=clock)


def _moment(row: dict[str, Any]) -> str:
    at = row.get("done_at")
    if at is not None:
        return dates.short_moment(datetime.fromisoformat(str(at)))
    return dates.day_and_month(date.fromisoformat(str(row["done_on"])))
