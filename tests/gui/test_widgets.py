"""The parts screens are built from."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.theme import Theme
from gui.widgets.buttons import Chip, ChipRow, IconButton
from gui.widgets.empty_state import EmptyState
from gui.widgets.field import Field
from gui.widgets.inputs import Combo
from gui.widgets.message_bar import BarAction, MessageBar
from gui.widgets.rows_or_empty import RowsOrEmpty
from gui.widgets.segmented import Segmented
from gui.widgets.side_bar import SideBar, SideBarEntry, initials
from gui.widgets.status_bar import StatusBar
from gui.widgets.steady_scroll import SteadyScroll
from tests.builders import moment

pytestmark = pytest.mark.usefixtures("theme")


@pytest.fixture
def bar(qtbot, theme: Theme) -> MessageBar:
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.resize(900, 40)
    return bar


@pytest.fixture
def side_bar(qtbot, theme: Theme) -> SideBar:
    entries = [
        SideBarEntry("today", "Today", "calendar-check"),
        SideBarEntry("audit", "Audit trail", "file-text"),
    ]
    side_bar = SideBar(entries)
    qtbot.addWidget(side_bar)
    side_bar.show()
    return side_bar


def test_the_message_bar_names_the_action_and_asks_for_undo(qtbot, bar: MessageBar) -> None:
    bar.say("KET-026: infusion 5 recorded as given at 09:05.", undo=True)

    assert not bar.isHidden()
    with qtbot.waitSignal(bar.undo_asked):
        qtbot.mouseClick(bar.findChildren(type(bar._undo))[0], Qt.MouseButton.LeftButton)


def test_the_message_bar_stays_until_it_is_closed(qtbot, bar: MessageBar) -> None:
    bar.inform("KET-026 enrolled.")
    with qtbot.waitSignal(bar.shown_or_hidden) as told:
        bar._close.click()
    assert told.args == [False]


def test_a_new_message_replaces_the_actions_of_the_one_before(qtbot, bar: MessageBar) -> None:
    done: list[str] = []
    bar.say("First.", actions=[BarAction("Edit time…", lambda: done.append("first"))])
    bar.say("Second.", actions=[BarAction("Open patient", lambda: done.append("second"))])

    assert [button.text() for button in bar._actions] == ["Open patient"]
    bar._actions[0].click()
    assert done == ["second"]


def test_key_hints_make_way_for_the_sentence(bar: MessageBar) -> None:
    bar.hint_keys("↑ ↓ move   Enter record now   T other time   M missed")
    bar.show()
    bar.say("Short.")
    assert bar._hints.isVisibleTo(bar)
    bar.say("KET-026: infusion 5 recorded as given at 09:05 on Tuesday, and the rest moved. " * 2)
    assert not bar._hints.isVisibleTo(bar)


@pytest.mark.parametrize("percent", [100, 150])
def test_the_message_bar_is_as_high_with_undo_as_without(qtbot, theme: Theme, percent: int) -> None:
    theme.resize_text(percent)
    holder, bar = QWidget(), MessageBar()
    theme.dress(holder)
    qtbot.addWidget(holder)
    column = QVBoxLayout(holder)
    column.addWidget(QWidget(), 1)
    column.addWidget(bar)
    holder.resize(900, 200)
    with qtbot.waitExposed(holder):
        holder.show()

    def place() -> QRect:
        for _layout in (bar, holder):
            QApplication.processEvents()
        return bar.geometry()

    bar.say("KET-026 enrolled.", undo=True)
    with_undo = place()

    bar.inform("Undone: KET-026 enrolled.")

    assert place() == with_undo


@pytest.mark.parametrize("percent", [100, 150])
def test_the_last_choice_of_a_list_is_whole_each_time_it_opens(
    qtbot, theme: Theme, percent: int
) -> None:
    theme.resize_text(percent)
    combo = Combo("Reason")
    combo.addItems(["Choose a reason…", "Patient unwell", "Ward full", "Staff away", "Other"])
    qtbot.addWidget(combo)
    with qtbot.waitExposed(combo):
        combo.show()
    view = combo.view()

    for _opening in range(2):
        combo.showPopup()
        QApplication.processEvents()
        last = view.visualRect(combo.model().index(combo.count() - 1, 0))
        assert view.viewport().rect().contains(last.center().x(), last.bottom())
        combo.hidePopup()


def test_undo_stands_right_after_its_sentence_also_after_a_longer_one(qtbot, bar: MessageBar):
    bar.resize(1260, 40)
    bar.hint_keys("F8 next problem")
    bar.say("13 results imported from Cu_2026-03-23.xlsx (New 11, Changed 1). Left out: Same 2.")
    qtbot.waitExposed(bar)
    for sentence in ("Import of Cu_2026-03-23.xlsx undone.", "KET-028 withdrawn on 24 Mar."):
        bar.hide()
        bar.say(sentence, undo=True)
        QApplication.sendPostedEvents()
        words = bar._text.fontMetrics().horizontalAdvance(sentence)
        gap = bar._undo.geometry().left() - (bar._text.geometry().left() + words)

        assert 0 <= gap <= 20, sentence


def test_a_chip_shows_how_many_rows_it_leaves(qtbot) -> None:
    row = ChipRow([Chip("All", 7), Chip("Infusions", 2)])
    qtbot.addWidget(row)
    assert [chip.text() for chip in row.chips] == ["All 7", "Infusions 2"]
    with qtbot.waitSignal(row.group.idClicked) as told:
        row.chips[1].click()
    assert told.args == [1]
    assert row.chosen == 1
    assert not row.chips[0].isChecked()


def test_a_segment_chosen_by_the_user_is_told_one_chosen_by_us_is_not(qtbot) -> None:
    views = Segmented(["Timeline", "Month", "One patient"])
    qtbot.addWidget(views)
    with qtbot.assertNotEmitted(views.chosen):
        views.choose(2)
    assert views.current == 2


def test_a_picture_button_has_a_name_for_screen_readers(qtbot) -> None:
    button = IconButton("chevron-left", "Previous patient")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Previous patient"
    assert button.toolTip() == "Previous patient"


def test_a_refused_field_says_why_and_an_accepted_one_its_hint(qtbot) -> None:
    field = Field("Code", QLineEdit(), "KET and three digits.")
    qtbot.addWidget(field)
    field.refuse("KET-026 is enrolled already.")
    assert field.error == "KET-026 is enrolled already."
    assert field.control.accessibleDescription() == "KET-026 is enrolled already."
    field.accept()
    assert field.error == ""
    assert field.control.accessibleDescription() == "KET and three digits."


def test_an_empty_state_has_one_sentence_and_one_button(qtbot) -> None:
    empty = EmptyState("No patients yet.", "Enrol patient")
    qtbot.addWidget(empty)
    with qtbot.waitSignal(empty.asked):
        empty._button.click()
    empty.say("Nothing here.")
    assert empty._button.isHidden()


def test_the_side_bar_speaks_the_number_that_waits(side_bar: SideBar) -> None:
    side_bar.show_badge("today", 7)
    assert side_bar.button("today").accessibleName() == "Today, 7"
    side_bar.show_badge("today", 0)
    assert side_bar.button("today").accessibleName() == "Today"


def test_a_narrow_side_bar_shows_pictures_with_their_words_as_tool_tips(side_bar: SideBar) -> None:
    side_bar.set_narrow(True)
    assert side_bar.width() == 60
    assert side_bar.button("today").text() == ""
    assert side_bar.button("today").toolTip() == "Today"
    assert side_bar.button("today").accessibleName() == "Today"


@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("narrow", [True, False])
def test_nothing_in_the_side_bar_moves_with_the_focus(
    qtbot, theme: Theme, side_bar: SideBar, narrow: bool, percent: int
) -> None:
    theme.resize_text(percent)
    side_bar.set_narrow(narrow)
    side_bar.activateWindow()
    buttons = [side_bar.button(name) for name in ("today", "audit")]

    def places() -> list[QRect]:
        for button in buttons:
            button.updateGeometry()
        QApplication.processEvents()
        return [button.geometry() for button in buttons]

    theme.dress(side_bar)
    for button in buttons:
        button.clearFocus()
        button.click()
    before = places()

    buttons[0].setFocus()
    buttons[0].click()
    assert buttons[0].hasFocus()

    assert places() == before


def test_the_side_bar_says_which_screen_was_chosen(qtbot, side_bar: SideBar) -> None:
    with qtbot.waitSignal(side_bar.chosen) as told:
        side_bar.button("audit").click()
    assert told.args == ["audit"]


def test_the_made_up_card_stays_with_the_demo_at_every_width(side_bar: SideBar) -> None:
    side_bar.show_demo(is_demo=True)
    assert side_bar._demo.isVisible()
    side_bar.set_narrow(True)
    assert side_bar._demo_mark.isVisible()
    side_bar.show_demo(is_demo=False)
    assert not side_bar._demo_mark.isVisible()


def test_initials_stand_for_a_name() -> None:
    assert initials("A. Nowak") == "AN"
    assert initials("") == ""


def test_the_status_bar_says_when_the_last_change_was_stored(qtbot) -> None:
    status = StatusBar()
    qtbot.addWidget(status)
    status.show_saved(moment("2026-03-24 10:11"))
    assert status.saved == "All changes saved 10:11"
    status.show_backup(moment("2026-03-24 07:30"), moment("2026-03-24 10:12"))
    assert status._backup.text() == "Last backup today 07:30"
    status.show_backup(moment("2026-03-23 07:30"), moment("2026-03-24 10:12"))
    assert status._backup.text() == "Last backup Mon 23 Mar"


def test_where_the_status_bar_is_narrow_its_tool_tip_has_the_whole_words(qtbot) -> None:
    status = StatusBar()
    qtbot.addWidget(status)
    status.show_saved(moment("2026-03-24 10:11"))
    status.resize(1200, 24)
    status.show()
    words = "12 patients shown, 21 earlier patients hidden"
    status.show_context(words)
    assert status._context.text() == words
    status.resize(300, 24)
    assert status._context.text().endswith("…")
    assert words in status.toolTip()
    assert status.context == words
    status.resize(1200, 24)
    assert status._context.text() == words


def test_what_is_scrolled_keeps_its_width_when_the_bar_comes(qtbot) -> None:
    content = QWidget()
    area = SteadyScroll()
    area.setWidgetResizable(True)
    area.setWidget(content)
    qtbot.addWidget(area)
    area.resize(300, 200)
    area.show()
    before = content.width()
    content.setMinimumHeight(900)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    assert content.width() == before


@pytest.mark.parametrize("button", ["Add a query…", ""])
def test_the_focus_goes_between_rows_and_the_sentence_that_there_are_none(
    qtbot, button: str
) -> None:
    rows, empty = QListWidget(), EmptyState("No queries yet.", button)
    place = RowsOrEmpty(rows, empty)
    qtbot.addWidget(place)
    with qtbot.waitActive(place):
        place.show()
        place.activateWindow()
    place.show_rows(False)
    place.take_focus()
    stands_in = QApplication.focusWidget()
    assert stands_in is (empty.findChild(QPushButton) if button else empty)
    place.show_rows(True)
    assert rows.hasFocus()
    place.show_rows(False)
    assert QApplication.focusWidget() is stands_in


def test_a_button_that_goes_from_an_empty_list_leaves_the_focus_to_its_sentence(qtbot) -> None:
    empty = EmptyState("No entry of these filters.", "Clear filters")
    qtbot.addWidget(empty)
    with qtbot.waitActive(empty):
        empty.show()
        empty.activateWindow()
    empty.take_focus()
    empty.say("No entry at all.")
    assert empty.hasFocus()
    assert empty.accessibleName() == "No entry at all."


def test_rows_that_come_while_the_focus_is_elsewhere_leave_it_there(qtbot) -> None:
    holder, search = QWidget(), QLineEdit()
    place = RowsOrEmpty(QListWidget(), EmptyState("No match.", "Clear"))
    column = QVBoxLayout(holder)
    column.addWidget(search)
    column.addWidget(place)
    qtbot.addWidget(holder)
    with qtbot.waitActive(holder):
        holder.show()
        holder.activateWindow()
    search.setFocus()
    place.show_rows(False)
    place.show_rows(True)
    assert search.hasFocus()
