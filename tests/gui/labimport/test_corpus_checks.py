"""Every odd file of the corpus ends in rows to check, a question, or one refusal in words."""

import time
from pathlib import Path

import pytest

from domain.labsheet.limits import Limits
from domain.labsheet.opening import open_workbook
from domain.labsheet.reading import Cancel
from domain.labsheet.workbook import SheetRefused, Workbook
from gui.labimport import sheet_check
from gui.labimport.sheet_check import open_check
from gui.words import lab_imports
from tests.domain.labsheet.sheets import CORPUS, known_study

pytestmark = pytest.mark.skipif(CORPUS is None, reason="the corpus lies beside the checkout")
PATHS = sorted(CORPUS.iterdir()) if CORPUS else []


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """The guarded process is tested beside the reader; here it would only take time."""

    def read(path: Path, cancel: Cancel) -> Workbook:
        return open_workbook(path, Limits())

    monkeypatch.setattr(sheet_check, "read_workbook", read)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name[:40])
def test_an_odd_file_ends_in_a_preview_or_one_refusal_in_words(path: Path):
    began = time.monotonic()
    check, told = None, ""
    try:
        check = open_check(path, known_study(), {}, Cancel())
    except SheetRefused as refused:
        told = lab_imports.why_not_read(refused)

    assert time.monotonic() - began < 5
    assert (check is None) is told.endswith(".")
    assert check is None or (check.sheet.rows and check.guesses)
