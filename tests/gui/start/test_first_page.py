"""The first page: Enter opens the demo, recent studies, restoring, the guide."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from gui.start.first_page import FirstPage
from gui.start.looks import Looks
from gui.theme import Theme, ThemeChoice
from gui.widgets.buttons import Button


@pytest.fixture
def page_with(qtbot, theme: Theme):
    def make(*recent: Path) -> FirstPage:
        page = FirstPage(Looks(ThemeChoice.LIGHT, 100), [str(path) for path in recent])
        qtbot.addWidget(page)
        page.resize(1366, 696)
        page.show()
        page.activateWindow()
        page.setFocus()
        return page

    return make


def button(page: FirstPage, words: str) -> Button:
    (found,) = [b for b in page.findChildren(Button) if words in (b.text(), b.accessibleName())]
    return found


def test_the_focus_starts_on_the_demo_and_enter_opens_it(qtbot, page_with) -> None:
    page = page_with()
    qtbot.waitUntil(lambda: button(page, "Open the demo study").hasFocus())
    with qtbot.waitSignal(page.demo_asked):
        qtbot.keyClick(button(page, "Open the demo study"), Qt.Key.Key_Return)


def test_enter_presses_the_button_that_has_the_focus(qtbot, page_with) -> None:
    page = page_with()
    with qtbot.assertNotEmitted(page.demo_asked), qtbot.waitSignal(page.new_asked):
        qtbot.keyClick(button(page, "Set up a study…"), Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("words", "signal"),
    [("Restore from a backup…", "restore_asked"), ("User guide", "guide_asked")],
)
def test_restoring_and_the_guide_are_one_click_away(qtbot, page_with, words, signal) -> None:
    page = page_with()
    with qtbot.waitSignal(getattr(page, signal)):
        qtbot.mouseClick(button(page, words), Qt.MouseButton.LeftButton)


def test_a_recent_study_that_is_gone_is_said_to_be_so(qtbot, page_with, tmp_path: Path) -> None:
    there, gone = tmp_path / "there.cdesk", tmp_path / "gone.cdesk"
    there.write_text("")
    page = page_with(there, gone)
    first, second = page.recent.rows
    qtbot.waitUntil(second.missing.isVisible)
    assert second.missing.text() == "not found"
    assert second.link.accessibleName() == "gone, not found"
    assert not first.missing.isVisible()
    with qtbot.waitSignal(page.recent_asked) as asked:
        qtbot.mouseClick(first.link, Qt.MouseButton.LeftButton)
    assert asked.args == [there]


def test_a_recent_study_is_taken_off_the_list(qtbot, page_with, tmp_path: Path) -> None:
    page = page_with(tmp_path / "gone.cdesk")
    with qtbot.waitSignal(page.recent_removed) as removed:
        qtbot.mouseClick(button(page, "Take gone off the list"), Qt.MouseButton.LeftButton)
    assert removed.args == [tmp_path / "gone.cdesk"]
    assert page.recent.rows == []


def test_the_first_page_shows_four_recent_studies_at_most(page_with, tmp_path: Path) -> None:
    page = page_with(*(tmp_path / f"{number}.cdesk" for number in range(6)))
    assert len(page.recent.rows) == 4
