"""Where a previewed move stands in the timeline, and how its day is chosen there: mock-up 06."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from domain.study import Study
from domain.visits import VisitKind
from gui.calendar.move_panel import MovePanel
from gui.calendar.move_rows import Side
from gui.calendar.screen import CalendarScreen
from gui.calendar.toolbar import View
from gui.navigation import Navigator, Place, ScreenName
from gui.widgets.glyphs import Look
from tests.builders import draw, infusion

SIX = infusion(6, "KET-026")
MARCH_27 = date(2026, 3, 27)
MARCH_28 = date(2026, 3, 28)
MARCH_30 = date(2026, 3, 30)
LEFT = Qt.MouseButton.LeftButton
NOTHING_HELD = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def panel(screen: CalendarScreen) -> MovePanel:
    screen.show_place(Place(ScreenName.CALENDAR, visit=SIX, detail="move"))
    screen.move_panel.day.set_day(MARCH_30)
    return screen.move_panel


def number_of(screen: CalendarScreen, side: Side) -> int:
    return next(n for n in range(screen.model.rowCount()) if screen.model.side_at(n) is side)


def marked(screen: CalendarScreen, side: Side, look: Look) -> list[str]:
    """Each marked visit of a row with its day."""
    row = screen.model.row_at(number_of(screen, side))
    return [
        f"{event.key.kind} {event.key.code} {day.day}.{day.month}"
        for day, events in row.events.items()
        for event in events
        if event.glyph.look is look
    ]


def place(screen: CalendarScreen, day: date, row: int | None = None) -> QPoint:
    """The lane of infusions on a day in the row of KET-026."""
    index = screen.model.place("KET-026", day)
    if row is not None:
        index = screen.model.index(row, index.column())
    rect = screen.view.visualRect(index)
    assert rect.isValid()
    return QPoint(rect.center().x(), rect.top() + rect.height() // 4)


def carry(screen: CalendarScreen, start: date, *days: date) -> QPoint:
    """Press on an infusion and move over `days`, without letting go."""
    viewport = screen.view.viewport()
    QTest.mousePress(viewport, LEFT, NOTHING_HELD, place(screen, start))
    at = place(screen, start)
    for day in days:
        at = place(screen, day)
        QTest.mouseMove(viewport, at - QPoint(3, 0))
        QTest.mouseMove(viewport, at)
    return at


def let_go(screen: CalendarScreen, at: QPoint) -> None:
    QTest.mouseRelease(screen.view.viewport(), LEFT, NOTHING_HELD, at)


def test_the_row_splits_into_old_and_new_places(screen: CalendarScreen, panel: MovePanel):
    assert number_of(screen, Side.AFTER) == number_of(screen, Side.NOW) + 1
    assert marked(screen, Side.NOW, Look.OLD_PLACE) == [
        *("infusion 6 27.3", "infusion 7 31.3", "draw inf7 1.4", "infusion 8 3.4"),
        *("draw post 10.4", "rating post 10.4"),
    ]
    assert marked(screen, Side.AFTER, Look.NEW_PLACE) == [
        *("infusion 6 30.3", "infusion 7 3.4", "draw inf7 3.4", "infusion 8 7.4"),
        *("draw post 14.4", "rating post 14.4"),
    ]


def test_other_patients_are_dimmed_and_no_row_is_lost(screen: CalendarScreen, panel: MovePanel):
    model = screen.model
    now, after = number_of(screen, Side.NOW), number_of(screen, Side.AFTER)
    rows = [model.row_at(n).code for n in range(model.rowCount()) if n != after]

    assert rows == list(model.codes)
    assert [n for n in range(model.rowCount()) if not model.is_dimmed(n)] == [now, after]
    assert model.place(rows[-1], MARCH_30).row() == model.rowCount() - 1


def test_the_legend_and_the_rows_say_what_is_shown(screen: CalendarScreen, panel: MovePanel):
    names = [widget.accessibleName() for widget in screen.timeline.findChildren(QWidget)]
    assert any("Old place (dashed), New place (tinted)" in name for name in names)
    spoken = [
        screen.model.headerData(
            number_of(screen, side), Qt.Orientation.Vertical, Qt.ItemDataRole.AccessibleTextRole
        )
        for side in Side
    ]
    assert spoken == ["KET-026 now", "KET-026 after the move"]


def test_the_model_keeps_the_rules_of_models(
    screen: CalendarScreen, panel: MovePanel, qtmodeltester
):
    qtmodeltester.check(screen.model)
    panel.close_panel()
    qtmodeltester.check(screen.model)


def test_a_refused_day_leaves_the_second_row_empty(screen: CalendarScreen, panel: MovePanel):
    panel.day.set_day(MARCH_28)

    assert not screen.model.row_at(number_of(screen, Side.AFTER)).events
    assert marked(screen, Side.NOW, Look.OLD_PLACE) == ["infusion 6 27.3"]


def test_all_that_moves_comes_back_into_view_after_a_day_long_past(
    screen: CalendarScreen, panel: MovePanel
):
    panel.day.set_day(date(2026, 3, 3))
    assert screen.view.first_shown <= date(2026, 3, 3)

    panel.day.set_day(date(2026, 4, 3))

    assert panel.plan is not None
    places = [
        screen.view.visualRect(screen.model.place("KET-026", visit.shown_on))
        for change in panel.plan.changes
        for visit in (change.before, change.after)
    ]
    assert len(places) > 6
    assert all(r.left() >= 0 and r.right() <= screen.view.viewport().width() for r in places)


def test_after_the_preview_the_timeline_is_as_before(screen: CalendarScreen, qtbot: QtBot):
    screen.pane.show_visit(SIX)
    first, weeks = screen.view.first_shown, screen.toolbar.weeks.currentIndex()
    codes = tuple(screen.model.codes)
    qtbot.keyClick(screen.view, Qt.Key.Key_F2)

    qtbot.keyClick(screen.move_panel.day, Qt.Key.Key_Escape)
    QApplication.processEvents()

    assert screen.model.move is None
    assert tuple(screen.model.codes) == codes
    assert (screen.view.first_shown, screen.toolbar.weeks.currentIndex()) == (first, weeks)
    assert screen.view.hasFocus()
    assert screen.view.current_event is not None
    assert screen.view.current_event.key == SIX


def test_a_drop_on_a_legal_day_opens_the_panel_with_that_day(screen: CalendarScreen):
    screen.pane.show_visit(SIX)

    at = carry(screen, MARCH_27, MARCH_30)
    assert screen.moving.choice.days.told == "Infusion 6 to Mon 30 Mar"
    let_go(screen, at)

    assert screen.move_panel.isVisible()
    assert screen.move_panel.day.day == MARCH_30
    assert screen.move_panel.plan is not None
    assert len(screen.move_panel.plan.changes) == 6


def test_a_day_that_refuses_says_why_and_takes_no_drop(screen: CalendarScreen):
    screen.pane.show_visit(SIX)

    at = carry(screen, MARCH_27, MARCH_28)
    told = screen.moving.choice.days.told
    let_go(screen, at)

    assert told == "Not possible: Sat 28 Mar is not a working day."
    assert not screen.move_panel.isVisible()
    assert screen.moving.choice.days.told == ""


def test_another_patients_row_takes_no_drop(screen: CalendarScreen):
    screen.pane.show_visit(SIX)
    carry(screen, MARCH_27, MARCH_30)

    at = place(screen, MARCH_30, row=0)
    QTest.mouseMove(screen.view.viewport(), at)
    told = screen.moving.choice.days.told
    let_go(screen, at)

    assert told == "Let go in the row of KET-026. Esc cancels."
    assert not screen.move_panel.isVisible()


def test_escape_lets_go_of_a_dragged_infusion(screen: CalendarScreen, qtbot: QtBot):
    screen.pane.show_visit(SIX)
    at = carry(screen, MARCH_27, MARCH_30)

    qtbot.keyClick(screen.view, Qt.Key.Key_Escape)
    let_go(screen, at)

    assert not screen.move_panel.isVisible()


@pytest.mark.parametrize("key", [infusion(4, "KET-026"), draw("inf5", "KET-026")])
def test_what_does_not_move_is_not_carried(screen: CalendarScreen, demo: Study, key):
    screen.pane.show_visit(key)
    day = demo.visit(key).shown_on
    at = place(screen, day)
    if key.kind is VisitKind.DRAW:
        at += QPoint(0, screen.view.rowHeight(0) // 3)
    QTest.mousePress(screen.view.viewport(), LEFT, NOTHING_HELD, at)
    QTest.mouseMove(screen.view.viewport(), at + QPoint(40, 0))

    assert screen.moving.choice.carried is None
    let_go(screen, at + QPoint(40, 0))
    assert not screen.move_panel.isVisible()


def test_a_click_in_either_row_chooses_the_day(screen: CalendarScreen, panel: MovePanel):
    for side, day in ((Side.NOW, date(2026, 4, 1)), (Side.AFTER, MARCH_30)):
        at = place(screen, day, row=number_of(screen, side))
        QTest.mouseClick(screen.view.viewport(), LEFT, NOTHING_HELD, at)
        assert panel.day.day == day

    above = place(screen, date(2026, 4, 1), row=number_of(screen, Side.NOW) - 1)
    QTest.mouseClick(screen.view.viewport(), LEFT, NOTHING_HELD, above)
    assert panel.day.day == MARCH_30


def test_the_new_place_can_be_dragged_on(screen: CalendarScreen, panel: MovePanel):
    viewport, after = screen.view.viewport(), number_of(screen, Side.AFTER)
    QTest.mousePress(viewport, LEFT, NOTHING_HELD, place(screen, MARCH_30, row=after))
    at = place(screen, date(2026, 4, 2), row=after)
    QTest.mouseMove(viewport, at - QPoint(20, 0))
    QTest.mouseMove(viewport, at)
    let_go(screen, at)

    assert panel.day.day == date(2026, 4, 2)


def test_arrows_and_enter_in_the_row_choose_the_day(
    screen: CalendarScreen, panel: MovePanel, qtbot: QtBot
):
    screen.view.setFocus()
    screen.view.choose_day("KET-026", MARCH_30)
    for _day in range(2):
        qtbot.keyClick(screen.view, Qt.Key.Key_Right)
    qtbot.keyClick(screen.view, Qt.Key.Key_Return)
    assert panel.day.day == date(2026, 4, 1)

    qtbot.keyClick(screen.view, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert panel.day.day == date(2026, 4, 2)
    qtbot.keyClick(screen.view, Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_a_move_from_another_view_is_previewed_in_the_timeline(screen: CalendarScreen):
    screen.show_view(View.ONE_PATIENT)

    screen.show_place(Place(ScreenName.CALENDAR, visit=SIX, detail="move"))
    assert screen.pane is screen.timeline
    assert screen.model.move is not None

    screen.move_panel.close_panel()
    assert screen.pane is screen.one_patient


def test_the_way_back_leads_to_the_calendar_and_not_into_the_preview():
    navigator, asked = Navigator(), []
    navigator.asked.connect(asked.append)
    navigator.go(Place(ScreenName.TODAY))
    navigator.go(Place(ScreenName.CALENDAR, visit=SIX, detail="move"))
    navigator.go(Place(ScreenName.PATIENTS))

    navigator.back()

    assert asked[-1] == Place(ScreenName.CALENDAR, visit=SIX)
