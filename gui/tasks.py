"""Work that may take longer than a blink, away from the window's thread."""

import sys
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QEventLoop, QObject, QRunnable, QThreadPool, Signal

T = TypeVar("T")

TURN_S = 0.0005


def share_python_often() -> None:
    """Let the window have Python after `TURN_S` when a worker computes.

    Painting a table asks its model for every cell, and each time waits for the worker to let
    go: Python's own five milliseconds make that longer than half a second.
    """
    sys.setswitchinterval(TURN_S)


class Task(QObject, Generic[T]):
    """Runs a callable on a worker thread and answers by signal on the thread that made it.

    The callable is handed plain values: never a widget, never the open file. A task that
    was dropped, or whose parent has gone, answers nothing.
    """

    done = Signal(object)
    """The callable returned; carries what it returned."""
    failed = Signal(object)
    """The callable raised; carries the exception."""
    ended = Signal()
    """After `done` or `failed`, and also when the task was dropped."""
    _answered = Signal(object, object)

    def __init__(
        self,
        work: Callable[[], T],
        parent: QObject | None = None,
        *,
        pool: QThreadPool | None = None,
    ) -> None:
        super().__init__(parent)
        self._work = work
        self._pool = pool or QThreadPool.globalInstance()
        self._is_dropped = False
        self._is_running = False
        self._left = threading.Event()
        self._answered.connect(self._hand_over)

    @property
    def is_running(self) -> bool:
        return self._is_running

    def start(self) -> None:
        self._is_running = True
        _RUNNING.add(self)
        self._pool.start(_Errand(self._begin, self._answered.emit, self._left))

    def drop(self) -> None:
        """Ignore the answer: a newer question was asked, or the user cancelled."""
        self._is_dropped = True

    def _begin(self) -> T | None:
        """On the worker; what was dropped while it waited for its turn is not begun."""
        return None if self._is_dropped else self._work()

    def _hand_over(self, answer: object, error: BaseException | None) -> None:
        """On the thread that asked, once the worker has let go of this object, which may now go."""
        self._left.wait()
        self._is_running = False
        _RUNNING.discard(self)
        if not self._is_dropped:
            if error is None:
                self.done.emit(answer)
            else:
                self.failed.emit(error)
        self.ended.emit()


def awaited(work: Callable[[], T]) -> T:
    """What `work` answers on a worker, or raises; the window paints, keys and clicks wait."""
    answers: list[T] = []
    errors: list[BaseException] = []
    task = Task(work)
    task.done.connect(answers.append)
    task.failed.connect(errors.append)
    loop = QEventLoop()
    task.ended.connect(loop.quit)
    task.start()
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    if errors:
        raise errors[0]
    return answers[0]


class LatestTask(QObject):
    """Asks one question at a time; a newer question drops the older answer."""

    answered = Signal(object)
    """The newest question was answered."""
    failed = Signal(object)
    """The newest question could not be answered; carries the exception."""

    def __init__(self, parent: QObject | None = None, *, pool: QThreadPool | None = None) -> None:
        super().__init__(parent)
        self._pool = pool
        self._task: Task[object] | None = None

    @property
    def is_running(self) -> bool:
        return self._task is not None and self._task.is_running

    def ask(self, work: Callable[[], object]) -> None:
        self.drop()
        task = Task(work, pool=self._pool)
        task.done.connect(self.answered)
        task.failed.connect(self.failed)
        self._task = task
        task.start()

    def drop(self) -> None:
        if self._task is not None:
            self._task.drop()


_RUNNING: set[QObject] = set()
"""Keeps a task alive until its worker has answered."""


class _Errand(QRunnable):
    def __init__(
        self,
        work: Callable[[], object],
        answer: Callable[[object, BaseException | None], None],
        left: threading.Event,
    ) -> None:
        super().__init__()
        self._work = work
        self._answer = answer
        self._left = left

    def run(self) -> None:
        try:
            result = self._work()
        except BaseException as error:  # noqa: BLE001 - handed to the asker, who explains or raises it
            self._reply(None, error)
        else:
            self._reply(result, None)
        finally:
            # Nothing of the asker goes with the errand: Qt must not see it end on this thread.
            del self._work, self._answer
            self._left.set()

    def _reply(self, result: object, error: BaseException | None) -> None:
        try:
            self._answer(result, error)
        except RuntimeError:
            return  # the asker's Qt half is gone: nobody waits for the answer
