"""Somebody leaves the desk in the middle of a word, and comes back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit

from domain.storage.protecting import change_passphrase
from gui.application import Application
from gui.demo import DEMO_NOW
from gui.locking.cover import Cover
from gui.today.scores import ScoreEditor
from tests.gui.conftest import ScriptedPrompter
from tests.journeys.hands import CTRL, Hands

Key = Qt.Key
PASSPHRASE = "2468 13579"


@pytest.fixture
def protected(
    program: Application, hands: Hands, demo: Path, prompter: ScriptedPrompter
) -> Application:
    change_passphrase(demo, old="", new=PASSPHRASE, now=DEMO_NOW)
    prompter.answers = [PASSPHRASE]
    hands.drop(demo, program.window)
    assert program.session.is_open
    return program


def test_scores_half_typed_are_there_again_after_the_lock(
    protected: Application, hands: Hands
) -> None:
    hands.click_words("Enter scores, MADRS + YMRS, week 2, KET-027")
    hands.type("21")
    field = hands.focus
    hands.press(Key.Key_L, CTRL)
    cover = hands.shown(Cover)
    assert not any("KET" in words for words in hands.read())

    hands.press(Key.Key_Z, CTRL)
    hands.press(Key.Key_2, CTRL)
    hands.type(PASSPHRASE)
    hands.press(Key.Key_Return)

    hands.wait_until_gone(Cover)
    assert cover is not None
    assert hands.shown(ScoreEditor).isVisible()
    assert isinstance(field, QLineEdit)
    assert hands.focus is field
    assert field.text() == "21"


def test_a_study_without_a_passphrase_says_why_it_does_not_lock(
    opened_demo: Application, hands: Hands
) -> None:
    hands.press(Key.Key_L, CTRL)
    assert hands.sees("Only a study protected by a passphrase can be locked.")


def test_the_minutes_are_chosen_in_the_menu_and_remembered(
    protected: Application, hands: Hands
) -> None:
    hands.click_menu("Study", "Lock after", "5 minutes")
    assert protected._preferences.current.lock_after == 5


def test_the_window_turns_while_a_passphrase_is_tried(
    program: Application, hands: Hands, demo: Path, prompter: ScriptedPrompter
) -> None:
    change_passphrase(demo, old="", new=PASSPHRASE, now=DEMO_NOW)
    prompter.answers = [PASSPHRASE]
    turns: list[bool] = []
    beat = QTimer(interval=1)
    beat.timeout.connect(lambda: turns.append(program.session.is_open))
    beat.start()
    hands.drop(demo, program.window)
    beat.stop()
    assert program.session.is_open
    assert turns.count(False) > 5, "trying a passphrase takes a hundred milliseconds and more"


def test_closing_a_locked_study_shows_nothing_of_it(protected: Application, hands: Hands) -> None:
    hands.press(Key.Key_7, CTRL)
    hands.press(Key.Key_1, CTRL)
    hands.click_words("Given now, infusion 3, KET-028")
    hands.press(Key.Key_L, CTRL)

    hands.click(hands.shown(Cover).close_study)

    assert not protected.session.is_open
    assert not any("KET" in words for words in hands.read())
