"""Recording from the list: one click, one key, and taking it back."""

from datetime import date, time, timedelta
from pathlib import Path
from shutil import copy

import pytest
from PySide6.QtCore import QDate, QEvent, QPointF, Qt, QTime
from PySide6.QtGui import QAction, QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from domain.study import Study
from domain.visits import Rating, VisitKey, VisitState
from gui.demo import DEMO_NOW
from gui.navigation import Navigator, Place, ScreenName
from gui.records.record_dialog import RecordDialog
from gui.session import Session
from gui.theme import Theme
from gui.today.asks import Ask, Mode
from gui.today.moment_dialog import MomentDialog
from gui.today.recording import record_at
from gui.today.row import VisitRow
from gui.today.row_menus import ReasonMenu
from gui.today.screen import TodayScreen
from gui.words.errors import sentence_of
from tests.builders import draw, infusion, rating
from tests.gui.conftest import ScriptedPrompter

CU7 = draw("inf7", "KET-024")
LATE = draw("inf5", "KET-025")
WEEK1 = rating("week1", "KET-030")
WEEK2 = rating("week2", "KET-027")


def row_of(screen: TodayScreen, key: VisitKey) -> VisitRow:
    row = screen.list.row_of(key)
    assert row is not None
    return row


def press(qtbot: QtBot, screen: TodayScreen, key: Qt.Key) -> None:
    """As a person would: to whatever has the focus."""
    held = screen.focusWidget()
    assert held is not None
    qtbot.keyClick(held, key)


def click(qtbot: QtBot, row: VisitRow, ask: Ask) -> None:
    qtbot.mouseClick(row.buttons[ask], Qt.MouseButton.LeftButton)


def open_menu(screen: TodayScreen) -> QMenu:
    menus = [menu for menu in screen.findChildren(QMenu) if menu.isVisible()]
    assert len(menus) == 1
    return menus[0]


def in_own_words(screen: TodayScreen) -> QAction:
    """Other…, in the menu of reasons."""
    (action,) = [one for one in open_menu(screen).actions() if one.text() == "Other…"]
    return action


def dialog_of(screen: TodayScreen) -> MomentDialog:
    dialogs = [d for d in screen.findChildren(MomentDialog) if d.isVisible()]
    assert len(dialogs) == 1
    return dialogs[0]


def to_do(session: Session) -> int:
    return session.study.agenda(now=DEMO_NOW).to_do


def test_one_click_collects_at_the_current_time(
    screen: TodayScreen, session: Session, qtbot: QtBot
):
    with qtbot.waitSignal(session.performed) as said:
        click(qtbot, row_of(screen, CU7), Ask.RECORD)

    assert session.study.visit(CU7).done_at == DEMO_NOW
    assert row_of(screen, CU7).mode is Mode.DONE
    assert row_of(screen, CU7).words.when == "Collected 10:12"
    assert to_do(session) == 6
    assert said.args == ["KET-024: copper draw Cu7 recorded as collected at 10:12."]


def test_undo_restores_row_badge_and_order(screen: TodayScreen, session: Session, qtbot: QtBot):
    before = [row.words for row in screen.list.rows]
    click(qtbot, row_of(screen, CU7), Ask.RECORD)

    session.undo_stack.undo()

    assert [row.words for row in screen.list.rows] == before
    assert to_do(session) == 7


def test_focus_goes_to_the_next_row_after_recording(screen: TodayScreen, qtbot: QtBot):
    click(qtbot, row_of(screen, CU7), Ask.RECORD)

    assert screen.focusWidget() is row_of(screen, draw("inf5", "KET-027"))


def test_after_the_last_open_row_focus_goes_to_the_one_before(screen: TodayScreen, qtbot: QtBot):
    click(qtbot, row_of(screen, infusion(3, "KET-028")), Ask.RECORD)

    assert screen.focusWidget() is row_of(screen, draw("inf5", "KET-027"))


