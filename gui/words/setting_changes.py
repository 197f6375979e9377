"""What differs between two protocols, setting by setting, in words."""

from collections.abc import Sequence

from domain.protocol import DrawRule, Protocol, RatingRule
from gui.words import numbers
from gui.words import protocol as words_of_protocol
from gui.words.language import _, ngettext
from gui.words.reasons import reason
from gui.words.settings import reason_lists, rule_name

SettingChange = tuple[str, str, str]
"""A setting, its old and its new value."""
_LONGEST = 90
"""Letters of one change beyond which a message only names the setting."""


def setting_changes(before: Protocol, after: Protocol) -> list[SettingChange]:
    """What differs, as the setting, its old and its new value; confirmations left out."""
    old, new = _values(before), _values(after)
    names = [*new, *(name for name in old if name not in new)]
    told: list[SettingChange] = []
    for name in names:
        was, now = old.get(name), new.get(name)
        if was != now:
            days = _day_changes(name, before, after) if was and now else []
            told += days or [(f"{name[0]}, {name[1]}", was or "–", now or "–")]
    for field, name in reason_lists().items():
        was, now = getattr(before.reasons, field), getattr(after.reasons, field)
        if was != now:
            told.append((name, _reasons(was), _reasons(now)))
    if before.code_pattern != after.code_pattern:
        told.append((_("Patient codes"), before.code_pattern, after.code_pattern))
    return told


def _values(protocol: Protocol) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for one in words_of_protocol.settings(protocol):
        name = one.part, one.name
        found[name] = f"{found[name]}; {one.value}" if name in found else one.value
    return found


def _day_changes(name: tuple[str, str], before: Protocol, after: Protocol) -> list[SettingChange]:
    """The days of a visit that differ, each as a setting: Cu5, window to day; 2; 5.

    Nothing for a setting that is no visit, or whose target is found in another way now.
    """
    was, now = _rules(before).get(name), _rules(after).get(name)
    if was is None or now is None or _is_by_working_day(was) != _is_by_working_day(now):
        return []
    days = (
        (_("{visit}, target day"), was.target, now.target),
        (_("{visit}, window from day"), was.first, now.first),
        (_("{visit}, window to day"), was.last, now.last),
    )
    return [
        (setting.format(visit=name[1]), numbers.whole(old), numbers.whole(new))
        for setting, old, new in days
        if old != new
    ]


def _rules(protocol: Protocol) -> dict[tuple[str, str], DrawRule | RatingRule]:
    """The rule of each visit by what `settings` call it."""
    draws = {(_("Copper draws"), rule_name(rule)): rule for rule in protocol.draws}
    ratings = {(_("MADRS + YMRS"), rule_name(rule)): rule for rule in protocol.ratings}
    return {**draws, **ratings}


def _is_by_working_day(rule: DrawRule | RatingRule) -> bool:
    return isinstance(rule, DrawRule) and rule.last_working_day_before


def changed_settings(changes: Sequence[SettingChange]) -> list[str]:
    """Gap between two: 2 to 5 days → 2 to 6 days."""
    return [
        _("{setting}: {before} → {after}").format(setting=setting, before=was, after=now)
        for setting, was, now in changes
    ]


def short_name_change(before: str, after: str) -> SettingChange:
    return _("Short name"), before, after


def protocol_changed(changes: Sequence[SettingChange]) -> str:
    """Protocol changed: Cu5, window to day 2 → 5, and 2 more."""
    if not changes:
        return _("Protocol changed.")
    setting, was, now = changes[0]
    first = _("{setting} {before} → {after}").format(setting=setting, before=was, after=now)
    told = setting if len(first) > _LONGEST else first
    rest = len(changes) - 1
    if not rest:
        return _("Protocol changed: {what}.").format(what=told)
    return ngettext(
        "Protocol changed: {what}, and {count} more.",
        "Protocol changed: {what}, and {count} more.",
        rest,
    ).format(what=told, count=rest)


def _reasons(codes: Sequence[str]) -> str:
    return ", ".join(map(reason, codes)) or "–"
