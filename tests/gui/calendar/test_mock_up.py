"""The painted marks of the demo's timeline are those of the mock-up 02-cohort-timeline."""

from collections.abc import Generator
from datetime import date
from pathlib import Path
from shutil import copy

import pytest

from domain.study import Study
from domain.visits import VisitKind
from gui.calendar.timeline_model import TimelineModel
from gui.demo import DEMO_NOW
from gui.theme import Theme
from tests.gui.demo_import import SHEET, accept, morning_sheet, planned
from tests.gui.test_demo_timeline import MARKS, TIMELINE, TODAY, of_the_mock_up

FIRST, LAST = date(2026, 3, 2), date(2026, 4, 12)


@pytest.fixture(scope="module")
def imported(made_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Generator[Study]:
    folder = tmp_path_factory.mktemp("imported")
    copy(made_demo.with_name(SHEET), folder)
    opened = Study.open(Path(copy(made_demo, folder)), by="A. Nowak", now=DEMO_NOW)
    accept(opened, planned(opened, morning_sheet(opened)))
    yield opened
    opened.close()


def painted(model: TimelineModel, code: str) -> set[str]:
    """The marks of a row between 2 March and 12 April, as tokens of `TIMELINE`."""
    row = model.row_at(model.codes.index(code))
    prefixes = {VisitKind.INFUSION: "I", VisitKind.DRAW: "", VisitKind.RATING: ""}
    tokens: set[str] = set()
    for day, events in row.events.items():
        for event in events:
            prefix = prefixes[event.glyph.kind]
            if event.glyph.kind is VisitKind.RATING and event.key.code == "post":
                prefix = "R"
            token = f"{prefix}{event.key.code}{MARKS[event.glyph.status]} {day.day}.{day.month}"
            tokens |= {token} if FIRST <= day <= LAST else set()
    return tokens


@pytest.mark.parametrize("code", TIMELINE)
def test_a_row_shows_the_marks_of_the_mock_up(imported: Study, theme: Theme, code: str):
    model = TimelineModel(imported, TODAY)
    model.show_codes(list(TIMELINE))

    assert painted(model, code) == of_the_mock_up(code)