def test_the_whole_list_is_worked_by_keys_alone(
    screen: TodayScreen, session: Session, qtbot: QtBot
):
    screen.list.select(None, focus=True)
    for _open_row in range(7):
        row = screen.list.current
        assert row is not None
        assert row.mode is Mode.OPEN
        press(qtbot, screen, Qt.Key.Key_Return)
        if row.key == LATE:
            dialog = dialog_of(screen)
            qtbot.keyClick(dialog, Qt.Key.Key_Return)
        elif row.editor is not None:
            for field, typed in ((row.editor.madrs, "21"), (row.editor.ymrs, "2")):
                assert screen.focusWidget() is field
                for digit in typed:
                    qtbot.keyClick(field, digit)
                if field is row.editor.madrs:
                    qtbot.keyClick(field, Qt.Key.Key_Tab)
            qtbot.keyClick(row.editor.ymrs, Qt.Key.Key_Return)

    assert to_do(session) == 0
    assert not screen.list.row_of(CU7) or row_of(screen, CU7).mode is Mode.DONE


def test_arrows_cross_the_groups_and_stop_at_the_ends(screen: TodayScreen, qtbot: QtBot):
    screen.list.select(None, focus=True)
    keys = [row.key for row in screen.list.rows]
    visited = []
    for _row in range(len(keys) + 2):
        assert screen.list.current is not None
        visited.append(screen.list.current.key)
        press(qtbot, screen, Qt.Key.Key_Down)

    assert visited[: len(keys)] == keys
    assert visited[-1] == keys[-1]
    press(qtbot, screen, Qt.Key.Key_Home)
    assert screen.focusWidget() is screen.list.rows[0]
    press(qtbot, screen, Qt.Key.Key_Up)
    assert screen.focusWidget() is screen.list.rows[0]


def test_o_opens_the_patient(screen: TodayScreen, navigator: Navigator, qtbot: QtBot):
    screen.list.select(CU7, focus=True)

    press(qtbot, screen, Qt.Key.Key_O)

    assert navigator.current is not None
    assert (navigator.current.screen, navigator.current.patient) == (
        ScreenName.PATIENTS,
        "KET-024",
    )


def test_enter_presses_the_button_with_the_focus_and_does_not_record(
    screen: TodayScreen, session: Session, qtbot: QtBot
):
    row = row_of(screen, CU7)
    row.setFocus()
    row.buttons[Ask.MISSED].setFocus()
    qtbot.keyClick(row.buttons[Ask.MISSED], Qt.Key.Key_Return)

    assert session.study.visit(CU7).state is VisitState.PLANNED
    assert isinstance(open_menu(screen), ReasonMenu)


def test_a_reason_records_a_missed_draw(screen: TodayScreen, session: Session, qtbot: QtBot):
    screen.list.select(CU7, focus=True)
    press(qtbot, screen, Qt.Key.Key_M)
    menu = open_menu(screen)
    assert isinstance(menu, ReasonMenu)
    assert menu.actions()[0].text() == "Patient had left"

    menu.actions()[0].trigger()

    missed = session.study.visit(CU7)
    assert (missed.state, missed.reason) == (VisitState.MISSED, "patient_left")
    assert row_of(screen, CU7).words.window == "Patient had left"
    assert Ask.OTHER_TIME not in row_of(screen, CU7).buttons


def test_another_reason_asks_for_its_words(
    screen: TodayScreen, session: Session, prompter: ScriptedPrompter, qtbot: QtBot
):
    prompter.answers = ["Fire drill"]
    click(qtbot, row_of(screen, CU7), Ask.MISSED)

    in_own_words(screen).trigger()

    assert session.study.visit(CU7).note == "Fire drill"
    assert prompter.asked == ["KET-024: why was copper draw Cu7 missed?"]


def test_no_words_for_another_reason_record_nothing(
    screen: TodayScreen, session: Session, prompter: ScriptedPrompter, qtbot: QtBot
):
    prompter.answers = [None]
    click(qtbot, row_of(screen, CU7), Ask.MISSED)

    in_own_words(screen).trigger()

    assert session.study.visit(CU7).state is VisitState.PLANNED


def test_missed_leads_to_the_record_of_a_draw_that_was_collected_but_cannot_be_used(
    screen: TodayScreen, qtbot: QtBot
):
    click(qtbot, row_of(screen, CU7), Ask.MISSED)

    open_menu(screen).actions()[-1].trigger()

    (dialog,) = [d for d in screen.window().findChildren(RecordDialog) if d.isVisible()]
    assert dialog.visit.key == CU7
    dialog.reject()


