"""From the study to a letter, and the end of the month: by mouse, as somebody new would."""

import json
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLabel

from gui.analysis.screen import AnalysisScreen
from gui.application import Application
from gui.navigation import ScreenName
from stats.settings import Unit
from tests.gui.conftest import ScriptedPrompter
from tests.gui.demo_import import accept, morning_sheet, planned
from tests.journeys.hands import CTRL, Hands, Key

LONG = 60
"""Seconds for a first calculation on a busy machine."""


def at_analysis(program: Application, hands: Hands) -> AnalysisScreen:
    hands.press(Key.Key_5, CTRL)
    screen = hands.shown(AnalysisScreen)
    hands.wait(lambda: not screen.is_outdated and screen.card.is_drawn, LONG)
    return screen


def test_whether_copper_fell_for_whom_data_are_missing_and_both_into_a_letter(
    opened_demo: Application, hands: Hands
):
    screen = at_analysis(opened_demo, hands)

    # The first question is the study's first comparison; its sentence answers it.
    assert hands.sees("Copper was lower after infusion 5 than at baseline")
    assert hands.sees("Who is included:")
    shown = [text for text in hands.read() if "href" in text]
    assert shown, "patients with a missing draw are links"
    outcome = screen.outcome()
    assert outcome is not None
    assert outcome.n + len(outcome.missing) == 33

    hands.click_words("Copy")
    data = QGuiApplication.clipboard().mimeData()
    assert screen.card.summary in data.text()
    assert data.html().count("<table") == 2
    assert screen.card.answer is not None
    question = screen.card.answer.title
    assert hands.sees(
        f"Sentences and tables of “{question}” copied. Paste them into Word or Excel."
    )

    hands.click_words("Copy figure")
    hands.wait(
        lambda: hands.sees(f"Figure of “{question}” copied. Paste it into your letter."), LONG
    )
    assert QGuiApplication.clipboard().image().width() > 1000


def test_a_study_closed_while_it_is_analysed_leaves_nothing_to_the_next(
    opened_demo: Application, demo: Path, hands: Hands
):
    hands.press(Key.Key_5, CTRL)
    hands.click_menu("File", "Close study")
    assert not opened_demo.session.is_open

    hands.drop(demo, opened_demo.window)
    at_analysis(opened_demo, hands)

    assert hands.sees("Copper was lower after infusion 5 than at baseline")


def test_a_missing_patient_is_one_click_away(opened_demo: Application, hands: Hands):
    screen = at_analysis(opened_demo, hands)
    label = next(
        label
        for label in screen.card.findChildren(QLabel)
        if label.isVisible() and "href" in label.text() and "Cu5 missed" in label.text()
    )

    width = label.fontMetrics().horizontalAdvance("Cu5 missed: KET")
    hands.click(label, QPoint(width, label.height() // 2))

    assert opened_demo.window.navigator.current is not None
    assert opened_demo.window.navigator.current.screen is ScreenName.PATIENTS
    assert opened_demo.window.navigator.current.patient == "KET-009"


def test_by_keyboard_alone_every_question_is_read(opened_demo: Application, hands: Hands):
    screen = at_analysis(opened_demo, hands)

    seen: list[str] = []
    for _question in screen.questions.questions:
        assert screen.answer is not None
        seen.append(screen.answer.title)
        hands.press(Key.Key_Down)

    assert len(set(seen)) == len(screen.questions.questions)
    unit = next(
        combo
        for combo in screen.options.findChildren(QComboBox)
        if combo.accessibleName() == "Unit"
    )
    hands.tab_to(unit)
    hands.press(Key.Key_Down)
    hands.wait(lambda: screen.result and screen.result.settings.unit is Unit.UMOL_L, LONG)


def test_the_month_ends_with_the_sheet_imported_and_the_report_saved(
    opened_demo: Application, hands: Hands, prompter: ScriptedPrompter, tmp_path: Path
):
    screen = at_analysis(opened_demo, hands)
    before = screen.card.summary
    hands.press(Key.Key_4, CTRL)
    session = opened_demo.session
    plan = planned(session.study, morning_sheet(session.study))
    session.run(lambda study, now: accept(study, plan))
    assert screen.is_outdated

    hands.press(Key.Key_5, CTRL)
    hands.wait(lambda: not screen.is_outdated, LONG)
    assert screen.card.summary != before
    prompter.answers.append(tmp_path)
    hands.click(screen.reporting.button)
    hands.choose("English")

    hands.wait(screen.reporting.message.isVisible, 2 * LONG)
    (folder,) = tmp_path.glob("copperdesk-report-2026-03-24-en")
    names = {path.name for path in folder.iterdir()}
    assert {"report.html", "report.pdf", "report.docx", "result.json"} <= names
    found = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    outcome = screen.outcome()
    assert outcome is not None
    assert found["primary"][0]["p"] == outcome.p
    assert hands.sees("Open folder")
    assert screen.focusWidget() is not None
    assert screen.cursor().shape() is Qt.CursorShape.ArrowCursor


def test_the_file_menu_leads_to_the_report_of_the_data_as_they_are_now(
    opened_demo: Application, hands: Hands
):
    hands.click_menu("File", "Full report…")

    screen = hands.shown(AnalysisScreen)
    hands.wait(screen.reporting.menu.isVisible, LONG)
    assert screen.reporting.menu.actions()[0].text().startswith("All answers, data as of 24 Mar")
    screen.reporting.menu.close()
