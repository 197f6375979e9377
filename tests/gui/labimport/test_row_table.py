"""Where notes would be scraps they make way, and what is left stands whole in the table."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.labimport.row_columns import DRAW, NOTE
from gui.labimport.screen import LabResultsScreen
from gui.labimport.sheet_check import SheetCheck
from gui.theme import Theme


@pytest.mark.usefixtures("in_polish")
@pytest.mark.parametrize("percent", [100, 150])
def test_a_note_is_readable_or_not_there_in_polish_in_the_smallest_window(
    percent: int,
    theme: Theme,
    opened: Callable[[Path], SheetCheck],
    sheet: Path,
    screen: LabResultsScreen,
    qtbot: QtBot,
):
    theme.resize_text(percent)
    screen.resize(1276, 620)
    opened(sheet)
    table = screen.rows.table
    qtbot.waitUntil(lambda: table.isVisible() and table.columnWidth(DRAW) > 0)
    shown = [n for n in range(table.rows.columnCount()) if not table.isColumnHidden(n)]

    assert sum(table.columnWidth(n) for n in shown) <= table.viewport().width() + 1
    assert table.isColumnHidden(NOTE) or table.columnWidth(NOTE) >= theme.px(100)
    assert percent == 150 or not table.isColumnHidden(NOTE)


def test_no_column_moves_as_a_filter_is_chosen(
    opened: Callable[[Path], SheetCheck], sheet: Path, screen: LabResultsScreen, qtbot: QtBot
):
    opened(sheet)
    table = screen.rows.table
    qtbot.waitUntil(lambda: table.isVisible() and table.columnWidth(DRAW) > 0)
    others = [n for n in range(table.rows.columnCount()) if n != NOTE]

    def widths() -> list[int]:
        return [table.columnWidth(n) for n in others]

    before = widths()
    for code in ("flagged", "same", "to_decide", "all"):
        screen.rows.filters.choose(code)
        screen.resize(screen.width() - 1, screen.height())
        assert widths() == before, code


def test_the_numbers_of_what_an_import_does_end_in_one_line(
    opened: Callable[[Path], SheetCheck], sheet: Path, screen: LabResultsScreen
):
    opened(sheet)
    grid = screen.rows.side.outcome._grid
    numbers = [grid.itemAtPosition(line, 1) for line in range(grid.rowCount())]

    assert len([item for item in numbers if item is not None]) >= 6
    for item in numbers:
        assert item is None or item.alignment() & Qt.AlignmentFlag.AlignRight


def test_the_time_of_a_draw_is_whole_in_the_list_to_choose_from(
    opened: Callable[[Path], SheetCheck], sheet: Path, screen: LabResultsScreen, qtbot: QtBot
):
    opened(sheet)
    screen.rows.choose("Wyniki!C15")
    screen.rows.panel.choose_draw()
    listed = screen.rows.panel.chooser.list
    qtbot.waitUntil(listed.isVisible)
    measure = listed.fontMetrics().horizontalAdvance
    room = listed.viewport().width() - 2 * 12

    assert listed.item(0).text() == "KET-027 · Cu3\nwaiting, collected 17 Mar 07:50"
    for at in range(listed.count()):
        assert all(measure(line) <= room for line in listed.item(at).text().split("\n"))
    assert screen.rows.side.outcome.isHidden()
