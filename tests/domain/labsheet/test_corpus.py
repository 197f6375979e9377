"""Every odd file of the corpus ends in a workbook or one refusal, in time and in memory."""

import hashlib
import multiprocessing
import sys
import time
from pathlib import Path

import pytest

from domain.labsheet.limits import Limits
from domain.labsheet.opening import open_workbook
from domain.labsheet.reading import read_workbook
from domain.labsheet.workbook import Refusal, SheetRefused
from tests.domain.labsheet.sheets import CORPUS

pytestmark = pytest.mark.skipif(CORPUS is None, reason="the corpus lies beside the checkout")
PATHS = sorted(CORPUS.iterdir()) if CORPUS else []
MEGABYTE = 1 << 20


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name[:40])
def test_an_odd_file_ends_in_a_workbook_or_one_refusal_within_5_seconds(path: Path):
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    began = time.monotonic()

    try:
        workbook = read_workbook(path)
        reason = None
    except SheetRefused as refused:
        workbook, reason = None, refused.reason

    assert time.monotonic() - began < 5
    unanswered = (Refusal.TIMED_OUT, Refusal.READER_DIED, Refusal.OUT_OF_MEMORY)
    assert reason not in unanswered
    assert workbook is None or any(sheet.rows for sheet in workbook.sheets)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before


@pytest.mark.skipif(sys.platform == "win32", reason="peak memory is told by Unix alone")
def test_no_odd_file_takes_more_than_256_megabytes_extra():
    """The peak of a process that reads them all, over one that reads none of them."""
    idle, reading = _peak([]), _peak(PATHS)

    assert reading - idle < 256 * MEGABYTE


def _peak(paths: list[Path]) -> int:
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(peak_of, (paths,))


def peak_of(paths: list[Path]) -> int:
    """Bytes this process held at most after opening `paths`."""
    import resource

    for path in paths:
        try:
            open_workbook(path, Limits())
        except SheetRefused:
            continue
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
