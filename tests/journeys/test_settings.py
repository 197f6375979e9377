"""Changing a running study by mouse and keyboard: a wider window, and a passphrase."""

import pytest
from PySide6.QtCore import Qt

from domain.storage.file_header import is_protected
from domain.visits import VisitState
from gui.application import Application
from gui.settings.screen import SettingsScreen
from gui.today.screen import TodayScreen
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
    prompter.answers = ["copper and salt", "copper and salt"]

    hands.click_words("Protect with a passphrase…")
    hands.wait(lambda: opened_demo.session.is_open)

    assert opened_demo.session.study.is_protected
    assert is_protected(path)
    assert isinstance(opened_demo.window.current_screen, TodayScreen)

    hands.press(Key.Key_8, CTRL)
    settings(opened_demo).list.choose(Part.PROTECTION)
    assert hands.sees("This study is protected")
    prompter.answers = [1, "copper and salt"]
    hands.click_words("Change or remove passphrase…")
    hands.wait(lambda: opened_demo.session.is_open)
    assert not is_protected(path)


@pytest.mark.parametrize("answers", [["one", "two"], ["one", None], [None]])
def test_passphrases_that_differ_or_are_given_up_change_nothing(
    opened_demo: Application, hands: Hands, prompter: ScriptedPrompter, answers: list[object]
):
    prompter.answers = answers
    hands.click_menu("Study", "Protect with a passphrase…")

    assert opened_demo.session.is_open
    assert not opened_demo.session.study.is_protected
