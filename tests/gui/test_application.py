"""The program as a whole: the first page, language, theme, opening and making studies."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication

from domain.quality import QueryRule
from domain.storage.protecting import change_passphrase
from gui.application import Application
from gui.preferences import PreferencesFile
from gui.screens import ScreenKind
from gui.start.first_page import FirstPage
from gui.start.new_study import NewStudy, NewStudyDialog, preset_words
from gui.theme import Theme, ThemeChoice
from gui.widgets.screen import Screen
from gui.words import language
from resources import path_of
from tests.builders import NOW, draw, moment, study_with

HEAVY = ("pandas", "numpy", "scipy", "matplotlib", "openpyxl", "pydantic", "holidays", "tomlkit")


@pytest.fixture
def program(qtbot, theme: Theme, tmp_path, monkeypatch, prompter):
    """The program without its screens, which have tests of their own."""
    from gui import application

    def bare(kind: ScreenKind) -> ScreenKind:
        return ScreenKind(kind.name, kind.words, kind.icon_name, lambda *_given: Screen())

    kinds = application.all_screens
    monkeypatch.setattr(application, "all_screens", lambda: tuple(map(bare, kinds())))
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    preferences = PreferencesFile(tmp_path / "preferences.json")
    preferences.change(theme="light", user_name="A. Nowak", language="en")
    program = Application(app, preferences, clock=lambda: NOW)
    program.opening._prompter = prompter
    program.show()
    yield program
    program.session.close()
    program.window.close()
    program.window.deleteLater()
    program.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    language.use("en")
    app.setProperty("copperdeskTheme", theme)


def first_page(program: Application) -> FirstPage:
    page = program.window.findChild(FirstPage)
    assert isinstance(page, FirstPage)
    return page


def test_nothing_heavy_is_loaded_before_the_window_is_up() -> None:
    code = (
        "import sys; from PySide6.QtWidgets import QApplication; app = QApplication([]);"
        "from pathlib import Path; from gui.application import Application;"
        "from gui.preferences import PreferencesFile;"
        "program = Application(app, PreferencesFile(Path('no such folder/p.json')));"
        "program.show(); program.window.grab();"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=path_of("").parent,
    )
    assert answer.stdout.strip() == "[]"


def test_the_screens_are_loaded_ahead_on_a_worker_without_what_is_heavy() -> None:
    code = (
        "import sys, threading; from PySide6.QtWidgets import QApplication; app = QApplication([]);"
        "from gui.screens import load_screens;"
        "worker = threading.Thread(target=load_screens); worker.start(); worker.join();"
        "print(sorted(name for name in sys.modules if name.endswith('.screen')));"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    answer = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=path_of("").parent,
    )
    screens, heavy = answer.stdout.splitlines()
    for package in ("today", "calendar", "patients", "labimport", "analysis", "settings"):
        assert f"gui.{package}.screen" in screens
    assert (heavy, answer.stderr) == ("[]", "")


def test_enter_on_the_first_page_asks_for_the_demo(
    qtbot, program: Application, monkeypatch
) -> None:
    asked: list[bool] = []
    page = first_page(program)
    page.demo_asked.disconnect()
    page.demo_asked.connect(lambda: asked.append(True))
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_Return)
    assert asked == [True]


def test_a_study_is_opened_for_who_works_and_remembered(program: Application, tmp_path) -> None:
    path = tmp_path / "ward.cdesk"
    study_with("KET-001", path=path).close()

    assert program.opening.open(path)

    assert program.session.study.by == "A. Nowak"
    assert program._preferences.current.recent_studies == (str(path),)
    assert program.window.windowTitle().startswith("Test study")


def test_a_study_that_cannot_be_opened_is_explained(
    program: Application, tmp_path, prompter
) -> None:
    path = tmp_path / "letter.cdesk"
    path.write_text("Dear colleague")
    assert not program.opening.open(path)
    assert prompter.told == ["The study cannot be opened."]
    assert not program.session.is_open


def test_somebody_without_a_name_is_asked_once(program: Application, tmp_path, prompter) -> None:
    path = tmp_path / "ward.cdesk"
    study_with("KET-001", path=path).close()
    program._preferences.change(user_name="")
    prompter.answers = ["M. Wójcik"]
    assert program.opening.open(path)
    assert program.session.study.by == "M. Wójcik"
    assert program._preferences.current.user_name == "M. Wójcik"


def test_another_language_changes_the_window_and_keeps_the_place(program: Application) -> None:
    before = program.window
    program.choose_language("pl")
    assert program.window is not before
    assert language.language() == "pl"
    assert program._preferences.current.language == "pl"
    assert program.window.isVisible()
    assert program.window.geometry() == before.geometry()


def test_theme_and_text_size_are_remembered_and_shown(program: Application) -> None:
    program.choose_theme("dark")
    program.choose_size(150)
    assert program.theme.choice is ThemeChoice.DARK
    assert program._preferences.current.theme == "dark"
    assert program._preferences.current.text_percent == 150
    assert program.appearance.looks._themes.currentText() == "Dark"
    assert program.appearance.looks._sizes.currentText() == "150%"


@pytest.mark.parametrize("preset", preset_words())
def test_every_preset_offered_ships_and_makes_a_study(
    program: Application, tmp_path: Path, preset: str
) -> None:
    wanted = NewStudy("Copper study", "Copper", preset, tmp_path / "new.cdesk", "A. Nowak")
    assert program.opening.create(wanted)
    assert program.session.study.facts.name == "Copper study"
    assert (tmp_path / "new.cdesk").exists()


@pytest.fixture
def form(qtbot, theme: Theme, prompter, tmp_path: Path) -> NewStudyDialog:
    form = NewStudyDialog(prompter, tmp_path, "A. Nowak")
    qtbot.addWidget(form)
    form.show()
    return form


def test_an_empty_name_is_refused_beside_its_field(qtbot, form: NewStudyDialog) -> None:
    with qtbot.assertNotEmitted(form.filled):
        form._create.click()
    assert form.name.error == "Give the study a name."
    assert form.by.error == ""


def test_the_file_follows_the_name_until_it_is_chosen(
    form: NewStudyDialog, tmp_path, prompter
) -> None:
    form.name.control.setText("Copper ward 3")
    assert form.answers().path == tmp_path / "copper-ward-3.cdesk"
    prompter.answers = [tmp_path / "chosen.cdesk"]
    form._choose_file()
    form.name.control.setText("Another name")
    assert form.answers().path == tmp_path / "chosen.cdesk"


def test_a_file_that_exists_is_refused(qtbot, form: NewStudyDialog, tmp_path: Path) -> None:
    (tmp_path / "taken.cdesk").write_text("")
    form.name.control.setText("Taken")
    with qtbot.assertNotEmitted(form.filled):
        form._create.click()
    assert "taken.cdesk" in form.file.error


def test_a_whole_form_is_told(qtbot, form: NewStudyDialog, tmp_path: Path) -> None:
    form.name.control.setText("Ward")
    with qtbot.waitSignal(form.filled) as told:
        form._create.click()
    assert told.args == [NewStudy("Ward", "Ward", "standard", tmp_path / "ward.cdesk", "A. Nowak")]


def test_a_study_changed_by_another_program_is_looked_at_if_wanted(
    program: Application, tmp_path, prompter
) -> None:
    path = tmp_path / "Ward.cdesk"
    study_with("KET-001", path=path).close()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE stowaway (a)")
    prompter.answers = [False, True]

    assert not program.opening.open(path)
    assert program.opening.open(path)

    assert prompter.asked == ["The study cannot be opened."] * 2
    assert program.session.study.is_read_only
    program.session.close()
    assert not (tmp_path / "Ward backups").exists()


def test_a_protected_study_asks_until_the_passphrase_fits(
    program: Application, tmp_path, prompter
) -> None:
    path = tmp_path / "Ward.cdesk"
    study_with("KET-001", path=path).close()
    change_passphrase(path, old="", new="a long night", now=NOW)
    prompter.answers = ["guess", "a long night"]

    assert program.opening.open(path)

    assert prompter.asked == ["Passphrase"] * 2
    assert prompter.told == []
    assert prompter.labels[0] == "Passphrase of “Ward.cdesk”:"
    assert prompter.labels[1].startswith("“Ward.cdesk” does not open with this passphrase")
    assert list(program.session.study.patients()) == ["KET-001"]
    program.session.close()
    prompter.answers = [None]
    assert not program.opening.open(path)


def test_an_opened_study_is_reviewed_for_what_came_with_time(
    qtbot, program: Application, tmp_path
) -> None:
    path, long_ago = tmp_path / "Ward.cdesk", moment("2026-01-20 08:00")
    study = study_with("KET-001", path=path)
    study.collect_draw(draw("baseline"), on=long_ago.date(), at=long_ago, now=long_ago)
    study.close()

    with qtbot.waitSignal(program.reviewing.ended, timeout=10_000):
        assert program.opening.open(path)

    assert [query.rule for query in program.session.study.queries()] == [QueryRule.RESULT_MISSING]
    program.session.close()


def test_a_restored_protected_study_opens_without_being_asked_again(
    program: Application, tmp_path, prompter
) -> None:
    path = tmp_path / "Ward.cdesk"
    study_with("KET-001", path=path).close()
    change_passphrase(path, old="", new="a long night", now=NOW)

    program.backing_up.restored.emit(path, "a long night")

    assert list(program.session.study.patients()) == ["KET-001"]
    assert prompter.asked == []
    program.session.close()


def test_the_focus_of_the_first_page_is_on_the_demo(program: Application) -> None:
    page = first_page(program)
    assert program.window.focusWidget() is page._demo_button


def test_somebody_else_sits_down_and_the_window_says_so(
    program: Application, tmp_path, prompter
) -> None:
    path = tmp_path / "ward.cdesk"
    study_with("KET-001", path=path).close()
    program.opening.open(path)
    prompter.answers = ["M. Wójcik"]
    program.window.side_bar._who.click()
    assert program.session.study.by == "M. Wójcik"
    assert "M. Wójcik" in program.window.side_bar._who.accessibleName()
    assert program.window.status._who.text() == "Working: M. Wójcik"


def test_a_study_taken_off_the_list_is_forgotten_and_kept(program: Application, tmp_path) -> None:
    path = tmp_path / "ward.cdesk"
    study_with("KET-001", path=path).close()
    program.opening.open(path)
    program.opening.forget(path)
    assert program._preferences.current.recent_studies == ()
    assert path.exists()
