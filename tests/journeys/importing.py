"""The program in the demo's morning import, to be killed: run by `tests.journeys.kills`.

`python -m tests.journeys.importing STUDY window preview` opens the window, reads the sheet
beside the study and stays in the preview. With `statement N` instead of `preview` it imports
and kills itself at the Nth statement of the import, with `commit MICROSECONDS` so long after
its COMMIT began, with `never` not at all. `plain` instead of `window` does the same without Qt.
It writes "preview" when the rows are shown, "imported N" (statements) once the import was
acknowledged, and `commit N` (microseconds) before that.
"""

import os
import signal
import sys
import threading
import time
from pathlib import Path

from domain.study import Study
from gui.demo import DEMO_NOW
from tests.gui.demo_import import REPLACE_024, SHEET, USE_027, accept, morning_sheet, planned


class Killer:
    """Counts the statements of an import and kills this process at the chosen moment."""

    def __init__(self, study: Study, moment: str, number: int) -> None:
        self._moment, self._number = moment, number
        self._commit_began = self._commit_took = 0.0
        self._statements = 0
        study._file.connection.set_trace_callback(self._count)

    def tell(self) -> None:
        self._end_commit()
        say(f"commit {round(self._commit_took * 1e6)}")
        say(f"imported {self._statements}")

    def _count(self, statement: str) -> None:
        if self._commit_began:
            self._end_commit()
            return
        self._statements += 1
        if self._moment == "statement" and self._statements == self._number:
            die()
        if statement == "COMMIT":
            self._commit_began = time.perf_counter()
            if self._moment == "commit":
                threading.Thread(target=self._die_later).start()

    def _end_commit(self) -> None:
        self._commit_took = self._commit_took or time.perf_counter() - self._commit_began

    def _die_later(self) -> None:
        while time.perf_counter() - self._commit_began < self._number / 1e6:
            pass
        die()


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def import_without_window(path: Path, moment: str, number: int) -> None:
    study = Study.open(path, by="A. Nowak", now=DEMO_NOW)
    plan = planned(study, morning_sheet(study))
    say("preview")
    killer = Killer(study, moment, number)
    accept(study, plan)
    killer.tell()
    study.close()


def import_in_window(path: Path, moment: str, number: int) -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from gui.application import Application
    from gui.labimport.screen import LabResultsScreen
    from gui.navigation import Place, ScreenName
    from gui.preferences import PreferencesFile

    app = QApplication([])
    program = Application(app, PreferencesFile(path.with_name("preferences.json")))
    program.show()
    assert program.opening.open(path, by="A. Nowak")
    program.window.navigator.go(Place(ScreenName.LAB_RESULTS, detail=str(path.with_name(SHEET))))
    screen = program.window.current_screen
    assert isinstance(screen, LabResultsScreen)

    def go_on() -> None:
        if screen.page_shown is not screen.rows:
            return
        timer.stop()
        say("preview")
        if moment == "preview":
            return
        screen.rows.decided.emit(USE_027)
        screen.rows.decided.emit(REPLACE_024)
        killer = Killer(program.session.study, moment, number)
        program.session.performed.connect(killer.tell)
        program.session.performed.connect(program.window.close)
        screen.commit()

    timer = QTimer(app)
    timer.timeout.connect(go_on)
    timer.start(10)
    app.exec()


if __name__ == "__main__":
    file, way, when, *count = sys.argv[1:]
    run = import_in_window if way == "window" else import_without_window
    run(Path(file), when, int(count[0]) if count else 0)
