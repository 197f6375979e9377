"""The step Columns shows the sheet itself, how sure each part is, and takes corrections there."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from domain.labsheet.guesses import Field
from domain.labsheet.mapping import Role
from domain.labsheet.marks import Mark
from gui.labimport.screen import LabResultsScreen
from gui.labimport.sheet_check import SheetCheck
from gui.labimport.sheet_look import SheetLook
from tests.gui.labimport.test_columns import choose, written

Opened = Callable[[Path], SheetCheck]
LEFT = Qt.MouseButton.LeftButton


def looked_at(opened: Opened, screen: LabResultsScreen, sheet: Path) -> SheetLook:
    opened(sheet)
    if screen.page_shown is not screen.columns:
        screen.rows.file.change.click()
    return screen.columns.look


def cell_texts(look: SheetLook) -> list[str]:
    model = look.model
    return [
        model.text_at(row, column)
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    ]


def test_the_sheet_is_shown_with_its_headings_results_and_titles_marked(
    opened: Opened, screen: LabResultsScreen, sheet: Path
):
    look = looked_at(opened, screen, sheet)
    model = look.model
    numbers = [row.number for row in model.rows]

    assert look.is_open
    assert model.headerData(2, Qt.Orientation.Horizontal) == "C\nCopper"
    heading, first = numbers.index(4), numbers.index(5)
    assert [model.mark_at(heading, column) for column in range(3)] == [Mark.HEADING] * 3
    assert [model.mark_at(first, c) for c in range(3)] == [Mark.READ, Mark.READ, Mark.RESULT]
    assert model.mark_at(0, 0) is Mark.UNREAD
    index = model.index(first, 2)
    spoken = model.data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == f"C5: {model.text_at(first, 2)}. Read as: Copper"


def test_the_sheet_is_closed_and_opened_again(
    opened: Opened, screen: LabResultsScreen, sheet: Path, qtbot: QtBot
):
    look = looked_at(opened, screen, sheet)
    assert look.opener.text() == "Hide the sheet"
    qtbot.mouseClick(look.opener, LEFT)

    assert look.grid.isHidden()
    assert look.opener.text() == "Show the sheet"
    qtbot.mouseClick(look.opener, LEFT)
    assert look.grid.isVisible()


def test_no_personal_value_stands_on_the_shown_sheet(
    opened: Opened, screen: LabResultsScreen, tmp_path: Path
):
    look = looked_at(opened, screen, written(
        tmp_path / "s.csv", "PESEL;Nazwisko;Pacjent;Data pobrania;Miedź [µg/dL];Uwagi",
        "75701780445;Przykładowska;KET-026;11.03.2026 07:45;94,1;p. Przykładowska",
        "83701541728;Zmyślony;KET-028;12.03.2026 07:35;121,6;75701780445"))  # fmt: skip

    shown = " ".join(cell_texts(look))
    assert "KET-028" in shown
    for secret in ("75701780445", "83701541728", "Przykładowska", "Zmyślony"):
        assert secret not in shown


def test_another_row_is_said_to_hold_the_headings_on_the_sheet_itself(
    opened: Opened, screen: LabResultsScreen, tmp_path: Path, qtbot: QtBot
):
    look = looked_at(opened, screen, written(
        tmp_path / "s.csv", "Oznaczenie;Dzień;Cu", "Pacjent;Data pobrania;Miedź [µg/dL]",
        "KET-026;11.03.2026 07:45;94,1"))  # fmt: skip
    screen.columns.choices.heading.setValue(1)
    assert screen.check is not None
    assert screen.check.mapping.header_rows == (1,)
    look.grid.setCurrentIndex(look.model.index(1, 0))
    qtbot.mouseClick(look.here, LEFT)

    assert screen.check.mapping.header_rows == (2,)
    assert screen.columns.choices.heading.value() == 2
    assert not look.here.isEnabled()


def test_the_head_of_a_column_leads_to_the_choice_of_what_it_holds(
    opened: Opened, screen: LabResultsScreen, sheet: Path, qtbot: QtBot
):
    look = looked_at(opened, screen, sheet)
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    across = look.grid.horizontalHeader()
    place = QPoint(across.sectionViewportPosition(1) + 10, across.height() // 2)
    qtbot.mouseClick(across.viewport(), LEFT, pos=place)

    assert QApplication.focusWidget() is screen.columns.columns.combos[2]


def test_each_part_of_the_reading_says_how_sure_it_is_and_a_correction_changes_it(
    opened: Opened, screen: LabResultsScreen, sheet: Path
):
    looked_at(opened, screen, sheet)
    fields = screen.columns.choices.fields
    columns = screen.columns.columns.model

    assert fields[Field.HEADING].why == "Sure. The headings say so."
    assert fields[Field.DECIMAL].why == "Sure. The values show it."
    assert columns.data(columns.index(2, 4)) == "Sure. The heading says so; 15 of 15 values fit."
    choose(screen.columns.columns.combos[1], "Copper")
    assert columns.data(columns.index(0, 4)).startswith("Unsure.")
    assert columns.data(columns.index(2, 4)) == "–"


def test_a_question_shows_cells_of_the_sheet_beside_each_answer(
    opened: Opened, screen: LabResultsScreen, tmp_path: Path
):
    looked_at(opened, screen, written(
        tmp_path / "s.csv", "Pacjent;Kiedy;Miedź [µg/dL]",
        "KET-026;11.03.2026 07:45;94,1", "KET-028;12.03.2026 07:35;121,6"))  # fmt: skip
    [combo] = screen.columns.questions.combos

    answers = [combo.itemText(n) for n in range(combo.count())]
    assert answers == [
        "Choose…",
        "Column B: 11.03.2026 07:45; 12.03.2026 07:35",
        "None of them",
    ]
    choose(combo, answers[1])
    assert screen.check is not None
    assert screen.check.mapping.role_of(2) is Role.COLLECTED


def wheel(on: QWidget) -> None:
    middle = QPointF(on.rect().center())
    event = QWheelEvent(
        middle, on.mapToGlobal(middle), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(on, event)


def test_the_wheel_over_a_choice_scrolls_and_changes_nothing(
    opened: Opened, screen: LabResultsScreen, sheet: Path
):
    looked_at(opened, screen, sheet)
    check = screen.check
    for control in (
        screen.columns.choices.heading,
        screen.columns.choices.decimals,
        screen.columns.columns.combos[2],
    ):
        wheel(control)

    assert screen.check is check