def test_a_reason_for_a_missed_infusion_offers_no_specimen(screen: TodayScreen, qtbot: QtBot):
    click(qtbot, row_of(screen, infusion(3, "KET-028")), Ask.MISSED)
    assert not any("haemolysed" in action.text() for action in open_menu(screen).actions())


def test_the_time_is_typed_first_where_the_day_is_likely_today(screen: TodayScreen, qtbot: QtBot):
    screen.list.select(CU7, focus=True)
    press(qtbot, screen, Qt.Key.Key_T)
    dialog = dialog_of(screen)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClicks(dialog.focusWidget(), "0945")
    assert dialog.when.answer[0] == DEMO_NOW.date()
    assert dialog.when.clock.control.clock == time(9, 45)


def test_the_day_is_typed_first_where_the_target_has_passed(screen: TodayScreen, qtbot: QtBot):
    screen.answers.ask_moment(row_of(screen, LATE))
    dialog = dialog_of(screen)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.focusWidget() is dialog.when.day.control


def test_the_dialog_says_how_far_a_day_is_from_the_window_and_keeps_its_height(
    screen: TodayScreen, qtbot: QtBot
):
    screen.answers.ask_moment(row_of(screen, CU7))
    dialog = dialog_of(screen)
    height = dialog.sizeHint().height()
    assert dialog.when.told == "Tuesday 24 March 2026"

    dialog.when.day.control.setDate(QDate(2026, 3, 9))

    first = dialog.item.visit.window.first
    days = (first - date(2026, 3, 9)).days
    assert dialog.when.told.startswith(f"{days} days before the window, ")
    assert dialog.sizeHint().height() == height


def test_what_is_recorded_for_another_day_says_the_day(
    screen: TodayScreen, session: Session, qtbot: QtBot
):
    screen.answers.ask_moment(row_of(screen, CU7))
    dialog = dialog_of(screen)
    dialog.when.day.control.setDate(QDate(2026, 3, 23))
    dialog.when.clock.control.setTime(QTime(16, 40))
    with qtbot.waitSignal(session.performed) as said:
        dialog.save.click()
    assert said.args[0].startswith(
        "KET-024: copper draw Cu7 recorded as collected on Mon 23 Mar at 16:40."
    )


def test_a_draw_out_of_its_window_says_so_while_it_waits_for_the_lab(
    screen: TodayScreen, session: Session, qtbot: QtBot
):
    screen.answers.ask_moment(row_of(screen, CU7))
    dialog = dialog_of(screen)
    dialog.when.day.control.setDate(QDate(2026, 3, 9))
    with qtbot.waitSignal(session.performed) as said:
        dialog.save.click()
    assert row_of(screen, CU7).words.window == "Out of window · waiting for the lab"
    assert "deviations from the protocol noted." in said.args[0]


def test_undo_of_the_window_marks_the_row_that_came_back(
    screen: TodayScreen, session: Session, qtbot: QtBot
):
    click(qtbot, row_of(screen, CU7), Ask.RECORD)
    current = screen.list.current
    assert current is not None
    assert current.key != CU7

    session.undo_stack.undo()

    assert screen.list.current is row_of(screen, CU7)


def test_other_time_stores_the_day_and_time_of_its_fields(
    screen: TodayScreen, session: Session, qtbot: QtBot
):
    screen.list.select(CU7, focus=True)
    press(qtbot, screen, Qt.Key.Key_T)
    dialog = dialog_of(screen)
    assert (dialog.when.day.control.day, dialog.when.clock.control.clock) == (
        date(2026, 3, 24),
        time(10, 12),
    )

    dialog.when.day.control.setDate(QDate(2026, 3, 23))
    dialog.when.clock.control.setTime(QTime(16, 40))
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)

    collected = session.study.visit(CU7)
    assert collected.done_on == date(2026, 3, 23)
    assert collected.done_at is not None
    assert collected.done_at.strftime("%H:%M") == "16:40"


def test_a_time_in_the_future_is_refused_beside_the_field(screen: TodayScreen, qtbot: QtBot):
    screen.answers.ask_moment(row_of(screen, CU7))
    dialog = dialog_of(screen)

    dialog.when.clock.control.setTime(QTime(10, 13))
    assert dialog.error == "10:13 is still to come. It is 10:12 now."
    assert not dialog.save.isEnabled()

    dialog.when.day.control.setDate(QDate(2026, 3, 25))
    assert dialog.error == "Wed 25 Mar 2026 is in the future. Record it when done."

    dialog.when.day.control.setDate(QDate(2026, 3, 23))
    assert dialog.error == ""
    assert dialog.save.isEnabled()


