"""The end of a month at the desk: queries seen to, the trail verified, report, export, backup."""

import json
from pathlib import Path

from PySide6.QtCore import Qt

from domain.quality import QueryState
from domain.storage.known_ends import verify_file
from gui.analysis.screen import AnalysisScreen
from gui.application import Application
from gui.audit.screen import AuditScreen
from gui.demo import DEMO_NOW
from gui.exports.dialog import ExportDialog
from gui.exports.kinds import ExportKind
from gui.quality.screen import DataQualityScreen
from tests.gui.conftest import ScriptedPrompter
from tests.gui.demo_import import accept, morning_sheet, planned
from tests.journeys.hands import CTRL, Hands

Key = Qt.Key
LONG = 120
"""Seconds for a report on a busy machine."""


def test_a_month_is_closed_from_the_open_queries_to_the_backup(
    opened_demo: Application, hands: Hands, prompter: ScriptedPrompter, tmp_path: Path
):
    study = opened_demo.session.study
    plan = planned(study, morning_sheet(study))
    opened_demo.session.run(lambda study, now: accept(study, plan))
    before = study.head().count
    see_to_the_queries(opened_demo, hands)
    verify_the_trail(opened_demo, hands, before)
    for code, name in (("en", "English"), ("pl", "Polski")):
        write_the_report(hands, prompter, tmp_path, code, name)
    export_the_study(opened_demo, hands, tmp_path / "March")
    back_it_up(opened_demo, hands)


def see_to_the_queries(program: Application, hands: Hands) -> None:
    """One is answered, one closed, one verified: none is open any more."""
    hands.click_words("Data quality, 3")
    screen = hands.shown(DataQualityScreen)
    study, card = program.session.study, screen.query_card
    seen: list[int] = []
    for words, button in (
        ("asked the lab", "Save answer"),
        ("no sample left", "Close query"),
        ("", "Mark as verified"),
    ):
        assert card.finding is not None
        seen.append(card.finding.number)
        if words:
            hands.click(card.entry)
            hands.type(words)
        hands.click_words(button)
    states = [study.query(number).state for number in seen]
    assert states == [QueryState.ANSWERED, QueryState.CLOSED, QueryState.VERIFIED]
    assert hands.button("Data quality").isVisible()
    hands.wait(screen.queries.empty.isVisible)


def verify_the_trail(program: Application, hands: Hands, before: int) -> None:
    hands.press(Key.Key_7, CTRL)
    screen = hands.shown(AuditScreen)
    told = [row.after for row in screen.model.rows if row.entry.seq > before]
    for answer in ("asked the lab", "no sample left"):
        assert sum(answer in after.casefold() for after in told) == 1
    hands.click_words("Verify")
    hands.wait(lambda: hands.sees("Verified:"))
    assert hands.sees(program.session.study.head().hash)


def write_the_report(
    hands: Hands, prompter: ScriptedPrompter, into: Path, code: str, name: str
) -> None:
    hands.press(Key.Key_5, CTRL)
    screen = hands.shown(AnalysisScreen)
    hands.wait(lambda: not screen.is_outdated and screen.reporting.button.isEnabled(), LONG)
    prompter.answers.append(into)
    hands.click(screen.reporting.button)
    hands.choose(name)
    hands.wait(lambda: not screen.reporting.is_running and hands.sees(code_of(code)), LONG)
    (folder,) = into.glob(f"copperdesk-report-2026-03-24-{code}")
    assert {"report.html", "report.pdf", "report.docx"} <= {one.name for one in folder.iterdir()}
    found = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    outcome = screen.outcome()
    assert outcome is not None
    assert found["primary"][0]["p"] == outcome.p
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert f'lang="{code}"' in page


def code_of(code: str) -> str:
    """What the message names: the folder of this language."""
    return f"copperdesk-report-2026-03-24-{code}"


def export_the_study(program: Application, hands: Hands, folder: Path) -> None:
    hands.click_menu("File", "Export study…")
    dialog = hands.shown(ExportDialog)
    hands.click(dialog.kinds[ExportKind.TABLES])
    hands.click(dialog.place.control)
    hands.press(Key.Key_A, CTRL)
    type_path(hands, folder)
    hands.click_words("Export")
    hands.wait(lambda: "Written into “March”" in program.window.message_bar.text, 60)
    assert (folder / "patients.csv").read_text(encoding="utf-8").count("\n") == 34


def type_path(hands: Hands, path: Path) -> None:
    """Paste it, as one does with a path."""
    from PySide6.QtGui import QGuiApplication

    QGuiApplication.clipboard().setText(str(path))
    hands.press(Key.Key_V, CTRL)


def back_it_up(program: Application, hands: Hands) -> None:
    study = program.session.study
    assert not study.is_backed_up()
    hands.click_menu("File", "Back up now…")
    hands.wait(study.is_backed_up, 60)
    assert hands.sees("Last backup today 10:12")
    newest = max(study.path.parent.glob("* backups/*.cdesk"), key=lambda one: one.stat().st_mtime)
    assert verify_file(newest, now=DEMO_NOW).is_clean
