"""Scores typed by half are neither lost without a question nor by another language."""

import pytest

from gui.actions import Command
from gui.application import Application
from gui.calendar.screen import CalendarScreen
from gui.navigation import Place, ScreenName
from gui.today.scores import ScoreEditor
from gui.today.screen import TodayScreen
from gui.words import language
from tests.builders import rating
from tests.gui.conftest import ScriptedPrompter
from tests.journeys.hands import Hands

WEEK1 = rating("week1", "KET-030")


@pytest.fixture
def half_typed(opened_demo: Application, hands: Hands) -> Application:
    hands.click_words("Enter scores, MADRS + YMRS, week 1, KET-030")
    hands.type("31")
    return opened_demo


def editor_of(program: Application) -> ScoreEditor:
    screen = program.window.current_screen
    assert isinstance(screen, TodayScreen)
    row = screen.list.row_of(WEEK1)
    assert row is not None
    assert row.editor is not None
    return row.editor


def test_closing_the_study_asks_and_stays(
    half_typed: Application, hands: Hands, prompter: ScriptedPrompter
) -> None:
    half_typed.window.navigator.go(Place(ScreenName.CALENDAR))
    prompter.answers = [False]
    half_typed.window.commands[Command.CLOSE_STUDY].trigger()

    assert prompter.explained == ["Scores of KET-030 are typed, but not saved."]
    assert half_typed.session.is_open
    assert editor_of(half_typed).madrs.text() == "31"


def test_nothing_typed_is_nothing_to_ask_about(
    opened_demo: Application, hands: Hands, prompter: ScriptedPrompter
) -> None:
    hands.click_words("Enter scores, MADRS + YMRS, week 1, KET-030")
    opened_demo.window.commands[Command.CLOSE_STUDY].trigger()
    assert prompter.asked == []
    assert not opened_demo.session.is_open


def test_another_language_goes_on_with_what_is_typed(half_typed: Application) -> None:
    half_typed.choose_language("pl")
    assert editor_of(half_typed).madrs.text() == "31"


def test_scores_in_the_calendar_are_asked_about_before_another_language(
    opened_demo: Application, hands: Hands, prompter: ScriptedPrompter
) -> None:
    opened_demo.window.navigator.go(Place(ScreenName.CALENDAR, visit=WEEK1))
    screen = opened_demo.window.current_screen
    assert isinstance(screen, CalendarScreen)
    hands.click(screen.details.buttons[0])
    form = screen.details.form
    assert isinstance(form, ScoreEditor)
    hands.type("31")
    prompter.answers = [False]

    opened_demo.choose_language("pl")

    assert language.language() == "en"
    assert form.madrs.text() == "31"
