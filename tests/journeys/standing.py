"""The program on its way through an import, to be killed or closed: run by `test_left_imports`.

`python -m tests.journeys.standing STUDY SHEET STEP` is the program as it starts anywhere, with a
sheet dropped on its window. It goes as far as STEP ("reading", "columns", "rows", "decided"),
says so on its standard output and stands there until it is killed; with a fourth word, "close",
it closes its window instead.
"""

import multiprocessing
import sys
from pathlib import Path

from PySide6.QtCore import QTimer

from gui import application
from gui.labimport.screen import LabResultsScreen
from tests.journeys.fixture_study import TODAY

_GLANCE_MS = 5


class Standing(application.Application):
    """Looks at its own window every now and then, and presses what leads to the step."""

    sheet = Path()
    step = ""
    closes = False

    def show(self) -> None:
        self.prompter.confirm = _agree  # decisions are asked about before the window closes
        super().show()
        self.window.sheet_dropped.emit(self.sheet)
        self._glances = QTimer(self, interval=_GLANCE_MS)
        self._glances.timeout.connect(self._look)
        self._glances.start()

    def _look(self) -> None:
        screen = self.window.current_screen
        assert isinstance(screen, LabResultsScreen)
        if not self._is_there(screen):
            return
        self._glances.stop()
        self._arrive()

    def _arrive(self) -> None:
        say(self.step)
        if self.closes:
            self.window.close()

    def _is_there(self, screen: LabResultsScreen) -> bool:
        page = screen.page_shown
        if self.step == "reading":
            assert page is not screen.rows, "the sheet was read before anybody could look"
            return page is screen.waiting and bool(multiprocessing.active_children())
        if self.step == "columns":
            if page is screen.rows:
                screen.rows.file.change.click()
            return page is screen.columns
        return page is screen.rows and (self.step == "rows" or _is_decided(screen))


def _agree(*_question: str, **_how: bool) -> bool:
    return True


def _is_decided(screen: LabResultsScreen) -> bool:
    """Press the next button of a row that is not decided, where there is one."""
    assert screen.check is not None
    if not screen.check.plan.blocking:
        assert screen.check.plan.decisions
        return screen.bar.commit.isEnabled()
    panel = screen.rows.panel
    (panel.best or panel.buttons[-1]).click()
    return False


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(study: str, sheet: str, step: str, leave: str = "") -> int:
    Standing.sheet, Standing.step, Standing.closes = Path(sheet), step, leave == "close"
    return run(Standing, study)


def run(program: type[Standing], study: str) -> int:
    application.Application = program
    return application.run(
        study=Path(study), by="A. Nowak", clock=lambda: TODAY, language_code="en"
    )


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
