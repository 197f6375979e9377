"""What the program gets ready for itself once its window is up and nobody asks for anything."""

from functools import partial
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

from gui.long_memory import keep_what_is_loaded
from gui.screens import load_screens
from gui.tasks import Task

_SCREENS_AFTER_MS, _ANALYSIS_AFTER_MS = 300, 1500


def get_ready(parent: QObject) -> None:
    """First the screens, when the window is painted; then the analysis."""
    QTimer.singleShot(_SCREENS_AFTER_MS, partial(load_ahead, parent))
    QTimer.singleShot(_ANALYSIS_AFTER_MS, partial(warm_up, parent))


def load_ahead(parent: QObject) -> None:
    """Import the screens on a worker while nobody asks for one."""
    task = Task(load_screens, parent)
    task.done.connect(_keep)
    task.start()


def warm_up(parent: QObject) -> None:
    """Get the analysis ready while nobody asks: its screen on a worker, its process beside."""
    task = Task(partial(import_module, "gui.analysis.screen"), parent)
    task.done.connect(_start_science)
    task.start()


def _keep(_loaded: object) -> None:
    keep_what_is_loaded()


def _start_science(_module: object) -> None:
    from gui.science import science

    science().warm()