def test_an_unknown_time_of_day_stores_the_day_alone(
    screen: TodayScreen, session: Session, qtbot: QtBot
):
    screen.answers.ask_moment(row_of(screen, LATE))
    dialog = dialog_of(screen)
    dialog.when.unknown.setChecked(True)

    dialog.save.click()

    assert session.study.visit(LATE).done_on == DEMO_NOW.date()
    assert session.study.visit(LATE).done_at is None


def test_edit_time_opens_with_the_stored_time_and_changes_it(
    screen: TodayScreen, session: Session, qtbot: QtBot
):
    key = infusion(5, "KET-026")
    click(qtbot, row_of(screen, key), Ask.OTHER_TIME)
    dialog = dialog_of(screen)
    assert dialog.when.clock.control.clock == time(9, 5)

    dialog.when.clock.control.setTime(QTime(9, 15))
    assert dialog.reason is not None
    qtbot.keyClicks(dialog.reason.control, "Pump clock")
    with qtbot.waitSignal(session.performed) as said:
        dialog.save.click()

    assert row_of(screen, key).words.when == "Given 09:15"
    assert said.args == ["KET-026: infusion 5 corrected: time 09:05 → 09:15."]
    assert session.study.trail(patient="KET-026")[-1].reason == "Pump clock"


def test_a_recorded_time_changes_only_for_a_reason_and_to_another_time(
    screen: TodayScreen, qtbot: QtBot
):
    click(qtbot, row_of(screen, infusion(5, "KET-026")), Ask.OTHER_TIME)
    dialog = dialog_of(screen)
    reason = dialog.reason
    assert reason is not None

    qtbot.keyClicks(reason.control, "Pump clock")
    assert not dialog.save.isEnabled()
    dialog.when.clock.control.setTime(QTime(9, 15))
    assert dialog.save.isEnabled()
    reason.control.setText("x")
    assert not dialog.save.isEnabled()
    assert "at least 3 letters" in reason.control.accessibleDescription()
    dialog.reject()


def test_a_reason_of_ones_own_for_a_missed_draw_must_say_something(
    screen: TodayScreen, session: Session, prompter: ScriptedPrompter, qtbot: QtBot
):
    prompter.answers.append("x")
    with qtbot.waitSignal(session.refused):
        screen.answers._miss(CU7, "other", True)

    assert session.study.visit(CU7).state is VisitState.PLANNED


def test_undo_of_a_row_takes_back_that_row_alone(
    screen: TodayScreen, session: Session, qtbot: QtBot
):
    click(qtbot, row_of(screen, CU7), Ask.RECORD)
    click(qtbot, row_of(screen, draw("inf5", "KET-027")), Ask.RECORD)

    click(qtbot, row_of(screen, CU7), Ask.UNDO)

    assert session.study.visit(CU7).state is VisitState.PLANNED
    assert session.study.visit(draw("inf5", "KET-027")).state is VisitState.DONE
    assert screen.focusWidget() is row_of(screen, CU7)


def test_undo_of_the_last_row_is_the_undo_of_the_window(
    screen: TodayScreen, session: Session, qtbot: QtBot
):
    click(qtbot, row_of(screen, CU7), Ask.RECORD)

    click(qtbot, row_of(screen, CU7), Ask.UNDO)

    assert not session.undo_stack.canUndo()
    assert session.undo_stack.canRedo()


def test_a_row_recorded_before_the_program_started_can_be_taken_back(
    screen: TodayScreen, session: Session, qtbot: QtBot
):
    key = draw("inf3", "KET-029")

    click(qtbot, row_of(screen, key), Ask.UNDO)

    assert session.study.visit(key).state is VisitState.PLANNED


