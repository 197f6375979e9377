"""*Export study…*: a choice, a new folder, and the files in it."""

from collections.abc import Generator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from gui.exports.dialog import ExportDialog
from gui.exports.exporting import Exporting
from gui.exports.kinds import ExportKind
from gui.session import Session
from gui.theme import Theme
from gui.words import exports as words
from tests.builders import NOW, study_with
from tests.gui.conftest import ScriptedPrompter


@pytest.fixture
def session(tmp_path: Path) -> Generator[Session]:
    session = Session()
    session.open(study_with("KET-001", path=tmp_path / "Copper.cdesk"), lambda: NOW)
    yield session
    session.close()


@pytest.fixture
def exporting(session: Session, prompter: ScriptedPrompter) -> Generator[Exporting]:
    yield Exporting(session, prompter, session)
    for one in QApplication.topLevelWidgets():
        if isinstance(one, ExportDialog) and isValid(one):
            one.close()


def asked(exporting: Exporting, qtbot: QtBot) -> ExportDialog:
    exporting.ask()
    (dialog,) = (
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, ExportDialog) and one.isVisible()
    )

    return dialog


@pytest.mark.parametrize(
    ("kind", "file"),
    [
        (ExportKind.TABLES, "patients.csv"),
        (ExportKind.XLSX, "study.xlsx"),
        (ExportKind.ANALYSIS, "primary_comparisons.R"),
        (ExportKind.SPSS, "visits.sav"),
        (ExportKind.SDTM, "define.csv"),
        (ExportKind.ICS, "calendar.ics"),
    ],
)
def test_a_click_and_enter_make_the_export_in_a_new_folder_beside_the_study(
    theme: Theme,
    session: Session,
    exporting: Exporting,
    tmp_path: Path,
    qtbot: QtBot,
    kind: ExportKind,
    file: str,
):
    dialog = asked(exporting, qtbot)

    qtbot.mouseClick(dialog.kinds[kind], Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(session.informed, timeout=20_000) as told:
        qtbot.keyClick(dialog, Qt.Key.Key_Return)

    folder = tmp_path / f"Copper {kind}"
    assert (folder / file).is_file()
    assert (folder / "about.txt").is_file()
    assert told.args == [words.written(folder, len(list(folder.iterdir())))]


def test_a_folder_that_holds_something_is_refused_beside_the_field(
    theme: Theme, exporting: Exporting, tmp_path: Path, qtbot: QtBot
):
    (tmp_path / "Copper xlsx").mkdir()
    (tmp_path / "Copper xlsx" / "mine.txt").touch()
    dialog = asked(exporting, qtbot)

    qtbot.mouseClick(dialog.export, Qt.MouseButton.LeftButton)

    assert "“Copper xlsx” is not empty." in dialog.place.error
    assert dialog.isVisible()


def test_a_folder_that_is_nowhere_is_refused_beside_the_field(
    theme: Theme, exporting: Exporting, qtbot: QtBot
):
    dialog = asked(exporting, qtbot)
    dialog.place.control.selectAll()
    qtbot.keyClicks(dialog.place.control, "/nowhere/at/all")

    qtbot.mouseClick(dialog.export, Qt.MouseButton.LeftButton)

    assert "“/nowhere/at” " in dialog.place.error.replace("”.", "” ")


def test_a_folder_that_was_typed_stays_when_the_kind_is_changed(
    theme: Theme, exporting: Exporting, tmp_path: Path, qtbot: QtBot
):
    dialog = asked(exporting, qtbot)
    dialog.place.control.selectAll()
    qtbot.keyClicks(dialog.place.control, str(tmp_path / "mine"))

    qtbot.mouseClick(dialog.kinds[ExportKind.SDTM], Qt.MouseButton.LeftButton)

    assert dialog.place.control.text() == str(tmp_path / "mine")


def test_the_folder_is_suggested_in_the_one_that_was_chosen(
    theme: Theme,
    exporting: Exporting,
    prompter: ScriptedPrompter,
    tmp_path: Path,
    qtbot: QtBot,
):
    dialog = asked(exporting, qtbot)
    prompter.answers = [tmp_path / "stick"]

    choose = next(b for b in dialog.findChildren(type(dialog.export).__mro__[1])
                  if b.text() == "Choose…")  # fmt: skip
    qtbot.mouseClick(choose, Qt.MouseButton.LeftButton)

    assert dialog.place.control.text() == str(tmp_path / "stick" / "Copper xlsx")


def test_a_drive_that_refuses_is_told_and_leaves_nothing(
    theme: Theme,
    exporting: Exporting,
    prompter: ScriptedPrompter,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
):
    def full(*_args: object, **_named: object) -> None:
        raise OSError(28, "No space left on device", str(tmp_path / "x"))

    monkeypatch.setattr("gui.exports.writing.write_csv", full)

    exporting.export(ExportKind.SDTM, tmp_path / "out")

    qtbot.waitUntil(lambda: prompter.told == ["The study was not exported."])
    assert sorted(path.name for path in tmp_path.iterdir() if "out" in path.name) == []


def test_an_export_of_the_demo_says_that_it_is_made_up(made_demo: Path, tmp_path: Path):
    from domain.study import Study
    from gui.demo import DEMO_NOW
    from gui.exports.writing import read_for_export, write_export

    demo = Study.open_to_read(made_demo, by="A. Nowak")
    for kind in ExportKind:
        write_export(read_for_export(demo, kind, now=DEMO_NOW), tmp_path / kind)
        told = (tmp_path / kind / "about.txt").read_text(encoding="utf-8")
        assert told.startswith("MADE-UP DATA"), kind
    demo.close()
