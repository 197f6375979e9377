"""The program with a fault of its own amid an import: run by `test_faults_of_imports`.

`python -m tests.journeys.failing STUDY SHEET WHERE` goes as `standing` does, and at WHERE
("planning", "showing", "painting", "committing") it raises an error that cites every cell of the
sheet. It says "told" once the person was told, and closes its window.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn
from unittest import mock

from PySide6.QtCore import QTimer

from domain import acceptance
from domain.labsheet.limits import Limits
from domain.labsheet.opening import open_workbook
from gui.labimport import row_table, rows_page, sheet_check
from gui.labimport.screen import LabResultsScreen
from tests.journeys.standing import Standing, run, say


class Failing(Standing):
    """Has a person who reads what is told, and leaves."""

    step = "decided"

    def show(self) -> None:
        self.prompter.tell = self._hear
        super().show()

    def _hear(self, message: str, explanation: str = "") -> None:
        self._glances.stop()
        say("told")
        say(message + explanation)
        QTimer.singleShot(0, self.window.close)

    def _arrive(self) -> None:
        screen = self.window.current_screen
        assert isinstance(screen, LabResultsScreen)
        screen.commit()


def citing(cells: list[str]) -> Callable[..., NoReturn]:
    """A fault whose message and cause hold what could not be made sense of."""

    def fail(*_arguments: object, **_named: object) -> NoReturn:
        try:
            raise KeyError(*cells)
        except KeyError as error:
            error.add_note(" ".join(cells))
            raise ValueError(f"cannot make sense of {cells}") from error

    return fail


def written_then(fail: Callable[[], object]) -> Callable[..., object]:
    """Everything of the import is written, and not yet committed."""
    write = acceptance.write_plan

    def write_and_fail(*arguments: object, **named: object) -> object:
        write(*arguments, **named)
        return fail()

    return write_and_fail


def main(study: str, sheet: str, where: str) -> int:
    Failing.sheet = Path(sheet)
    rows = [row for one in open_workbook(Path(sheet), Limits()).sheets for row in one.rows]
    fault = citing([cell.text for row in rows for cell in row.cells])
    place = {
        "planning": mock.patch.object(sheet_check, "plan_import", fault),
        "showing": mock.patch.object(rows_page.RowsPage, "show_check", fault),
        "painting": mock.patch.object(row_table._RowDelegate, "paint", fault),
        "committing": mock.patch.object(acceptance, "write_plan", written_then(fault)),
    }
    with place[where]:
        return run(Failing, study)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
