"""Which defaults of the protocol somebody confirmed: told by the trail, and undone with it."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.storage.audit import AuditEntry, Row


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Who took a default off the list of those to be confirmed, and when."""

    by: str
    at: datetime


def confirmations(entries: Iterable[AuditEntry]) -> dict[str, Confirmation]:
    """The confirmations that stand after `entries` of the study's own row, oldest first.

    Taking one back puts the default on the list again, so that it stands no more.
    """
    found: dict[str, Confirmation] = {}
    for entry in entries:
        before, after = _to_confirm(entry.old), _to_confirm(entry.new)
        for name in after:
            found.pop(name, None)
        for name in before - after:
            found[name] = Confirmation(entry.who, entry.at)
    return found


def _to_confirm(row: Row | None) -> set[str]:
    if not row or "protocol" not in row:
        return set()
    try:
        return set(tomllib.loads(str(row["protocol"])).get("to_confirm", ()))
    except (tomllib.TOMLDecodeError, TypeError):  # an entry that was edited from outside
        return set()
