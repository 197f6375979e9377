"""What `verify` found, in words: each change of the file, the trail and the tables by name."""

import json
from datetime import date

from domain.storage.verifying import Break, Broken, Difference, Redaction, Verification
from domain.storage.verifying_holidays import HolidayDifference
from gui.words import dates
from gui.words.language import _, ngettext
from gui.words.reasons import reason


def verdict(found: Verification) -> str:
    """Whether the study is as its trail says, in a sentence or two."""
    if found.is_clean:
        said = _("Verified: {entries}, unbroken; the tables are as the trail says.").format(
            entries=_entries(found.head.count)
        )
        return " ".join([said, *map(_redaction, found.redactions), *_holidays(found)])
    if found.integrity:
        return _("The file is damaged: {finding}. Restore a backup.").format(
            finding=found.integrity[0]
        )
    if found.altered:
        return _altered(found.altered[0])
    if found.breaks:
        return _break(found.breaks[0])
    if not found.differences:
        return _holidays(found)[0]
    first = found.differences[0]
    return ngettext(
        "{count} row differs from the trail: {table} {key}.",
        "{count} rows differ from the trail, the first: {table} {key}.",
        len(found.differences),
    ).format(count=len(found.differences), table=first.table, key=_key(first))


def lines(found: Verification) -> list[str]:
    """Everything that was found, a sentence a line; where the trail ends comes last."""
    end = _("Audit trail: {entries}, last hash {hash}.").format(
        entries=_entries(found.head.count), hash=found.head.hash
    )
    redactions = list(map(_redaction, found.redactions))
    if found.is_clean:
        first = _("The file is whole, and the tables are as the audit trail says.")
        return [first, *redactions, *_holidays(found), end]
    said = [_("The study is not as its audit trail says. Keep the file and restore a backup.")]
    if found.integrity:
        said.append(_("The file is damaged: {what}.").format(what="; ".join(found.integrity)))
    said += map(_altered, found.altered)
    said += map(_break, found.breaks)
    said += [
        _("{table} {key} differs from the audit trail.").format(table=one.table, key=_key(one))
        for one in found.differences
    ]
    return [*said, *redactions, *_holidays(found), end]


def _entries(count: int) -> str:
    return ngettext("{count} entry", "{count} entries", count).format(count=count)


def _key(of: Difference) -> str:
    return " ".join(map(str, json.loads(of.key)))


def _altered(name: str) -> str:
    return _("“{name}” in the file is not as Copperdesk makes it.").format(name=name)


def _break(found: Break) -> str:
    words = {
        Broken.EDITED: _("Entry {first} of the audit trail was changed."),
        Broken.REPLACED: _("Entry {first} of the audit trail was replaced."),
        Broken.REMOVED: _("Entries {first} to {last} of the audit trail were removed."),
        Broken.CUT: _(
            "The audit trail lacks entries {first} to {last} at its end, which the backup "
            "“{backup}” has."
        ),
    }
    if found.first == found.last:
        words |= {
            Broken.REMOVED: _("Entry {first} of the audit trail was removed."),
            Broken.CUT: _(
                "The audit trail lacks entry {first} at its end, which the backup “{backup}” has."
            ),
        }
    if found.backup is None:
        words[Broken.CUT] = ngettext(
            "The audit trail lacks {count} entry at its end.",
            "The audit trail lacks {count} entries at its end.",
            found.last - found.first + 1,
        )
    else:
        words[Broken.REPLACED] = _(
            "The audit trail was rewritten up to entry {first}: the backup “{backup}” has another."
        )
    return words[found.how].format(
        count=found.last - found.first + 1,
        first=found.first,
        last=found.last,
        backup=found.backup.name if found.backup else "",
    )


def _holidays(found: Verification) -> list[str]:
    """What is spoilt first, then what may come from another list of holidays, in one sentence."""
    spoilt = [one for one in found.holidays if one.is_malformed]
    said = [
        _("The file is damaged: {what}.").format(
            what=_("the public holiday “{day}” is no day").format(day=one.day)
        )
        for one in spoilt
    ]
    other = [_holiday(one) for one in found.holidays if not one.is_malformed]
    if other:
        said.append(
            _(
                "The public holidays stored are not those computed now: {days}. A newer list of "
                "holidays explains this; so does another program that changed the file."
            ).format(days=", ".join(other))
        )
    return said


def _holiday(one: HolidayDifference) -> str:
    day = dates.day(date.fromisoformat(one.day))
    if not one.is_computed:
        return _("{day} (stored only)").format(day=day)
    if one.stored is None:
        return _("{day} (not stored)").format(day=day)
    return _("{day} (stored as “{name}”)").format(day=day, name=one.stored)


def _redaction(found: Redaction) -> str:
    return ngettext(
        "Removed on purpose from {count} entry, {moment}, {who}: {reason}.",
        "Removed on purpose from {count} entries, {moment}, {who}: {reason}.",
        found.entries,
    ).format(
        count=found.entries,
        moment=dates.moment(found.first.at),
        who=found.first.who,
        reason=reason(found.first.reason),
    )