def test_scores_are_stored_as_typed(screen: TodayScreen, session: Session, qtbot: QtBot):
    click(qtbot, row_of(screen, WEEK1), Ask.RECORD)
    editor = row_of(screen, WEEK1).editor
    assert editor is not None
    editor.madrs.setText("24")
    editor.ymrs.setText("0")

    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)

    stored = session.study.visit(WEEK1)
    assert isinstance(stored, Rating)
    assert (stored.madrs, stored.ymrs, stored.done_at) == (24, 0, DEMO_NOW)
    assert row_of(screen, WEEK1).words.what == "MADRS 24 · YMRS 0, week 1"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("72", "MADRS must be 0–60. You typed 72."),
        ("-1", "MADRS must be 0–60. You typed -1."),
        ("2.5", "MADRS must be a whole number, 0–60. You typed “2.5”."),
        ("٣", "MADRS must be a whole number, 0–60. You typed “٣”."),
    ],
)
def test_an_impossible_score_is_refused_beside_its_field(
    screen: TodayScreen, session: Session, qtbot: QtBot, typed: str, said: str
):
    click(qtbot, row_of(screen, WEEK1), Ask.RECORD)
    editor = row_of(screen, WEEK1).editor
    assert editor is not None
    editor.ymrs.setText("2")

    editor.madrs.setText(typed)
    editor.save.click()

    assert editor.error == said
    assert editor.madrs.accessibleDescription() == said
    assert session.study.visit(WEEK1).state is VisitState.PLANNED


def test_one_score_alone_is_saved_only_when_confirmed(
    screen: TodayScreen, session: Session, qtbot: QtBot
):
    click(qtbot, row_of(screen, WEEK1), Ask.RECORD)
    editor = row_of(screen, WEEK1).editor
    assert editor is not None
    editor.madrs.setText("24")

    editor.save.click()
    assert editor.error == "YMRS is empty. Press Enter again to save MADRS alone."
    assert session.study.visit(WEEK1).state is VisitState.PLANNED
    qtbot.keyClick(editor.ymrs, Qt.Key.Key_Return)

    stored = session.study.visit(WEEK1)
    assert isinstance(stored, Rating)
    assert (stored.madrs, stored.ymrs) == (24, None)


def test_a_late_rating_asks_for_its_day(screen: TodayScreen, session: Session, qtbot: QtBot):
    click(qtbot, row_of(screen, WEEK2), Ask.RECORD)
    editor = row_of(screen, WEEK2).editor
    assert editor is not None
    assert editor.day_field.isVisible()
    editor.madrs.setText("24")
    editor.ymrs.setText("1")
    editor.day_field.set_day(DEMO_NOW.date() - timedelta(days=1))

    editor.save.click()

    assert session.study.visit(WEEK2).done_on == date(2026, 3, 23)
    assert session.study.visit(WEEK2).done_at is None


def test_escape_leaves_the_scores_and_returns_to_the_row(
    screen: TodayScreen, session: Session, qtbot: QtBot
):
    click(qtbot, row_of(screen, WEEK1), Ask.RECORD)
    editor = row_of(screen, WEEK1).editor
    assert editor is not None

    qtbot.keyClick(editor.madrs, Qt.Key.Key_Escape)

    assert row_of(screen, WEEK1).editor is None
    assert screen.focusWidget() is row_of(screen, WEEK1)
    assert session.study.visit(WEEK1).state is VisitState.PLANNED


def test_letters_typed_into_a_score_are_no_commands(screen: TodayScreen, qtbot: QtBot):
    click(qtbot, row_of(screen, WEEK1), Ask.RECORD)
    editor = row_of(screen, WEEK1).editor
    assert editor is not None

    qtbot.keyClick(editor.madrs, "m")

    assert not [menu for menu in screen.findChildren(QMenu) if menu.isVisible()]
    assert row_of(screen, WEEK1).editor is editor


def test_what_is_being_typed_survives_the_next_minute(screen: TodayScreen, qtbot: QtBot):
    click(qtbot, row_of(screen, WEEK1), Ask.RECORD)
    editor = row_of(screen, WEEK1).editor
    assert editor is not None
    editor.madrs.setText("2")

    screen.refresh()

    assert row_of(screen, WEEK1).editor is editor
    assert editor.madrs.text() == "2"


def test_a_refused_recording_leaves_the_row_and_its_focus(
    screen: TodayScreen, session: Session, qtbot: QtBot
):
    row = row_of(screen, CU7)
    session.study.collect_draw(CU7, on=DEMO_NOW.date(), at=DEMO_NOW, now=DEMO_NOW)

    with qtbot.waitSignal(session.refused):
        click(qtbot, row, Ask.RECORD)

    assert screen.focusWidget() is row


