"""The guide says the same in both languages, leads nowhere wrong, and claims nothing unknown."""

import re

import pytest
from PySide6.QtGui import QImage

from gui.actions import command_words
from gui.help.guide import PAGES, Page, page, page_for, pages
from gui.help.page_view import glyph_of
from gui.menus import menu_words
from gui.navigation import Place, ScreenName
from gui.words import keys, language
from gui.words.language import _
from resources import path_of

LANGUAGES = language.LANGUAGES
_LINK = re.compile(r"(?<!!)\[[^]]+\]\(([^)]+)\)")
_PICTURE = re.compile(r"!\[([^]]*)\]\(([^)]+)\)")
_WAY = re.compile(r"\*\*([^*›]+) › ([^*]+)\*\*")
PAPER = ("Słupski", "Brain", "doi", "0.016", "0.048", "0,016", "0,048", "p =", "p <")
"""What would be a statement about the paper; the guide is about the program."""


def headings(of: Page) -> list[int]:
    return [len(mark) for mark in re.findall(r"^(#+) ", of.markdown, re.MULTILINE)]


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_folder_holds_exactly_the_pages_of_the_contents(code: str) -> None:
    assert {path.stem for path in path_of(f"help/{code}").glob("*.md")} == set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_both_languages_have_the_same_headings_pictures_links_and_tables(name: str) -> None:
    english, polish = (page(name, code) for code in LANGUAGES)
    assert headings(english) == headings(polish)
    assert headings(english).count(1) == 1
    for mark in (_LINK, re.compile(r"!\[[^]]*\]\(([^)]+)\)"), re.compile(r"`([^`]+)`")):
        assert mark.findall(english.markdown) == mark.findall(polish.markdown)
    rows = [of.markdown.count("\n|") for of in (english, polish)]
    assert rows[0] == rows[1]


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_to_a_page_and_says_its_title_or_less(code: str, name: str) -> None:
    targets = _LINK.findall(page(name, code).markdown)
    assert targets
    assert {target.removesuffix(".md") for target in targets} <= set(PAGES) - {name}


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_every_picture_is_there_and_has_words_for_who_cannot_see_it(code: str, name: str) -> None:
    for words, target in _PICTURE.findall(page(name, code).markdown):
        assert words, target
        if target.startswith("glyph:"):
            glyph_of(target.removeprefix("glyph:"))
        else:
            folder, _slash, file = target.partition("/")
            assert not QImage(str(path_of(f"help/{folder}/{code}/{file}"))).isNull(), target


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_picture_lies_about_unused(code: str) -> None:
    shown = {target for of in pages(code) for _words, target in _PICTURE.findall(of.markdown)}
    kept = {f"pictures/{path.name}" for path in path_of(f"help/pictures/{code}").iterdir()}
    assert kept <= shown


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_way_through_a_menu_is_one_of_the_program(code: str) -> None:
    with language.speaking(code):
        menus = set(menu_words())
        entries = {*command_words().values(), _("Open recent"), _("Lock after")}
        ways = [way for of in pages(code) for way in _WAY.findall(of.markdown)]
        assert len(ways) > 8
        assert {menu for menu, _entry in ways} <= menus
        assert {entry for _menu, entry in ways} <= entries


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_the_guide_states_nothing_of_the_paper(code: str, name: str) -> None:
    assert not [words for words in PAPER if words in page(name, code).markdown]


def test_the_page_of_keys_knows_the_keys_of_the_program() -> None:
    told = re.findall(r"Ctrl\+Shift\+\w|Ctrl\+\w|F\d+", keys.keys_in_words())
    on_page = page("keys", "en").markdown
    assert [key for key in told if key not in on_page] == []


@pytest.mark.parametrize("screen", ScreenName)
def test_every_screen_has_a_page(screen: ScreenName) -> None:
    assert page_for(Place(screen)) in PAGES


def test_an_errand_has_a_page_of_its_own() -> None:
    assert page_for(Place(ScreenName.PATIENTS, detail="enrol")) == "enrol"
    assert page_for(Place(ScreenName.TODAY, detail="labels")) == "print"
    assert page_for(None) == "start"
