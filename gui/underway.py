"""How far a long action is, and the wish to stop it, told between the window and a worker."""

import threading
from enum import StrEnum

from domain.errors import CopperdeskError


class Stage(StrEnum):
    """The parts of a long action, in their order."""

    STARTING = "starting"
    BACKING_UP = "backing_up"
    WRITING = "writing"
    SAVING = "saving"
    """All is written and about to be kept."""
    READING = "reading"
    """It is stored; the records are read again for the screens."""


class Stopped(CopperdeskError):
    """Somebody stopped a long action; nothing of it was stored."""


class Underway:
    """The `Progress` of one action: told by the worker, looked at and stopped by the window."""

    def __init__(self) -> None:
        self._stop_wanted = threading.Event()
        self._is_stored = False
        self._is_backing_up = False
        self.done = 0
        self.total = 0

    def __call__(self, done: int, total: int) -> None:
        if self._stop_wanted.is_set():
            raise Stopped
        self._is_backing_up = not self.total and not done  # told before and after its backup
        self.done, self.total = done, total

    @property
    def stage(self) -> Stage:
        if self._is_stored:
            return Stage.READING
        if not self.total:
            return Stage.STARTING
        if self._is_backing_up:
            return Stage.BACKING_UP
        return Stage.WRITING if self.done < self.total else Stage.SAVING

    @property
    def can_be_stopped(self) -> bool:
        return self.stage not in (Stage.SAVING, Stage.READING)

    def stop(self) -> None:
        """Have the action end as if it had never begun, unless it is being saved already."""
        self._stop_wanted.set()

    def told_stored(self) -> None:
        self._is_stored = True
