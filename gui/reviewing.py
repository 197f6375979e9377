"""Finds what comes with time alone, as a result that is missing for weeks."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from gui.session import Session

if TYPE_CHECKING:
    from domain.changes import Changes
    from domain.study import Study

_AFTER_OPENING_MS = 1500
"""The first screen is painted by then."""
_PAUSE_MS = 15
_WHILE_LENT_MS = 200
_SLICE_SECONDS = 0.006
_A_MINUTE_MS = 60_000
_AT_ONCE = 25
"""Patients whose findings are stored as one action: a blink."""


class Reviewing(QObject):
    """Has the rules look at every patient after opening and on each new day, a few at a time."""

    ended = Signal()
    """Every patient was looked at, and what was found is stored."""

    def __init__(
        self,
        session: Session,
        parent: QObject | None = None,
        *,
        after_opening_ms: int = _AFTER_OPENING_MS,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._after_opening_ms = after_opening_ms
        self._waiting = deque[str]()
        self._found: list[str] = []
        self._day: date | None = None
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self._go_on)
        self._minute = QTimer(self, interval=_A_MINUTE_MS)
        self._minute.timeout.connect(self.look_at_the_day)
        session.opened.connect(self._begin_later)
        session.closing.connect(self._stop)
        session.closed.connect(self._stop)

    def look_at_the_day(self) -> None:
        """Begin again if the day is another one than when the review began."""
        if not self._session.is_lent and self._session.today() != self._day:
            self._begin(_PAUSE_MS)

    def _begin_later(self) -> None:
        if not self._session.study.is_read_only:
            self._begin(self._after_opening_ms)
            self._minute.start()

    def _begin(self, wait_ms: int) -> None:
        self._day = self._session.today()
        self._waiting = deque(self._session.study.patients())
        self._found = []
        self._next.start(wait_ms)

    def _stop(self) -> None:
        self._next.stop()
        self._minute.stop()

    def _go_on(self) -> None:
        if self._session.is_lent:
            self._next.start(_WHILE_LENT_MS)
            return
        if self._waiting:
            self._look()
        elif self._found:
            self._store()
        else:
            self.ended.emit()
            return
        self._next.start(_PAUSE_MS)

    def _look(self) -> None:
        study, now = self._session.study, self._session.now()
        until = monotonic() + _SLICE_SECONDS
        while self._waiting:
            patient = self._waiting.popleft()
            if study.has_news(patient, now=now):
                self._found.append(patient)
            if monotonic() >= until:
                return

    def _store(self) -> None:
        some, self._found = self._found[:_AT_ONCE], self._found[_AT_ONCE:]
        changes = self._session.run(partial(_review, some))
        if changes is None:  # refused, and said: once is enough
            self._found = []


def _review(patients: Sequence[str], study: Study, *, now: datetime) -> Changes:
    return study.review(now=now, patients=patients)
