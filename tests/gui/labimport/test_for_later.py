"""What was decided is kept in a file without a cell of the sheet, and taken up again."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from domain.labsheet.saved_preview import SavedPreview
from gui.labimport.screen import LabResultsScreen
from gui.labimport.sheet_check import SheetCheck
from gui.session import Session
from gui.widgets.buttons import Button
from tests.gui.conftest import ScriptedPrompter
from tests.gui.demo_import import SHEET
from tests.gui.labimport.test_columns import choose, written

Opened = Callable[[Path], SheetCheck]
LEFT = Qt.MouseButton.LeftButton
KEPT = f"{SHEET}.decisions.json"


def decide_one(screen: LabResultsScreen, qtbot: QtBot) -> None:
    best = screen.rows.panel.best
    assert best is not None
    qtbot.mouseClick(best, LEFT)


@pytest.fixture
def kept(
    opened: Opened, sheet: Path, screen: LabResultsScreen, qtbot: QtBot, prompter: ScriptedPrompter
) -> Path:
    """One row of the demo's sheet decided, saved for later, and the sheet left."""
    opened(sheet)
    decide_one(screen, qtbot)
    prompter.answers.append(sheet.with_name(KEPT))
    qtbot.mouseClick(screen.bar.later, LEFT)
    qtbot.mouseClick(screen.bar.cancel, LEFT)
    return sheet.with_name(KEPT)


def test_decisions_are_saved_without_a_cell_of_the_sheet_and_nothing_in_the_study(
    opened: Opened,
    sheet: Path,
    screen: LabResultsScreen,
    session: Session,
    qtbot: QtBot,
    prompter: ScriptedPrompter,
):
    before = session.study.head()
    opened(sheet)
    decide_one(screen, qtbot)
    prompter.answers.append(sheet.with_name(KEPT))
    qtbot.mouseClick(screen.bar.later, LEFT)

    assert screen.notice.text == f"Saved in {KEPT}. Drop that file here to go on."
    assert screen.page_shown is screen.rows
    text = sheet.with_name(KEPT).read_text("utf-8")
    assert len(SavedPreview.from_text(text).decisions) == 1
    assert not [word for word in ("104,9", "KET-O27", "Pacjent", "hemoliza") if word in text]
    assert session.study.head() == before
    assert [path.name for path in sheet.parent.glob("*.part")] == []


def test_the_saved_file_opens_the_sheet_beside_it_as_it_was_left(
    kept: Path, opened: Opened, screen: LabResultsScreen
):
    check = opened(kept)

    assert screen.page_shown is screen.rows
    assert check.plan.file == SHEET
    assert len(check.plan.decisions) == 1
    assert len(check.plan.blocking) == 1
    told = f"Your saved decision about 1 row of {SHEET} was taken up."
    assert screen.notice.text == told


def test_the_sheet_alone_offers_the_decisions_saved_beside_it(
    kept: Path, opened: Opened, sheet: Path, screen: LabResultsScreen, qtbot: QtBot
):
    check = opened(sheet)
    assert check.plan.decisions == ()
    assert screen.notice.text == "You saved decisions about this file."
    take_up = next(b for b in screen.notice.findChildren(Button) if b.text() == "Take them up")
    qtbot.mouseClick(take_up, LEFT)
    qtbot.waitUntil(lambda: screen.check is not None and screen.check.is_taken_up)

    assert screen.check is not None
    assert len(screen.check.plan.decisions) == 1


def test_a_sheet_that_lies_elsewhere_is_asked_for(
    kept: Path, opened: Opened, sheet: Path, screen: LabResultsScreen, prompter: ScriptedPrompter
):
    moved = sheet.rename(sheet.parent / "elsewhere.bin")
    prompter.answers.append(moved)
    check = opened(kept)

    assert prompter.asked[-1] == "Which lab sheet are these decisions about?"
    assert len(check.plan.decisions) == 1


def test_a_sheet_changed_since_is_refused_with_one_sentence(
    kept: Path,
    sheet: Path,
    screen: LabResultsScreen,
    prompter: ScriptedPrompter,
    qtbot: QtBot,
):
    other = written(sheet.with_name("inne.csv"), "Pacjent;Data;Cu [µg/dL]", "KET-026;1.03.2026;94")
    sheet.unlink()
    prompter.answers.append(other)
    screen.open_sheet(kept)
    qtbot.waitUntil(lambda: screen.page_shown is screen.refused)

    assert screen.refused.sentence == (
        "“inne.csv” was changed since the decisions were saved, or they belong to another file. "
        "Check it again. Nothing was changed."
    )


@pytest.mark.parametrize("text", ["", "{}", "[1, 2]", '{"kind": "copperdesk-preview"}', "\0\xff"])
def test_another_json_file_is_refused_with_one_sentence(
    text: str, screen: LabResultsScreen, tmp_path: Path, qtbot: QtBot
):
    path = tmp_path / "inne.json"
    path.write_text(text, encoding="latin-1")
    screen.open_sheet(path)
    qtbot.waitUntil(lambda: screen.page_shown is screen.refused)

    told = "It holds no decisions that were saved here. Drop the laboratory’s sheet itself."
    assert screen.refused.sentence == told


def test_a_decision_that_no_longer_holds_is_named(
    kept: Path, opened: Opened, screen: LabResultsScreen
):
    document = json.loads(kept.read_text("utf-8"))
    [cell] = document["seen"]
    document["seen"][cell] = "another case"
    kept.write_text(json.dumps(document), "utf-8")
    check = opened(kept)

    assert len(check.plan.blocking) == 2
    told = f"The study changed since: the saved decision about {cell} no longer holds."
    assert screen.notice.text.endswith(told)


def test_answers_about_columns_are_saved_too(
    opened: Opened,
    screen: LabResultsScreen,
    tmp_path: Path,
    qtbot: QtBot,
    prompter: ScriptedPrompter,
):
    sheet = written(tmp_path / "s.csv", "Pacjent;Data pobrania;Miedź [µg/dL]",
                    "KET-026;11/03/2026 07:45;94,1")  # fmt: skip
    opened(sheet)
    choose(screen.columns.questions.combos[0], "The day (31/12/2026)")
    qtbot.mouseClick(screen.bar.check_rows, LEFT)
    prompter.answers.append(tmp_path / "s.csv.decisions.json")
    qtbot.mouseClick(screen.bar.later, LEFT)
    qtbot.mouseClick(screen.bar.cancel, LEFT)
    check = opened(tmp_path / "s.csv.decisions.json")

    assert screen.page_shown is screen.rows
    assert check.questions == ()


def test_a_place_that_takes_no_file_says_so_and_the_rows_stay(
    opened: Opened,
    sheet: Path,
    screen: LabResultsScreen,
    qtbot: QtBot,
    prompter: ScriptedPrompter,
):
    opened(sheet)
    prompter.answers.append(sheet / "no folder" / "x.decisions.json")
    qtbot.mouseClick(screen.bar.later, LEFT)

    assert "x.decisions.json" in screen.notice.text
    assert screen.page_shown is screen.rows
