"""A course from a new study to a reopened one, by mouse alone and by keyboard alone."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt

from domain.visits import Infusion, VisitKind, VisitState
from gui.application import Application
from gui.calendar.screen import CalendarScreen
from gui.navigation import Place, ScreenName
from gui.patients.enrol import EnrolDialog
from gui.start.new_study import NewStudyDialog
from gui.today.screen import TodayScreen
from gui.widgets.empty_state import EmptyState
from gui.words import dates
from tests.builders import draw, infusion, study
from tests.gui.conftest import ScriptedPrompter
from tests.journeys.conftest import Clock
from tests.journeys.hands import CTRL, SHIFT, Hands

Key = Qt.Key
TUESDAY = date(2026, 3, 24)
WEDNESDAY = date(2026, 3, 25)
"""The first infusion as suggested on Tuesday: the next working day."""
THURSDAY = date(2026, 3, 26)
"""The target of the draw after it."""
FIRST, CU1 = infusion(1), draw("inf1")


def test_the_keys_beside_a_message_are_those_of_the_page_that_is_shown(
    opened_demo: Application, hands: Hands
):
    window = opened_demo.window
    window.navigator.go(Place(ScreenName.PATIENTS))
    in_the_list = window.message_bar._hints.text()

    window.navigator.go(Place(ScreenName.PATIENTS, patient="KET-024"))
    on_the_page = window.message_bar._hints.text()

    assert on_the_page != in_the_list
    screen = window.current_screen
    assert screen is not None
    assert on_the_page == screen.key_hints
    window.navigator.go(Place(ScreenName.PATIENTS))
    assert window.message_bar._hints.text() == in_the_list


def shown_dates(program: Application) -> Mapping[VisitKind, list[str]]:
    """The course of KET-001 as the timeline shows it: the target of each visit, by kind."""
    calendar = program.window.current_screen
    assert isinstance(calendar, CalendarScreen)
    model = calendar.model
    row = model.row_at(model.codes.index("KET-001"))
    events = [event for of_day in row.events.values() for event in of_day]
    for event in events:
        assert event.day in model.days.days
        assert event in model.events_at(model.place("KET-001", event.day))
    return {
        kind: [dates.short_day(e.day) for e in events if e.key.kind is kind] for kind in VisitKind
    }


def previewed_dates(hands: Hands) -> Mapping[VisitKind, list[str]]:
    dialog = hands.shown(EnrolDialog)
    hands.wait(lambda: dialog.enrol.isEnabled() and not dialog._pause.isActive())
    return {kind: list(days) for kind, days in dialog.preview.shown_dates.items()}


def check_counts(days: Mapping[VisitKind, list[str]]) -> None:
    counts = {kind: len(of_kind) for kind, of_kind in days.items()}
    assert counts == {VisitKind.INFUSION: 8, VisitKind.DRAW: 6, VisitKind.RATING: 5}


def check_recorded(program: Application, *, has_draw: bool = True) -> None:
    stored = program.session.study
    given = stored.visit(FIRST)
    assert isinstance(given, Infusion)
    assert given.done_at is not None
    assert f"{given.done_at:%Y-%m-%d %H:%M}" == "2026-03-25 10:05"
    collected = stored.visit(CU1)
    if has_draw:
        assert collected.done_at is not None
        assert f"{collected.done_at:%Y-%m-%d %H:%M}" == "2026-03-26 07:40"
    else:
        assert collected.state is VisitState.PLANNED


def check_everything_is_there(program: Application, days: Mapping[VisitKind, list[str]]) -> None:
    assert shown_dates(program) == days
    check_recorded(program)
    assert program.session.study.verify().is_clean


def test_a_course_by_mouse_alone(
    program: Application, hands: Hands, clock: Clock, prompter: ScriptedPrompter, tmp_path: Path
) -> None:
    path = tmp_path / "ward.cdesk"
    clock.set(TUESDAY)
    study(path, now=clock.now).close()
    side_bar = program.window.side_bar
    prompter.answers = [path]
    hands.click_words("Choose a file…")

    hands.click(side_bar.button(ScreenName.CALENDAR))
    hands.click(hands.button("Enrol patient", hands.shown(EmptyState)))
    dialog = hands.shown(EnrolDialog)
    hands.pick(dialog.form.sex, "Female")
    hands.pick(dialog.form.diagnosis, "Major depressive disorder")
    days = previewed_dates(hands)
    check_counts(days)
    hands.click(dialog.enrol)
    hands.wait_until_gone(EnrolDialog)
    hands.click(side_bar.button(ScreenName.CALENDAR))
    assert shown_dates(program) == days

    clock.set(WEDNESDAY, "10:05")
    hands.click(side_bar.button(ScreenName.TODAY))
    assert side_bar.button(ScreenName.TODAY).accessibleName() == "Today, 3"
    hands.click_words("Given now, infusion 1, KET-001")
    clock.set(THURSDAY, "07:40")
    hands.click(side_bar.button(ScreenName.CALENDAR))
    hands.click(side_bar.button(ScreenName.TODAY))
    hands.click_words("Collected now, copper draw Cu1, KET-001")
    check_recorded(program)
    hands.click(hands.button("Undo", program.window.message_bar))
    check_recorded(program, has_draw=False)
    hands.click_menu("Edit", "Redo")
    check_recorded(program)

    hands.click_menu("File", "Close study")
    assert not program.session.is_open
    hands.click_words("ward")
    hands.click(side_bar.button(ScreenName.CALENDAR))
    check_everything_is_there(program, days)


def test_a_course_by_keyboard_alone(
    program: Application, hands: Hands, clock: Clock, tmp_path: Path, prompter: ScriptedPrompter
) -> None:
    path = tmp_path / "ward.cdesk"
    clock.set(TUESDAY)
    hands.press(Key.Key_N, CTRL)
    hands.shown(NewStudyDialog)
    hands.type("Ward")
    prompter.answers = [path]
    hands.tab_to(hands.button("Choose where to keep the study file"))
    hands.press(Key.Key_Space)
    hands.tab_to(hands.button("Create study"))
    hands.press(Key.Key_Return)
    hands.wait_until_gone(NewStudyDialog)
    assert program.session.is_open

    hands.press(Key.Key_E, CTRL)
    dialog = hands.shown(EnrolDialog)
    hands.tab_to(dialog.form.sex)
    hands.press(Key.Key_Down)
    hands.tab_to(dialog.form.diagnosis)
    hands.press(Key.Key_Down)
    days = previewed_dates(hands)
    check_counts(days)
    hands.press(Key.Key_Return, CTRL)
    hands.wait_until_gone(EnrolDialog)
    hands.press(Key.Key_2, CTRL)
    assert shown_dates(program) == days

    clock.set(WEDNESDAY, "10:05")
    hands.press(Key.Key_1, CTRL)
    walk_to(program, hands, "Infusion 1 of 8")
    hands.press(Key.Key_Return)
    clock.set(THURSDAY, "07:40")
    hands.press(Key.Key_2, CTRL)
    hands.press(Key.Key_1, CTRL)
    walk_to(program, hands, "Copper draw Cu1")
    hands.press(Key.Key_Return)
    check_recorded(program)
    hands.press(Key.Key_Z, CTRL)
    check_recorded(program, has_draw=False)
    hands.press(Key.Key_Z, CTRL | SHIFT)
    check_recorded(program)

    hands.press_menu("File", "Close study")
    assert not program.session.is_open
    prompter.answers = [path]
    hands.press(Key.Key_O, CTRL)
    hands.press(Key.Key_2, CTRL)
    check_everything_is_there(program, days)


def walk_to(program: Application, hands: Hands, what: str) -> None:
    """Arrow down the Today list to the row that says so."""
    today = program.window.current_screen
    assert isinstance(today, TodayScreen)
    hands.press(Key.Key_Home)
    for _row in today.list.rows:
        assert today.list.current is not None
        if today.list.current.words.what == what:
            return
        hands.press(Key.Key_Down)
    raise AssertionError(f"{what} is not among {[row.words for row in today.list.rows]}")
