"""Described tables: sorting and filtering inside the model."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt

from gui.table_model import Column, TableModel
from gui.theme import Theme


@dataclass(frozen=True)
class Row:
    code: str
    copper: float | None


ROWS = (Row("KET-003", 97.4), Row("KET-001", None), Row("KET-002", 118.2))
COLUMNS = (
    Column[Row]("Patient", lambda row: row.code, is_strong=True),
    Column[Row](
        "Copper",
        lambda row: "–" if row.copper is None else str(row.copper),
        sort_key=lambda row: row.copper,
        is_number=True,
        tone=lambda row: "missed" if row.copper is None else "text",
        spoken=lambda row: "no result" if row.copper is None else f"{row.copper} µg/dL",
    ),
)


@pytest.fixture
def model(qapp, theme: Theme) -> TableModel[Row]:
    return TableModel(COLUMNS, ROWS)


def codes(model: TableModel[Row]) -> list[str]:
    return [row.code for row in model.rows]


def test_the_model_keeps_qt_s_rules(qtmodeltester, model: TableModel[Row]) -> None:
    qtmodeltester.check(model)


def test_sorting_by_a_number_puts_what_is_missing_last_both_ways(model: TableModel[Row]) -> None:
    model.sort(1, Qt.SortOrder.AscendingOrder)
    assert codes(model) == ["KET-003", "KET-002", "KET-001"]
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert codes(model) == ["KET-002", "KET-003", "KET-001"]


def test_a_filter_keeps_the_order_and_new_rows_keep_both(model: TableModel[Row]) -> None:
    model.sort(0)
    model.set_filter(lambda row: row.copper is not None)
    assert codes(model) == ["KET-002", "KET-003"]
    model.set_rows((*ROWS, Row("KET-000", 80.0)))
    assert codes(model) == ["KET-000", "KET-002", "KET-003"]
    model.set_filter(None)
    assert len(model.rows) == 4


def test_a_held_row_is_followed_through_sorting(model: TableModel[Row]) -> None:
    held = QPersistentModelIndex(model.index_of(lambda row: row.code == "KET-003"))
    model.sort(0)
    assert model.row_at(held) == ROWS[0]


def test_a_cell_speaks_what_it_means(model: TableModel[Row]) -> None:
    spoken = model.index(1, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "no result"


def test_a_cell_is_coloured_by_its_token(model: TableModel[Row], theme: Theme) -> None:
    color = model.index(1, 1).data(Qt.ItemDataRole.ForegroundRole)
    assert color == theme.colors.missed
