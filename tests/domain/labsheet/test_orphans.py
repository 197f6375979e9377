"""A reading process whose program was killed ends by itself, whatever its file does to it."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from domain.labsheet.limits import Limits
from tests.domain.labsheet.sheets import FOLDER

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="nothing is killed like this on Windows"
)
SHEET = FOLDER / "a5_szpital_pesel.xlsx"
HOURS = 10_000
ASKING = """
import sys
from pathlib import Path
from domain.labsheet.reading import read_workbook
from tests.domain.labsheet import test_orphans

read_workbook(Path(sys.argv[1]), getattr(test_orphans, sys.argv[2])(seconds=1.0))
"""


class _Hanging(Limits):
    """Limits that a reading process never gets to know: it says who it is, and hangs."""

    hang: Callable[[], object]

    def __getattribute__(self, name: str) -> object:
        if name == "cells" and multiprocessing.parent_process() is not None:
            os.write(1, f"{os.getpid()}\n".encode())
            type(self).hang()
        return super().__getattribute__(name)


class Waiting(_Hanging):
    """Hangs where other threads may run."""

    hang = staticmethod(lambda: time.sleep(HOURS))


class Counting(_Hanging):
    """Hangs in one step of C, with Python's lock."""

    hang = staticmethod(lambda: sum(range(10**18)))


@pytest.mark.parametrize("limits", [Waiting, Counting])
def test_a_reading_process_does_not_outlive_a_killed_program(limits: type[_Hanging]):
    program = subprocess.Popen(
        [sys.executable, "-c", ASKING, SHEET, limits.__name__], stdout=subprocess.PIPE, text=True
    )
    assert program.stdout is not None
    reader = int(program.stdout.readline())

    program.kill()

    try:
        program.communicate(timeout=60)  # until nobody has the pipe any more
    except subprocess.TimeoutExpired:
        os.kill(reader, signal.SIGKILL)
        raise
