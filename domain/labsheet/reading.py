"""Reading a lab sheet in a child process, which may hang, swell or die without harm.

A frozen build calls `multiprocessing.freeze_support()` first thing in its main module.
"""

import contextlib
import gc
import multiprocessing
import sys
import threading
import time
import types
import warnings
from collections.abc import Generator
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import cast

from domain.labsheet.collecting import without_collecting
from domain.labsheet.limits import Limits
from domain.labsheet.opening import open_workbook, process_size
from domain.labsheet.workbook import Refusal, SheetRefused, Workbook

_GLANCE = 0.05
"""Seconds between two looks at the cancel handle."""
_starting = threading.Lock()


class Cancel:
    """Ends a reading from another thread; one handle belongs to one reading."""

    def __init__(self) -> None:
        self._wanted = threading.Event()

    def cancel(self) -> None:
        self._wanted.set()

    @property
    def is_wanted(self) -> bool:
        return self._wanted.is_set()


def read_workbook(
    path: Path, limits: Limits | None = None, cancel: Cancel | None = None
) -> Workbook:
    """Read a file within the limits of time and memory; raises SheetRefused, nothing else.

    Blocks until there is an answer: call it from a worker thread where a window waits.
    """
    limits = limits or Limits()
    cancel = cancel or Cancel()
    deadline = time.monotonic() + limits.seconds
    ours, theirs = multiprocessing.get_context("spawn").Pipe(duplex=False)
    with contextlib.closing(ours):
        process = _started(path, limits, theirs)
        theirs.close()
        try:
            return _answer(process, ours, path, deadline, cancel)
        finally:
            process.kill()
            process.join()
            process.close()


def _started(path: Path, limits: Limits, answers: Connection) -> SpawnProcess:
    process = multiprocessing.get_context("spawn").Process(
        target=_read_in_child, args=(str(path.absolute()), limits, answers), daemon=True
    )
    with _bare_main():
        process.start()
    return process


@contextlib.contextmanager
def _bare_main() -> Generator[None, None, None]:
    """Spare the child the parent's main module, which spawn would import there.

    That import brings the whole window, or a test runner, into a process that reads one
    file. Frozen builds have no main module to import.
    """
    with _starting:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = types.ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main


def _answer(
    process: SpawnProcess, answers: Connection, path: Path, deadline: float, cancel: Cancel
) -> Workbook:
    while True:
        if cancel.is_wanted:
            raise SheetRefused(Refusal.CANCELLED, file=path.name)
        left = deadline - time.monotonic()
        if left <= 0:
            raise SheetRefused(Refusal.TIMED_OUT, file=path.name)
        if wait([answers, process.sentinel], timeout=min(left, _GLANCE)):
            return _received(answers, path)


def _received(answers: Connection, path: Path) -> Workbook:
    try:
        with without_collecting():
            answer = cast("Workbook | SheetRefused", answers.recv())
    except (EOFError, OSError) as error:
        raise SheetRefused(Refusal.READER_DIED, file=path.name) from error
    if isinstance(answer, SheetRefused):
        raise answer
    return answer


def _read_in_child(path: str, limits: Limits, answers: Connection) -> None:
    gc.disable()
    _bound_memory(limits)
    _quieten_readers()
    answer: Workbook | SheetRefused
    try:
        answer = open_workbook(Path(path), limits)
    except SheetRefused as refused:
        answer = refused
    except MemoryError:
        answer = SheetRefused(Refusal.OUT_OF_MEMORY, file=Path(path).name)
    except Exception as error:  # noqa: BLE001 - whatever a hostile file does ends in one reason
        answer = SheetRefused(Refusal.DAMAGED, file=Path(path).name, detail=type(error).__name__)
    with contextlib.suppress(OSError):
        try:
            answers.send(answer)
        except MemoryError:
            answers.send(SheetRefused(Refusal.OUT_OF_MEMORY, file=Path(path).name))


def _quieten_readers() -> None:
    """Warnings and the odd print of xlrd are of no use here: a file is read or refused."""
    warnings.simplefilter("ignore")
    sys.stdout = None


def _bound_memory(limits: Limits) -> None:
    """Where the system can: no more address space than the limit on top of today's."""
    try:
        import resource
    except ImportError:
        return
    own = process_size()
    if own:
        with contextlib.suppress(ValueError, OSError):
            most = own + limits.memory_bytes
            resource.setrlimit(resource.RLIMIT_AS, (most, most))
