"""How long Analysis takes to answer, and how long the window waits: `python -m
tests.benchmarks.analysis_stalls [SECONDS]`, SECONDS being left for getting ready beforehand.

Prints the first result and the first figure after the first click, and the longest gap between
two turns of the event loop, by the clock and by the processor time of the window's own thread.
"""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from gui.analysis.screen import AnalysisScreen
from gui.application import Application
from gui.demo import DEMO_NOW, make_demo
from gui.getting_ready import warm_up
from gui.navigation import Place, ScreenName
from gui.preferences import PreferencesFile


class Pulse:
    """Notes every turn of the event loop."""

    def __init__(self) -> None:
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(2)
        self._timer.timeout.connect(self._beat)
        self._turns: list[tuple[float, float]] = []
        self._timer.start()

    def longest(self) -> str:
        """Of the gaps since the last time it was asked."""
        turns, self._turns = self._turns, self._turns[-1:]
        gaps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(turns)]
        wall, own = max(gap[0] for gap in gaps), max(gap[1] for gap in gaps)
        return f"{wall * 1000:.0f} ms ({own * 1000:.0f} ms of its own work)"

    def _beat(self) -> None:
        self._turns.append((time.perf_counter(), time.thread_time()))


def wait(until: Callable[[], object], seconds: float = 120.0) -> None:
    loop, timer = QEventLoop(), QTimer()
    timer.timeout.connect(lambda: until() and loop.quit())
    timer.start(5)
    QTimer.singleShot(int(seconds * 1000), loop.quit)
    loop.exec()


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def measure(app: QApplication, folder: Path, head_start: float) -> None:
    make_demo(folder / "demo.cdesk")
    preferences = PreferencesFile(folder / "preferences.json")
    program = Application(app, preferences, clock=lambda: DEMO_NOW)
    program.opening.open(folder / "demo.cdesk", by="A. Nowak")
    program.window.resize(1440, 900)
    program.window.show()
    pulse = Pulse()
    wait(lambda: False, 0.5)
    pulse.longest()
    if head_start:
        warm_up(program)
        wait(lambda: False, head_start)
        say(f"getting ready: longest gap {pulse.longest()}")
    began = time.perf_counter()
    program.window.navigator.go(Place(ScreenName.ANALYSIS))
    screen = program.window.current_screen
    assert isinstance(screen, AnalysisScreen)
    wait(lambda: screen.result)
    say(f"first result after {time.perf_counter() - began:.2f} s")
    wait(lambda: screen.card.is_drawn)
    say(f"first figure after {time.perf_counter() - began:.2f} s, longest gap {pulse.longest()}")
    for question in screen.questions.questions:
        screen.questions.choose(question)
        wait(lambda: screen.card.is_drawn or not (screen.answer and screen.answer.caption))
    say(f"every other question: longest gap {pulse.longest()}")
    program.session.close()
    program.window.close()


if __name__ == "__main__":
    with TemporaryDirectory() as home:
        measure(QApplication([]), Path(home), float(sys.argv[1]) if sys.argv[1:] else 0.0)
