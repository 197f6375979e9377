"""The Analysis screen: its numbers are those of stats, and it says when they are old."""

import csv
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QComboBox, QLabel
from pytestqt.qtbot import QtBot

from gui.analysis.screen import AnalysisScreen
from gui.analysis.topics import Question, Topic
from gui.navigation import Navigator, Place, ScreenName
from gui.session import Session
from tests.gui.conftest import ScriptedPrompter
from tests.gui.demo_import import accept, morning_sheet, planned


def texts(screen: AnalysisScreen) -> list[str]:
    return [label.text() for label in screen.card.findChildren(QLabel) if label.isVisibleTo(screen)]


def recalculated(screen: AnalysisScreen, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not screen.is_outdated, timeout=20_000)


def ask(screen: AnalysisScreen, question: Question) -> None:
    assert question in screen.questions.questions
    screen.questions.choose(question)


def choose(screen: AnalysisScreen, label: str, text: str) -> None:
    combo = next(c for c in screen.options.findChildren(QComboBox) if c.accessibleName() == label)
    combo.setCurrentIndex(combo.findText(text))


def test_the_card_shows_the_comparison_with_everyone_included_or_missing(screen: AnalysisScreen):
    outcome = screen.outcome()

    assert outcome is not None
    assert outcome.n + len(outcome.missing) == 33
    assert screen.card.summary.endswith(f"{outcome.n} patients")
    assert f"Who is included: {outcome.n} of 33" in texts(screen)


def test_importing_results_marks_the_result_out_of_date_and_then_replaces_it(
    screen: AnalysisScreen, session: Session, qtbot: QtBot
):
    contexts: list[str] = []
    screen.context_changed.connect(contexts.append)
    plan = planned(session.study, morning_sheet(session.study))

    session.run(lambda study, now: accept(study, plan))

    assert screen.is_outdated
    assert "Out of date" in texts(screen)
    recalculated(screen, qtbot)
    assert contexts == ["Result is out of date", "Result is up to date"]
    assert "Out of date" not in texts(screen)
    outcome = screen.outcome()
    assert outcome is not None
    # The demo after its import, as mock-up 05 divides it.
    assert outcome.n == 21
    assert {"Cu5 not due yet", "Who is included: 21 of 33"} <= set(texts(screen))


def test_a_hidden_screen_recalculates_when_it_is_shown_again(
    screen: AnalysisScreen, session: Session, qtbot: QtBot
):
    screen.hide()
    plan = planned(session.study, morning_sheet(session.study))
    session.run(lambda study, now: accept(study, plan))
    assert screen.is_outdated

    screen.show()

    recalculated(screen, qtbot)


def test_the_unit_changes_the_amounts_and_no_p(screen: AnalysisScreen, qtbot: QtBot):
    before = screen.outcome()

    choose(screen, "Unit", "µmol/L")

    qtbot.waitUntil(lambda: "µmol/L" in screen.card.summary, timeout=20_000)
    after = screen.outcome()
    assert before is not None
    assert after is not None
    assert after.p == before.p
    assert screen.options.match_protocol


def test_another_test_than_the_protocols_is_said(screen: AnalysisScreen, qtbot: QtBot):
    choose(screen, "Test", "Paired t test")

    qtbot.waitUntil(lambda: screen.card.summary.startswith("Mean change"), timeout=20_000)
    assert any("Settings differ from the study protocol." in text for text in texts(screen))


def test_of_two_questions_in_a_row_only_the_newer_is_answered(screen: AnalysisScreen, qtbot: QtBot):
    choose(screen, "Unit", "µmol/L")
    choose(screen, "Unit", "µg/dL")
    choose(screen, "Test", "Paired t test")

    qtbot.waitUntil(lambda: screen.card.summary.startswith("Mean change"), timeout=20_000)
    qtbot.wait(200)
    assert "µg/dL" in screen.card.summary


