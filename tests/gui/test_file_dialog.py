"""Choosing files with Qt's own dialog, where the system has none."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gui.prompts import FileKind, QtPrompter
from gui.theme import Theme
from gui.widgets import file_dialog
from gui.widgets.file_dialog import FileDialog

SHEETS = FileKind("Sheets", (".xlsx",))


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    monkeypatch.setattr(file_dialog, "user_documents_path", lambda: folder)
    return folder


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> tuple[list[Path], list[Path]]:
    """What is chosen, dialog by dialog, and the folders they began in."""
    chosen: list[Path] = []
    began: list[Path] = []

    def execute(dialog: FileDialog) -> int:
        began.append(Path(dialog.directory().absolutePath()))
        dialog.selectFile(str(chosen.pop(0)))
        return 1

    monkeypatch.setattr(FileDialog, "exec", execute)
    return chosen, began


def test_qts_own_dialog_speaks_polish_throughout(
    theme: Theme, documents: Path, in_polish: None, qtbot: QtBot
):
    dialog = FileDialog(None, "Wybierz", None, "Arkusze (*.xlsx)")
    qtbot.addWidget(dialog)
    labels = {label.text() for label in dialog.findChildren(QLabel)}

    assert {"Szukaj w:", "Rodzaj pliku:"} <= labels
    assert not [text for text in labels if "Look" in text or "type" in text]


def test_the_first_dialog_of_an_open_study_begins_beside_it(
    theme: Theme, documents: Path, tmp_path: Path, answers: tuple[list[Path], list[Path]]
):
    chosen, began = answers
    beside = tmp_path / "study"
    beside.mkdir()
    sheet = beside / "Cu.xlsx"
    sheet.touch()
    chosen.append(sheet)
    prompter = QtPrompter()
    prompter.begin_in(beside)
    prompter.open_file("Import lab sheet", [SHEETS])

    assert began == [beside]


def test_the_first_dialog_begins_among_the_documents_and_the_next_where_one_was(
    theme: Theme, documents: Path, tmp_path: Path, answers: tuple[list[Path], list[Path]]
):
    chosen, began = answers
    sheet = tmp_path / "other" / "Cu.xlsx"
    sheet.parent.mkdir()
    sheet.touch()
    chosen += [sheet, sheet]
    prompter = QtPrompter()

    assert prompter.open_file("Choose", [SHEETS]) == sheet
    assert prompter.open_file("Choose", [SHEETS]) == sheet
    assert began == [documents, sheet.parent]


def test_a_saved_file_gets_the_ending_of_its_kind(
    theme: Theme, documents: Path, answers: tuple[list[Path], list[Path]]
):
    answers[0].append(documents / "results")

    assert QtPrompter().save_file("Save", [SHEETS]) == documents / "results.xlsx"
