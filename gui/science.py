"""A child process that keeps the science stack loaded, so that the window never waits for it.

Importing numpy, scipy and matplotlib holds Python's lock for hundreds of milliseconds, on
whatever thread it happens; in a process of its own nobody notices. It ends with the program.
"""

import contextlib
import multiprocessing
import threading
import traceback
from collections.abc import Callable
from functools import cache
from importlib import import_module
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from PySide6.QtCore import QThreadPool

from domain.labsheet.reading import bare_main

P = ParamSpec("P")
T = TypeVar("T")
Tell = Callable[[object], None]
"""Tells the asker, from within the work, how far it is."""

_WARM = (
    "gui.analysis.calculation",
    "stats.plan",
    "stats.tables",
    "scipy.stats",
    "matplotlib.figure",
    "gui.analysis.drawing",
    "stats.figures.paired_change",
    "matplotlib.backends.backend_agg",
)
"""Loaded one after the other while nothing is asked, in the order in which they are needed."""


class ScienceStopped(Exception):
    """The work was given up, or its process died."""


class Science:
    """Runs work in the child; ask from a worker thread, one question at a time."""

    def __init__(self) -> None:
        self.pool = QThreadPool()
        """Of one thread: a question that is dropped while it waits is never begun."""
        self.pool.setMaxThreadCount(1)
        self._asking = threading.Lock()
        self._starting = threading.Lock()
        self._child: tuple[SpawnProcess, Connection] | None = None

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
            try:
                connection.send((work, arguments, named))
                while True:
                    kind, told = cast("tuple[str, object]", connection.recv())
                    if kind == "told":
                        tell(told)
                        continue
                    break
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

    def _connection(self) -> Connection:
        with self._starting:
            if self._child is None or not self._child[0].is_alive():
                self._child = _started()
            return self._child[1]


@cache
def science() -> Science:
    """The one of this program."""
    return Science()


def _started() -> tuple[SpawnProcess, Connection]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,), daemon=True, name="copperdesk-science")
    with bare_main():
        process.start()
    theirs.close()
    return process, ours


def _serve(connection: Connection) -> None:
    """Answer until the program is gone; load modules while nothing is asked."""
    waiting = list(_WARM)
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            while waiting and not connection.poll():
                import_module(waiting.pop(0))
            work, arguments, named = connection.recv()
            connection.send(_answer(work, arguments, named, connection))


def _answer(
    work: Callable[..., Any],
    arguments: tuple[object, ...],
    named: dict[str, object],
    connection: Connection,
) -> tuple[str, object]:
    def tell(what: object) -> None:
        connection.send(("told", what))

    try:
        return "answered", work(tell, *arguments, **named)
    except Exception as error:  # noqa: BLE001 - handed to the asker, who explains or raises it
        error.add_note(traceback.format_exc())
        return "raised", error
