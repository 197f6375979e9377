"""The demo's timeline, every glyph of it, before and after the morning's import."""

from collections.abc import Generator
from datetime import date
from pathlib import Path
from shutil import copy

import pytest

from domain.study import Study
from domain.visits import Infusion, Rating, Status
from gui.demo import DEMO_NOW
from tests.gui.demo_import import ANSWERED, SHEET, accept, morning_sheet, planned

TODAY = date(2026, 3, 24)

# The timeline of the mock-up, which shows the demo after the morning's import, from 2 March to
# 12 April: * done, ~ waiting for the lab, ^ done out of window, x missed or no result, ! overdue,
# ? late, = due today, nothing: planned.
TIMELINE = {
    "KET-021": "I3* 3.3 I4* 6.3 inf3* 4.3 week1* 3.3",
    "KET-022": "I5* 2.3 I6* 5.3 I7* 9.3 I8* 12.3 inf5* 3.3 inf7* 10.3 post~ 19.3 "
    "week2* 2.3 week3* 9.3 Rpost* 19.3",
    "KET-023": "I3* 3.3 I4* 6.3 I5* 10.3 I6* 13.3 I7* 17.3 I8* 20.3 inf3* 4.3 inf5* 11.3 "
    "inf7x 18.3 post 27.3 week1* 3.3 week2* 10.3 week3* 17.3 Rpost 27.3",
    "KET-024": "I1* 2.3 I2* 5.3 I3* 9.3 I4* 12.3 I5* 16.3 I6* 19.3 I7* 23.3 I8 26.3 inf1* 3.3 "
    "inf3* 10.3 inf5* 17.3 inf7= 24.3 post 2.4 week0* 2.3 week1* 9.3 week2* 16.3 week3* 23.3 "
    "Rpost 2.4",
    "KET-025": "I1* 5.3 I2* 9.3 I3* 12.3 I4* 16.3 I5* 19.3 I6* 23.3 I7 26.3 I8 30.3 baseline* 4.3 "
    "inf1* 6.3 inf3* 13.3 inf5! 20.3 inf7 27.3 post 7.4 week0* 5.3 week1* 12.3 week2* 19.3 "
    "week3 26.3 Rpost 7.4",
    "KET-026": "I1* 10.3 I2* 13.3 I3* 17.3 I4* 20.3 I5* 24.3 I6 27.3 I7 31.3 I8 3.4 baseline* 9.3 "
    "inf1* 11.3 inf3~ 18.3 inf5 25.3 inf7 1.4 post 10.4 week0* 10.3 week1* 17.3 week2* 24.3 "
    "week3 31.3 Rpost 10.4",
    "KET-027": "I1* 9.3 I2* 12.3 I3* 16.3 I4* 19.3 I5* 23.3 I6 26.3 I7 30.3 I8 2.4 baseline* 6.3 "
    "inf1* 10.3 inf3* 17.3 inf5= 24.3 inf7 31.3 post 9.4 week0* 9.3 week1* 16.3 week2? 23.3 "
    "week3 30.3 Rpost 9.4",
    "KET-028": "I1* 13.3 I2x 17.3 I2* 20.3 I3= 24.3 I4 27.3 I5 31.3 I6 3.4 I7 7.4 I8 10.4 "
    "baseline* 12.3 inf1* 13.3 inf3 25.3 inf5 1.4 inf7 8.4 week0* 13.3 week1* 20.3 week2 27.3 "
    "week3 3.4",
    "KET-029": "I1* 16.3 I2* 19.3 I3* 23.3 I4 26.3 I5 30.3 I6 2.4 I7 7.4 I8 9.4 baseline* 13.3 "
    "inf1* 17.3 inf3~ 24.3 inf5 31.3 inf7 8.4 week0* 16.3 week1* 23.3 week2 30.3 week3 7.4",
    "KET-030": "I1* 17.3 I2* 20.3 I3= 24.3 I4 27.3 I5 31.3 I6 3.4 I7 7.4 I8 10.4 baseline* 16.3 "
    "inf1^ 20.3 inf3 25.3 inf5 1.4 inf7 8.4 week0* 17.3 week1= 24.3 week2 31.3 week3 7.4",
    "KET-031": "I1 26.3 I2 30.3 I3 2.4 I4 7.4 I5 9.4 baseline 25.3 inf1 27.3 inf3 3.4 inf5 10.4 "
    "week0 26.3 week1 2.4 week2 9.4",
    "KET-032": "I1 30.3 I2 2.4 I3 7.4 I4 9.4 baseline 27.3 inf1 31.3 inf3 8.4 week0 30.3 week1 7.4",
    "KET-033": "I1 7.4 I2 10.4 baseline 3.4 inf1 8.4 week0 7.4",
}
MARKS = {
    Status.DONE: "*",
    Status.WAITING_FOR_LAB: "~",
    Status.DONE_OUT_OF_WINDOW: "^",
    Status.MISSED: "x",
    Status.OVERDUE: "!",
    Status.LATE: "?",
    Status.DUE_TODAY: "=",
    Status.PLANNED: "",
}


@pytest.fixture(scope="module")
def study(made_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Generator[Study]:
    path = copy(made_demo, tmp_path_factory.mktemp("demo"))
    opened = Study.open(Path(path), by="A. Nowak", now=DEMO_NOW)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def imported(made_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Generator[Study]:
    folder = tmp_path_factory.mktemp("imported")
    copy(made_demo.with_name(SHEET), folder)
    opened = Study.open(Path(copy(made_demo, folder)), by="A. Nowak", now=DEMO_NOW)
    accept(opened, planned(opened, morning_sheet(opened)))
    yield opened
    opened.close()


def timeline(study: Study, patient: str) -> set[str]:
    """Tokens as in `TIMELINE`."""
    shown: set[str] = set()
    for visit in study.course(patient).visits():
        day = visit.shown_on
        status = visit.status(TODAY)
        if date(2026, 3, 2) <= day <= date(2026, 4, 12) and status is not Status.CANCELLED:
            prefix = "I" if isinstance(visit, Infusion) else ""
            if isinstance(visit, Rating) and visit.key.code == "post":
                prefix = "R"
            shown.add(f"{prefix}{visit.key.code}{MARKS[status]} {day.day}.{day.month}")
    return shown


def of_the_mock_up(patient: str) -> set[str]:
    words = TIMELINE[patient].split()
    return {f"{visit} {day}" for visit, day in zip(words[::2], words[1::2], strict=True)}


def before_the_import(patient: str) -> set[str]:
    waiting = {draw for code, draw in ANSWERED if code == patient}
    return {
        f"{bare}~ {token.split()[1]}"
        if (bare := token.split()[0].rstrip("*^x")) in waiting
        else token
        for token in of_the_mock_up(patient)
    }


@pytest.mark.parametrize("patient", TIMELINE)
def test_after_the_import_every_glyph_is_the_mock_ups(imported: Study, patient: str):
    assert timeline(imported, patient) == of_the_mock_up(patient)


@pytest.mark.parametrize("patient", TIMELINE)
def test_before_the_import_the_draws_of_the_sheet_wait_for_the_lab(study: Study, patient: str):
    assert timeline(study, patient) == before_the_import(patient)


def test_the_other_twenty_patients_are_over_before_the_timeline_begins(study: Study):
    earlier = [code for code in study.patients() if code not in TIMELINE]

    assert len(earlier) == 20
    assert not any(timeline(study, code) for code in earlier)
    assert {
        visit.state.value
        for code in earlier
        for visit in study.course(code).visits()
        if visit.status(TODAY).is_not_done
    } == set()
