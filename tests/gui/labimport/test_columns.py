"""The step Columns: what is asked, corrected, remembered, and never shown."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from domain.labsheet.mapping import Layout, Role
from domain.labsheet.rows import RowStatus
from gui.labimport.screen import LabResultsScreen
from gui.labimport.sheet_check import SheetCheck
from gui.session import Session
from gui.words import lab_columns

Opened = Callable[[Path], SheetCheck]
LEFT = Qt.MouseButton.LeftButton


def written(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def choose(combo: QComboBox, words: str) -> None:
    at = combo.findText(words)
    assert at >= 0, [combo.itemText(n) for n in range(combo.count())]
    combo.setCurrentIndex(at)
    combo.activated.emit(at)


def test_an_order_of_dates_that_is_not_settled_is_asked_before_going_on(
    opened: Opened, screen: LabResultsScreen, tmp_path: Path, qtbot: QtBot
):
    opened(written(tmp_path / "s.csv", "Pacjent;Data pobrania;Miedź [µg/dL]",
                   "KET-026;11/03/2026 07:45;94,1"))  # fmt: skip

    assert screen.page_shown is screen.columns
    assert not screen.bar.check_rows.isEnabled()
    [combo] = screen.columns.questions.combos
    choose(combo, "The day (31/12/2026)")
    assert screen.bar.check_rows.isEnabled()
    qtbot.mouseClick(screen.bar.check_rows, LEFT)

    assert screen.page_shown is screen.rows
    assert screen.check is not None
    assert screen.check.plan.counts == {RowStatus.NEW: 1}


def test_a_column_corrected_by_hand_changes_what_would_be_imported(
    opened: Opened, screen: LabResultsScreen, sheet: Path
):
    opened(sheet)
    screen.rows.file.change.click()
    before = screen.bar.state
    choose(screen.columns.columns.combos[1], lab_columns.role(Role.UNUSED))

    assert before == "15 rows read this way: 11 to import, 2 to decide."
    assert screen.bar.state != before
    assert screen.check is not None
    assert screen.check.mapping.column_of(Role.PATIENT) is None


def test_no_value_of_a_personal_column_is_shown(
    opened: Opened, screen: LabResultsScreen, tmp_path: Path
):
    opened(written(tmp_path / "s.csv", "Nazwisko;Pacjent;Data pobrania;Miedź [µg/dL]",
                   "Przykładowska;KET-026;11.03.2026 07:45;94,1"))  # fmt: skip
    screen.rows.file.change.click()
    columns = screen.columns.columns.model

    assert columns.rows[0].role is Role.PERSONAL
    shown = [columns.data(columns.index(0, at)) for at in range(columns.columnCount())]
    assert "Przykładowska" not in " ".join(shown)
    assert "Przykładowska" not in screen.rows.panel.why


def test_the_columns_are_remembered_for_the_laboratory_that_was_named(
    opened: Opened,
    screen: LabResultsScreen,
    session: Session,
    commit: Callable[[], None],
    tmp_path: Path,
):
    opened(written(tmp_path / "s.csv", "subject;when drawn;Cu;unit",
                   "KET-026;2026-03-11 07:45;94.1;µg/dL"))  # fmt: skip
    if screen.page_shown is screen.rows:
        screen.rows.file.change.click()
    choose(screen.columns.columns.combos[2], lab_columns.role(Role.COLLECTED))
    screen.columns.choices.lab.setText("Lab B")
    screen.columns.choices.lab.editingFinished.emit()
    screen.bar.check_rows.click()
    commit()
    assert screen.check is None
    assert "Lab B" in session.study.lab_mappings()

    again = opened(written(tmp_path / "t.csv", "subject;when drawn;Cu;unit",
                           "KET-028;2026-03-12 07:35;121.6;µg/dL"))  # fmt: skip
    assert screen.page_shown is screen.rows
    assert again.remembered_lab == "Lab B"
    assert screen.check is not None
    assert screen.check.remembered_on == session.today()


def test_a_heading_that_was_renamed_since_is_named_and_nothing_is_guessed_around_it(
    opened: Opened, screen: LabResultsScreen, tmp_path: Path
):
    check = opened(written(tmp_path / "s.csv", "Pacjent;Pobrano;Miedź [µg/dL]",
                           "KET-026;11.03.2026 07:45;94,1"))  # fmt: skip

    assert screen.page_shown is screen.columns
    assert lab_columns.differences(check.differs_from, check.differences) == (
        "The columns are not as remembered for Lab A (ICP-MS): “Data pobrania” is missing; "
        "“Pobrano” is new and not read."
    )


def test_all_strangers_of_a_long_sheet_are_left_out_in_one_step(
    opened: Opened, screen: LabResultsScreen, tmp_path: Path, qtbot: QtBot
):
    strangers = [f"XYZ-{number:04};11.03.2026 07:45;94,1" for number in range(900)]
    opened(written(tmp_path / "s.csv", "Pacjent;Data pobrania;Miedź [µg/dL]", *strangers))
    every = screen.rows.panel.buttons[-1]
    assert every.text() == "Skip all 900 rows of unknown patients"
    every.click()
    assert not screen.rows.isEnabled()
    qtbot.waitUntil(screen.rows.isEnabled, timeout=20_000)

    assert screen.check is not None
    assert screen.check.plan.blocking == ()
    assert screen.rows.filters.chip("skipped").text() == "Skipped 900"


def test_a_draw_in_the_heading_of_a_day_is_no_reading_of_its_own(
    opened: Opened, screen: LabResultsScreen, tmp_path: Path
):
    opened(written(tmp_path / "s.csv", "Pacjent;Data pobrania – wlew 1;Wynik [µg/dL]",
                   "KET-026;11.03.2026 07:45;94,1"))  # fmt: skip
    screen.rows.file.change.click()

    assert screen.page_shown is screen.columns
    assert screen.columns.columns.combos[2].choice == (Role.COLLECTED, "")


def test_a_wide_sheet_said_to_be_long_shows_its_columns_without_draws(
    opened: Opened, screen: LabResultsScreen, tmp_path: Path
):
    opened(written(tmp_path / "s.csv", "Pacjent;Data Cu1;Cu1 [µg/dL];Data Cu3;Cu3 [µg/dL]",
                   "KET-026;11.03.2026;94,1;14.03.2026;95,2"))  # fmt: skip
    screen.rows.file.change.click()
    combos = screen.columns.columns.combos
    assert [combo.choice for combo in combos.values()] == [
        (Role.PATIENT, ""), (Role.COLLECTED, ""), (Role.RESULT, "inf1"),
        (Role.COLLECTED, ""), (Role.RESULT, "inf3"),
    ]  # fmt: skip

    choose(screen.columns.choices.layout_choice, lab_columns.layout(Layout.LONG))

    combos = screen.columns.columns.combos
    assert [combo.choice for combo in combos.values()][2] == (Role.RESULT, "")
