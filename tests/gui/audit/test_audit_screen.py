"""The audit trail on its screen: every change once, filters, search, export, check, no lag."""

import csv
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from domain.edits import CollectDraw
from domain.move_edits import ChangeProtocol, ConfirmDefaults
from domain.storage.audit import What
from gui.audit.filter_row import Span
from gui.audit.screen import AuditScreen
from gui.audit.trail_model import PAGE
from gui.demo import DEMO_NOW
from gui.navigation import Navigator, Place, ScreenName
from gui.session import Session
from tests.builders import draw, moment
from tests.gui.conftest import ScriptedPrompter

LEFT = Qt.MouseButton.LeftButton
CU7 = draw("inf7", "KET-024")


@pytest.fixture
def screen(session: Session, prompter: ScriptedPrompter, qtbot: QtBot) -> AuditScreen:
    made = AuditScreen(session, prompter, Navigator())
    qtbot.addWidget(made)
    made.resize(1240, 800)
    made.show()
    return made


def collect(session: Session) -> None:
    session.perform(CollectDraw(CU7, on=DEMO_NOW.date(), at=DEMO_NOW))


def read_all(screen: AuditScreen) -> None:
    while screen.model.canFetchMore():
        screen.model.fetchMore()


def test_only_the_newest_page_is_read_until_somebody_scrolls(
    screen: AuditScreen, session: Session, qtbot: QtBot
):
    count = session.study.head().count
    assert count > 2 * PAGE
    assert [row.entry.seq for row in screen.model.rows][:2] == [count, count - 1]
    assert len(screen.model.rows) < count

    read_all(screen)

    assert [row.entry.seq for row in screen.model.rows] == list(range(count, 0, -1))


def test_scrolling_to_the_end_reads_on(screen: AuditScreen, qtbot: QtBot):
    before = len(screen.model.rows)
    screen.table.verticalScrollBar().setValue(screen.table.verticalScrollBar().maximum())

    qtbot.waitUntil(lambda: len(screen.model.rows) > before)


def test_a_change_is_told_in_full_below_the_table(
    screen: AuditScreen, session: Session, qtbot: QtBot
):
    collect(session)

    assert screen.model.rows[0].what == "Draw collected"
    assert "Old: state planned" in screen.card.text
    assert "New: time 24 Mar 2026 10:12, state done" in screen.card.text


def test_a_change_of_the_protocol_is_told_setting_by_setting(
    screen: AuditScreen, session: Session, qtbot: QtBot
):
    protocol = session.study.protocol
    longer = replace(protocol, infusions=replace(protocol.infusions, max_gap_days=6))
    session.perform(ChangeProtocol(longer, "Amendment 2"))

    row = next(row for row in screen.model.rows if row.entry.table == "study")
    assert row.before == "Infusions, Gap between two: 2 to 5 days"
    assert row.after == "Infusions, Gap between two: 2 to 6 days"
    assert row.why == "Amendment 2"


def test_a_confirmed_default_is_told_by_its_name(screen: AuditScreen, session: Session):
    session.perform(ConfirmDefaults(frozenset({"infusions.gaps"})))

    row = screen.model.rows[0]
    assert (row.before, row.after) == (
        "Gaps between infusions: to be confirmed",
        "Gaps between infusions: confirmed",
    )


def test_the_filters_leave_exactly_the_entries_they_name(screen: AuditScreen, session: Session):
    trail = session.study.trail()
    screen.filters.patient.choose("KET-026")
    screen.filters.what.choose(What.GIVE_INFUSION)
    read_all(screen)

    wanted = [e.seq for e in trail if e.patient == "KET-026" and e.what is What.GIVE_INFUSION]
    assert [row.entry.seq for row in screen.model.rows] == wanted[::-1]
    assert wanted
    assert screen.context == f"{len(wanted)} of {len(trail)} entries"


