"""Searching the guide: typing stays where it is, and words are found as people type them."""

from collections.abc import Generator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.help.finding import find, fold
from gui.help.guide import pages
from gui.help.window import GuideWindow
from gui.theme import Theme
from gui.words import language

Key = Qt.Key


@pytest.fixture
def guide(qtbot: QtBot, theme: Theme, in_polish: None) -> Generator[GuideWindow]:
    guide = GuideWindow()
    qtbot.addWidget(guide)
    guide.show_page("whats-new")
    guide.show()
    guide.activateWindow()
    qtbot.waitUntil(guide.isActiveWindow)
    guide.search.setFocus()
    yield guide
    guide.close()


def type_over(qtbot: QtBot, guide: GuideWindow, text: str) -> None:
    """Mark what was searched for, then type to whatever has the focus."""
    guide.search.selectAll()
    for letter in text:
        focus = QApplication.focusWidget()
        assert focus is not None
        qtbot.keyClicks(focus, letter)


def marked(guide: GuideWindow) -> set[str]:
    return {mark.cursor.selectedText().lower() for mark in guide.view.extraSelections()}


def test_enter_without_a_hit_says_so_and_the_next_word_is_typed_whole(
    qtbot: QtBot, guide: GuideWindow
) -> None:
    qtbot.keyClicks(guide.search, "xyzzy")
    qtbot.keyClick(guide.search, Key.Key_Return)

    assert guide.empty.isVisible()
    assert guide.search.hasFocus()
    type_over(qtbot, guide, "kopie")
    assert guide.search.text() == "kopie"
    assert guide.search.hasFocus()
    assert guide.shown == "safety"


def test_enter_opens_the_page_that_fits_best(qtbot: QtBot, guide: GuideWindow) -> None:
    qtbot.keyClicks(guide.search, "kopie")
    guide.contents.setCurrentRow(guide.contents.count() - 1)
    assert guide.shown != "safety"

    qtbot.keyClick(guide.search, Key.Key_Return)

    assert guide.shown == "safety"
    assert guide.view.hasFocus()


def test_letters_typed_without_accents_find_and_mark_words_with_them(
    qtbot: QtBot, guide: GuideWindow
) -> None:
    qtbot.keyClicks(guide.search, "haslo")

    assert guide.shown == "safety"
    assert "hasło" in marked(guide)


def test_another_form_of_a_word_finds_it(qtbot: QtBot, guide: GuideWindow) -> None:
    qtbot.keyClicks(guide.search, "hemoliza")

    assert guide.shown == "whats-new"
    assert {"zhemolizowana"} <= marked(guide)


def test_clearing_a_search_without_a_hit_leads_back_to_typing(
    qtbot: QtBot, guide: GuideWindow
) -> None:
    qtbot.keyClicks(guide.search, "xyzzy")

    guide.empty.asked.emit()

    assert guide.search.hasFocus()
    assert guide.view.isVisible()
    assert guide.contents.count() == len(pages())


@pytest.mark.parametrize(
    ("code", "typed", "best"),
    [
        ("pl", "hasla", "safety"),
        ("pl", "Przesunac wlew", "move"),
        ("pl", "etykieta", "print"),
        ("pl", "skasuj pacjenta", None),
        ("en", "password", "safety"),
        ("en", "haemolysis", "whats-new"),
        ("en", "printing", "print"),
        ("en", "labels", "print"),
    ],
)
def test_a_word_leads_to_the_page_about_it(code: str, typed: str, best: str | None) -> None:
    with language.speaking(code):
        found = find(typed, pages())

    assert found.pages
    if best:
        assert found.pages[0].name == best


def test_folding_keeps_the_place_of_every_letter() -> None:
    text = "Zażółć gęślą jaźń, ŁÓDŹ"

    assert fold(text) == "zazolc gesla jazn, lodz"
    assert len(fold(text)) == len(text)