def test_the_sample_is_described_at_every_draw(screen: AnalysisScreen, qtbot: QtBot):
    ask(screen, Question(Topic.BY_DRAW))

    assert screen.card.headline == "Copper, MADRS and YMRS at every draw"


def test_a_missing_patient_is_a_link(screen: AnalysisScreen, navigator: Navigator, qtbot: QtBot):
    asked: list[Place] = []
    navigator.asked.connect(asked.append)
    label = next(
        label
        for label in screen.card.findChildren(QLabel)
        if "Cu5 overdue" in label.text() and "KET-025" in label.text()
    )

    label.linkActivated.emit("KET-025")

    assert asked == [Place(ScreenName.PATIENTS, patient="KET-025")]


def test_the_copy_pastes_as_sentences_and_tables(screen: AnalysisScreen):
    screen.card.copy_asked.emit()

    data = QGuiApplication.clipboard().mimeData()
    assert screen.card.headline in data.text()
    assert "\t" in data.text()
    assert "<table" in data.html()


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf"])
def test_the_figure_is_saved_as_a_file(
    screen: AnalysisScreen, prompter: ScriptedPrompter, tmp_path: Path, suffix: str, qtbot: QtBot
):
    path = tmp_path / f"figure{suffix}"
    prompter.answers.append(path)

    screen.card.save_figure_asked.emit()
    qtbot.waitUntil(lambda: not screen.saving.is_running, timeout=20_000)

    assert path.stat().st_size > 5_000
    if suffix == ".png":
        assert QImage(str(path)).width() > 1000


def test_a_saved_figure_of_the_demo_says_that_its_data_is_made_up(
    screen: AnalysisScreen, prompter: ScriptedPrompter, tmp_path: Path, qtbot: QtBot
):
    path = tmp_path / "figure.svg"
    prompter.answers.append(path)

    screen.card.save_figure_asked.emit()
    qtbot.waitUntil(lambda: not screen.saving.is_running, timeout=20_000)

    assert "Made-up data" in path.read_text(encoding="utf-8")


def test_the_table_of_values_has_a_row_for_each_pair(
    screen: AnalysisScreen, prompter: ScriptedPrompter, tmp_path: Path, qtbot: QtBot
):
    path = tmp_path / "values.csv"
    prompter.answers.append(path)

    qtbot.mouseClick(screen.save_values_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not screen.saving.is_running, timeout=20_000)

    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    outcome = screen.outcome()
    assert outcome is not None
    assert [row["patient_id"] for row in rows] == [pair.patient for pair in outcome.pairs]
    assert float(rows[0]["change"]) == outcome.pairs[0].change


def test_a_file_that_cannot_be_written_is_said(
    screen: AnalysisScreen, prompter: ScriptedPrompter, tmp_path: Path, qtbot: QtBot
):
    prompter.answers.append(tmp_path / "missing" / "values.csv")

    qtbot.mouseClick(screen.save_values_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(prompter.told), timeout=20_000)

    assert prompter.told == ["values.csv could not be written."]


def test_the_figure_is_drawn_in_the_theme_on_screen(screen: AnalysisScreen, theme, qtbot: QtBot):
    qtbot.waitUntil(lambda: screen.card.is_drawn, timeout=20_000)
    light = screen.grab().toImage()

    theme.choose(type(theme.choice).DARK)
    qtbot.waitUntil(lambda: screen.card.is_drawn, timeout=20_000)

    assert screen.grab().toImage() != light


def test_no_science_is_imported_with_the_screen():
    code = (
        "import sys, gui.analysis.screen;"
        "print([m for m in ('pandas', 'numpy', 'scipy', 'matplotlib') if m in sys.modules])"
    )

    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert told.stdout.strip() == "[]"


def test_coming_by_keyboard_puts_the_focus_on_the_questions(screen: AnalysisScreen, qtbot: QtBot):
    screen.take_focus()

    assert screen.questions.focusProxy() is screen.focusWidget()
