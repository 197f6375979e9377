"""A disk that fills up while something is recorded; SQLite's page limit stands for it."""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from domain.storage import scripts
from domain.storage.study_file import StudyRefused, WhyNot
from domain.study import Study
from tests.builders import NOW, enrolment, infusion, protocol, study_with


@pytest.fixture
def study(tmp_path: Path) -> Generator[Study]:
    made = study_with("KET-001", path=tmp_path / "study.cdesk")
    yield made
    made.close()


@contextmanager
def full_disk(study: Study) -> Generator[None]:
    connection = study._file.connection
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")
    yield
    connection.execute("PRAGMA max_page_count = 1073741823")


def enrol_until_refused(study: Study) -> tuple[StudyRefused, list[str]]:
    stored: list[str] = []
    for number in range(2, 100):
        code = f"KET-{number:03}"
        try:
            study.enrol(enrolment(code), now=NOW)
        except StudyRefused as refused:
            return refused, stored
        stored.append(code)
    raise AssertionError("the disk never filled up")


def test_a_full_disk_is_refused_by_name(study: Study):
    with full_disk(study):
        refused, _stored = enrol_until_refused(study)

    assert (refused.why, refused.path) == (WhyNot.NO_SPACE, study.path)


def test_a_full_disk_leaves_nothing_of_what_was_being_recorded(study: Study):
    with full_disk(study):
        _refused, stored = enrol_until_refused(study)
        patients, courses = list(study.patients()), study.courses()

        assert patients == ["KET-001", *stored]
        assert list(courses) == patients
        assert study.verify().is_clean


def test_a_study_goes_on_once_there_is_room_again(study: Study):
    with full_disk(study):
        _refused, stored = enrol_until_refused(study)
    refused_code = f"KET-{len(stored) + 2:03}"

    study.enrol(enrolment(refused_code), now=NOW)
    study.give_infusion(infusion(1, refused_code), on=NOW.date(), at=NOW, now=NOW)
    study.close()

    with_room = Study.open(study.path, by="A. Nowak", now=NOW)
    assert list(with_room.patients()) == ["KET-001", *stored, refused_code]
    assert with_room.verify().is_clean
    with_room.close()


def test_a_study_that_does_not_fit_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "new.cdesk"
    run = scripts.run

    def on_a_small_disk(connection: sqlite3.Connection, *, after: int) -> None:
        connection.execute("PRAGMA max_page_count = 4")
        run(connection, after=after)

    monkeypatch.setattr(scripts, "run", on_a_small_disk)

    with pytest.raises(StudyRefused) as refused:
        Study.create(path, protocol(), name="New", by="A. Nowak", now=NOW)

    assert refused.value.why is WhyNot.NO_SPACE
    assert list(tmp_path.iterdir()) == []


def test_an_error_that_is_not_the_disks_is_not_called_a_refusal(study: Study):
    with pytest.raises(sqlite3.IntegrityError), study._file.transaction() as connection:
        connection.execute("INSERT INTO patients (code) VALUES (NULL)")
