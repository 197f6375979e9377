"""`copperdesk due`: what is not done, due today, done today, and coming."""

import argparse
from collections.abc import Iterable
from datetime import datetime

from domain.agenda import Agenda, AgendaItem
from domain.protocol import Protocol
from gui.commands.context import Context
from gui.commands.text_table import aligned
from gui.words import agenda as words
from gui.words import dates
from gui.words.language import _

Json = dict[str, object]


def run(arguments: argparse.Namespace, context: Context) -> int:
    with context.study(arguments.study) as study:
        now = context.now(study)
        agenda = study.agenda(now=now, days=arguments.days)
        if context.as_json:
            context.answer(as_json(agenda))
        else:
            context.say(as_text(agenda, study.protocol))
    return 0


def as_json(agenda: Agenda) -> Json:
    """The document of `due --json`; moments have seconds and offset, days are local."""
    coming = [item for day in agenda.coming for item in day.items]
    return {
        "now": agenda.now.isoformat(timespec="seconds"),
        "not_done": [_item(item) for item in agenda.not_done],
        "due_today": [_item(item) for item in agenda.due_today],
        "done_today": [_item(item) for item in agenda.done_today],
        "coming": [_item(item) for item in coming],
    }


def as_text(agenda: Agenda, protocol: Protocol) -> str:
    """The same for a person, group by group."""
    groups = [
        (_("Not done"), agenda.not_done),
        (_("Due today"), agenda.due_today),
        (_("Done today"), agenda.done_today),
    ]
    parts = [dates.long_day(agenda.now.date()) + ", " + dates.clock(agenda.now)]
    parts += [_group(name, items, protocol, agenda.now) for name, items in groups]
    ahead = [
        (item.patient, dates.short_day(day.day), words.what(item))
        for day in agenda.coming
        for item in day.items
    ]
    if agenda.coming:
        first, last = agenda.coming[0].day, agenda.coming[-1].day
        heading = _("Coming, {days}").format(days=dates.days_between(first, last))
        body = aligned((day, patient, what) for patient, day, what in ahead)
        parts.append(f"{heading} ({len(ahead)})" + (f"\n{body}" if body else ""))
    return "\n\n".join(parts)


def _group(name: str, items: Iterable[AgendaItem], protocol: Protocol, now: datetime) -> str:
    rows = [words.row_words(item, protocol, now) for item in items]
    body = aligned((row.code, row.what, row.background, row.when, row.window) for row in rows)
    return f"{name} ({len(rows)})" + (f"\n{body}" if body else "")


def _item(item: AgendaItem) -> Json:
    key, window = item.visit.key, item.visit.window
    return {
        "patient": item.patient,
        "kind": str(key.kind),
        "visit": key.code,
        "target": window.target.isoformat(),
        "window_from": window.first.isoformat(),
        "window_to": window.last.isoformat(),
        "status": str(item.status),
        "late_days": item.late_days,
    }
