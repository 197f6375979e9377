"""Files that are no lab sheet, and the ways back out of a sheet."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.labimport.screen import LabResultsScreen
from gui.labimport.sheet_check import SheetCheck
from tests.gui.conftest import ScriptedPrompter

Opened = Callable[[Path], SheetCheck]
LEFT = Qt.MouseButton.LeftButton
ESCAPE, BACKSPACE = Qt.Key.Key_Escape, Qt.Key.Key_Backspace


@pytest.fixture
def shopping(tmp_path: Path) -> Path:
    path = tmp_path / "notes.txt"
    path.write_text("Zakupy: mleko, chleb\n", "utf-8")
    return path


@pytest.fixture
def refused(screen: LabResultsScreen, shopping: Path, qtbot: QtBot) -> LabResultsScreen:
    """The shopping list was chosen as a lab sheet."""
    screen.open_sheet(shopping)
    qtbot.waitUntil(lambda: screen.page_shown is screen.refused, timeout=10_000)
    return screen


def test_a_shopping_list_is_said_not_to_look_like_a_lab_sheet(
    refused: LabResultsScreen, prompter: ScriptedPrompter, qtbot: QtBot
):
    page = refused.refused

    assert page.heading == "“notes.txt” does not look like a laboratory’s sheet"
    assert page.sentence.startswith("No column of it could hold patients’ codes")
    assert page.another.hasFocus()
    prompter.answers = [None]
    qtbot.mouseClick(page.another, LEFT)
    assert prompter.asked == ["Import lab sheet"]


def test_the_columns_of_a_file_unlike_a_sheet_can_be_said_by_hand(
    refused: LabResultsScreen, qtbot: QtBot
):
    qtbot.mouseClick(refused.refused.by_hand, LEFT)

    assert refused.page_shown is refused.columns
    assert refused.check is not None
    assert refused.check.plan.file == "notes.txt"


@pytest.mark.parametrize("key", [ESCAPE, BACKSPACE])
def test_one_key_leads_back_from_a_file_that_is_no_sheet(
    refused: LabResultsScreen, qtbot: QtBot, key: Qt.Key
):
    qtbot.keyClick(refused.refused.another, key)

    assert refused.page_shown is refused.start
    assert refused.check is None


def test_a_file_unlike_a_sheet_makes_no_sheet_in_front_give_way(
    opened: Opened, screen: LabResultsScreen, sheet: Path, shopping: Path, qtbot: QtBot
):
    check = opened(sheet)
    screen.open_sheet(shopping)
    qtbot.waitUntil(lambda: not screen.notice.isHidden(), timeout=10_000)

    assert screen.check is check
    assert screen.page_shown is screen.rows
    assert screen.notice.text == (
        "“notes.txt” does not look like a laboratory’s sheet. The sheet before it stays in front."
    )


def test_a_workbook_without_a_filled_cell_is_called_empty(
    screen: LabResultsScreen, tmp_path: Path, qtbot: QtBot
):
    path = tmp_path / "blank.xlsx"
    Workbook().save(path)
    screen.open_sheet(path)
    qtbot.waitUntil(lambda: screen.page_shown is screen.refused, timeout=10_000)

    assert screen.refused.heading == "“blank.xlsx” was not read"
    assert screen.refused.sentence.startswith("The file is empty: no cell of it is filled.")
    assert "Save it again" not in screen.refused.sentence


@pytest.mark.parametrize("key", [ESCAPE, BACKSPACE])
def test_one_key_leaves_the_rows_and_one_click_goes_on_with_them(
    opened: Opened, screen: LabResultsScreen, sheet: Path, qtbot: QtBot, key: Qt.Key
):
    opened(sheet)
    screen.rows.panel.press_best()
    check = screen.check
    qtbot.keyClick(screen.rows.table, key)
    assert screen.page_shown is screen.start
    assert screen.notice.text.startswith(f"{sheet.name} was left without importing it.")

    screen.notice._actions[0].click()
    assert screen.page_shown is screen.rows
    assert screen.check is check
    assert screen.notice.isHidden()


def test_escape_leads_from_the_columns_back_to_the_rows_they_were_asked_from(
    opened: Opened, screen: LabResultsScreen, sheet: Path, qtbot: QtBot
):
    opened(sheet)
    qtbot.mouseClick(screen.rows.file.change, LEFT)
    qtbot.keyClick(screen.columns, ESCAPE)

    assert screen.page_shown is screen.rows


def test_escape_in_the_list_of_draws_leaves_the_list_alone(
    opened: Opened, screen: LabResultsScreen, sheet: Path, qtbot: QtBot
):
    opened(sheet)
    screen.rows.panel.choose_draw()
    qtbot.keyClick(screen.rows.panel.chooser.search, ESCAPE)

    assert screen.page_shown is screen.rows
    assert screen.rows.panel.chooser.isHidden()


@pytest.mark.parametrize("key", [ESCAPE, BACKSPACE])
def test_one_key_leaves_the_results_of_an_import(
    screen: LabResultsScreen, qtbot: QtBot, key: Qt.Key
):
    qtbot.mouseClick(screen.start.open, LEFT)
    assert screen.page_shown is screen.done.one
    qtbot.keyClick(screen.done.one.table, key)

    assert screen.page_shown is screen.start


def test_a_sheet_in_front_is_other_work_than_what_was_said_last(
    opened: Opened, screen: LabResultsScreen, sheet: Path, qtbot: QtBot
):
    with qtbot.waitSignal(screen.moved_on):
        opened(sheet)
    with qtbot.assertNotEmitted(screen.moved_on):
        qtbot.mouseClick(screen.rows.file.change, LEFT)


def test_the_keys_of_the_rows_are_hinted_at_beside_the_rows_alone(
    opened: Opened, screen: LabResultsScreen, sheet: Path
):
    assert screen.key_hints == ""
    opened(sheet)
    assert screen.key_hints.startswith("F8 next problem")
    screen.leave()
    assert screen.key_hints == ""


def test_no_sheet_of_a_laboratory_is_unlike_a_sheet(opened: Opened, screen: LabResultsScreen):
    folder = Path(__file__).parents[2] / "data" / "labsheets"
    for path in sorted(folder.glob("*.[xct][lsx][svt]*")):
        if path.name.startswith(("a8", "b8")):  # cut off; a web page
            continue
        assert not opened(path).is_unlike_a_sheet, path.name
        screen.leave()
