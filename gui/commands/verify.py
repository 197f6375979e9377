"""`copperdesk verify`: file, audit chain, and the replay of the trail against the tables."""

import argparse
import json
import re

from domain.storage.audit import Head
from domain.storage.verifying import Verification
from gui.commands.context import CommandRefused, Context, system_now
from gui.commands.passphrase import with_passphrase
from gui.words import verification
from gui.words.language import _

_HASH = re.compile("[0-9a-fA-F]{16,64}")


def run(arguments: argparse.Namespace, context: Context) -> int:
    from domain.storage.known_ends import verify_file

    if arguments.report is not None:
        return _check_report(arguments, context)
    found = with_passphrase(
        lambda typed: verify_file(
            arguments.study, now=system_now(), passphrase=typed, printed=_printed(arguments)
        )
    )
    if context.as_json:
        context.answer(as_json(found))
    for line in verification.lines(found):
        context.say(line)
    return 0 if found.is_clean else 1


def _check_report(arguments: argparse.Namespace, context: Context) -> int:
    """Code 0 if the report says what the study holds, else 1."""
    from gui.report.checking import NotAReport, check_report, reported
    from gui.words import report_files

    try:
        report = reported(arguments.report)
    except NotAReport:
        raise CommandRefused(report_files.no_report(arguments.report)) from None
    with context.study(arguments.study) as study:
        found = check_report(study, report)
    if context.as_json:
        context.answer(
            {
                "standing": str(found.standing),
                "current": found.is_current,
                "report": {"sha256": report.data_sha256, "altered": list(report.altered)},
                "study": {"sha256": found.data_sha256, "entries_since": found.entries_since},
                "protocol_changed": found.protocol_changed,
            }
        )
    for line in report_files.check_lines(found):
        context.say(line)
    return 0 if found.is_current else 1


def _printed(arguments: argparse.Namespace) -> Head | None:
    """An end of the trail that stands in a report, if one is given."""
    if arguments.ends_at is None:
        return None
    entries, start = arguments.ends_at
    if not entries.isdecimal() or not _HASH.fullmatch(start):
        raise CommandRefused(
            _("Write after --ends-at the number of entries and the last hash, as in a report.")
        )
    return Head(int(entries), start.lower())


def as_json(found: Verification) -> dict[str, object]:
    """The document of `verify --json`.

    `how` is one of edited, replaced, removed, cut; `first` and `last` are numbers of entries.
    `holidays` differ from those computed, which alone leaves a study clean.
    """
    return {
        "clean": found.is_clean,
        "integrity": list(found.integrity),
        "altered": list(found.altered),
        "broken_at": found.broken_at,
        "breaks": [
            {
                "how": str(one.how),
                "first": one.first,
                "last": one.last,
                "backup": None if one.backup is None else one.backup.name,
            }
            for one in found.breaks
        ],
        "differences": [
            {
                "table": difference.table,
                "key": json.loads(difference.key),
                "in_trail": _row(difference.in_trail),
                "in_table": _row(difference.in_table),
            }
            for difference in found.differences
        ],
        "redactions": [
            {"action": one.action, "entries": one.entries, "reason": one.first.reason}
            for one in found.redactions
        ],
        "holidays": [
            {"day": one.day, "stored": one.stored, "is_computed": one.is_computed}
            for one in found.holidays
        ],
        "head": {"count": found.head.count, "hash": found.head.hash},
    }


def _row(text: str | None) -> object:
    try:
        return None if text is None else json.loads(text)
    except ValueError:
        return text
