"""The one place where our own bugs end: a log without patient data, a word to the user, and on."""

import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from types import TracebackType

from platformdirs import user_log_path
from PySide6.QtCore import QObject, Signal

from domain.errors import CopperdeskError

KEPT_LOGS = 20
BURST = 10.0
"""Seconds in which the same fault again, as while painting, is not told again."""


class Faults(QObject):
    """Catches what nobody caught, on any thread; tells about the first of a burst."""

    happened = Signal(Path)
    """Something failed; carries the log, which may be sent to who looks after the program."""
    refused = Signal(CopperdeskError)
    """Nothing of ours failed: the study could not be asked, as when its drive is gone."""

    def __init__(
        self,
        folder: Path | None = None,
        parent: QObject | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        super().__init__(parent)
        self._folder = folder or user_log_path("copperdesk", appauthor=False)
        self._clock = clock
        self._told: dict[str, float] = {}

    def install(self) -> None:
        sys.excepthook = self._on_main_thread
        threading.excepthook = self._on_other_thread
        sys.unraisablehook = self._on_unraisable

    def record(self, error: BaseException) -> Path:
        """Write the log of `error`: where it happened, never what the values were."""
        now = datetime.now(UTC)
        path = self._folder / f"fault-{now:%Y%m%d-%H%M%S-%f}.log"
        with suppress(OSError):  # a full disk must not turn one fault into two
            self._folder.mkdir(parents=True, exist_ok=True)
            path.write_text(describe(error, now), encoding="utf-8")
            self._thin()
        return path

    def _thin(self) -> None:
        for old in sorted(self._folder.glob("fault-*.log"))[:-KEPT_LOGS]:
            old.unlink()

    def _tell(self, error: BaseException | None) -> None:
        if isinstance(error, CopperdeskError):
            self.refused.emit(error)
        elif error is not None and not self._is_of_a_burst(error):
            self.happened.emit(self.record(error))

    def _is_of_a_burst(self, error: BaseException) -> bool:
        where, now = "\n".join(places_of(error)), self._clock()
        before = self._told.get(where)
        self._told[where] = now
        return before is not None and now - before < BURST

    def _on_main_thread(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self._tell(error)

    def _on_other_thread(self, args: threading.ExceptHookArgs) -> None:
        self._tell(args.exc_value)

    def _on_unraisable(self, args: "sys.UnraisableHookArgs") -> None:
        self._tell(args.exc_value)


def describe(error: BaseException, now: datetime) -> str:
    """The log: versions, and for each error in the chain its kind and its frames.

    The message of an error is left out, and so are lines of source: either may hold a value
    of a patient.
    """
    import platform

    lines = [
        f"Copperdesk fault, {now.isoformat(timespec='seconds')}",
        f"Python {platform.python_version()}, {platform.system()} {platform.release()}",
    ]
    return "\n".join((*lines, *places_of(error))) + "\n"


def places_of(error: BaseException) -> list[str]:
    """For each error in the chain its kind and its frames; none of their values."""
    import traceback

    lines: list[str] = []
    for one in _chain(error):
        lines.append(f"\n{type(one).__module__}.{type(one).__qualname__}")
        lines.extend(
            f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(one.__traceback__)
        )
    return lines


def _chain(error: BaseException) -> list[BaseException]:
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or link.__context__
    return chain


def _short(file: str) -> str:
    """The last parts of a path, without the home folder that may carry a name."""
    path = Path(file)
    if path.is_relative_to(Path.home()):
        path = path.relative_to(Path.home())
    return "/".join(path.parts[-3:])
