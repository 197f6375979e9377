"""Work for the science process; imports nothing of the window, which the child would import too."""

import os
import sys
import time
from collections.abc import Callable


def double(_tell: Callable[[object], None], number: int) -> int:
    return 2 * number


def own_process(_tell: Callable[[object], None]) -> int:
    return os.getpid()


def count_to(tell: Callable[[object], None], number: int) -> str:
    for one in range(number):
        tell(one)
    return "done"


def fail(_tell: Callable[[object], None]) -> None:
    raise FileNotFoundError(2, "no such folder")


def wait_long(tell: Callable[[object], None]) -> None:
    tell("waiting")
    time.sleep(60)


def modules(_tell: Callable[[object], None]) -> list[str]:
    return [name for name in ("PySide6", "gui.application") if name in sys.modules]
