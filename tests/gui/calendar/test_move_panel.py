"""Moving an infusion in the window: KET-026 of the demo, mock-up 06 and ux.md's check 3."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from domain.edits import Miss
from domain.move_plan import Policy
from domain.study import Study
from gui.calendar.move_panel import MovePanel
from gui.calendar.screen import CalendarScreen
from gui.navigation import Place, ScreenName
from gui.session import Session
from gui.words import dates
from tests.builders import draw, infusion

SIX = infusion(6, "KET-026")
MARCH_30 = date(2026, 3, 30)


@pytest.fixture
def panel(screen: CalendarScreen) -> MovePanel:
    screen.show_place(Place(ScreenName.CALENDAR, visit=SIX, detail="move"))
    screen.move_panel.day.set_day(MARCH_30)
    return screen.move_panel


def labels(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def choose_reason(panel: MovePanel, code: str = "ward_full") -> None:
    panel.reason.setCurrentIndex(panel.reason.findData(code))


def test_f2_on_a_planned_infusion_opens_the_preview(screen: CalendarScreen, qtbot: QtBot):
    screen.pane.show_visit(SIX)

    qtbot.keyClick(screen.view, Qt.Key.Key_F2)

    assert screen.move_panel.isVisible()
    assert not screen.details.isVisible()
    assert "Move infusion 6 – KET-026" in labels(screen.move_panel)


def test_f2_on_a_draw_says_what_to_choose(screen: CalendarScreen, session: Session, qtbot: QtBot):
    screen.pane.show_visit(draw("inf5", "KET-025"))

    with qtbot.waitSignal(session.informed) as told:
        qtbot.keyClick(screen.view, Qt.Key.Key_F2)

    assert told.args == ["Choose a planned infusion in the calendar first, then press F2."]
    assert not screen.move_panel.isVisible()


def test_a_patient_the_calendar_does_not_show_is_moved_all_the_same(screen: CalendarScreen):
    screen.pane.show_visit(infusion(8, "KET-024"))
    screen.toolbar.find.setText("KET-024")

    screen.show_place(Place(ScreenName.CALENDAR, visit=SIX, detail="move"))

    assert "Move infusion 6 – KET-026" in labels(screen.move_panel)


def test_the_preview_lists_six_changes_and_two_warnings(panel: MovePanel):
    told = labels(panel.summary)

    assert told[0] == "6 visits change"
    table = told[: told.index("Protocol check")]
    assert [text for text in table if text.startswith(("Fri", "Mon", "Tue", "Wed"))] == [
        *("Fri 27 Mar", "Mon 30 Mar"),
        *("Tue 31 Mar", "Fri 3 Apr"),
        *("Wed 1 Apr", "Fri 3 Apr"),
        *("Fri 3 Apr", "Tue 7 Apr"),
        *("Fri 10 Apr", "Tue 14 Apr"),
        *("Fri 10 Apr", "Tue 14 Apr"),
    ]
    assert panel.plan is not None
    assert len(panel.plan.warnings) == 2


def test_the_number_of_warnings_stands_beside_the_button_and_leads_to_them(
    panel: MovePanel, screen: CalendarScreen
):
    screen.resize(1244, 600)
    QApplication.processEvents()
    assert panel.warnings.text() == "2 warnings"
    assert panel.warnings.y() + panel.warnings.height() // 2 == pytest.approx(
        panel.apply.y() + panel.apply.height() // 2, abs=2
    )
    warning = next(
        label
        for label in panel.summary.findChildren(QLabel)
        if label.text().startswith("6 days between infusions 5 and 6")
    )
    assert warning.text() in panel.warnings.toolTip()
    assert warning.visibleRegion().isEmpty()

    panel.warnings.click()

    assert not warning.visibleRegion().isEmpty()


def test_without_a_warning_nothing_stands_beside_the_button(panel: MovePanel):
    panel.day.set_day(date(2026, 3, 29))
    assert not panel.warnings.isVisible()

    panel.day.set_day(date(2026, 3, 26))

    assert panel.plan is not None
    assert not panel.plan.warnings
    assert not panel.warnings.isVisible()


def test_what_is_said_of_a_move_names_all_it_brought(panel: MovePanel, session: Session):
    said: list[str] = []
    session.performed.connect(said.append)
    choose_reason(panel)

    panel.apply.click()

    assert said == [
        "KET-026: infusion 6 moved to Mon 30 Mar, 5 other visits changed, 1 deviation expected."
    ]


def test_the_days_of_a_window_stay_on_one_line(panel: MovePanel):
    window = next(
        label
        for label in panel.summary.findChildren(QLabel)
        if label.text() == f"window {dates.unbroken('31 Mar – 2 Apr')}"
    )
    days = window.fontMetrics().horizontalAdvance("31 Mar – 2 Apr")

    assert window.minimumSizeHint().width() >= days
    assert window.width() >= days


def test_a_policy_that_is_not_possible_is_off_and_says_why(panel: MovePanel):
    assert not panel.policies[Policy.ONLY_THIS].isEnabled()
    assert panel.policies[Policy.KEEP_PATTERN].isChecked()
    assert any("infusion 7" in text for text in labels(panel))


def test_another_policy_shows_another_plan(panel: MovePanel, qtbot: QtBot):
    panel.policies[Policy.FEWEST_CHANGES].click()

    assert panel.plan is not None
    assert panel.plan.policy is Policy.FEWEST_CHANGES
    assert f"{len(panel.plan.changes)} visits change" in labels(panel.summary)


def test_nothing_is_stored_without_a_reason(panel: MovePanel, demo: Study, qtbot: QtBot):
    assert not panel.apply.isEnabled()

    qtbot.keyClick(panel.day, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert demo.visit(SIX).window.target == date(2026, 3, 27)
    choose_reason(panel)
    assert panel.apply.isEnabled()
    assert "6" in panel.apply.text()


def test_the_button_stores_the_plan_and_undo_takes_it_back(
    panel: MovePanel, screen: CalendarScreen, session: Session, demo: Study
):
    before = demo.course("KET-026").visits()
    plan = panel.plan
    choose_reason(panel)
    panel.note.setText("  ward closed  ")

    panel.apply.click()

    assert plan is not None
    stored = [visit.window for visit in demo.course("KET-026").visits()]
    assert stored == [visit.window for visit in plan.after.visits()]
    assert not panel.isVisible()
    assert screen.details.isVisible()
    assert demo.trail(patient="KET-026")[-1].reason == "ward_full"
    assert demo.visit(SIX).note == "ward closed"
    session.undo_stack.undo()
    assert demo.course("KET-026").visits() == before


def test_escape_leaves_the_schedule_alone(
    panel: MovePanel, screen: CalendarScreen, demo: Study, qtbot: QtBot
):
    before = demo.course("KET-026").visits()

    qtbot.keyClick(panel.day, Qt.Key.Key_Escape)

    assert not panel.isVisible()
    assert screen.details.isVisible()
    assert demo.course("KET-026").visits() == before


def test_alt_arrows_step_over_days_the_infusion_cannot_take(panel: MovePanel, qtbot: QtBot):
    panel.day.set_day(date(2026, 4, 2))

    qtbot.keyClick(panel.day, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)

    refused = panel.refusal
    assert panel.day.day > date(2026, 4, 2)
    assert not refused
    assert panel.plan is not None


def test_a_day_that_cannot_be_taken_says_why_and_stores_nothing(panel: MovePanel):
    choose_reason(panel)

    panel.day.set_day(date(2026, 3, 29))

    assert panel.refusal
    assert panel.plan is None
    assert not panel.apply.isEnabled()


def test_the_preview_ends_when_the_infusion_is_recorded_meanwhile(
    panel: MovePanel, session: Session
):
    session.perform(Miss(SIX, reason="ward_full"))

    assert not panel.isVisible()
