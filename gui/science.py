"""A child process that keeps the science stack loaded, so that the window never waits for it.

Importing numpy, scipy and matplotlib holds Python's lock for hundreds of milliseconds, on
whatever thread it happens; in a process of its own nobody notices. It ends with the program.
"""

import atexit
import threading
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar, cast

from PySide6.QtCore import QThreadPool

from gui.science_child import Tell, serve

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

P = ParamSpec("P")
T = TypeVar("T")


class ScienceStopped(Exception):
    """The work was given up, or its process died."""


class Science:
    """Runs work in the child; ask from a worker thread, one question at a time.

    Work that takes long, as a report does, has one of its own, lest the others wait for it.
    """

    def __init__(self) -> None:
        self.pool = QThreadPool()
        """Of one thread: a question that is dropped while it waits is never begun."""
        self.pool.setMaxThreadCount(1)
        self._asking = threading.Lock()
        self._starting = threading.Lock()
        self._child: tuple[SpawnProcess, Connection] | None = None
        atexit.register(self.stop)  # who waits for an answer must not hold up the end

    def warm(self) -> None:
        """Start the child in good time; returns at once."""
        threading.Thread(target=self._connection, daemon=True).start()

    def run(
        self,
        work: Callable[Concatenate[Tell, P], T],
        tell: Tell,
        *arguments: P.args,
        **named: P.kwargs,
    ) -> T:
        """What `work` answers, or what it raises; `tell` hears what it tells meanwhile.

        `work` is a function of a module, its arguments plain values. Raises `ScienceStopped`.
        """
        with self._asking:
            connection = self._connection()
            is_heard = True
            try:
                connection.send((work, arguments, named))
                while True:
                    kind, told = cast("tuple[str, object]", connection.recv())
                    if kind != "told":
                        break
                    is_heard = is_heard and _hears(tell, told)
            except (EOFError, OSError) as error:
                self.stop()
                raise ScienceStopped from error
        if kind == "raised":
            raise cast("Exception", told)
        return cast("T", told)

    def stop(self) -> None:
        """Give up what is running; the next question starts a new child."""
        with self._starting:
            child, self._child = self._child, None
        if child is not None:
            process, _connection = child
            process.kill()
            process.join()

    def _connection(self) -> "Connection":
        with self._starting:
            if self._child is None or not self._child[0].is_alive():
                self._child = _started()
            return self._child[1]


def _hears(tell: Tell, told: object) -> bool:
    """Whether somebody still listens; the answer is fetched all the same, lest the next gets it."""
    try:
        tell(told)
    except RuntimeError:
        return False  # the asker's Qt half is gone, as when the study was closed meanwhile
    return True


@cache
def science() -> Science:
    """The one of this program."""
    return Science()


def _started() -> "tuple[SpawnProcess, Connection]":
    import multiprocessing

    from domain.labsheet.reading import bare_main

    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs,), daemon=True, name="copperdesk-science")
    with bare_main():
        process.start()
    theirs.close()
    return process, ours