def test_the_days_are_local_days(screen: AuditScreen, session: Session):
    trail = session.study.trail()
    days = sorted({entry.at.date() for entry in trail})
    day = days[len(days) // 2]
    screen.filters.span.choose(Span.BETWEEN)
    screen.filters.first.set_day(day)
    screen.filters.last.set_day(day)
    read_all(screen)

    shown = {row.entry.seq for row in screen.model.rows}
    assert shown == {entry.seq for entry in trail if entry.at.date() == day}


def test_yesterday_is_one_choice(screen: AuditScreen, session: Session):
    yesterday = session.today() - timedelta(days=1)
    screen.filters.span.choose(Span.YESTERDAY)
    read_all(screen)

    wanted = {entry.seq for entry in session.study.trail() if entry.at.date() == yesterday}
    assert wanted
    assert {row.entry.seq for row in screen.model.rows} == wanted


def test_an_entry_just_after_local_midnight_belongs_to_the_new_day(session: Session):
    from domain.storage.trail_reading import TrailFilter

    session.study.add_note("KET-026", "night", now=moment("2026-03-25 00:05"))  # 23:05 UTC

    assert session.study.trail_count(TrailFilter(first=date(2026, 3, 25))) == 1


def test_the_search_goes_through_the_whole_trail(
    screen: AuditScreen, session: Session, qtbot: QtBot
):
    qtbot.keyClicks(screen.search, "ket-001")
    qtbot.waitUntil(lambda: screen.context.endswith("found"), timeout=20000)

    wanted = {e.seq for e in session.study.trail() if e.patient == "KET-001"}
    assert {row.entry.seq for row in screen.model.rows} >= wanted
    assert screen.context == f"{len(screen.model.rows)} entries found"


def test_what_matches_nothing_can_be_cleared(screen: AuditScreen, qtbot: QtBot):
    qtbot.keyClicks(screen.search, "nothing like it")
    qtbot.waitUntil(screen.empty.isVisible, timeout=20000)
    assert screen.empty.sentence == "No entry matches “nothing like it”."

    qtbot.mouseClick(screen.empty.findChildren(QAbstractButton)[0], LEFT)

    assert screen.search.text() == ""
    assert screen.model.rows


def test_a_place_of_a_patient_shows_that_patients_entries(screen: AuditScreen):
    screen.show_place(Place(ScreenName.AUDIT, patient="KET-033"))

    assert {row.entry.patient for row in screen.model.rows} == {"KET-033"}


def test_verify_checks_a_copy_on_a_worker_while_the_study_stays_usable(
    screen: AuditScreen, session: Session, qtbot: QtBot
):
    qtbot.mouseClick(screen.verify, LEFT)
    assert screen.checking.is_running
    assert session.study.patients()

    qtbot.waitUntil(lambda: not screen.checking.is_running, timeout=20000)

    count = session.study.head().count
    assert screen.checking.verdict.text() == (
        f"Verified: {count} entries, unbroken; the tables are as the trail says."
    )


def test_the_end_of_the_trail_is_shown_whole(screen: AuditScreen, session: Session):
    head = session.study.head()

    assert screen.checking.end.text() == f"{head.count} entries. Last hash: {head.hash}"
    collect(session)
    assert session.study.head().hash in screen.checking.end.text()


def test_the_export_holds_every_wanted_entry_and_no_formula(
    screen: AuditScreen,
    session: Session,
    prompter: ScriptedPrompter,
    tmp_path: Path,
    qtbot: QtBot,
):
    session.study.add_note("KET-026", "=1+1", now=session.now())
    screen.filters.patient.choose("KET-026")
    path = tmp_path / "trail.csv"
    prompter.answers = [path]
    with qtbot.waitSignal(session.informed, timeout=20000):
        qtbot.mouseClick(screen.export, LEFT)

    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    wanted = [str(e.seq) for e in session.study.trail() if e.patient == "KET-026"]
    assert [row["entry"] for row in rows] == wanted[::-1]
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "@"))]


def test_an_export_that_is_cancelled_writes_nothing(
    screen: AuditScreen, prompter: ScriptedPrompter, tmp_path: Path, qtbot: QtBot
):
    path = tmp_path / "trail.csv"
    prompter.answers = [path]
    qtbot.mouseClick(screen.export, LEFT)

    qtbot.mouseClick(screen.exporting.cancel, LEFT)
    qtbot.wait(50)

    assert not path.exists()
    assert not screen.exporting.isVisible()


def test_nothing_in_the_trail_can_be_edited(screen: AuditScreen):
    for row in range(3):
        for column in range(screen.model.columnCount()):
            flags = screen.model.flags(screen.model.index(row, column))
            assert not flags & Qt.ItemFlag.ItemIsEditable


def test_the_model_keeps_qts_rules(screen: AuditScreen, qtmodeltester: ModelTester):
    qtmodeltester.check(screen.model)
