"""The demo study: what the screens' examples show of it, read off the mock-ups."""

import os
import sqlite3
from collections import Counter
from collections.abc import Generator
from datetime import date, timedelta
from pathlib import Path
from shutil import copy

import pytest

from domain.agenda import AgendaItem
from domain.patient import Diagnosis, PatientState
from domain.storage.study_file import StudyRefused, WhyNot
from domain.study import Study
from domain.visits import Rating, VisitKind
from gui.demo import DEMO_NOW, demo_clock, make_demo
from tests.gui.demo_import import ANSWERED, SHEET, STILL_WAITING


@pytest.fixture(scope="module")
def study(made_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Generator[Study]:
    path = copy(made_demo, tmp_path_factory.mktemp("demo"))
    opened = Study.open(Path(path), by="A. Nowak", now=DEMO_NOW)
    yield opened
    opened.close()


def told(items: tuple[AgendaItem, ...]) -> list[tuple[str, str]]:
    return [(item.patient, f"{item.visit.key.kind} {item.visit.key.code}") for item in items]


def test_it_has_33_patients_and_says_that_it_is_the_demo(study: Study):
    assert list(study.patients()) == [f"KET-{number:03}" for number in range(1, 34)]
    assert study.is_demo


def test_what_is_not_done_and_due_on_its_morning(study: Study):
    agenda = study.agenda(now=DEMO_NOW)

    assert told(agenda.not_done) == [("KET-025", "draw inf5"), ("KET-027", "rating week2")]
    assert told(agenda.due_today) == [
        ("KET-030", "rating week1"),
        ("KET-030", "infusion 3"),
        ("KET-024", "draw inf7"),
        ("KET-027", "draw inf5"),
        ("KET-028", "infusion 3"),
    ]
    assert [str(item.due_time) for item in agenda.due_today if item.due_time] == [
        "10:30:00",
        "10:30:00",
        "12:00:00",
    ]


def test_what_was_done_before_ten_that_morning(study: Study):
    done = study.agenda(now=DEMO_NOW).done_today

    assert told(done) == [
        ("KET-026", "infusion 5"),
        ("KET-026", "rating week2"),
        ("KET-029", "draw inf3"),
    ]
    moments = [item.visit.done_at for item in done]
    assert [f"{moment:%H:%M}" for moment in moments if moment] == ["09:05", "08:40", "07:50"]
    rating = done[1].visit
    assert isinstance(rating, Rating)
    assert (rating.madrs, rating.ymrs) == (21, 2)
    assert {item.visit.recorded_by for item in done} == {"A. Nowak"}


def test_what_is_coming_in_the_next_eight_days(study: Study):
    coming = [
        (ahead.day.day, *(Counter(i.visit.key.kind for i in ahead.items)[k] for k in VisitKind))
        for ahead in study.agenda(now=DEMO_NOW).coming
    ]

    # day, infusions, draws, ratings
    assert coming == [
        (25, 0, 4, 0),
        (26, 5, 0, 2),
        (27, 3, 4, 2),
        (28, 0, 0, 0),
        (29, 0, 0, 0),
        (30, 5, 0, 3),
        (31, 3, 3, 2),
        (1, 0, 3, 0),
    ]


def test_two_patients_start_soon(study: Study):
    starting = study.agenda(now=DEMO_NOW).starting_soon

    assert [(i.patient, i.planned_on.isoformat()) for i in starting] == [
        ("KET-031", "2026-03-26"),
        ("KET-032", "2026-03-30"),
    ]


def test_what_the_sheet_answers_waits_for_the_lab_and_three_draws_more(study: Study):
    waiting = study.agenda(now=DEMO_NOW).waiting_for_lab

    places = {(draw.patient, draw.key.code) for draw in waiting}
    assert places == ANSWERED | STILL_WAITING


def test_two_patients_withdrew(study: Study):
    left = {
        code: patient.withdrawn_on
        for code, patient in study.patients().items()
        if patient.state is PatientState.WITHDRAWN
    }

    assert left == {"KET-014": date(2025, 11, 13), "KET-021": date(2026, 3, 9)}


def test_ket_024_is_the_patient_of_the_example(study: Study):
    patient = study.patient("KET-024")
    course = study.course("KET-024")

    assert (patient.sex.value, patient.diagnosis, patient.weight_kg) == ("F", Diagnosis.MDD, 68.0)
    assert patient.age_at_enrolment == 47
    assert patient.enrolled_on == date(2026, 2, 27)
    assert set(patient.comorbidities) == {"hypothyroidism", "arterial hypertension"}
    scores = [(rating.madrs, rating.ymrs) for rating in course.ratings[:4]]
    assert scores == [(34, 3), (29, 2), (24, 4), (19, 2)]
    assert {i.dose_mg for i in course.given()} == {34.0}


def test_ket_024_has_the_results_of_the_example_before_the_labs_correction(study: Study):
    draws = [d for d in study.course("KET-024").draws if d.result is not None]

    assert [
        (d.key.code, d.result.verbatim, d.result.source.file, d.result.source.cell)
        for d in draws
        if d.result
    ] == [
        ("baseline", "118,2", "Cu_2026-03-09.xlsx", "Wyniki!C6"),
        ("inf1", "112,6", "Cu_2026-03-09.xlsx", "Wyniki!C9"),
        ("inf3", "109,4", "Cu_2026-03-16.xlsx", "Wyniki!C8"),
    ]
    assert [f"{d.done_at:%d.%m %H:%M}" for d in draws] == [
        "27.02 07:40",
        "03.03 07:55",
        "10.03 08:05",
    ]


def test_every_value_is_plausible(study: Study):
    for course in study.courses().values():
        for draw in course.draws:
            if draw.result is not None:
                assert draw.result.ug_dl is not None
                assert 70 <= draw.result.ug_dl <= 160
                assert draw.specimen_id.startswith(f"CU{draw.shown_on:%y}-")
                assert draw.collector
        for rating in course.ratings:
            if rating.madrs is not None and rating.ymrs is not None:
                assert 0 <= rating.madrs <= 45
                assert 0 <= rating.ymrs <= 6
                assert rating.rater


def test_no_two_tubes_have_one_number(study: Study):
    tubes = [d.specimen_id for c in study.courses().values() for d in c.draws if d.specimen_id]

    assert max(Counter(tubes).values()) == 1


def test_no_day_has_more_infusions_than_the_ward_takes(study: Study):
    days = Counter(i.shown_on for c in study.courses().values() for i in c.current_infusions())

    assert max(days.values()) <= study.protocol.calendar.daily_infusion_limit
    assert days[date(2026, 4, 7)] == 6


def test_its_trail_is_whole_in_order_and_marked_as_demo(study: Study):
    trail = study.trail()

    assert study.verify().is_clean
    assert all(entry.is_demo for entry in trail)
    assert [entry.at for entry in trail] == sorted(entry.at for entry in trail)
    assert {entry.who for entry in trail} == {"A. Nowak", "M. Wójcik"}
    assert trail[-1].at <= DEMO_NOW


def test_its_clock_opens_on_its_morning_and_ticks(study: Study):
    clock = demo_clock(study)

    first = clock()
    assert timedelta() <= first - DEMO_NOW < timedelta(minutes=1)
    assert f"{first:%Y-%m-%d %H:%M}" == "2026-03-24 10:12"
    assert clock() >= first


def test_its_clock_opens_at_the_last_entry_if_that_is_later(made_demo: Path, tmp_path: Path):
    path = Path(copy(made_demo, tmp_path))
    later = DEMO_NOW + timedelta(days=2, hours=3)
    study = Study.open(path, by="A. Nowak", now=later)
    study.withdraw("KET-033", on=later.date(), reason="consent_withdrawn", now=later)

    opens_at = demo_clock(study)()
    study.close()

    assert timedelta() <= opens_at - later < timedelta(minutes=1)
    assert opens_at.utcoffset() == later.utcoffset()


def test_a_file_that_is_there_is_never_overwritten(tmp_path: Path):
    path = tmp_path / "Demo.cdesk"
    path.write_text("somebody's notes", encoding="utf-8")

    with pytest.raises(StudyRefused) as refused:
        make_demo(path)

    assert refused.value.why is WhyNot.EXISTS
    assert path.read_text(encoding="utf-8") == "somebody's notes"
    assert not (tmp_path / SHEET).exists()


def test_only_the_study_and_its_sheet_are_left_behind(made_demo: Path):
    assert {file.name for file in made_demo.parent.iterdir()} == {"Demo.cdesk", SHEET}


def test_a_half_made_demo_is_made_anew(tmp_path: Path):
    left = tmp_path / ".Demo.cdesk-0123abcd.part"
    left.write_text("the program was killed here", encoding="utf-8")
    os.utime(left, (0, 0))

    make_demo(tmp_path / "Demo.cdesk")

    assert {file.name for file in tmp_path.iterdir()} == {"Demo.cdesk", SHEET}


def test_a_demo_whose_sheet_cannot_be_written_is_not_left_behind(tmp_path: Path):
    (tmp_path / SHEET).mkdir()

    with pytest.raises(StudyRefused) as refused:
        make_demo(tmp_path / "Demo.cdesk")

    assert refused.value.path.name == SHEET
    assert {file.name for file in tmp_path.iterdir()} == {SHEET}


def test_the_same_recipe_makes_the_same_tables(made_demo: Path, tmp_path: Path):
    make_demo(tmp_path / "Again.cdesk")

    assert tables_of(tmp_path / "Again.cdesk") == tables_of(made_demo)


def tables_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    connection = sqlite3.connect(path)
    names = ("patients", "comorbidities", "infusions", "draws", "ratings", "results", "imports")
    tables = {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in names}
    connection.close()
    return tables


def test_the_sheet_beside_it_looks_as_the_lab_writes_it(made_demo: Path):
    from openpyxl import load_workbook

    page = load_workbook(made_demo.with_name(SHEET))["Wyniki"]
    rows = list(page.iter_rows(values_only=True))

    assert "made-up data" in str(rows[0][0])
    assert rows[3] == ("Pacjent", "Data pobrania", "Miedź [µg/dL]")
    assert len(rows[4:]) == 15
    assert rows[14] == ("KET-O27", "17.03.2026 07:50", "99,9")
