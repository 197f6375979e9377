"""The report written from the tab: its numbers are those on screen, in every format."""

import csv
import json
from pathlib import Path

import docx
import pytest
from pytestqt.qtbot import QtBot

from domain.study import Study
from gui.analysis.answer import Answer
from gui.analysis.answering import answer_to
from gui.analysis.reporting import free_name
from gui.analysis.screen import AnalysisScreen
from gui.analysis.topics import Topic
from gui.demo import DEMO_NOW
from gui.navigation import Place, ScreenName
from gui.report.checking import Standing, check_report, reported
from gui.session import Session
from gui.widgets.buttons import LinkButton
from gui.words import analysis_steps
from gui.words.numbers import bare_p, number
from tests.gui.analysis.test_analysis_screen import choose
from tests.gui.conftest import ScriptedPrompter
from tests.gui.demo_import import accept, morning_sheet, planned
from tests.gui.report.reading_back import (
    csv_tables,
    docx_tables,
    html_tables,
    pdf_pages,
    without_spaces,
)


def written(screen: AnalysisScreen, prompter: ScriptedPrompter, place: Path, qtbot: QtBot) -> Path:
    place.mkdir()
    prompter.answers.append(place)
    screen.reporting.languages[0].trigger()
    qtbot.waitUntil(screen.reporting.message.isVisible, timeout=120_000)
    (folder,) = place.iterdir()
    return folder


def planned_answers(screen: AnalysisScreen) -> list[Answer]:
    assert screen.basis is not None
    return [
        answer_to(question, screen.basis)
        for question in screen.questions.questions
        if question.topic is Topic.COMPARISON
    ]


def test_screen_report_tables_and_json_say_the_same_numbers(
    screen: AnalysisScreen, prompter: ScriptedPrompter, tmp_path: Path, qtbot: QtBot
):
    folder = written(screen, prompter, tmp_path / "to", qtbot)

    html = (folder / "report.html").read_text(encoding="utf-8")
    word = "\n".join(p.text for p in docx.Document(str(folder / "report.docx")).paragraphs)
    pdf = without_spaces(" ".join(pdf_pages(folder)))
    primary = json.loads((folder / "result.json").read_text(encoding="utf-8"))["primary"]
    tables = csv_tables(folder), docx_tables(folder), html_tables(folder)
    for answer, found in zip(planned_answers(screen), primary, strict=True):
        for sentence in (answer.headline, answer.summary):
            assert sentence in html
            assert sentence in word
            assert without_spaces(sentence) in pdf
        for facts in answer.tables:
            rows = [list(facts.heading), *map(list, facts.rows)]
            assert all(rows in of_format for of_format in tables)
        assert (
            f"Typical change (Hodges–Lehmann) {number(found['estimate'])} µg/dL" in answer.summary
        )
        assert answer.tests[0].rows[0][2] == bare_p(found["p"])
        assert answer.tests[0].rows[0][3] == bare_p(found["p_adjusted"])
        assert answer.values is not None
        assert [row[3] for row in answer.values.rows] == [v["change"] for v in found["values"]]


def test_a_changed_result_changes_screen_and_report_and_its_fingerprint(
    screen: AnalysisScreen,
    session: Session,
    prompter: ScriptedPrompter,
    tmp_path: Path,
    qtbot: QtBot,
):
    before = written(screen, prompter, tmp_path / "before", qtbot)
    summary = screen.card.summary

    plan = planned(session.study, morning_sheet(session.study))
    session.run(lambda study, now: accept(study, plan))
    assert screen.is_outdated
    assert not screen.reporting.button.isEnabled()
    qtbot.waitUntil(lambda: not screen.is_outdated, timeout=30_000)
    after = written(screen, prompter, tmp_path / "after", qtbot)

    assert screen.card.summary != summary
    assert summary in (before / "report.html").read_text(encoding="utf-8")
    assert screen.card.summary in (after / "report.html").read_text(encoding="utf-8")
    prints = [
        json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["data"]["sha256"]
        for folder in (before, after)
    ]
    assert prints[0] != prints[1]
    old, new = (check_report(session.study, reported(folder)) for folder in (before, after))
    assert (old.standing, old.is_current) == (Standing.CHANGED, False)
    assert (new.standing, new.is_current) == (Standing.CURRENT, True)


def test_the_command_of_the_menu_opens_the_languages_of_the_report(
    screen: AnalysisScreen, qtbot: QtBot
):
    screen.show_place(Place(ScreenName.ANALYSIS, detail="report"))

    qtbot.waitUntil(screen.reporting.menu.isVisible)
    screen.reporting.menu.close()


def test_the_languages_stand_under_the_moment_of_the_data(screen: AnalysisScreen):
    first, *others = screen.reporting.menu.actions()

    assert first.text() == "All answers, data as of 24 Mar 2026 10:12. Language:"
    assert not first.isEnabled()
    assert [one.text() for one in others if not one.isSeparator()] == ["English", "Polski"]


def test_the_folder_of_the_report_is_asked_for_with_the_moment_of_the_data():
    assert "24 Mar 2026 10:12" in analysis_steps.where_to_put(DEMO_NOW)


