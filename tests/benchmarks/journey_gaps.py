"""How long the window's event loop stands still in every journey: `python -m
tests.benchmarks.journey_gaps [TESTS…]` walks the journeys and prints a line for each.

A gap is the time between two turns of the loop while the program has control: from a key or a
click until it was answered, and between two beats of a timer while the journey waits. What the
journey itself does in between is left out. Each gap is given by the clock and by the processor
time of the window's own thread, since on a busy machine the clock also measures the others.
`COPPERDESK_TEST_PLATFORM=xcb xvfb-run -a …` measures in a real window.
"""

import functools
import sys
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest

from gui.long_memory import keep_what_is_loaded
from gui.screens import load_screens

USUAL_MS, LONGEST_MS = 50, 100
"""The acceptance: 99 % of the gaps, and every gap."""
TOLD_FROM_MS = 50
_ENTRANCES: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (QTest, ("mouseClick", "mousePress", "mouseMove", "mouseRelease", "mouseDClick")),
    (QTest, ("keyClick", "wheelEvent", "qWait")),
    (QCoreApplication, ("sendEvent",)),
    (QEventLoop, ("exec",)),
)
"""Where a journey hands control to the program."""
_SUBPROCESSES = ("test_kills.py", "test_file_kills.py")


@dataclass(frozen=True)
class Gap:
    wall_ms: float
    own_ms: float
    """Of which the window's own thread worked."""
    act: str


class Turns:
    """Measures while the program has control."""

    def __init__(self) -> None:
        self.gaps: list[Gap] = []
        self._depth = 0
        self._act = ""
        self._last = (0.0, 0.0)
        self._timer: QTimer | None = None

    def watching(self, function: Callable[..., Any], name: str) -> Callable[..., Any]:
        """`function`, the time inside it measured."""

        @functools.wraps(function)
        def watched(*args: Any, **kwargs: Any) -> Any:
            if self._depth == 0:
                self._beat()
                self._last = _clocks()
                self._act = f"{name} by {_caller()}"
            self._depth += 1
            try:
                return function(*args, **kwargs)
            finally:
                self._depth -= 1
                self._turn(outside=self._depth == 0)

        return watched

    def _beat(self) -> None:
        if self._timer is None:  # only now there is an application
            self._timer = QTimer(interval=1, timerType=Qt.TimerType.PreciseTimer)
            self._timer.timeout.connect(self._turn)
            self._timer.start()

    def _turn(self, *, outside: bool = False) -> None:
        now = _clocks()
        if self._depth or outside:
            wall, own = ((b - a) * 1000 for a, b in zip(self._last, now, strict=True))
            self.gaps.append(Gap(wall, own, self._act))
        self._last = now


class Watching:
    """Prints a line for each journey, and every long gap below it."""

    def __init__(self) -> None:
        self.every: list[Gap] = []
        self.too_long = 0
        self._turns: Turns | None = None

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        if self._turns is None:
            load_screens()  # as the program does when its window is up
            self._turns = Turns()
            for owner, names in _ENTRANCES:
                for name in names:
                    setattr(owner, name, self._turns.watching(getattr(owner, name), name))
        self._turns.gaps = []
        keep_what_is_loaded()  # the tests are no part of the program
        answer = yield
        self._tell(item.name, self._turns.gaps)
        return answer

    def _tell(self, journey: str, gaps: list[Gap]) -> None:
        if not gaps:
            return
        self.every += gaps
        say(f"{_figures(gaps)}  {journey}")
        for gap in sorted(gaps, key=lambda gap: -gap.own_ms):
            if gap.own_ms > TOLD_FROM_MS:
                say(f"    {gap.own_ms:4.0f} ms of its own in {gap.wall_ms:4.0f} ms: {gap.act}")

    def sum_up(self) -> None:
        say(f"{_figures(self.every)}  all {len(self.every)} gaps of all journeys")
        over = sum(gap.own_ms > LONGEST_MS for gap in self.every)
        say(f"{over} gaps of more than {LONGEST_MS} ms of the window's own work")


def _figures(gaps: list[Gap]) -> str:
    own = sorted(gap.own_ms for gap in gaps)
    wall = sorted(gap.wall_ms for gap in gaps)
    nearly_all = int(0.99 * (len(gaps) - 1))
    return (
        f"own: 99 % {own[nearly_all]:4.0f} ms, worst {own[-1]:4.0f} ms;"
        f" by the clock: 99 % {wall[nearly_all]:4.0f} ms, worst {wall[-1]:4.0f} ms"
    )


def _clocks() -> tuple[float, float]:
    return time.perf_counter(), time.thread_time()


def _caller() -> str:
    """The line of the journey that acts."""
    frame = sys._getframe(2)
    place = ""
    while frame is not None:
        if "/journeys/test_" in frame.f_code.co_filename:
            return f"{frame.f_code.co_name}, line {frame.f_lineno}"
        if "/journeys/" in frame.f_code.co_filename:
            place = f"{frame.f_code.co_name}, line {frame.f_lineno}"
        frame = frame.f_back
    return place


def say(line: str) -> None:
    sys.__stdout__.write(line + "\n")
    sys.__stdout__.flush()


if __name__ == "__main__":
    wanted = sys.argv[1:] or ["tests/journeys"]
    left_out = [f"--ignore=tests/journeys/{name}" for name in _SUBPROCESSES]
    watching = Watching()
    pytest.main([*wanted, *left_out, "-q", "-p", "no:cacheprovider"], plugins=[watching])
    watching.sum_up()
