"""What is edited in the settings and not saved: marked, asked about, never silently lost."""

from collections.abc import Generator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui import application
from gui.actions import Command
from gui.application import Application
from gui.demo import DEMO_NOW
from gui.navigation import Place, ScreenName
from gui.preferences import PreferencesFile
from gui.settings.screen import SettingsScreen
from gui.settings.study_section import StudySection
from gui.words import language
from gui.words.settings import Part
from tests.gui.conftest import ScriptedPrompter

ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole
WHAT = "Not saved yet: Study and labels."


@pytest.fixture
def program(
    qapp: QApplication,
    made_demo: Path,
    tmp_path: Path,
    prompter: ScriptedPrompter,
    monkeypatch: pytest.MonkeyPatch,
) -> Generator[Application]:
    monkeypatch.setattr(application, "QtPrompter", lambda: prompter)
    preferences = PreferencesFile(tmp_path / "preferences.json")
    preferences.change(theme="light", user_name="A. Nowak", language="en")
    theme_before, sheet_before = qapp.property("copperdeskTheme"), qapp.styleSheet()
    program = Application(qapp, preferences, clock=lambda: DEMO_NOW)
    copy = tmp_path / "demo.cdesk"
    copy.write_bytes(made_demo.read_bytes())
    program.opening.open(copy)
    program.window.navigator.go(Place(ScreenName.SETTINGS))
    yield program
    program.session.close()
    program.window.close()
    program.window.deleteLater()
    program.deleteLater()
    language.use("en")
    qapp.setProperty("copperdeskTheme", theme_before)
    qapp.setStyleSheet(sheet_before)


def settings(program: Application) -> SettingsScreen:
    screen = program.window.screen_named(ScreenName.SETTINGS)
    assert isinstance(screen, SettingsScreen)
    return screen


def edit(screen: SettingsScreen) -> StudySection:
    section = screen.sections[Part.STUDY]
    assert isinstance(section, StudySection)
    section.short_name.setText("Copper X")
    return section


def test_the_section_that_holds_an_unsaved_edit_is_marked(screen: SettingsScreen, qtbot: QtBot):
    item = screen.list.item(0)
    before: QIcon = item.icon()
    edit(screen)

    assert screen.draft.changed_parts == {Part.STUDY}
    assert item.data(ACCESSIBLE).endswith("not saved yet")
    assert item.icon().cacheKey() != before.cacheKey()
    qtbot.mouseClick(screen.panel.discard, Qt.MouseButton.LeftButton)
    assert "not saved" not in item.data(ACCESSIBLE)


def test_an_edit_stays_while_another_screen_is_looked_at(program: Application):
    edit(settings(program))
    program.window.navigator.go(Place(ScreenName.TODAY))
    program.window.navigator.go(Place(ScreenName.SETTINGS))

    assert settings(program).draft.short_name == "Copper X"


def test_the_window_stays_open_until_what_is_not_saved_may_go(
    program: Application, prompter: ScriptedPrompter
):
    edit(settings(program))
    program.window.navigator.go(Place(ScreenName.TODAY))
    prompter.answers = [False]

    assert not program.window.close()
    assert prompter.asked == ["Leave without saving?"]
    assert prompter.explained == [WHAT]
    assert program.session.is_open
    assert program.window.current_screen is settings(program)
    assert settings(program).draft.short_name == "Copper X"

    prompter.answers = [True]
    assert program.window.close()
    assert not program.session.is_open


def test_nobody_is_asked_where_nothing_was_edited(program: Application, prompter: ScriptedPrompter):
    settings(program)

    assert program.window.close()
    assert prompter.asked == []


def test_the_study_is_not_closed_over_an_unsaved_edit(
    program: Application, prompter: ScriptedPrompter
):
    edit(settings(program))
    prompter.answers = [False]
    program.window.commands[Command.CLOSE_STUDY].trigger()

    assert program.session.is_open
    assert prompter.explained == [WHAT]


def test_another_study_does_not_take_the_place_of_an_unsaved_edit(
    program: Application, prompter: ScriptedPrompter, tmp_path: Path
):
    other = tmp_path / "other.cdesk"
    other.write_bytes(program.session.study.path.read_bytes())
    edit(settings(program))
    prompter.answers = [False]

    assert not program.opening.open(other)
    assert program.session.study.path.name == "demo.cdesk"


def test_an_edit_goes_along_into_the_window_of_another_language(program: Application):
    section = edit(settings(program))
    settings(program).panel.reason.setText("Amendment")
    program.choose_language("pl")

    after = settings(program)
    shown = after.sections[Part.STUDY]
    assert isinstance(shown, StudySection)
    assert shown is not section
    assert shown.short_name.text() == "Copper X"
    assert after.panel.reason.text() == "Amendment"
    assert after.panel.isVisibleTo(after)
