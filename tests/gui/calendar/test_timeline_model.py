"""The timeline as a table: what assistive technology hears, and what a write touches."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from domain.study import Study
from gui.calendar.timeline_model import TimelineModel
from gui.theme import Theme

TODAY = date(2026, 3, 24)
SPOKEN = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture
def model(demo: Study, theme: Theme) -> TimelineModel:
    made = TimelineModel(demo, TODAY)
    made.show_codes([f"KET-{number:03}" for number in range(21, 34)])
    return made


def spoken(model: TimelineModel, code: str, day: date) -> str:
    return model.place(code, day).data(SPOKEN)


def test_the_model_keeps_qts_contract(model: TimelineModel, qtmodeltester: ModelTester):
    qtmodeltester.check(model)


# The sentence of ux.md, section 8.
def test_a_cell_names_patient_day_visit_status_and_window(model: TimelineModel):
    assert spoken(model, "KET-024", TODAY) == (
        "KET-024, Tue 24 March, copper draw Cu7, due today, window 23 to 25 March"
    )


def test_an_empty_cell_says_no_visits(model: TimelineModel):
    assert spoken(model, "KET-024", date(2026, 3, 25)) == "KET-024, Wed 25 March, no visits"


def test_a_cell_with_several_visits_names_each(model: TimelineModel):
    assert spoken(model, "KET-027", date(2026, 3, 23)) == (
        "KET-027, Mon 23 March, infusion 5, done, MADRS + YMRS, week 2, late, window 22 to 24 March"
    )


def test_a_window_over_the_end_of_a_month_names_both_months(model: TimelineModel):
    assert spoken(model, "KET-024", date(2026, 4, 2)).startswith(
        "KET-024, Thu 2 April, post-treatment copper draw, planned, window 31 March to 4 April"
    )


def test_a_holiday_is_named(model: TimelineModel):
    assert "no visits" in spoken(model, "KET-030", date(2026, 4, 6))
    assert spoken(model, "KET-030", date(2026, 4, 6)).count(",") == 3


def test_cells_show_no_text(model: TimelineModel):
    assert model.place("KET-024", TODAY).data(Qt.ItemDataRole.DisplayRole) is None


def test_a_row_header_speaks_progress_and_next_step(model: TimelineModel):
    assert model.headerData(3, Qt.Orientation.Vertical, SPOKEN) == (
        "KET-024, MDD, 7 of 8 given, Cu7 today"
    )


def test_refresh_touches_only_the_rows_it_names(model: TimelineModel):
    changed: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: changed.append((first.row(), last.row())))
    kept = model.row_at(4)

    model.refresh(["KET-024", "KET-001"])

    assert changed == [(3, 3)]
    assert model.row_at(4) is kept


def test_a_day_beyond_the_ends_has_no_cell(model: TimelineModel):
    assert not model.place("KET-024", date(2040, 1, 1)).isValid()
    assert not model.place("KET-999", TODAY).isValid()
