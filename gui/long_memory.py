"""Python's search for garbage cycles, kept away from what stays: the program itself, and the
many records of a long sheet."""

import gc
from collections.abc import Generator
from contextlib import contextmanager

from domain.labsheet.collecting import without_collecting


def keep_what_is_loaded() -> None:
    """Leave the program's own modules, which stay to the end, out of every search from now on."""
    gc.freeze()


@contextmanager
def without_pauses() -> Generator[None]:
    """No search meanwhile, and none later among what was made.

    A search stops every thread, the window's too, for as long as it takes to look at all
    there is. Records have no cycles, so nothing is lost by never looking at them again.
    """
    with without_collecting():
        yield
        gc.freeze()
