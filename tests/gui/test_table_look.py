"""How tables of rows look, whatever they show."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QStyle, QStyleOptionHeader, QStyleOptionViewItem, QVBoxLayout, QWidget

from gui.table_model import Column, TableModel
from gui.theme import Theme
from gui.widgets.table_view import RowTable

CELL = QRect(0, 0, 110, 32)


@pytest.mark.parametrize("percent", [100, 150])
def test_a_heading_begins_where_the_words_below_it_begin(qtbot, theme: Theme, percent: int):
    theme.resize_text(percent)
    holder = QWidget()
    theme.dress(holder)
    qtbot.addWidget(holder)
    model = TableModel((Column[str]("Patient", lambda code: code),), ["KET-001"])
    table = RowTable(model, "Patients", widths=(110,), stretched=0)
    QVBoxLayout(holder).addWidget(table)
    with qtbot.waitExposed(holder):
        holder.show()
    heading, item, header = QStyleOptionHeader(), QStyleOptionViewItem(), table.horizontalHeader()
    heading.initFrom(header)
    table.initViewItemOption(item)
    heading.rect = item.rect = CELL
    item.text = "KET-001"
    item.features |= QStyleOptionViewItem.ViewItemFeature.HasDisplay
    sub, margin = QStyle.SubElement, QStyle.PixelMetric.PM_FocusFrameHMargin
    above = header.style().subElementRect(sub.SE_HeaderLabel, heading, header).left()
    below = table.style().subElementRect(sub.SE_ItemViewItemText, item, table).left()

    assert abs(below + table.style().pixelMetric(margin) + 1 - above) <= 1.5
