"""Waiting for a sheet, giving up, and the models of the tables."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from domain.labsheet.workbook import Refusal, SheetRefused
from gui.labimport import sheet_reader
from gui.labimport.screen import LabResultsScreen
from gui.labimport.sheet_check import SheetCheck
from gui.navigation import Place, ScreenName
from tests.gui.conftest import ScriptedPrompter

Opened = Callable[[Path], SheetCheck]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is never read to its end; only Cancel ends the wait."""

    def never(path: Path, _known: object, _remembered: object, cancel: object) -> SheetCheck:
        pause = threading.Event()
        while not getattr(cancel, "is_wanted", True):
            pause.wait(0.01)
        raise SheetRefused(Refusal.CANCELLED, file=path.name)

    monkeypatch.setattr(sheet_reader, "open_check", never)


def test_a_long_wait_shows_progress_and_can_be_given_up(
    slow: None, screen: LabResultsScreen, sheet: Path, qtbot: QtBot
):
    screen.open_sheet(sheet)
    assert screen.page_shown is screen.start
    qtbot.waitUntil(lambda: screen.page_shown is screen.waiting)
    assert screen.isEnabled()
    qtbot.mouseClick(screen.waiting.cancel, LEFT)

    assert screen.page_shown is screen.start
    assert screen.check is None


def test_a_fault_of_our_own_while_reading_ends_the_wait(
    screen: LabResultsScreen, sheet: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    ended = threading.Event()

    def broken(*_asked: object) -> SheetCheck:
        ended.wait(10)
        raise KeyError("row")

    monkeypatch.setattr(sheet_reader, "open_check", broken)
    screen.open_sheet(sheet)
    qtbot.waitUntil(lambda: screen.page_shown is screen.waiting)
    with qtbot.captureExceptions() as faults:
        ended.set()
        qtbot.waitUntil(lambda: bool(faults))

    assert [kind for kind, _error, _trace in faults] == [KeyError]
    assert screen.page_shown is screen.start


def test_a_place_may_ask_for_a_file_or_name_one(
    screen: LabResultsScreen, prompter: ScriptedPrompter, sheet: Path, qtbot: QtBot
):
    prompter.answers = [None]
    screen.show_place(Place(ScreenName.LAB_RESULTS, detail="import"))
    assert prompter.asked == ["Import lab sheet"]

    named = Place(ScreenName.LAB_RESULTS, detail=str(sheet))
    screen.show_place(named)
    qtbot.waitUntil(lambda: screen.check is not None, timeout=10_000)
    check = screen.check
    screen.show_place(named)
    assert screen.check is check


def test_the_tables_are_sound_models(
    opened: Opened, screen: LabResultsScreen, sheet: Path, qtmodeltester: ModelTester
):
    opened(sheet)
    screen.rows.file.change.click()
    for model in (screen.rows.table.rows, screen.start.model, screen.columns.columns.model):
        assert model.rowCount() > 0
        qtmodeltester.check(model)


def test_a_row_is_spoken_as_a_whole(opened: Opened, screen: LabResultsScreen, sheet: Path):
    opened(sheet)
    model = screen.rows.table.rows
    row = next(n for n, one in enumerate(model.rows) if one.row == 12)

    assert model.data(model.index(row, 0), Qt.ItemDataRole.AccessibleTextRole) == (
        "Row 12: New · Below LOQ, KET-028 Cu1, <20. Kept as “<20”; opens a query"
    )
