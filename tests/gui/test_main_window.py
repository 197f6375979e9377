"""The window: screens made when first shown, commands, drops, and what it says."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from domain.edits import GiveInfusion
from domain.move_edits import ConfirmDefaults
from domain.storage.refusals import StudyRefused, WhyNot
from gui.actions import Command
from gui.command_places import PLACES
from gui.main_window import MainWindow
from gui.navigation import ERRANDS, TODAY_ITSELF, Place, ScreenName
from gui.screens import ScreenKind, all_screens
from gui.session import Session
from gui.theme import Theme
from gui.widgets.screen import Screen
from tests.builders import NOW, infusion, study_with
from tests.gui.conftest import ScriptedPrompter

FIRST = GiveInfusion(infusion(1), NOW.date(), NOW)


class PlainScreen(Screen):
    key_hints = "M missed"

    def __init__(self, *_given: object) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.page.addWidget(self.field)
        self.shown: list[Place] = []

    def show_place(self, place: Place) -> None:
        self.shown.append(place)


@pytest.fixture
def made() -> list[ScreenName]:
    return []


@pytest.fixture
def session(qapp) -> Session:
    return Session(clock=lambda: NOW)


@pytest.fixture
def window(qtbot, theme: Theme, session, prompter, made) -> MainWindow:
    def maker(name: ScreenName):
        def make(*given: object) -> Screen:
            made.append(name)
            return PlainScreen(*given)

        return make

    kinds = [
        ScreenKind(kind.name, kind.words, kind.icon_name, maker(kind.name))
        for kind in all_screens()
    ]
    window = MainWindow(session, prompter, kinds, QWidget)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    return window


@pytest.fixture
def opened(window: MainWindow, session: Session) -> MainWindow:
    session.open(study_with("KET-001"), clock=lambda: NOW)
    return window


def test_a_screen_is_made_when_it_is_first_shown(opened: MainWindow, made) -> None:
    assert made == [ScreenName.TODAY]
    opened.navigator.go(Place(ScreenName.PATIENTS, patient="KET-001"))
    opened.navigator.go(Place(ScreenName.TODAY))
    assert made == [ScreenName.TODAY, ScreenName.PATIENTS]


def test_a_screen_is_told_the_place_and_back_returns(opened: MainWindow) -> None:
    opened.navigator.go(Place(ScreenName.PATIENTS, patient="KET-001"))
    patients = opened.current_screen
    assert isinstance(patients, PlainScreen)
    assert patients.shown[-1].patient == "KET-001"
    opened.commands[Command.BACK].trigger()
    assert opened.current_screen is opened.screen_named(ScreenName.TODAY)


@pytest.mark.parametrize(
    "command",
    [command for command, place in PLACES.items() if place.detail in ERRANDS],
)
def test_the_way_back_does_no_errand_again(opened: MainWindow, command: Command) -> None:
    opened.commands[command].trigger()
    screen = opened.current_screen
    assert isinstance(screen, PlainScreen)
    assert screen.shown[-1].detail
    opened.navigator.go(Place(ScreenName.SETTINGS))
    opened.commands[Command.BACK].trigger()
    assert screen.shown[-1].detail == ""


def test_find_stays_on_a_screen_with_a_search_of_its_own_and_else_goes_to_the_patients(
    opened: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.navigator.go(Place(ScreenName.CALENDAR))
    monkeypatch.setattr(opened.screen_named(ScreenName.CALENDAR), "search_here", lambda: True)
    opened.commands[Command.FIND_PATIENT].trigger()
    assert opened.navigator.current == Place(ScreenName.CALENDAR)

    opened.navigator.go(Place(ScreenName.SETTINGS))
    opened.commands[Command.FIND_PATIENT].trigger()
    assert opened.navigator.current == Place(ScreenName.PATIENTS, detail="find")


def test_control_and_a_number_chooses_a_screen(qtbot, opened: MainWindow) -> None:
    qtbot.keyClick(opened, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert opened.navigator.current == Place(ScreenName.PATIENTS)
    assert opened.side_bar.button(ScreenName.PATIENTS).isChecked()


def test_the_focus_of_the_side_bar_goes_with_the_screen_that_is_shown(
    qtbot, opened: MainWindow
) -> None:
    calendar = opened.side_bar._buttons[ScreenName.CALENDAR]
    calendar.setFocus()
    qtbot.keyClick(opened, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert opened.side_bar._buttons[ScreenName.LAB_RESULTS].hasFocus()


def test_today_asked_for_by_key_or_in_the_side_bar_is_today_itself(
    qtbot, opened: MainWindow
) -> None:
    opened.navigator.go(Place(ScreenName.SETTINGS))
    qtbot.keyClick(opened, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert opened.navigator.current == TODAY_ITSELF
    opened.navigator.go(Place(ScreenName.TODAY))  # there already, whatever day is shown
    opened.side_bar.button(ScreenName.TODAY).click()
    assert opened.navigator.current == TODAY_ITSELF


def test_import_is_asked_of_the_lab_screen_each_time_it_is_chosen(opened: MainWindow) -> None:
    opened.commands[Command.IMPORT_LAB].trigger()
    opened.commands[Command.IMPORT_LAB].trigger()
    lab = opened.current_screen
    assert isinstance(lab, PlainScreen)
    assert [place.detail for place in lab.shown] == ["import", "import"]
    assert lab.shown[0] is not lab.shown[1]


def test_the_badge_counts_what_is_not_done_and_due(opened: MainWindow, session: Session) -> None:
    due = session.study.agenda(now=NOW).to_do
    assert opened.side_bar.button(ScreenName.TODAY).accessibleName() == f"Today, {due}"
    session.perform(FIRST)
    assert opened.side_bar.button(ScreenName.TODAY).accessibleName() == f"Today, {due - 1}"


def test_the_message_bar_names_what_was_done_and_takes_it_back(
    opened: MainWindow, session: Session
) -> None:
    session.perform(FIRST)
    assert opened.message_bar.text == "KET-001: infusion 1 recorded as given at 09:05."
    opened.message_bar.undo_asked.emit()
    assert opened.message_bar.text.startswith("Undone: KET-001")
    assert not session.study.visit(infusion(1)).is_recorded


def test_elsewhere_the_bar_says_that_it_speaks_of_the_past(
    opened: MainWindow, session: Session
) -> None:
    session.perform(FIRST)
    opened.side_bar.button(ScreenName.CALENDAR).click()
    assert opened.message_bar.text == (
        f"Last change, {NOW:%H:%M}: KET-001: infusion 1 recorded as given at 09:05."
    )
    opened.message_bar.undo_asked.emit()
    assert not session.study.visit(infusion(1)).is_recorded


def test_a_remark_about_one_screen_is_gone_on_the_next(
    opened: MainWindow, session: Session
) -> None:
    session.informed.emit("Choose a patient in the list first.")
    opened.side_bar.button(ScreenName.CALENDAR).click()
    assert opened.message_bar.isHidden()


def test_undo_of_the_bar_never_takes_back_anything_but_what_it_says(
    opened: MainWindow, session: Session
) -> None:
    session.perform(FIRST)
    assert opened.message_bar.can_undo
    session.perform(ConfirmDefaults(frozenset()))  # all is so already: nothing is stored
    assert not opened.message_bar.can_undo


def test_the_menu_names_what_undo_and_redo_are_about(opened: MainWindow, session: Session) -> None:
    undo, redo = opened.commands[Command.UNDO], opened.commands[Command.REDO]
    assert (undo.text(), redo.text()) == ("Undo", "Redo")
    session.perform(FIRST)
    assert undo.text() == "Undo: KET-001: infusion 1 recorded as given at 09:05"
    session.undo_stack.undo()
    assert undo.text() == "Undo"
    assert redo.text() == "Redo: KET-001: infusion 1 recorded as given at 09:05"


def test_what_was_said_last_goes_when_other_work_begins_on_a_screen(opened: MainWindow) -> None:
    opened.message_bar.say("13 results imported.", undo=True)
    assert opened.current_screen is not None
    opened.current_screen.moved_on.emit()

    assert opened.message_bar.isHidden()


def test_a_refusal_is_explained_in_the_message_bar(opened: MainWindow, session: Session) -> None:
    session.perform(FIRST)
    session.perform(FIRST)
    assert opened.message_bar.text == "KET-001: infusion 1 is recorded already."


def test_a_change_of_which_nobody_knows_leaves_no_tick_in_the_status_bar(
    opened: MainWindow, session: Session
) -> None:
    refused = StudyRefused(WhyNot.UNREACHABLE, Path("ward/study.cdesk"))
    session.refuse(refused)
    assert opened.status.saved.startswith("All changes saved")

    refused.in_doubt = True
    session.refuse(refused)
    assert opened.status.saved == "Last change perhaps not saved"

    session.perform(FIRST)
    assert opened.status.saved == "All changes saved 09:05"


def test_commands_wait_for_a_study_and_for_somebody_to_do_them(
    window: MainWindow, session: Session
) -> None:
    assert not window.commands[Command.UNDO].isEnabled()
    session.open(study_with("KET-001"), clock=lambda: NOW)
    assert window.commands[Command.UNDO].isEnabled()
    assert not window.commands[Command.BACK_UP].isEnabled()
    window.commands.connect_to(Command.BACK_UP, list)
    assert window.commands[Command.BACK_UP].isEnabled()


def test_no_two_commands_share_their_keys(window: MainWindow) -> None:
    keys = [
        action.shortcut().toString()
        for command in Command
        if not (action := window.commands[command]).shortcut().isEmpty()
    ]
    assert len(keys) == len(set(keys))


def test_a_narrow_window_has_pictures_in_the_side_bar(qtbot, opened: MainWindow) -> None:
    assert not opened.side_bar.is_narrow
    opened.resize(1366, 696)
    qtbot.waitUntil(lambda: opened.side_bar.is_narrow)


def drop(window: MainWindow, path: Path) -> None:
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        files,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)


def test_a_dropped_study_and_a_dropped_sheet_are_told_apart(
    qtbot, opened: MainWindow, tmp_path: Path
) -> None:
    for name in ("study.CDESK", "Cu_2026-03-23.xlsx"):
        (tmp_path / name).touch()
    with qtbot.waitSignal(opened.study_dropped) as study:
        drop(opened, tmp_path / "study.CDESK")
    with qtbot.waitSignal(opened.sheet_dropped) as sheet:
        drop(opened, tmp_path / "Cu_2026-03-23.xlsx")
    assert study.args == [tmp_path / "study.CDESK"]
    assert sheet.args == [tmp_path / "Cu_2026-03-23.xlsx"]


def test_a_sheet_is_not_taken_before_a_study_is_open(
    qtbot, window: MainWindow, prompter: ScriptedPrompter, tmp_path: Path
) -> None:
    (tmp_path / "Cu_2026-03-23.xlsx").touch()
    with qtbot.assertNotEmitted(window.sheet_dropped):
        drop(window, tmp_path / "Cu_2026-03-23.xlsx")
    assert prompter.told == ["Open a study first, then drop the laboratory’s sheet on it."]


def test_f6_walks_from_the_screen_to_the_message_bar_and_round(
    opened: MainWindow, session: Session
) -> None:
    session.perform(FIRST)
    screen = opened.current_screen
    assert isinstance(screen, PlainScreen)
    screen.field.setFocus()
    panes: list[QWidget] = [opened.message_bar, opened.side_bar, screen]
    for pane in panes:
        opened.commands[Command.NEXT_PANE].trigger()
        focus = opened.focusWidget()
        assert focus is not None
        assert pane.isAncestorOf(focus)


def test_closing_the_study_returns_to_the_first_page(opened: MainWindow, session: Session) -> None:
    session.close()
    assert opened.current_screen is None
    assert opened.windowTitle() == "Copperdesk"
    assert not opened.side_bar.isVisible()
