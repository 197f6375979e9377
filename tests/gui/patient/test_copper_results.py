"""The table of copper results: whole rows, and what can be done about each where it stands."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from domain.record_edits import EnterResult
from domain.results import Result
from domain.units import Unit
from domain.visits import VisitKey, VisitKind
from gui.navigation import Navigator, Place, ScreenName
from gui.patient.page import PatientPage
from gui.quality.ask_query import AskQueryDialog
from gui.records.record_dialog import RecordDialog
from gui.records.results import ResultDialog
from gui.session import Session
from gui.theme import Theme

PageOf = Callable[[str], PatientPage]
CU3 = VisitKey("KET-024", VisitKind.DRAW, "inf3")
CU5 = VisitKey("KET-024", VisitKind.DRAW, "inf5")
CU7 = VisitKey("KET-024", VisitKind.DRAW, "inf7")


def row_of(page: PatientPage, key: VisitKey) -> int:
    return page.results.model.index_of(lambda row: row.draw.key == key).row()


def offered(page: PatientPage, key: VisitKey) -> Sequence[QAction]:
    page.results.table.select_row(row_of(page, key))
    return [action for action in page.results.menu().actions() if not action.isSeparator()]


def take(page: PatientPage, key: VisitKey, text: str) -> None:
    next(action for action in offered(page, key) if action.text() == text).trigger()


def open_menu(page: PatientPage) -> QMenu:
    return next(menu for menu in page.results.findChildren(QMenu) if menu.isVisible())


def is_whole(page: PatientPage) -> bool:
    """Whether the rows fill the table from its first to its last line."""
    QApplication.processEvents()
    table, last = page.results.table, len(page.results.model.rows) - 1
    top = table.visualRect(page.results.model.index(0, 0)).top()
    bottom = table.visualRect(page.results.model.index(last, 0)).bottom()
    return top == 0 and 0 <= table.viewport().height() - 1 - bottom <= 2


def test_a_right_click_on_a_result_offers_to_correct_it(page_of: PageOf, qtbot: QtBot):
    page = page_of("KET-024")
    table = page.results.table
    place = table.visualRect(page.results.model.index(row_of(page, CU3), 2)).center()
    at = table.viewport().mapToGlobal(place)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, at)
    with qtbot.waitSignal(table.menu_asked) as asked:
        QApplication.sendEvent(table.viewport(), event)

    menu = open_menu(page)
    assert menu.actions()[0].text() == "Correct the result of Cu3…"
    assert asked.args == [at]
    menu.close()


def test_enter_on_a_result_opens_its_menu_at_the_row(page_of: PageOf, qtbot: QtBot):
    page = page_of("KET-024")
    table = page.results.table
    table.select_row(row_of(page, CU3))
    with qtbot.waitSignal(table.menu_asked) as asked:
        qtbot.keyClick(table, Qt.Key.Key_Return)

    menu, row = open_menu(page), table.visualRect(table.currentIndex())
    assert menu.actions()[0].text() == "Correct the result of Cu3…"
    assert asked.args == [table.viewport().mapToGlobal(row.bottomLeft())]
    menu.close()


def test_a_result_that_is_there_is_corrected_and_one_that_lacks_is_entered(page_of: PageOf):
    page = page_of("KET-024")

    assert [action.text() for action in offered(page, CU3)] == [
        "Correct the result of Cu3…",
        "Which result of Cu3 counts…",
        "Correct the collection of Cu3…",
        "Add a query about Cu3…",
        "Show Cu3 in the calendar",
    ]
    assert offered(page, CU5)[0].text() == "Enter the result of Cu5 by hand…"
    assert not offered(page, CU3)[1].isEnabled()  # there is one


def test_a_draw_that_is_only_due_has_no_result_to_correct(page_of: PageOf):
    page = page_of("KET-024")

    assert [action.text() for action in offered(page, CU7)] == [
        "Add a query about Cu7…",
        "Show Cu7 in the calendar",
    ]


def test_each_form_is_about_the_draw_of_the_row(page_of: PageOf):
    page = page_of("KET-024")
    take(page, CU3, "Correct the result of Cu3…")
    take(page, CU3, "Correct the collection of Cu3…")
    take(page, CU3, "Add a query about Cu3…")

    result, record, query = (
        page.findChild(kind) for kind in (ResultDialog, RecordDialog, AskQueryDialog)
    )
    assert result is not None
    assert record is not None
    assert query is not None
    assert (result.draw.key, record.visit.key, query.key) == (CU3, CU3, CU3)
    assert result.windowTitle() == "KET-024: correct the result of copper draw Cu3"
    for dialog in (result, record, query):
        dialog.reject()


def test_a_row_leads_to_its_visit_in_the_calendar(page_of: PageOf, navigator: Navigator):
    asked: list[Place] = []
    navigator.asked.connect(asked.append)
    take(page_of("KET-024"), CU3, "Show Cu3 in the calendar")

    assert asked[-1] == Place(ScreenName.CALENDAR, visit=CU3)


def test_the_table_keeps_whole_rows_and_its_chosen_row_when_a_result_comes(
    page_of: PageOf, session: Session
):
    page = page_of("KET-024")
    assert is_whole(page)
    page.results.table.select_row(row_of(page, CU5))

    result = Result("98", value=Decimal(98), unit=Unit.UG_DL)
    session.perform(EnterResult(CU5, result))

    assert is_whole(page)
    assert page.results.table.currentIndex().row() == row_of(page, CU5)


def test_the_table_keeps_whole_rows_at_any_size_of_text(page_of: PageOf, theme: Theme):
    page = page_of("KET-024")
    for size in (125, 150, 100):
        theme.resize_text(size)
        assert is_whole(page)


def shown(page: PatientPage, key: VisitKey) -> tuple[str, str]:
    """Value and change of a draw, as they stand in the table."""
    model, row = page.results.model, row_of(page, key)
    value, change = (str(model.index(row, column).data()) for column in (2, 3))
    return value, change


def limit(text: str) -> Result:
    return Result(text, operator=text[0], value=Decimal(text[1:]), unit=Unit.UG_DL)


def test_a_value_below_the_limit_changed_by_more_than_what_can_be_said(
    page_of: PageOf, session: Session
) -> None:
    baseline = VisitKey("KET-024", VisitKind.DRAW, "baseline")
    page = page_of("KET-024")
    before = float(shown(page, baseline)[0])

    session.perform(EnterResult(CU5, limit("<20"), "below the limit"))

    value, change = shown(page, CU5)
    assert value == "<20"
    assert change == f"<−{before - 20:.1f}"


def test_of_a_baseline_below_the_limit_the_change_is_more_and_of_two_limits_unknown(
    page_of: PageOf, session: Session
) -> None:
    page = page_of("KET-024")
    baseline = VisitKey("KET-024", VisitKind.DRAW, "baseline")
    session.perform(EnterResult(baseline, limit("<20"), "below the limit"))
    value = float(shown(page, CU3)[0])
    assert shown(page, CU3)[1] == f">+{value - 20:.1f}"

    session.perform(EnterResult(CU3, limit("<20"), "below the limit"))
    assert shown(page, CU3) == ("<20", "")
