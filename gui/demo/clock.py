"""The demo's own clock."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from domain.study import Study

DEMO_NOW = datetime.fromisoformat("2026-03-24T10:12").astimezone()
"""The moment the demo opens at, in the zone of this computer."""


def demo_clock(study: Study) -> Callable[[], datetime]:
    """A clock that opens at the later of `DEMO_NOW` and the last entry, and ticks in real time."""
    last = study.last_entry_at()
    opens_at = DEMO_NOW if last is None else max(DEMO_NOW, last.astimezone(DEMO_NOW.tzinfo))
    started = time.monotonic()

    def now() -> datetime:
        return opens_at + timedelta(seconds=time.monotonic() - started)

    return now
