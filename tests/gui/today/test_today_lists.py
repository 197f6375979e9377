"""What the Today screen shows of the demo study: mock-up 01 row for row."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from domain.edits import CollectDraw, GiveInfusion, Rate
from domain.visits import VisitKind
from gui.demo import DEMO_NOW
from gui.navigation import TODAY_ITSELF, Navigator, ScreenName
from gui.printing.day_list import DayList
from gui.printing.desk import DayListPreview, LabelsPreview
from gui.printing.tube_labels import RollLabels
from gui.session import Session
from gui.theme import Theme
from gui.today.asks import Mode
from gui.today.row import VisitRow
from gui.today.screen import TodayScreen
from gui.today.work_list import ROWS_AT_ONCE
from gui.words import dates, language
from tests.builders import NOW, draw, infusion, rating, study_with
from tests.gui.conftest import ScriptedPrompter


def told(row: VisitRow) -> tuple[str, ...]:
    words = row.words
    return (words.code, words.what, words.background, words.when, words.window)


def rows(screen: TodayScreen, mode: Mode) -> list[tuple[str, ...]]:
    return [told(row) for row in screen.list.rows if row.mode is mode]


def test_open_rows_are_worded_as_in_the_mock_up(screen: TodayScreen):
    assert rows(screen, Mode.OPEN) == [
        ("KET-025", "Copper draw Cu5", "after infusion 5 · Thu 19 Mar",
         "Overdue", "Window closed 3 days ago (21 Mar)"),
        ("KET-027", "MADRS + YMRS, week 2", "due Mon 23 Mar",
         "Late – still in window", "Window closes today"),
        ("KET-030", "MADRS + YMRS, week 1", "before infusion 3",
         "Before 10:30", "Window 23–25 Mar"),
        ("KET-030", "Infusion 3 of 8", "0.5 mg/kg over 40 min", "10:30", "in 18 min"),
        ("KET-024", "Copper draw Cu7", "after infusion 7 · Mon 23 Mar",
         "Any time today", "Window 23–25 Mar, 1 day left"),
        ("KET-027", "Copper draw Cu5", "after infusion 5 · Mon 23 Mar",
         "Any time today", "Window 23–25 Mar, 1 day left"),
        ("KET-028", "Infusion 3 of 8", "0.5 mg/kg over 40 min", "12:00", "in 1 h 48 min"),
    ]  # fmt: skip


def test_done_rows_say_what_was_recorded(screen: TodayScreen):
    assert rows(screen, Mode.DONE) == [
        ("KET-026", "Infusion 5 of 8", "43.5 mg, 87 kg", "Given 09:05", "A. Nowak"),
        ("KET-026", "MADRS 21 · YMRS 2, week 2", "before infusion 5", "Entered 08:40", "A. Nowak"),
        ("KET-029", "Copper draw Cu3", "tube CU26-0267, collected by T. Wrona",
         "Collected 07:50", "Waiting for the lab"),
    ]  # fmt: skip


def test_buttons_are_named_with_visit_and_patient(screen: TodayScreen):
    row = screen.list.row_of(draw("inf7", "KET-024"))
    assert row is not None

    names = [button.accessibleName() for button in row.buttons.values()]

    assert names[0] == "Collected now, copper draw Cu7, KET-024"
    assert names[1] == "Missed, copper draw Cu7, KET-024"


def test_only_the_current_row_has_the_solid_button(screen: TodayScreen):
    kinds = [b.property("kind") for b in screen.findChildren(QPushButton) if b.isVisible()]

    assert kinds.count("primary") == 1


def test_every_cell_opens_exactly_the_rows_it_counts(screen: TodayScreen, session: Session):
    agenda = session.study.agenda(now=DEMO_NOW)
    for number, ahead in enumerate(agenda.coming, start=2):
        screen.strip.cells[number].click()

        assert [row.item for row in screen.list.rows] == list(ahead.items)
        assert all(row.mode is Mode.AHEAD for row in screen.list.rows)

    screen.strip.cells[0].click()
    assert [row.item for row in screen.list.rows] == list(agenda.not_done)


def test_a_long_list_is_complete_after_a_few_turns(
    qtbot: QtBot, theme: Theme, prompter: ScriptedPrompter, navigator: Navigator
):
    codes = [f"KET-{number:03}" for number in range(1, ROWS_AT_ONCE + 6)]
    held = Session()
    held.open(study_with(*codes), lambda: NOW)
    screen = TodayScreen(held, prompter, navigator)
    qtbot.addWidget(screen)
    due = held.study.agenda(now=NOW).due_today
    assert len(due) > 2 * ROWS_AT_ONCE

    assert len(screen.list.rows) < len(due)
    qtbot.waitUntil(lambda: len(screen.list.rows) == held.study.agenda(now=NOW).to_do)
    open_rows = [row.item.visit.key for row in screen.list.rows][-len(due) :]
    assert open_rows == [item.visit.key for item in due]
    held.close()


def test_back_from_a_coming_day_the_list_is_as_before(screen: TodayScreen):
    before = [told(row) for row in screen.list.rows]
    for number in (4, 0, 1):
        screen.strip.cells[number].click()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    assert [told(row) for row in screen.list.rows] == before


def test_cells_are_spoken_with_their_counts(screen: TodayScreen):
    spoken = [cell.accessibleName() for cell in screen.strip.cells]

    assert spoken[0] == "Not done: 1 copper draw, 1 rating"
    assert spoken[2] == "Wednesday 25 March: 4 copper draws"
    assert spoken[5] == "Saturday 28 March: Nothing planned"


def test_a_chip_leaves_the_rows_it_counts(screen: TodayScreen):
    for chip in screen.filters.chips.chips:
        chip.click()
        words, _space, count = chip.text().rpartition(" ")
        open_rows = [row for row in screen.list.rows if row.mode is Mode.OPEN]

        assert len(open_rows) == int(count), words


def test_by_patient_the_rows_are_in_the_order_of_codes(screen: TodayScreen, qtbot: QtBot):
    screen.filters.order.setFocus()
    qtbot.keyClick(screen.filters.order, Qt.Key.Key_Down)

    due = [row.words.code for row in screen.list.rows if row.mode is Mode.OPEN][2:]
    assert due == sorted(due)


def test_a_filter_without_rows_says_so_and_offers_all(screen: TodayScreen):
    screen.strip.cells[2].click()
    screen.filters.chips.chips[1].click()

    assert not screen.empty.isHidden()
    screen.empty.asked.emit()

    assert len(screen.list.rows) == 4


def test_with_nothing_left_the_next_day_is_named_above_what_was_done(
    qtbot: QtBot, theme: Theme, prompter: ScriptedPrompter, navigator: Navigator
):
    held = Session()
    held.open(study_with("KET-001"), lambda: NOW)
    screen = TodayScreen(held, prompter, navigator)
    qtbot.addWidget(screen)
    screen.show()
    held.perform(CollectDraw(draw("baseline"), on=NOW.date(), at=NOW))
    held.perform(Rate(rating("week0"), on=NOW.date(), at=NOW, madrs=30, ymrs=1))
    held.perform(GiveInfusion(infusion(1), on=NOW.date(), at=NOW))

    assert [row.mode for row in screen.list.rows] == [Mode.DONE] * 3
    assert screen.empty.sentence == "Nothing due today. Next: 1 visit tomorrow."

    screen.empty.asked.emit()
    assert [row.words.what for row in screen.list.rows] == ["Copper draw Cu1"]
    held.close()


def test_waiting_queries_and_starts_stand_beside_a_wide_list(screen: TodayScreen):
    assert [fact.side for fact in screen.side.starting.facts] == ["Thu 26 Mar", "Mon 30 Mar"]
    assert len(screen.side.waiting.facts) == 15
    assert screen.side.waiting.isVisible()


def test_a_low_window_has_links_that_open_the_same_cards(screen: TodayScreen, qtbot: QtBot):
    screen.resize(1240, 660)

    link = screen.filters.links[0]
    assert not screen.side.isVisible()
    assert link.text() == "Waiting for lab 15"
    link.click()

    assert screen.side.waiting.isVisible()
    assert len(screen.side.waiting.facts) == 15


def test_a_waiting_draw_leads_to_its_patient(screen: TodayScreen, navigator: Navigator):
    line = screen.side.waiting.lines[0]

    line.click()

    assert navigator.current is not None
    assert navigator.current.screen is ScreenName.PATIENTS
    assert navigator.current.patient == screen.side.waiting.facts[0].place.patient


def test_an_infusion_before_its_rating_is_noted_and_not_blocked(
    screen: TodayScreen, session: Session
):
    key = infusion(3, "KET-030")

    assert session.perform(GiveInfusion(key, on=DEMO_NOW.date(), at=DEMO_NOW))

    row = screen.list.row_of(key)
    assert row is not None
    assert row.mode is Mode.DONE
    assert row.words.note == "Given before its rating"


def test_a_change_leaves_other_rows_as_they_are(screen: TodayScreen, session: Session):
    others = {id(row) for row in screen.list.rows if row.words.code != "KET-024"}

    session.perform(CollectDraw(draw("inf7", "KET-024"), on=DEMO_NOW.date(), at=DEMO_NOW))

    assert others == {id(row) for row in screen.list.rows if row.words.code != "KET-024"}


def test_the_header_names_day_and_time(screen: TodayScreen):
    assert "Tuesday 24 March 2026 · 10:12" in [
        label.text() for label in screen.header.findChildren(QLabel)
    ]
    assert screen.context == "7 to do today, 3 done"


def test_every_target_is_at_least_24_pixels(screen: TodayScreen, theme: Theme):
    small = [
        button.accessibleName()
        for button in screen.findChildren(QPushButton)
        if button.isVisible() and min(button.width(), button.height()) < 24
    ]

    assert small == []


def test_coming_here_puts_the_focus_on_the_current_row(screen: TodayScreen):
    screen.take_focus()

    assert screen.focusWidget() is screen.list.current


@pytest.mark.parametrize("code", ["en", "pl"])
def test_every_word_is_seen_whole_at_150_percent_in_the_smallest_window(
    qtbot: QtBot,
    theme: Theme,
    session: Session,
    prompter: ScriptedPrompter,
    navigator: Navigator,
    code: str,
):
    theme.resize_text(150)
    with language.speaking(code):
        screen = TodayScreen(session, prompter, navigator)
        qtbot.addWidget(screen)
        screen.resize(1366 - 90, 600)
        screen.show()
        qtbot.waitExposed(screen)

        qtbot.waitUntil(lambda: screen.list.columns.fits)
        strong = QFontMetricsF(theme.font(weight=600))
        for row in screen.list.rows:
            columns = screen.list.columns.of(row.mode)
            below = QFontMetricsF(theme.font(columns.small))
            what = below.horizontalAdvance(row.words.note or row.words.background)
            assert columns.what + max(what, strong.horizontalAdvance(row.words.what)) < columns.when
            end = columns.when + below.horizontalAdvance(row.words.window)
            assert end < min(button.x() for button in row.buttons.values()), row.words.window


@pytest.mark.parametrize("cell", [0, 1, 2, 4])
def test_the_list_is_printed_of_the_day_that_is_shown(
    screen: TodayScreen, session: Session, cell: int
):
    screen.strip.chosen.emit(cell)
    screen.print_day_list()

    (preview,) = screen.findChildren(DayListPreview)
    paper = preview.printout
    assert isinstance(paper, DayList)
    shown = [e.item.visit.key for page in paper.pages for part in page for e in part.entries]
    agenda = session.study.agenda(now=DEMO_NOW)
    today = [*agenda.not_done, *agenda.due_today]
    items = agenda.coming[cell - 2].items if cell > 1 else today
    assert shown == [item.visit.key for item in items]
    assert shown
    day = DEMO_NOW.date() + timedelta(days=max(0, cell - 1))
    assert paper.title == f"Day list, {dates.day(day)}"
    assert preview.with_tomorrow.isHidden() is (cell > 1)
    preview.reject()


@pytest.mark.parametrize("cell", [0, 1, 2, 3])
def test_labels_are_printed_for_the_draws_that_are_shown(
    screen: TodayScreen, session: Session, cell: int
):
    screen.strip.cells[cell].click()
    shown = {row.key for row in screen.list.rows if row.mode is not Mode.DONE}
    if cell == 1:
        shown -= {item.visit.key for item in session.study.agenda(now=DEMO_NOW).not_done}
    draws = {key for key in shown if key.kind is VisitKind.DRAW}
    assert screen.labels_button.isEnabled() is bool(draws)
    assert f"for {len(draws)} draw" in screen.labels_button.text()
    if not draws:
        return

    screen.labels_button.click()

    (preview,) = screen.findChildren(LabelsPreview)
    assert isinstance(preview.printout, RollLabels)
    assert {label.draw.key for label in preview.printout.labels} == draws
    preview.reject()


def test_today_chosen_in_the_side_bar_shows_today_again(screen: TodayScreen):
    before = [told(row) for row in screen.list.rows]
    screen.strip.cells[4].click()

    screen.show_place(TODAY_ITSELF)

    assert [told(row) for row in screen.list.rows] == before
    assert screen.strip.cells[1].isChecked()


def test_the_way_back_leads_to_the_day_that_was_looked_at(screen: TodayScreen):
    screen.strip.cells[2].click()
    ahead = [told(row) for row in screen.list.rows]

    screen.show_place(TODAY_ITSELF.to_return_to)

    assert [told(row) for row in screen.list.rows] == ahead