def test_a_saved_file_is_told_with_its_folder_in_the_one_message_of_the_tab(
    screen: AnalysisScreen,
    session: Session,
    prompter: ScriptedPrompter,
    tmp_path: Path,
    qtbot: QtBot,
):
    said: list[str] = []
    session.informed.connect(said.append)
    screen.card.copy_asked.emit()
    assert screen.message.text.startswith("Sentences and tables of")
    prompter.answers.append(tmp_path / "values.csv")
    screen.save_values_button.click()
    qtbot.waitUntil(lambda: not screen.saving.is_running, timeout=30_000)

    told = f"Saved “values.csv” in “{tmp_path}”."
    qtbot.waitUntil(lambda: screen.message.text == told, timeout=5_000)
    buttons = screen.message.findChildren(LinkButton)
    assert "Open folder" in [one.text() for one in buttons if not one.isHidden()]
    assert said == []
    assert screen.reporting.message is screen.message


def test_the_other_language_is_written_on_request(
    screen: AnalysisScreen, prompter: ScriptedPrompter, tmp_path: Path, qtbot: QtBot
):
    prompter.answers.append(tmp_path)

    polish = next(a for a in screen.reporting.menu.actions() if a.text() == "Polski")
    polish.trigger()

    qtbot.waitUntil(screen.reporting.message.isVisible, timeout=120_000)
    (folder,) = tmp_path.glob("copperdesk-report-2026-03-24-pl")
    assert "Stężenie miedzi było niższe" in (folder / "report.html").read_text(encoding="utf-8")
    assert folder.name in screen.reporting.message.text


def test_a_cancelled_report_leaves_nothing_and_the_tab_answers_meanwhile(
    screen: AnalysisScreen, prompter: ScriptedPrompter, tmp_path: Path, qtbot: QtBot
):
    place = tmp_path / "to"
    place.mkdir()
    prompter.answers.append(place)
    screen.reporting.languages[0].trigger()
    qtbot.waitUntil(lambda: bool(list(place.iterdir())), timeout=60_000)

    choose(screen, "Unit", "µmol/L")
    qtbot.waitUntil(lambda: "µmol/L" in screen.card.summary, timeout=60_000)
    assert screen.reporting.is_running
    screen.reporting.waiting.cancelled.emit()

    qtbot.waitUntil(lambda: not screen.reporting.is_running, timeout=10_000)
    assert list(place.iterdir()) == []
    assert screen.reporting.button.isEnabled()


def test_a_second_report_stands_beside_the_first(tmp_path: Path):
    (tmp_path / "report").mkdir()

    assert free_name(tmp_path, "report") == tmp_path / "report-2"
    assert free_name(tmp_path, "other") == tmp_path / "other"


def test_a_folder_that_cannot_be_written_is_said(
    screen: AnalysisScreen, prompter: ScriptedPrompter, tmp_path: Path, qtbot: QtBot
):
    file = tmp_path / "a file"
    file.write_text("")
    prompter.answers.append(file)

    screen.reporting.languages[0].trigger()

    qtbot.waitUntil(lambda: bool(prompter.told), timeout=60_000)
    assert prompter.told[0].endswith("could not be written.")
    assert not screen.reporting.waiting.isVisible()


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_saved_values_are_those_of_the_result(
    screen: AnalysisScreen, prompter: ScriptedPrompter, tmp_path: Path, suffix: str, qtbot: QtBot
):
    path = tmp_path / f"values{suffix}"
    prompter.answers.append(path)
    screen.save_values_button.click()
    qtbot.waitUntil(lambda: not screen.saving.is_running, timeout=30_000)

    outcome = screen.outcome()
    assert outcome is not None
    changes = [pair.change for pair in outcome.pairs]
    if suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            assert [float(row["change"]) for row in csv.DictReader(file)] == changes
    else:
        from openpyxl import load_workbook

        sheet = load_workbook(path).active
        assert sheet is not None
        assert [row[3] for row in sheet.iter_rows(min_row=2, values_only=True)] == changes
        assert sheet.freeze_panes == "A2"


def test_cancelling_says_so_and_offers_to_calculate(screen: AnalysisScreen, qtbot: QtBot):
    choose(screen, "Unit", "µmol/L")

    screen.waiting.cancelled.emit()

    told = screen.calculate_again
    assert told.isVisibleTo(screen)
    assert told.sentence == "The calculation was cancelled."
    told.asked.emit()
    qtbot.waitUntil(lambda: "µmol/L" in screen.card.summary, timeout=60_000)
    assert not told.isVisibleTo(screen)


def test_what_is_going_on_is_named_while_it_takes_longer_than_a_moment(
    screen: AnalysisScreen, qtbot: QtBot
):
    screen.waiting.begin("Loading the statistics…")

    qtbot.waitUntil(screen.waiting.isVisible)
    assert screen.waiting.step == "Loading the statistics…"
    screen.waiting.end()
    assert not screen.waiting.isVisible()


def test_a_study_without_patients_says_what_it_needs(
    session: Session, prompter: ScriptedPrompter, navigator, theme, tmp_path: Path, qtbot: QtBot
):
    from tests.builders import NOW, study

    path = tmp_path / "empty.cdesk"
    study(path).close()
    session.open(Study.open(path, by="A. Nowak", now=NOW), lambda: NOW)
    shown = AnalysisScreen(session, prompter, navigator)
    qtbot.addWidget(shown)
    shown.resize(1200, 850)

    shown.show()

    qtbot.waitUntil(lambda: shown.result is not None, timeout=60_000)
    assert shown.card.headline == "Needs at least 2 pairs; you have 0."
    for question in shown.questions.questions:
        shown.questions.choose(question)
        assert shown.answer is not None
        assert shown.answer.headline
