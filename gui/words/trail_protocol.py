"""What an entry of the trail changed in the protocol, setting by setting."""

from domain.protocol_file import ProtocolRefused
from domain.storage.audit import AuditEntry, Row
from domain.stored_protocol import stored_protocol
from gui.words import settings
from gui.words.language import _
from gui.words.setting_changes import setting_changes


def before(entry: AuditEntry) -> list[str]:
    """Gap between two: 2 to 5 days; for an entry of the study's own row."""
    return [_line(setting, was) for setting, was, _now in _changes(entry)]


def after(entry: AuditEntry) -> list[str]:
    return [_line(setting, now) for setting, _was, now in _changes(entry)]


def _line(setting: str, value: str) -> str:
    return _("{setting}: {value}").format(setting=setting, value=value)


def _changes(entry: AuditEntry) -> list[tuple[str, str, str]]:
    old, new = _text(entry.old), _text(entry.new)
    if not old or not new or old == new:
        return []
    try:
        was, now = stored_protocol(old), stored_protocol(new)
    except ProtocolRefused:  # an entry that was edited from outside
        return []
    told = setting_changes(was, now)
    open_before, open_after = set(was.to_confirm), set(now.to_confirm)
    unsure, sure = _("to be confirmed"), _("confirmed")
    told += [(settings.default(n), unsure, sure) for n in was.to_confirm if n not in open_after]
    told += [(settings.default(n), sure, unsure) for n in now.to_confirm if n not in open_before]
    return told


def _text(row: Row | None) -> str:
    return str(row.get("protocol", "")) if row else ""
