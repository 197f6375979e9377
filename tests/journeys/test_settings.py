"""Changing a running study by mouse and keyboard: a wider window, and a passphrase."""

from PySide6.QtCore import Qt

from domain.move_edits import ConfirmDefaults
from domain.storage.file_header import is_protected
from domain.visits import VisitState
from gui.application import Application
from gui.navigation import Place, ScreenName
from gui.settings.screen import SettingsScreen
from gui.words.settings import Part
from tests.gui.conftest import ScriptedPrompter
from tests.journeys.hands import CTRL, Hands

Key = Qt.Key


def settings(program: Application) -> SettingsScreen:
    screen = program.window.current_screen
    assert isinstance(screen, SettingsScreen)
    return screen


def test_widening_a_window_previews_the_patients_and_leaves_what_is_recorded(
    opened_demo: Application, hands: Hands
):
    study = opened_demo.session.study
    recorded = {
        visit.key: visit
        for course in study.courses().values()
        for visit in course.visits()
        if visit.state is not VisitState.PLANNED
    }
    before = study.courses()
    hands.press(Key.Key_8, CTRL)
    screen = settings(opened_demo)

    # By keyboard: to the section of draws, to the end of Cu7's window, three days.
    for _step in range(2):
        hands.press(Key.Key_Down)
    line = screen.sections[Part.DRAWS].table.lines["inf7"]
    hands.tab_to(line.last)
    hands.press(Key.Key_A, CTRL)
    hands.type("3")
    hands.wait(lambda: screen.panel.plan is not None)
    assert hands.sees("visits of")
    previewed = {row.key for row in screen.panel.model.rows}
    hands.tab_to(screen.panel.reason)
    hands.type("amendment")
    hands.press(Key.Key_Return, CTRL)

    assert opened_demo.window.message_bar.text == "Protocol changed: Cu7, window to day 2 → 3."
    after = {v.key: v for course in study.courses().values() for v in course.visits()}
    assert all(after[key] == visit for key, visit in recorded.items())
    changed = {v.key for c in before.values() for v in c.visits() if after[v.key] != v}
    assert changed == previewed

    hands.press(Key.Key_Z, CTRL)
    assert dict(study.courses()) == dict(before)


def test_a_passphrase_is_set_by_mouse_and_the_study_opens_again(
    opened_demo: Application, hands: Hands, prompter: ScriptedPrompter
):
    path = opened_demo.session.study.path
    hands.click_words("Study settings")
    screen = settings(opened_demo)
    screen.list.choose(Part.PROTECTION)
    prompter.answers = [("", "copper and salt")]

    hands.click_words("Protect with a passphrase…")
    hands.wait(lambda: opened_demo.session.is_open)

    assert opened_demo.session.study.is_protected
    assert is_protected(path)
    assert settings(opened_demo).section.part is Part.PROTECTION
    assert hands.sees("This study is protected")
    prompter.answers = [1, "copper and pepper", "copper and salt"]
    hands.click_words("Change or remove passphrase…")
    hands.wait(lambda: opened_demo.session.is_open)
    assert not is_protected(path)
    assert prompter.labels[-1] == "This is not the passphrase. Try again."
    assert prompter.told == []


def test_what_cannot_be_undone_any_more_is_said_and_the_screen_stays(
    opened_demo: Application, hands: Hands, prompter: ScriptedPrompter
):
    hands.press(Key.Key_2, CTRL)
    prompter.answers = [("", "copper and salt")]
    hands.click_menu("Study", "Protect with a passphrase…")
    hands.wait(lambda: opened_demo.session.is_open)

    bar = opened_demo.window.message_bar
    assert "encrypted" in bar.text
    assert "no longer be undone" not in bar.text
    assert opened_demo.window.navigator.current == Place(ScreenName.CALENDAR)
    opened_demo.session.perform(ConfirmDefaults(frozenset({"infusions.gaps"})))
    prompter.answers = [0, ("copper and salt", "copper and pepper")]
    hands.click_menu("Study", "Protect with a passphrase…")
    hands.wait(lambda: opened_demo.session.is_open)

    assert bar.text.endswith("Earlier changes can no longer be undone.")
    assert not opened_demo.session.undo_stack.canUndo()
    assert opened_demo.session.study.opens_with("copper and pepper")


def test_an_edit_that_is_not_saved_is_not_lost_to_a_passphrase(
    opened_demo: Application, hands: Hands, prompter: ScriptedPrompter
):
    hands.press(Key.Key_8, CTRL)
    settings(opened_demo).draft.rename("Copper X")
    prompter.answers = [("", "copper and salt"), False]
    hands.click_menu("Study", "Protect with a passphrase…")

    assert prompter.asked[-1] == "Leave without saving?"
    assert not opened_demo.session.study.is_protected
    assert settings(opened_demo).draft.short_name == "Copper X"


def test_a_passphrase_that_is_given_up_changes_nothing(
    opened_demo: Application, hands: Hands, prompter: ScriptedPrompter
):
    prompter.answers = [None]
    hands.click_menu("Study", "Protect with a passphrase…")

    assert opened_demo.session.is_open
    assert not opened_demo.session.study.is_protected
