"""The Calendar screen by keyboard and mouse, on the demo study."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from domain.visits import Status, VisitKind, VisitState
from gui.calendar.late_form import LateForm
from gui.calendar.screen import CalendarScreen
from gui.navigation import Place, ScreenName
from gui.session import Session
from gui.theme import Theme
from gui.today.scores import ScoreEditor
from tests.builders import draw, infusion, rating
from tests.gui.conftest import ScriptedPrompter

TODAY = date(2026, 3, 24)
CTRL = Qt.KeyboardModifier.ControlModifier


def press(qtbot: QtBot, screen: CalendarScreen, key: Qt.Key, *, ctrl: bool = False) -> None:
    qtbot.keyClick(screen.view, key, CTRL if ctrl else Qt.KeyboardModifier.NoModifier)


def current_day(screen: CalendarScreen) -> date:
    return screen.model.day_at(screen.view.currentIndex().column())


def button(screen: CalendarScreen, words: str):
    return next(b for b in screen.details.buttons if b.text() == words)


# Acceptance check 2 of ux.md.
def test_thirteen_rows_and_one_today_column(screen: CalendarScreen):
    assert screen.model.rowCount() == 13
    assert screen.model.days.days.count(TODAY) == 1
    assert screen.status_text == "13 patients shown, 20 earlier patients hidden"


def test_six_weeks_from_2_march_fill_the_width(screen: CalendarScreen):
    assert screen.view.first_shown == date(2026, 3, 2)
    assert screen.view.whole_weeks == 6
    assert screen.view.columnAt(0) == screen.model.days.column(date(2026, 3, 2))
    assert screen.view.viewport().width() == 42 * screen.view.columnWidth(0)


def test_the_most_overdue_visit_is_described_at_first(screen: CalendarScreen):
    assert screen.details.text == (
        "KET-025 · Copper draw Cu5 (after infusion 5) Overdue. "
        "Target Fri 20 Mar. Window 19–21 Mar closed 3 days ago. Nothing recorded."
    )
    words = [b.text() for b in screen.details.buttons]
    assert words == ["Collected late…", "Missed…", "Add query…", "Open patient", ""]
    assert screen.details.buttons[-1].accessibleName() == "More, copper draw Cu5, KET-025"


@pytest.mark.parametrize("percent", [100, 150])
def test_the_details_are_as_high_for_every_visit(
    screen: CalendarScreen, session: Session, theme: Theme, percent: int
):
    theme.resize_text(percent)
    screen.resize(1276, 850)
    QApplication.processEvents()
    heights = {}
    for patient in ("KET-025", "KET-026", "KET-030"):
        for visit in session.study.course(patient).visits():
            screen.show_place(Place(ScreenName.CALENDAR, visit=visit.key))
            QApplication.processEvents()
            heights[screen.details.height()] = screen.details.text

    assert len(heights) == 1, heights


def test_with_large_text_what_is_seldom_asked_for_is_in_the_menu(
    screen: CalendarScreen, theme: Theme
):
    theme.resize_text(150)

    shown = [one.text() for one in screen.details.buttons]

    assert shown == ["Collected late…", "Missed…", ""]
    theme.resize_text(100)
    assert [one.text() for one in screen.details.buttons][2:] == ["Add query…", "Open patient", ""]


def test_arrows_move_by_cells(screen: CalendarScreen, qtbot: QtBot):
    press(qtbot, screen, Qt.Key.Key_Right)
    press(qtbot, screen, Qt.Key.Key_Up)

    assert screen.view.current_code == "KET-024"
    assert current_day(screen) == date(2026, 3, 21)
    assert screen.view.current_event is None


def test_ctrl_arrows_go_from_visit_to_visit(screen: CalendarScreen, qtbot: QtBot):
    press(qtbot, screen, Qt.Key.Key_Right, ctrl=True)
    assert screen.view.current_event.key == infusion(6, "KET-025")

    press(qtbot, screen, Qt.Key.Key_Left, ctrl=True)
    press(qtbot, screen, Qt.Key.Key_Left, ctrl=True)
    assert screen.view.current_event.key == rating("week2", "KET-025")


def test_after_the_last_visit_of_a_patient_comes_the_first_of_the_next(
    screen: CalendarScreen, qtbot: QtBot
):
    screen.view.choose(rating("post", "KET-025"), date(2026, 4, 7))

    press(qtbot, screen, Qt.Key.Key_Right, ctrl=True)

    assert screen.view.current_event.key == draw("baseline", "KET-026")


def test_tab_steps_through_a_cell_and_then_leaves_it(screen: CalendarScreen, qtbot: QtBot):
    screen.view.choose(infusion(1, "KET-028"), date(2026, 3, 13))

    press(qtbot, screen, Qt.Key.Key_Tab)
    assert screen.view.current_event.key == draw("inf1", "KET-028")
    press(qtbot, screen, Qt.Key.Key_Tab)
    assert screen.view.current_event.key == rating("week0", "KET-028")
    press(qtbot, screen, Qt.Key.Key_Tab)
    assert not screen.view.hasFocus()


def test_home_goes_to_today(screen: CalendarScreen, qtbot: QtBot):
    press(qtbot, screen, Qt.Key.Key_Home)

    assert current_day(screen) == TODAY
    assert screen.view.current_code == "KET-025"


def test_page_keys_move_by_weeks(screen: CalendarScreen, qtbot: QtBot):
    press(qtbot, screen, Qt.Key.Key_PageDown)
    assert screen.view.first_shown == date(2026, 3, 9)
    assert current_day(screen) == date(2026, 3, 27)

    press(qtbot, screen, Qt.Key.Key_PageUp)
    press(qtbot, screen, Qt.Key.Key_PageUp)
    assert screen.view.first_shown == date(2026, 2, 23)


def test_enter_goes_to_the_actions_and_escape_back(screen: CalendarScreen, qtbot: QtBot):
    press(qtbot, screen, Qt.Key.Key_Return)
    assert screen.details.buttons[0].hasFocus()

    qtbot.keyClick(screen.details.buttons[0], Qt.Key.Key_Escape)
    assert screen.view.hasFocus()


def test_a_click_on_a_glyph_chooses_that_visit(screen: CalendarScreen, qtbot: QtBot):
    cell = screen.view.visualRect(screen.model.place("KET-028", date(2026, 3, 13)))

    lanes = {8: infusion(1, "KET-028"), 28: draw("inf1", "KET-028"), 45: rating("week0", "KET-028")}
    for height, key in lanes.items():
        where = QPoint(cell.left() + 3, cell.top() + height)
        qtbot.mouseClick(screen.view.viewport(), Qt.MouseButton.LeftButton, pos=where)
        assert screen.view.current_event.key == key


def test_a_visit_alone_owns_its_whole_cell(screen: CalendarScreen, qtbot: QtBot):
    cell = screen.view.visualRect(screen.model.place("KET-024", TODAY))
    assert cell.width() >= 24
    assert cell.height() >= 24

    qtbot.mouseClick(
        screen.view.viewport(), Qt.MouseButton.LeftButton, pos=cell.topLeft() + QPoint(2, 2)
    )

    assert screen.view.current_event.key == draw("inf7", "KET-024")


def test_a_recorded_visit_updates_its_row_alone(
    screen: CalendarScreen, session: Session, qtbot: QtBot
):
    screen.view.choose(draw("inf7", "KET-024"), TODAY)
    rows: list[tuple[int, int]] = []
    screen.model.dataChanged.connect(lambda first, last: rows.append((first.row(), last.row())))

    qtbot.mouseClick(button(screen, "Collected now"), Qt.MouseButton.LeftButton)

    assert rows == [(3, 3)]
    assert session.study.visit(draw("inf7", "KET-024")).state is VisitState.DONE
    assert screen.view.current_event.status is Status.WAITING_FOR_LAB
    assert "Waiting for lab." in screen.details.text
    assert screen.view.hasFocus()


def test_undo_restores_the_row(screen: CalendarScreen, session: Session, qtbot: QtBot):
    screen.view.choose(draw("inf7", "KET-024"), TODAY)
    qtbot.mouseClick(button(screen, "Collected now"), Qt.MouseButton.LeftButton)

    session.undo_stack.undo()

    assert screen.view.current_event.status is Status.DUE_TODAY


def test_a_draw_is_collected_late_with_its_day_and_time(
    screen: CalendarScreen, session: Session, qtbot: QtBot
):
    qtbot.mouseClick(button(screen, "Collected late…"), Qt.MouseButton.LeftButton)
    form = screen.details.form
    assert isinstance(form, LateForm)
    form.day_field.set_day(date(2026, 3, 23))

    qtbot.mouseClick(form.save, Qt.MouseButton.LeftButton)

    assert session.study.visit(draw("inf5", "KET-025")).done_on == date(2026, 3, 23)
    assert current_day(screen) == date(2026, 3, 23)


def test_scores_are_entered_in_the_bar(screen: CalendarScreen, session: Session, qtbot: QtBot):
    screen.view.choose(rating("week1", "KET-030"), TODAY)
    qtbot.mouseClick(button(screen, "Enter scores…"), Qt.MouseButton.LeftButton)
    editor = screen.details.form
    assert isinstance(editor, ScoreEditor)
    qtbot.keyClicks(editor.madrs, "21")
    qtbot.keyClicks(editor.ymrs, "2")

    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)

    rated = session.study.visit(rating("week1", "KET-030"))
    assert (rated.madrs, rated.ymrs) == (21, 2)
    assert screen.details.form is None


def test_escape_closes_the_form_and_records_nothing(
    screen: CalendarScreen, session: Session, qtbot: QtBot
):
    qtbot.mouseClick(button(screen, "Collected late…"), Qt.MouseButton.LeftButton)
    assert isinstance(screen.details.form, LateForm)

    qtbot.keyClick(screen.details.form.day_field, Qt.Key.Key_Escape)

    assert screen.details.form is None
    assert session.study.visit(draw("inf5", "KET-025")).state is VisitState.PLANNED


def test_a_reason_marks_the_visit_missed(screen: CalendarScreen, session: Session):
    menu = screen.details.recorder.reason_menu(VisitKind.DRAW)
    next(a for a in menu.actions() if a.text() == "Patient had left").trigger()

    missed = session.study.visit(draw("inf5", "KET-025"))
    assert (missed.state, missed.reason) == (VisitState.MISSED, "patient_left")


def test_another_reason_asks_for_words(
    screen: CalendarScreen, session: Session, prompter: ScriptedPrompter
):
    prompter.answers.append(None)
    screen.details.recorder.miss("other")
    assert session.study.visit(draw("inf5", "KET-025")).state is VisitState.PLANNED

    prompter.answers.append("Fire alarm")
    screen.details.recorder.miss("other")
    assert session.study.visit(draw("inf5", "KET-025")).note == "Fire alarm"


def test_a_recorded_visit_offers_its_details_a_query_and_its_patient(screen: CalendarScreen):
    screen.view.choose(infusion(6, "KET-025"), date(2026, 3, 23))

    words = [b.text() for b in screen.details.buttons]
    assert words == ["Details…", "Add query…", "Open patient"]


def test_a_query_is_asked_about_the_chosen_visit(
    screen: CalendarScreen, session: Session, prompter: ScriptedPrompter, qtbot: QtBot
):
    prompter.answers.append("Was the arm the other one?")

    qtbot.mouseClick(button(screen, "Add query…"), Qt.MouseButton.LeftButton)

    query = session.study.queries("KET-025")[-1]
    assert (query.key, query.question) == (draw("inf5", "KET-025"), "Was the arm the other one?")


def test_buttons_are_named_with_visit_and_patient(screen: CalendarScreen):
    screen.view.choose(draw("inf7", "KET-024"), TODAY)

    name = button(screen, "Collected now").accessibleName()
    assert name == "Collected now, copper draw Cu7, KET-024"


def test_open_patient_says_which(screen: CalendarScreen, qtbot: QtBot):
    with qtbot.waitSignal(screen.patient_asked) as asked:
        qtbot.mouseClick(button(screen, "Open patient"), Qt.MouseButton.LeftButton)

    assert asked.args == ["KET-025"]


def test_search_without_a_match_offers_to_clear(screen: CalendarScreen, qtbot: QtBot):
    screen.toolbar.find.setText("KET-9")
    assert screen.empty.isVisible()
    assert screen.empty.sentence == "No patient matches “KET-9”."

    screen.empty.asked.emit()

    assert screen.model.rowCount() == 13
    assert screen.view.isVisible()


def test_find_puts_the_cursor_into_the_search(screen: CalendarScreen):
    assert screen.search_here()
    assert screen.toolbar.find.hasFocus()


def test_enter_in_the_search_shows_the_weeks_of_an_earlier_patient(
    screen: CalendarScreen, qtbot: QtBot
):
    screen.toolbar.find.setText("KET-003")
    qtbot.keyClick(screen.toolbar.find, Qt.Key.Key_Return)

    assert screen.view.current_code == "KET-003"
    assert screen.view.first_shown < date(2026, 3, 2)


def test_a_place_chooses_its_visit(screen: CalendarScreen):
    key = draw("inf5", "KET-026")
    screen.show_place(Place(ScreenName.CALENDAR, visit=key))

    assert screen.view.current_event.key == key


def test_a_place_brings_back_a_filtered_patient(screen: CalendarScreen):
    screen.toolbar.find.setText("KET-024")

    screen.show_place(Place(ScreenName.CALENDAR, patient="KET-026"))

    assert screen.view.current_code == "KET-026"


def test_hidden_weekends_leave_thirty_days_and_the_same_visit(screen: CalendarScreen):
    screen.toolbar.hides_weekends.setChecked(True)

    assert not any(day.weekday() >= 5 for day in screen.model.days.days)
    assert screen.view.whole_weeks == 6
    assert screen.view.first_shown == date(2026, 3, 2)
    assert screen.view.current_event.key == draw("inf5", "KET-025")


def test_four_weeks_make_wider_days(screen: CalendarScreen):
    narrow = screen.view.columnWidth(0)
    screen.toolbar.weeks.setCurrentIndex(0)

    assert screen.view.columnWidth(0) > narrow
    assert screen.view.first_shown == date(2026, 3, 9)


@pytest.mark.parametrize("percent", [100, 125, 150])
def test_days_and_rows_grow_with_the_text(screen: CalendarScreen, theme: Theme, percent: int):
    theme.resize_text(percent)
    QApplication.processEvents()

    assert screen.view.columnWidth(0) >= round(24 * percent / 100)
    assert screen.view.rowHeight(0) == round(48 * percent / 100)
    assert screen.view.viewport().width() % screen.view.columnWidth(0) == 0


def test_an_edit_of_another_patient_keeps_the_place(
    screen: CalendarScreen, session: Session, qtbot: QtBot
):
    first = screen.view.first_shown
    session.study.patients()
    screen.view.choose(draw("inf5", "KET-026"), date(2026, 3, 25))
    session.run(
        lambda study, *, now: study.withdraw("KET-033", on=TODAY, reason="consent", now=now)
    )

    assert screen.view.current_event.key == draw("inf5", "KET-026")
    assert screen.view.first_shown == first


def test_the_current_cell_keeps_its_ground_among_several_visits(
    screen: CalendarScreen, theme: Theme
):
    screen.view.choose(rating("week0", "KET-028"), date(2026, 3, 13))
    cell = screen.view.visualRect(screen.view.currentIndex())

    picture = screen.view.viewport().grab(cell).toImage()

    # Beside the infusion's circle, inside the ring: the plain ground of a working day.
    assert picture.pixelColor(4, 24 - 4) == theme.color("surface")


def test_a_draw_that_waits_for_the_laboratory_offers_its_result(screen: CalendarScreen):
    screen.view.choose(draw("inf3", "KET-025"), date(2026, 3, 13))

    assert screen.details.buttons[0].text() == "Enter result…"
