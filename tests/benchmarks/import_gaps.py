"""How long the window's event loop stands still while a long sheet is imported.

`python -m tests.benchmarks.import_gaps STUDY SHEET` opens the study in the whole window,
imports the sheet, takes it back, and stops it at some shares of the way. It writes JSON: the gaps
between two turns of the event loop in milliseconds, by what was going on, and how long each
Cancel took.
"""

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from gui.application import Application
from gui.labimport.screen import LabResultsScreen
from gui.navigation import Place, ScreenName
from gui.preferences import PreferencesFile
from tests.benchmarks.import_study import NOW

PATIENCE_S = 120
CALM_S = 0.4
SHARES = (0.0, 0.05, 0.5, 0.95)
"""Of the way, at which it is stopped; at 0 the backup is being made."""


class Turns:
    """Measures the time between two turns of the event loop."""

    def __init__(self) -> None:
        self.gaps: dict[str, list[float]] = defaultdict(list)
        self.doing = "start"
        self._last = time.perf_counter()
        self._timer = QTimer(interval=1)
        self._timer.timeout.connect(self._turn)
        self._timer.start()

    def _turn(self) -> None:
        now = time.perf_counter()
        self.gaps[self.doing].append(round(1000 * (now - self._last), 1))
        self._last = now


def wait(until: Callable[[], object]) -> None:
    ends = time.monotonic() + PATIENCE_S
    while not until():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        assert time.monotonic() < ends, "nothing more happens"


def calm() -> None:
    """Let what was asked for be shown and painted."""
    ends = time.monotonic() + CALM_S
    wait(lambda: time.monotonic() > ends)


def main(study: Path, sheet: Path) -> None:
    app = QApplication([])
    preferences = PreferencesFile(study.with_name("preferences.json"))
    program = Application(app, preferences, clock=lambda: NOW, language_code="en")
    program.window.resize(1366, 696)
    program.window.show()
    assert program.opening.open(study, by="A. Nowak")
    program.window.navigator.go(Place(ScreenName.LAB_RESULTS))
    screen = program.window.current_screen
    assert isinstance(screen, LabResultsScreen)
    session, turns = program.session, Turns()
    calm()
    turns.gaps.clear()

    turns.doing = "nothing"
    calm()
    turns.doing = "reading and checking"
    screen.open_sheet(sheet)
    wait(lambda: screen.check is not None)
    calm()
    turns.doing = "correcting the columns"
    screen.rows.file.change.click()
    calm()
    check = screen.check
    assert check is not None
    screen.columns.choices.mapping_chosen.emit(replace(check.mapping, lab="Lab B"))
    wait(lambda: screen.check is not None and screen.check.lab == "Lab B")
    screen.bar.check_rows.click()
    calm()
    stops = {share: stop_at(share, screen, program) for share in SHARES}
    turns.doing = "importing"
    screen.commit()
    wait(lambda: not session.is_lent)
    calm()
    turns.doing = "undoing"
    session.undo_stack.undo()
    wait(lambda: not session.is_lent)
    calm()
    sys.stdout.write(json.dumps({"gaps": turns.gaps, "stops": stops}) + "\n")
    program.window.close()


def stop_at(share: float, screen: LabResultsScreen, program: Application) -> float:
    """Seconds from Cancel at a share of the way until the rows can be used again."""
    session = program.session
    screen.commit()
    action = session.long_action
    assert action is not None
    underway = action.underway
    wait(lambda: underway.total and underway.done >= share * underway.total)
    began = time.perf_counter()
    program.window.progress.cancelled.emit()
    wait(lambda: not session.is_lent)
    took = time.perf_counter() - began
    assert screen.check is not None, "it was stored all the same"
    calm()
    return took


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
