"""What cannot be right ends in a sentence on the screen, and nothing is lost."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from PySide6.QtCore import Qt

from domain.visits import VisitState
from gui.application import Application
from gui.labimport.screen import LabResultsScreen
from gui.navigation import ScreenName
from gui.patients.enrol import EnrolDialog
from gui.today.screen import TodayScreen
from gui.words.enrolment import Asked
from resources import path_of
from tests.builders import rating, study_with
from tests.gui.conftest import ScriptedPrompter
from tests.journeys.hands import CTRL, Hands

Key = Qt.Key
HOLD = (
    "import sys; from datetime import datetime; from pathlib import Path;"
    "from domain.study import Study;"
    "held = Study.open(Path(sys.argv[1]), by='M. W', now=datetime.now().astimezone());"
    "print('held', flush=True); sys.stdin.read()"
)


def letter(path: Path) -> None:
    path.write_text("Dear colleague,\nthe results will follow.\n")


def bomb(path: Path) -> None:
    """A megabyte or less that would unpack to a hundred."""
    with ZipFile(path, "w", ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        book.writestr("xl/workbook.xml", "<workbook/>")
        book.writestr("xl/worksheets/sheet1.xml", b" " * 100_000_000)


@pytest.mark.parametrize("make", [letter, bomb])
def test_a_file_that_is_no_sheet_is_refused_in_a_sentence(
    opened_demo: Application, hands: Hands, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    program = opened_demo
    before = program.session.study.verify().head
    file = tmp_path / "wyniki.xlsx"
    make(file)
    hands.drop(file, program.window)
    lab = program.window.screen_named(ScreenName.LAB_RESULTS)
    assert isinstance(lab, LabResultsScreen)
    hands.wait(lambda: lab.page_shown is lab.refused)

    assert hands.sees(lab.refused.sentence)
    assert lab.refused.sentence.endswith("Nothing was changed.")
    assert program.session.study.verify().head == before
    hands.press(Key.Key_1, CTRL)
    assert isinstance(program.window.current_screen, TodayScreen)


def test_another_programs_file_is_refused_and_the_open_study_stays(
    opened_demo: Application, hands: Hands, prompter: ScriptedPrompter, tmp_path: Path
) -> None:
    foreign = tmp_path / "other.cdesk"
    with sqlite3.connect(foreign) as other:
        other.execute("CREATE TABLE letters (words)")
    other.close()
    hands.drop(foreign, opened_demo.window)

    refusal = "“other.cdesk” is not a Copperdesk study. Choose a file ending in .cdesk."
    assert prompter.told == [f"The study cannot be opened. {refusal}"]
    assert opened_demo.session.is_demo
    hands.click_words("Collected now, copper draw Cu7, KET-024")
    assert hands.sees("KET-024: copper draw Cu7 recorded as collected at 10:12.")


def test_a_study_held_by_another_process_is_told_with_its_holder(
    program: Application, hands: Hands, prompter: ScriptedPrompter, tmp_path: Path
) -> None:
    path = tmp_path / "ward.cdesk"
    study_with("KET-001", path=path).close()
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=path_of("").parent,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        hands.drop(path, program.window)
        assert holder.stdin is not None
        holder.stdin.close()

    assert len(prompter.told) == 1
    assert "“ward.cdesk” is open at" in prompter.told[0]
    assert prompter.told[0].endswith("Close it there and try again.")
    hands.drop(path, program.window)
    assert list(program.session.study.patients()) == ["KET-001"]


def test_a_study_opened_twice_in_one_window_stays_locked_for_others(
    opened_demo: Application, hands: Hands, demo: Path, prompter: ScriptedPrompter
) -> None:
    hands.drop(demo, opened_demo.window)

    assert prompter.told == []
    other = subprocess.run(
        [sys.executable, "-c", HOLD, str(demo)],
        input="",
        capture_output=True,
        text=True,
        cwd=path_of("").parent,
        check=False,
    )
    assert "in_use" in other.stderr
    assert "process=" in other.stderr


def test_an_enrolment_that_cannot_be_is_refused_beside_its_field(
    opened_demo: Application, hands: Hands
) -> None:
    hands.press(Key.Key_E, CTRL)
    dialog = hands.shown(EnrolDialog)
    hands.type("KET-001")
    code = dialog.form.fields[Asked.CODE]
    hands.wait(lambda: code.error)
    assert code.error == "KET-001 is enrolled already."
    assert hands.sees(code.error)

    hands.press(Key.Key_Backspace)
    hands.press(Key.Key_Backspace)
    hands.type("34")
    first = dialog.form.first_infusion
    hands.tab_to(first)
    hands.press(Key.Key_Up, times=4)
    assert f"{first.day:%A %d}" == "Sunday 29"
    problem = dialog.form.fields[Asked.FIRST_INFUSION]
    hands.wait(lambda: problem.error)
    assert "Sun 29 Mar 2026" in problem.error
    assert hands.sees(problem.error)
    assert not code.error
    assert not dialog.enrol.isEnabled()

    hands.press(Key.Key_Escape)
    hands.wait_until_gone(EnrolDialog)
    assert len(opened_demo.session.study.patients()) == 33


def test_a_score_above_the_scale_is_refused_and_what_was_typed_stays(
    opened_demo: Application, hands: Hands
) -> None:
    today = opened_demo.window.current_screen
    assert isinstance(today, TodayScreen)
    week2 = rating("week2", "KET-027")
    hands.press(Key.Key_Down)
    row = today.list.current
    assert row is not None
    assert row.key == week2
    hands.press(Key.Key_Return)
    assert row.editor is not None
    hands.type("72")
    hands.press(Key.Key_Tab)
    hands.type("2")
    hands.press(Key.Key_Return)

    assert row.editor.error == "MADRS must be 0–60. You typed 72."
    assert hands.sees(row.editor.error)
    assert (row.editor.madrs.text(), row.editor.ymrs.text()) == ("72", "2")
    assert opened_demo.session.study.visit(week2).state is VisitState.PLANNED

    hands.tab_to(row.editor.madrs)
    hands.press(Key.Key_A, CTRL)
    hands.type("27")
    hands.press(Key.Key_Return)
    assert opened_demo.session.study.visit(week2).state is VisitState.DONE
