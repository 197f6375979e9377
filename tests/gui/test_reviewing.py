"""Findings that come with time alone appear in the window, without anybody recording anything."""

from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from domain.changes import Changes
from domain.progress import Progress
from domain.quality import QueryRule
from domain.study import Study
from gui.reviewing import Reviewing
from gui.session import Session
from tests.builders import NOW, draw, study_with

LATER = NOW + timedelta(days=40)


class Clock:
    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture
def session(qapp: QApplication, clock: Clock) -> Session:
    return Session(clock)


@pytest.fixture
def reviewing(session: Session) -> Reviewing:
    return Reviewing(session, session, after_opening_ms=0)


def waiting_for_a_result(path: Path | None = None) -> Study:
    made = study_with("KET-001", "KET-002", path=path)
    made.collect_draw(draw("baseline"), on=NOW.date(), at=NOW, now=NOW)
    return made


def rules(study: Study) -> list[tuple[str, QueryRule]]:
    return [(query.key.patient, query.rule) for query in study.queries()]


def test_a_study_opened_after_weeks_asks_for_the_missing_result(
    qtbot: QtBot, session: Session, reviewing: Reviewing, clock: Clock
):
    clock.now = LATER
    with (
        qtbot.waitSignal(reviewing.ended),
        qtbot.waitSignal(session.changed) as told,
    ):
        session.open(waiting_for_a_result(), clock)

    assert rules(session.study) == [("KET-001", QueryRule.RESULT_MISSING)]
    assert (told.args[0].patients, told.args[0].queries) == ({"KET-001"}, True)


def test_a_study_in_which_nothing_is_new_stays_as_it_is(
    qtbot: QtBot, session: Session, reviewing: Reviewing, clock: Clock
):
    with (
        qtbot.waitSignal(reviewing.ended),
        qtbot.assertNotEmitted(session.changed),
    ):
        session.open(waiting_for_a_result(), clock)
        before = session.study.head()

    assert session.study.head() == before


def test_a_new_day_is_reviewed_while_the_study_is_open(
    qtbot: QtBot, session: Session, reviewing: Reviewing, clock: Clock
):
    with qtbot.waitSignal(reviewing.ended):
        session.open(waiting_for_a_result(), clock)
    assert not rules(session.study)

    clock.now = LATER
    with qtbot.waitSignal(reviewing.ended):
        reviewing.look_at_the_day()
    assert rules(session.study) == [("KET-001", QueryRule.RESULT_MISSING)]

    with qtbot.assertNotEmitted(reviewing.ended, wait=300):
        reviewing.look_at_the_day()


def test_a_study_that_is_only_read_is_not_reviewed(
    qtbot: QtBot, session: Session, reviewing: Reviewing, clock: Clock, tmp_path: Path
):
    made = waiting_for_a_result(tmp_path / "study.cdesk")
    made.close()
    clock.now = LATER
    with (
        qtbot.assertNotEmitted(session.refused),
        qtbot.assertNotEmitted(reviewing.ended, wait=300),
    ):
        session.open(Study.open_to_read(made.path, by="A. Nowak"), clock)

    assert not session.study.queries()
    session.close()


def test_a_study_closed_meanwhile_is_not_asked_any_more(
    qtbot: QtBot, session: Session, reviewing: Reviewing, clock: Clock
):
    session.open(waiting_for_a_result(), clock)
    with qtbot.assertNotEmitted(reviewing.ended, wait=300):
        session.close()


def test_a_patient_at_a_time_is_reviewed_when_time_is_short(
    qtbot: QtBot, session: Session, reviewing: Reviewing, clock: Clock, monkeypatch
):
    monkeypatch.setattr("gui.reviewing._SLICE_SECONDS", 0)
    asked: list[str] = []
    turns: list[int] = []
    has_news = Study.has_news

    def noting(study: Study, patient: str, *, now: datetime) -> bool:
        asked.append(patient)
        return has_news(study, patient, now=now)

    monkeypatch.setattr(Study, "has_news", noting)
    reviewing._next.timeout.connect(lambda: turns.append(len(asked)))

    with qtbot.waitSignal(reviewing.ended):
        session.open(waiting_for_a_result(), clock)

    assert asked == ["KET-001", "KET-002"]
    assert turns[:2] == [1, 2]


def test_a_study_that_is_lent_is_reviewed_when_it_is_given_back(
    qtbot: QtBot, session: Session, reviewing: Reviewing, clock: Clock
):
    given_back = Event()

    def long_step(study: Study, *, now: datetime, progress: Progress) -> Changes:
        assert given_back.wait(10)
        return Changes()

    clock.now = LATER
    session.open(waiting_for_a_result(), clock)
    session.lend(long_step)
    with qtbot.assertNotEmitted(reviewing.ended, wait=300):
        pass
    assert not rules(session.study)

    with qtbot.waitSignal(reviewing.ended):
        given_back.set()
    assert rules(session.study) == [("KET-001", QueryRule.RESULT_MISSING)]
