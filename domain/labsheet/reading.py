"""Reading a lab sheet in a child process, which may hang, swell or die without harm.

A frozen build calls `multiprocessing.freeze_support()` first thing in its main module.
"""

import contextlib
import gc
import math
import multiprocessing
import os
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
_PULSE = 0.25
"""Seconds between two signs of life from the reading process."""
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
    ours, theirs = multiprocessing.get_context("spawn").Pipe(duplex=False)
    with contextlib.closing(ours):
        process = _started(path, limits, theirs)
        theirs.close()
        try:
            return awaited(ours, process.sentinel, path, limits, cancel)
        finally:
            process.kill()
            process.join()
            process.close()


def _started(path: Path, limits: Limits, answers: Connection) -> SpawnProcess:
    process = multiprocessing.get_context("spawn").Process(
        target=_read_in_child, args=(str(path.absolute()), limits, answers), daemon=True
    )
    with bare_main():
        process.start()
    return process


@contextlib.contextmanager
def bare_main() -> Generator[None, None, None]:
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


def awaited(
    answers: Connection, ended: int | Connection, path: Path, limits: Limits, cancel: Cancel
) -> Workbook:
    """The workbook that comes through `answers`; `ended` is ready when its sender is gone."""
    began = heard = time.monotonic()
    worked = 0.0
    while True:
        if cancel.is_wanted:
            raise SheetRefused(Refusal.CANCELLED, file=path.name)
        now = time.monotonic()
        is_over = now - heard >= limits.seconds or now - began >= limits.longest_wait
        if is_over or worked >= limits.seconds:
            raise SheetRefused(Refusal.TIMED_OUT, file=path.name)
        if not wait([answers, ended], timeout=_GLANCE):
            continue
        told = _received(answers, path)
        if isinstance(told, Workbook):
            return told
        worked, heard = told, time.monotonic()


def _received(answers: Connection, path: Path) -> Workbook | float:
    """The workbook, or a pulse: the seconds of work so far."""
    try:
        with without_collecting():
            told = cast("Workbook | SheetRefused | float", answers.recv())
    except (EOFError, OSError) as error:
        raise SheetRefused(Refusal.READER_DIED, file=path.name) from error
    if isinstance(told, SheetRefused):
        raise told
    return told


def _read_in_child(path: str, limits: Limits, answers: Connection) -> None:
    gc.disable()
    _bound(limits)
    _quieten_readers()
    speaking, ending = threading.Lock(), threading.Event()
    threading.Thread(target=_pulse, args=(answers, speaking, ending), daemon=True).start()
    answer: Workbook | SheetRefused
    try:
        answer = open_workbook(Path(path), limits)
    except SheetRefused as refused:
        answer = refused
    except MemoryError:
        answer = SheetRefused(Refusal.OUT_OF_MEMORY, file=Path(path).name)
    except Exception as error:  # noqa: BLE001 - whatever a hostile file does ends in one reason
        answer = SheetRefused(Refusal.DAMAGED, file=Path(path).name, detail=type(error).__name__)
    ending.set()
    with contextlib.suppress(OSError), speaking:
        try:
            answers.send(answer)
        except MemoryError:
            answers.send(SheetRefused(Refusal.OUT_OF_MEMORY, file=Path(path).name))


def _pulse(answers: Connection, speaking: threading.Lock, ending: threading.Event) -> None:
    """Tell every now and then how long this process has worked; end it once nobody listens.

    Who asked may have been killed: then nobody else ends this process.
    """
    while not ending.wait(_PULSE):
        with speaking:
            if ending.is_set():
                return
            try:
                answers.send(time.process_time())
            except OSError:
                os._exit(1)


def _quieten_readers() -> None:
    """Warnings and the odd print of xlrd are of no use here: a file is read or refused."""
    warnings.simplefilter("ignore")
    sys.stdout = None


def _bound(limits: Limits) -> None:
    """Where the system can: no more address space than the limit on top of today's.

    And no more work than the asking process waits for, lest what hangs in one step of C, where
    no pulse comes through, outlives it.
    """
    try:
        import resource
    except ImportError:
        return
    seconds = math.ceil(time.process_time() + 2 * limits.seconds) + 1
    bounds = {resource.RLIMIT_CPU: seconds}
    own = process_size()
    if own:
        bounds[resource.RLIMIT_AS] = own + limits.memory_bytes
    for bound, most in bounds.items():
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(bound, (most, most))
