"""Python's search for garbage cycles, put off while many small records are made."""

import contextlib
import gc
from collections.abc import Generator


@contextlib.contextmanager
def without_collecting() -> Generator[None]:
    """Records have no cycles: looking for some among all of them would take half of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
