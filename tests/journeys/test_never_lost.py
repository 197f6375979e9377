"""What goes wrong around the program costs no recorded work, and the program goes on."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from domain.storage.known_ends import verify_file
from domain.study import Study
from gui import opening
from gui.application import Application
from gui.demo import DEMO_NOW
from gui.faults import Faults
from gui.navigation import Place, ScreenName
from tests.builders import draw
from tests.gui.conftest import ScriptedPrompter
from tests.journeys.hands import CTRL, Hands

Key = Qt.Key
COLLECT = "Collected now, copper draw Cu7, KET-024"
CU7 = draw("inf7", "KET-024")


@pytest.fixture
def logs(program: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the program, with its hook as it installs it, writes its logs."""
    folder = tmp_path / "logs"
    faults = Faults(folder, program)
    faults.happened.connect(program.tell_fault)
    monkeypatch.setattr(sys, "excepthook", faults._on_main_thread)
    return folder


def raising(*_given: object, **_named: object) -> None:
    raise ZeroDivisionError("KET-024 had 104.9")


def in_a_slot(program: Application) -> None:
    QTimer.singleShot(0, raising)


class _Broken(QWidget):
    """Cannot be painted; asks to be, until it goes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._again = QTimer(self)
        self._again.timeout.connect(self.update)
        self._again.start(20)
        self.hide_soon = QTimer(self)
        self.hide_soon.timeout.connect(self.hide)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        raising()


def while_painting(program: Application) -> None:
    """Again and again, as paint events come."""
    broken = _Broken(program.window)
    broken.resize(10, 10)
    broken.show()
    broken.hide_soon.start(400)


@pytest.mark.parametrize("fail", [in_a_slot, while_painting])
def test_a_bug_is_logged_without_patient_data_told_once_and_the_work_goes_on(
    opened_demo: Application,
    hands: Hands,
    logs: Path,
    prompter: ScriptedPrompter,
    fail: Callable[[Application], None],
) -> None:
    fail(opened_demo)
    hands.wait(lambda: prompter.told)
    hands.wait(lambda: not [w for w in opened_demo.window.findChildren(_Broken) if w.isVisible()])
    (log,) = logs.iterdir()
    text = log.read_text(encoding="utf-8")
    assert "ZeroDivisionError" in text
    assert "KET" not in text
    assert "104.9" not in text
    (told,) = prompter.told
    assert told.startswith("Something went wrong in Copperdesk. Your study is safe.")
    assert str(log) in told
    hands.click_words(COLLECT)
    assert opened_demo.session.study.visit(CU7).done_at is not None


def test_a_bug_in_the_middle_of_an_action_leaves_the_study_as_before(
    opened_demo: Application,
    hands: Hands,
    logs: Path,
    prompter: ScriptedPrompter,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    study = opened_demo.session.study
    path, before = study.path, len(study.trail())
    with monkeypatch.context() as broken:
        broken.setattr(type(study), "_review_touched", raising)
        hands.click_words(COLLECT)
    assert len(prompter.told) == 1
    assert study.visit(CU7).done_at is None
    assert len(study.trail()) == before

    hands.click_words(COLLECT)
    assert study.visit(CU7).done_at is not None
    opened_demo.session.close()
    opened_demo.backing_up.finish()
    assert verify_file(path, now=DEMO_NOW).is_clean


def test_a_log_that_cannot_be_written_is_not_promised(
    opened_demo: Application, hands: Hands, prompter: ScriptedPrompter, tmp_path: Path
) -> None:
    opened_demo.tell_fault(tmp_path / "no folder" / "fault.log")
    assert "could not be written" in prompter.told[0]


def test_a_folder_that_goes_away_costs_nothing_that_was_stored(
    opened_demo: Application, hands: Hands, demo: Path, prompter: ScriptedPrompter, tmp_path: Path
) -> None:
    hands.click_words(COLLECT)
    kept = shutil.copytree(demo.parent, tmp_path / "the drive elsewhere")
    shutil.rmtree(demo.parent)

    for screen in (Key.Key_2, Key.Key_3, Key.Key_7, Key.Key_1):
        hands.press(screen, CTRL)
    hands.click_words("Collected now, copper draw Cu5, KET-027")
    told = opened_demo.window.message_bar.text
    assert told.startswith(f"“{demo.parent}” cannot be read or written, so nothing was saved")
    assert opened_demo.session.study.visit(draw("inf5", "KET-027")).done_at is None
    opened_demo.window.close()

    assert any("No backup was made" in words for words in prompter.told)
    assert not opened_demo.window.isVisible()
    again = Study.open(kept / demo.name, by="A. Nowak", now=DEMO_NOW)
    assert again.visit(CU7).done_at is not None
    again.close()


def test_a_recent_study_on_a_drive_that_is_gone_is_told_and_the_first_page_stays(
    program: Application, hands: Hands, prompter: ScriptedPrompter, tmp_path: Path
) -> None:
    assert not program.opening.open(tmp_path / "gone" / "ward.cdesk")
    assert "There is no file “ward.cdesk” any more." in prompter.told[0]
    assert not program.session.is_open


def test_a_demo_that_cannot_be_made_is_told(
    program: Application,
    hands: Hands,
    prompter: ScriptedPrompter,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(opening, "demo_path", lambda: tmp_path / "file" / "demo" / "Demo.cdesk")
    hands.click_words("Open the demo study")
    hands.wait(lambda: prompter.told)
    assert prompter.told[0].startswith("The demo study cannot be made.")


@pytest.mark.parametrize("screen", ScreenName)
def test_every_screen_survives_the_smallest_window(
    opened_demo: Application, hands: Hands, screen: ScreenName
) -> None:
    window = opened_demo.window
    window.resize(window.minimumSize())
    window.navigator.go(Place(screen))
    opened_demo.choose_size(150)
    window.grab()
    assert window.current_screen is not None
    assert window.current_screen.isVisible()
