"""Says when a window was first painted: run as a program, Copperdesk's own.

`python -m tests.benchmarks.first_paint [STUDY]` starts the program as `copperdesk [STUDY]`
does, writes the moment its window was painted, and ends.
"""

import os
import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


class FirstPaint(QObject):
    """Writes the clock once `window` and all it holds were painted, and ends the process."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def _end(self) -> None:
        sys.stdout.write(f"{time.monotonic_ns()}\n")
        sys.stdout.flush()
        os._exit(0)

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            # The window comes first; what lies on it is painted before the next turn of the loop.
            QTimer.singleShot(0, self._end)
        return False


def main() -> None:
    from gui.application import Application
    from gui.command_line import main as copperdesk

    show = Application.show

    def show_watched(program: Application) -> None:
        FirstPaint(program.window)
        show(program)

    Application.show = show_watched  # type: ignore[method-assign]
    copperdesk(["--by", "A. Nowak", *sys.argv[1:]])


if __name__ == "__main__":
    main()
