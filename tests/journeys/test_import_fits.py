"""A sheet in the smallest window with the largest text: all that is needed is in sight."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from gui.application import Application
from gui.labimport.row_columns import NOTE
from gui.labimport.screen import LabResultsScreen
from gui.theme import app_theme
from tests.journeys.conftest import SMALLEST
from tests.journeys.hands import Hands
from tests.journeys.test_morning_sheet import drop_sheet


@pytest.fixture
def lab(opened_demo: Application, hands: Hands, demo: Path) -> LabResultsScreen:
    opened_demo.choose_size(150)
    opened_demo.window.resize(*SMALLEST)
    lab = drop_sheet(opened_demo, hands, demo)
    hands.wait(lambda: lab.rows.table.height() > 100)
    return lab


def is_whole_in_sight(widget: QWidget) -> bool:
    return widget.isVisible() and widget.visibleRegion().boundingRect() == widget.rect()


def test_the_first_row_to_decide_is_chosen_and_in_sight_with_six_more(lab: LabResultsScreen):
    table = lab.rows.table
    row = table.current
    assert lab.check is not None
    assert row == lab.check.plan.blocking[0]
    view = table.viewport().rect()
    shown = [table.visualRect(table.rows.index(n, 0)) for n in range(table.rows.rowCount())]
    assert view.contains(table.visualRect(table.currentIndex()))
    assert sum(rect.top() >= 0 and rect.bottom() <= view.bottom() for rect in shown) >= 7


def test_every_button_of_the_panel_and_of_the_bar_is_in_sight(lab: LabResultsScreen):
    assert lab.check is not None
    for row in lab.check.plan.blocking:
        lab.rows.choose(row.cell)
        panel = lab.rows.panel
        for button in (*panel.buttons, panel.previous, panel.next):
            assert is_whole_in_sight(button), button.text()
    for button in (lab.bar.file, lab.bar.cancel, lab.bar.commit):
        assert is_whole_in_sight(button), button.text()


def test_no_note_is_cut(lab: LabResultsScreen):
    table = lab.rows.table
    metrics = QFontMetrics(app_theme().font(12, 600))
    room = QRect(QPoint(), table.viewport().size())
    for row in range(table.rows.rowCount()):
        words = str(table.rows.index(row, NOTE).data())
        width = table.columnWidth(NOTE) - 2 * table.inset
        assert metrics.horizontalAdvance(words) <= 1.7 * width, words
    assert room.right() >= table.columnViewportPosition(NOTE) + table.columnWidth(NOTE) - 1


def test_the_buttons_lead_to_the_previous_and_the_next_row(lab: LabResultsScreen, hands: Hands):
    first = lab.rows.table.current
    hands.click(lab.rows.panel.next)
    second = lab.rows.table.current
    hands.click(lab.rows.panel.previous)

    assert second is not None
    assert second != first
    assert second.needs_decision
    assert lab.rows.table.current == first


def test_what_the_files_card_offers_is_offered_by_the_bar(lab: LabResultsScreen, hands: Hands):
    assert lab.rows.file.isHidden()
    hands.click(lab.bar.file)
    hands.choose("Change columns…")

    assert lab.page_shown is lab.columns
