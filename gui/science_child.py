"""The other half of `gui.science`: what runs in the child. Imports no Qt, lest the child does."""

import contextlib
import traceback
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Tell = Callable[[object], None]
"""Tells the asker, from within the work, how far it is."""

_WARM = (
    "gui.analysis.calculation",
    "stats.plan",
    "stats.tables",
    "scipy.stats",
    "matplotlib.figure",
    "gui.analysis.drawing",
    "stats.figures.paired_change",
    "matplotlib.backends.backend_agg",
)
"""Loaded one after the other while nothing is asked, in the order in which they are needed."""


def serve(connection: "Connection") -> None:
    """Answer until the program is gone; load modules while nothing is asked."""
    waiting = list(_WARM)
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            while waiting and not connection.poll():
                import_module(waiting.pop(0))
            work, arguments, named = connection.recv()
            connection.send(_answer(work, arguments, named, connection))


def _answer(
    work: Callable[..., Any],
    arguments: tuple[object, ...],
    named: dict[str, object],
    connection: "Connection",
) -> tuple[str, object]:
    def tell(what: object) -> None:
        connection.send(("told", what))

    try:
        return "answered", work(tell, *arguments, **named)
    except Exception as error:  # noqa: BLE001 - handed to the asker, who explains or raises it
        error.add_note(traceback.format_exc())
        return "raised", error
