"""The guide on the screen: contents, links, search, and the look of the program."""

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QWidget

from gui.help.guide import PAGES
from gui.help.helping import Helping
from gui.help.window import GuideWindow
from gui.navigation import Place, ScreenName
from gui.theme import Theme, ThemeChoice
from gui.words import language


@pytest.fixture
def guide(qtbot, theme: Theme) -> GuideWindow:
    guide = GuideWindow()
    qtbot.addWidget(guide)
    guide.show_page("start")
    guide.show()
    return guide


def entries(guide: GuideWindow) -> list[str]:
    return [guide.contents.item(row).text() for row in range(guide.contents.count())]


def test_the_contents_list_every_page_and_a_click_shows_it(qtbot, guide: GuideWindow) -> None:
    assert len(entries(guide)) == len(PAGES)
    row = guide.contents.visualItemRect(guide.contents.item(4)).center()
    qtbot.mouseClick(guide.contents.viewport(), Qt.MouseButton.LeftButton, pos=row)
    assert guide.shown == "move"
    assert "Move an infusion" in guide.view.toPlainText()


def test_a_link_leads_on_and_back_returns(qtbot, guide: GuideWindow) -> None:
    guide.view.anchorClicked.emit(QUrl("keys.md"))
    assert guide.shown == "keys"
    assert guide.contents.currentItem().text() == "Keys"
    qtbot.keyClick(guide, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert guide.shown == "start"
    assert not guide.back.isEnabled()


def test_a_page_starts_at_its_top(guide: GuideWindow) -> None:
    guide.show_page("import")
    assert guide.view.verticalScrollBar().value() == 0
    guide.resize(700, 500)
    assert guide.view.verticalScrollBar().value() == 0


def test_search_lists_the_pages_with_all_words_and_marks_them(qtbot, guide: GuideWindow) -> None:
    qtbot.keyClicks(guide.search, "eleven digits")
    assert entries(guide) == ["The patient’s page"]
    assert guide.shown == "patient"
    marked = {mark.cursor.selectedText().casefold() for mark in guide.view.extraSelections()}
    assert marked == {"eleven", "digits"}
    guide.search.clear()
    assert len(entries(guide)) == len(PAGES)


def test_a_search_without_a_hit_says_so_and_can_be_cleared(qtbot, guide: GuideWindow) -> None:
    qtbot.keyClicks(guide.search, "zebra")
    assert guide.empty.isVisible()
    assert "zebra" in guide.empty.sentence
    guide.empty.asked.emit()
    assert guide.search.text() == ""
    assert guide.view.isVisible()


def test_the_page_follows_theme_and_text_size(guide: GuideWindow, theme: Theme) -> None:
    small = guide.view.document().defaultFont().pixelSize()
    theme.resize_text(150)
    assert guide.view.document().defaultFont().pixelSize() == round(small * 1.5)
    theme.choose(ThemeChoice.DARK)
    first = guide.view.document().begin().begin().fragment().charFormat()
    assert first.foreground().color() == theme.colors.text


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("code", language.LANGUAGES)
def test_every_page_is_painted_in_both_languages(qtbot, theme: Theme, name: str, code: str) -> None:
    with language.speaking(code):
        guide = GuideWindow()
        qtbot.addWidget(guide)
        guide.show_page(name)
        guide.show()
        assert guide.view.toPlainText().startswith(guide.contents.currentItem().text())
        view = guide.view
        qtbot.waitUntil(lambda: view.document().idealWidth() <= view.viewport().width())
        guide.grab()


def test_f1_shows_the_page_of_the_place_and_keeps_one_window(qtbot, theme: Theme) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    helping = Helping()
    helping.help_with(Place(ScreenName.ANALYSIS), over)
    first = over.findChild(GuideWindow)
    assert isinstance(first, GuideWindow)
    assert first.shown == "analysis"
    helping.help_with(None, over)
    assert over.findChildren(GuideWindow) == [first]
    assert first.shown == "start"


def test_the_guide_goes_along_when_the_language_changes(qtbot, theme: Theme) -> None:
    before, after = QWidget(), QWidget()
    for window in (before, after):
        qtbot.addWidget(window)
    helping = Helping()
    helping.help_with(Place(ScreenName.AUDIT), before)
    with language.speaking("pl"):
        helping.follow(after)
    guide = after.findChild(GuideWindow)
    assert isinstance(guide, GuideWindow)
    assert guide.shown == "audit"
    assert "Ścieżka audytu" in guide.view.toPlainText()
