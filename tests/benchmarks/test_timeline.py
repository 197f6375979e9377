"""How long the timeline takes to paint, to scroll, and to follow a write, on a large cohort."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from domain.patient import Patient
from domain.schedule import Course
from domain.study import Study
from gui.calendar.screen import CalendarScreen
from gui.session import Session
from gui.theme import Theme, ThemeChoice
from tests.builders import study_with
from tests.gui.conftest import ScriptedPrompter

TODAY = date(2026, 3, 24)


class LargeStudy:
    """The answers of a small study, repeated for many made-up patients."""

    def __init__(self, study: Study, patients: int) -> None:
        patient, course = study.patient("KET-001"), study.course("KET-001")
        self.days, self.protocol = study.days, study.protocol
        self._patients = {
            code: replace(patient, code=code)
            for code in (f"K-{number:05}" for number in range(patients))
        }
        self._courses = {
            code: _shifted(course, code, number % 140 - 70)
            for number, code in enumerate(self._patients)
        }

    def patients(self) -> dict[str, Patient]:
        return self._patients

    def patient(self, code: str) -> Patient:
        return self._patients[code]

    def courses(self) -> dict[str, Course]:
        return self._courses


def _shifted(course: Course, code: str, days: int) -> Course:
    by = timedelta(days=days)

    def moved(visit):
        window = visit.window
        return replace(
            visit,
            key=replace(visit.key, patient=code),
            window=replace(
                window, target=window.target + by, first=window.first + by, last=window.last + by
            ),
        )

    return Course(
        code,
        tuple(map(moved, course.infusions)),
        tuple(map(moved, course.draws)),
        tuple(map(moved, course.ratings)),
    )


@pytest.fixture(params=[200, 10_000])
def screen(
    request: pytest.FixtureRequest,
    qapp: QApplication,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> CalendarScreen:
    Theme(qapp, ThemeChoice.LIGHT)
    study = study_with("KET-001")
    session = Session()
    large = LargeStudy(study, request.param)
    monkeypatch.setattr(Session, "study", property(lambda _session: large))
    monkeypatch.setattr(Session, "today", lambda _session: TODAY)
    shown = CalendarScreen(session, ScriptedPrompter())
    qtbot.addWidget(shown)
    shown.resize(1244, 850)
    shown.show()
    QApplication.processEvents()
    return shown


def test_painting_a_viewport(screen: CalendarScreen, benchmark: BenchmarkFixture):
    viewport = screen.view.viewport()
    picture = QPixmap(viewport.size())

    benchmark(viewport.render, picture)

    assert not picture.isNull()


def test_scrolling_a_page_of_patients(screen: CalendarScreen, benchmark: BenchmarkFixture):
    bar = screen.view.verticalScrollBar()
    picture = QPixmap(screen.view.viewport().size())

    def scroll() -> None:
        bar.setValue((bar.value() + bar.pageStep()) % max(1, bar.maximum()))
        screen.view.viewport().render(picture)

    benchmark(scroll)

    assert bar.maximum() > 0


def test_moving_by_a_week(screen: CalendarScreen, benchmark: BenchmarkFixture):
    steps = iter([1, -1] * 10_000)

    def move() -> None:
        screen.view.move_weeks(next(steps))
        QApplication.processEvents()

    benchmark(move)

    assert screen.model.rowCount() > 0


FRAMES = 200
A_FRAME = 16.0
"""Milliseconds of this thread's own time, so that a busy machine changes nothing."""


def still(screen: CalendarScreen, _number: int) -> None:
    screen.view.viewport().repaint()


def down(screen: CalendarScreen, _number: int) -> None:
    bar = screen.view.verticalScrollBar()
    bar.setValue((bar.value() + 40) % bar.maximum())


def sideways(screen: CalendarScreen, number: int) -> None:
    screen.view.horizontalScrollBar().setValue(20 + number % 60)


def by_weeks(screen: CalendarScreen, number: int) -> None:
    screen.view.move_weeks(1 if number % 40 < 20 else -1)


@pytest.mark.parametrize("step", [still, down, sideways, by_weeks])
def test_of_a_hundred_frames_five_at_most_take_longer_than_a_frame(
    screen: CalendarScreen,
    benchmark: BenchmarkFixture,
    step: Callable[[CalendarScreen, int], None],
):
    taken: list[float] = []

    def frame() -> None:
        started = time.thread_time()
        step(screen, len(taken))
        QApplication.processEvents()
        taken.append((time.thread_time() - started) * 1000)

    benchmark.pedantic(frame, rounds=FRAMES, warmup_rounds=5)

    p95 = sorted(taken)[round(len(taken) * 0.95)]
    benchmark.extra_info["p95_ms"] = round(p95, 1)
    print(f"{step.__name__}, {len(screen.model.codes)} patients listed: p95 {p95:.1f} ms")  # noqa: T201 -- the figure is what is asked for
    assert p95 <= A_FRAME
