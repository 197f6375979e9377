"""Where notes would be scraps they make way, and what is left stands whole in the table."""

from collections.abc import Callable
from pathlib import Path

import pytest
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