def test_shift_f10_opens_the_menu_of_the_row(screen: TodayScreen, qtbot: QtBot):
    screen.list.select(CU7, focus=True)
    held = QApplication.focusWidget() or screen.focusWidget()
    assert held is not None

    qtbot.keyClick(held, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)

    assert [a.text() for a in open_menu(screen).actions()] == [
        "Other time…",
        "Details…",
        "Move…",
        "Add a query…",
        "Open patient KET-024",
    ]


def test_the_menu_of_an_infusion_leads_to_its_move(
    screen: TodayScreen, navigator: Navigator, qtbot: QtBot
):
    planned = infusion(3, "KET-028")
    row_of(screen, planned).asked.emit(Ask.MENU)
    (move,) = [action for action in open_menu(screen).actions() if action.text() == "Move…"]

    with qtbot.waitSignal(navigator.asked) as asked:
        move.trigger()

    assert asked.args == [Place(ScreenName.CALENDAR, visit=planned, detail="move")]


def test_the_menu_asks_a_query_about_the_visit(
    screen: TodayScreen, session: Session, prompter: ScriptedPrompter
):
    prompter.answers = ["Was the tube the right one?"]
    row_of(screen, CU7).asked.emit(Ask.MENU)
    (ask,) = [a for a in open_menu(screen).actions() if a.text() == "Add a query…"]

    ask.trigger()

    query = session.study.queries("KET-024")[-1]
    assert (query.key, query.question) == (CU7, "Was the tube the right one?")
    assert prompter.asked[-1] == "KET-024: a query about copper draw Cu7"
    assert any(fact.place.detail == str(query.number) for fact in screen.side.queries.facts)
    session.undo_stack.undo()
    assert query.number not in [q.number for q in session.study.queries("KET-024")]


def test_no_words_ask_no_query(screen: TodayScreen, session: Session, prompter: ScriptedPrompter):
    before = len(session.study.queries())
    prompter.answers = ["   "]

    row_of(screen, CU7).asked.emit(Ask.QUERY)

    assert len(session.study.queries()) == before


def test_a_draw_whose_window_has_closed_is_not_moved(screen: TodayScreen):
    row_of(screen, LATE).asked.emit(Ask.MENU)

    assert "Move…" not in [action.text() for action in open_menu(screen).actions()]


def test_an_infusion_waits_for_the_one_before_it_and_the_row_says_so(
    made_demo: Path,
    tmp_path: Path,
    theme: Theme,
    prompter: ScriptedPrompter,
    navigator: Navigator,
    qtbot: QtBot,
):
    friday = DEMO_NOW + timedelta(days=3)
    study = Study.open(Path(copy(made_demo, tmp_path)), by="A. Nowak", now=friday)
    session = Session()
    session.open(study, lambda: friday)
    screen = TodayScreen(session, prompter, navigator)
    qtbot.addWidget(screen)
    screen.show()
    qtbot.waitUntil(lambda: screen.list.row_of(infusion(4, "KET-030")) is not None)
    fourth = row_of(screen, infusion(4, "KET-030"))

    assert not fourth.buttons[Ask.RECORD].isEnabled()
    assert fourth.words.note == "Infusion 3 comes first"
    with qtbot.waitSignal(session.refused) as refused:
        qtbot.keyClick(fourth, Qt.Key.Key_Return)
    assert sentence_of(refused.args[0]) == (
        "KET-030: infusion 3 is still open. Record it or mark it missed first."
    )

    session.perform(record_at(infusion(3, "KET-030"), VisitState.PLANNED, DEMO_NOW.date(), None))
    assert row_of(screen, infusion(4, "KET-030")).buttons[Ask.RECORD].isEnabled()
    session.close()


def test_the_second_half_of_a_double_click_records_nothing(screen: TodayScreen, session: Session):
    """The row below has come under the pointer: it gets the double click and the release."""
    below = row_of(screen, draw("inf5", "KET-027")).buttons[Ask.RECORD]
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    place = QPointF(below.rect().center())

    for kind, held in (
        (QEvent.Type.MouseButtonDblClick, left),
        (QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton),
    ):
        there = below.mapToGlobal(place)
        QApplication.sendEvent(below, QMouseEvent(kind, place, there, left, held, none))

    assert to_do(session) == 7
