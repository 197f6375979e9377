"""A comparison beside the plan: added by keyboard, marked, adjusted on its own, taken away."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gui.analysis.adding import AddComparison
from gui.analysis.screen import AnalysisScreen
from gui.analysis.topics import Topic
from stats.presence import Measure


@pytest.fixture
def adding(screen: AnalysisScreen, qtbot: QtBot) -> AddComparison:
    qtbot.mouseClick(screen.questions.add_button, Qt.MouseButton.LeftButton)
    found = screen.findChild(AddComparison)
    assert isinstance(found, AddComparison)
    return found


def test_any_outcome_draws_and_patients_can_be_compared(
    screen: AnalysisScreen, adding: AddComparison, qtbot: QtBot
):
    adding.outcome.setCurrentText("MADRS")
    adding.later.setCurrentText("After infusion 3")
    adding.patients.setCurrentText("Women")

    qtbot.keyClick(adding, Qt.Key.Key_Return)

    qtbot.waitUntil(
        lambda: screen.answer is not None and screen.answer.is_exploratory, timeout=30_000
    )
    assert screen.answer is not None
    assert screen.answer.title == "MADRS: baseline → after infusion 3, women"
    question = screen.questions.current
    assert question is not None
    assert question.topic is Topic.EXPLORATORY
    assert question.measure is Measure.MADRS
    badges = [w.text() for w in screen.card.findChildren(QLabel) if w.isVisibleTo(screen)]
    assert "Exploratory" in badges
    assert "(added comparisons, 1)" in screen.card.summary


def test_a_draw_is_not_compared_with_an_earlier_one(screen: AnalysisScreen, adding: AddComparison):
    adding.earlier.setCurrentText("After infusion 5")
    adding.later.setCurrentText("After infusion 5")

    adding.add_button.click()

    told = [label.text() for label in adding.findChildren(QLabel)]
    assert "Choose a draw after “After infusion 5”." in told
    assert not screen.result.exploratory  # type: ignore[union-attr]


def test_escape_leaves_and_gives_the_focus_back(
    screen: AnalysisScreen, adding: AddComparison, qtbot: QtBot
):
    qtbot.keyClick(adding, Qt.Key.Key_Escape)

    assert not adding.isVisible()
    assert screen.focusWidget() is screen.questions.add_button


def test_an_added_comparison_can_be_taken_away(
    screen: AnalysisScreen, adding: AddComparison, qtbot: QtBot
):
    adding.add_button.click()
    qtbot.waitUntil(
        lambda: screen.answer is not None and screen.answer.is_exploratory, timeout=30_000
    )

    qtbot.keyClick(screen.questions, Qt.Key.Key_Delete)

    assert all(one.exploration is None for one in screen.questions.questions)
    qtbot.waitUntil(lambda: not screen.result.exploratory, timeout=30_000)  # type: ignore[union-attr]
