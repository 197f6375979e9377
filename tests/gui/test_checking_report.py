"""Check a report… in the window: any file of the report is chosen, the answer is one sentence."""

import json
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from domain.edits import GiveInfusion
from gui.analysis.calculation import rows_of
from gui.checking_report import CheckingReport
from gui.report.reading import fingerprint
from gui.session import Session
from tests.builders import NOW, infusion, study_with
from tests.gui.conftest import ScriptedPrompter


@pytest.fixture
def session(tmp_path: Path, qtbot: QtBot) -> Session:
    session = Session()
    session.open(study_with("KET-001", path=tmp_path / "Copper.cdesk"), lambda: NOW)
    return session


@pytest.fixture
def report(session: Session, tmp_path: Path) -> Path:
    """The manifest that a report of the study as it is now would have."""
    rows, head = rows_of(session.study, now=NOW), session.study.head()
    told = {
        "title": "Copper",
        "written_at": NOW.isoformat(),
        "data": {"sha256": fingerprint(rows.patients, rows.visits, rows.ratings)},
        "audit": {"entries": head.count, "head": head.hash},
        "files": {},
    }
    folder = tmp_path / "report"
    folder.mkdir()
    (folder / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    return folder


def said_of(chosen: Path, session: Session, prompter: ScriptedPrompter, qtbot: QtBot) -> str:
    prompter.answers.append(chosen)
    CheckingReport(session, prompter, session).ask()
    qtbot.waitUntil(lambda: bool(prompter.told), timeout=10_000)
    return prompter.told.pop()


def test_the_report_of_the_present_study_is_current_and_later_out_of_date(
    session: Session, prompter: ScriptedPrompter, report: Path, qtbot: QtBot
):
    page = report / "report.html"
    assert said_of(page, session, prompter, qtbot) == "The report is of the study as it is now."

    session.perform(GiveInfusion(infusion(1), NOW.date(), NOW))
    said = said_of(page, session, prompter, qtbot)
    assert said == "The report still holds: its data have not changed."


def test_what_is_no_report_is_said(
    session: Session, prompter: ScriptedPrompter, tmp_path: Path, qtbot: QtBot
):
    assert said_of(tmp_path / "x.pdf", session, prompter, qtbot) == "This is no report."


def test_giving_up_says_nothing(session: Session, prompter: ScriptedPrompter):
    prompter.answers.append(None)

    CheckingReport(session, prompter, session).ask()

    assert prompter.told == []
