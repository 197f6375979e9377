"""`copperdesk verify`: file, audit chain, and the replay of the trail against the tables."""

import argparse
import json

from domain.storage.audit import Verification
from gui.commands.context import Context
from gui.words.language import _, ngettext


def run(arguments: argparse.Namespace, context: Context) -> int:
    with context.study(arguments.study) as study:
        found = study.verify()
    if context.as_json:
        context.answer(as_json(found))
    for line in sentences(found):
        context.say(line)
    return 0 if found.is_clean else 1


def as_json(found: Verification) -> dict[str, object]:
    """The document of `verify --json`."""
    return {
        "clean": found.is_clean,
        "integrity": list(found.integrity),
        "broken_at": found.broken_at,
        "differences": [
            {
                "table": difference.table,
                "key": json.loads(difference.key),
                "in_trail": _row(difference.in_trail),
                "in_table": _row(difference.in_table),
            }
            for difference in found.differences
        ],
        "head": {"count": found.head.count, "hash": found.head.hash},
    }


def sentences(found: Verification) -> list[str]:
    """What was found, a sentence a line."""
    count = ngettext("{count} entry", "{count} entries", found.head.count)
    end = _("Audit trail: {entries}, last hash {hash}.").format(
        entries=count.format(count=found.head.count), hash=found.head.hash
    )
    if found.is_clean:
        return [_("The file is whole, and the tables are as the audit trail says."), end]
    lines = [_("The study is not as its audit trail says. Keep the file and restore a backup.")]
    if found.integrity:
        lines.append(_("The file is damaged: {what}.").format(what="; ".join(found.integrity)))
    if found.broken_at is not None:
        lines.append(
            _("The audit trail was changed at entry {number} or before it.").format(
                number=found.broken_at
            )
        )
    lines += [
        _("{table} {key} differs from the audit trail.").format(
            table=difference.table, key=" ".join(map(str, json.loads(difference.key)))
        )
        for difference in found.differences
    ]
    return [*lines, end]


def _row(text: str | None) -> object:
    return None if text is None else json.loads(text)
