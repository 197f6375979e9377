"""Damaged, altered and write-protected studies: looked at where possible, never written to."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from domain.storage import study_file
from domain.storage.backup import backups_of
from domain.storage.refusals import StudyRefused, WhyNot
from domain.study import Study
from tests.builders import NOW, enrolment, infusion, study_with

STATEMENTS = {
    "trigger": "CREATE TRIGGER evil AFTER INSERT ON draws BEGIN DELETE FROM results; END",
    "view": "CREATE VIEW everything AS SELECT * FROM patients",
    "table": "CREATE TABLE stowaway (a)",
    "guard gone": "DROP TRIGGER audit_is_never_changed",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = study_with("KET-001", path=tmp_path / "Copper.cdesk")
    made.back_up(now=NOW)
    made.close()
    return made.path


def spoilt(path: Path, *statements: str) -> bytes:
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("PRAGMA ignore_check_constraints = ON")
        other.execute("PRAGMA writable_schema = ON")
        for statement in statements:
            other.execute(statement)
    return path.read_bytes()


def refused(path: Path) -> StudyRefused:
    with pytest.raises(StudyRefused) as told:
        Study.open(path, by="B. Lis", now=NOW)
    return told.value


@pytest.mark.parametrize("what", STATEMENTS)
def test_a_study_with_foreign_parts_is_refused_and_may_be_looked_at(path: Path, what: str):
    before = spoilt(path, STATEMENTS[what])

    told = refused(path)

    assert (told.why, told.can_be_read) == (WhyNot.ALTERED, True)
    assert told.backup == backups_of(path)[0]
    looked_at = Study.open_to_read(path, by="B. Lis")
    assert list(looked_at.patients()) == ["KET-001"]
    looked_at.close()
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "change",
    [
        "replace(sql, 'BETWEEN 0 AND 60', 'BETWEEN 0 AND 99') WHERE name = 'ratings'",
        "replace(sql, 'note ', 'n0te ') WHERE name = 'draws'",
        "replace(sql, 'REFERENCES patients (code)', '') WHERE name = 'infusions'",
    ],
)
def test_a_study_whose_tables_differ_is_neither_written_nor_read(path: Path, change: str):
    before = spoilt(path, f"UPDATE sqlite_schema SET sql = {change}")

    told = refused(path)

    assert (told.why, told.can_be_read) == (WhyNot.ALTERED, False)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE draws SET target_on = '2026-03/05' WHERE code = 'inf1'",
        "UPDATE study SET protocol = 'nonsense = ['",
        "UPDATE patients SET enrolled_on = 'yesterday'",
        "UPDATE draws SET code = CAST(x'ff41' AS TEXT) WHERE code = 'inf1'",
    ],
)
def test_a_value_that_is_none_is_damage_and_no_fault_of_the_program(path: Path, statement: str):
    spoilt(path, statement)

    told = refused(path)

    assert (told.why, told.can_be_read) == (WhyNot.DAMAGED, False)
    assert told.backup is not None


@pytest.mark.parametrize("whole_folder", [True, False])
def test_what_cannot_be_written_can_be_looked_at(
    path: Path, monkeypatch: pytest.MonkeyPatch, whole_folder: bool
):
    protected = {path, path.parent} if whole_folder else {path}
    monkeypatch.setattr(study_file.os, "access", lambda place, _how: place not in protected)

    told = refused(path)

    assert (told.why, told.can_be_read) == (WhyNot.NO_PERMISSION, True)


def test_every_command_is_refused_while_a_study_is_only_looked_at(path: Path):
    looked_at = Study.open_to_read(path, by="B. Lis")
    head = looked_at.head()

    for command in (
        lambda: looked_at.give_infusion(infusion(1), on=NOW.date(), at=NOW, now=NOW),
        lambda: looked_at.enrol(enrolment("KET-002"), now=NOW),
        lambda: looked_at.withdraw("KET-001", on=NOW.date(), reason="x", now=NOW),
        lambda: looked_at.take_back(1, now=NOW),
        lambda: looked_at.redact("KET", reason="x", now=NOW),
    ):
        with pytest.raises(StudyRefused) as told:
            command()
        assert told.value.why is WhyNot.READ_ONLY

    assert looked_at.head() == head
    assert looked_at.verify().is_clean
    looked_at.close()


def test_a_course_can_be_previewed_while_a_study_is_only_looked_at(path: Path):
    looked_at = Study.open_to_read(path, by="B. Lis")

    later = enrolment("KET-002", first_infusion_on=date(2031, 3, 3))
    assert looked_at.preview(later).infusions
    looked_at.close()


def test_a_study_somebody_has_open_is_not_looked_at_either(path: Path):
    holder = Study.open(path, by="A. Nowak", now=NOW)

    with pytest.raises(StudyRefused) as told:
        Study.open_to_read(path, by="B. Lis")

    assert told.value.why is WhyNot.IN_USE
    holder.close()


def test_a_study_of_version_1_is_looked_at_as_it_would_become(tmp_path: Path):
    stored = Path(__file__).parents[1] / "data" / "old_files" / "version_1.cdesk"
    old = tmp_path / "Old.cdesk"
    old.write_bytes(stored.read_bytes())

    looked_at = Study.open_to_read(old, by="B. Lis")

    assert len(looked_at.course("KET-001").given()) == 2
    assert looked_at.verify().is_clean
    looked_at.close()
    assert old.read_bytes() == stored.read_bytes()


def test_a_trail_with_an_entry_nobody_can_read_is_shown_all_the_same(path: Path):
    spoilt(
        path,
        "DROP TRIGGER audit_is_never_changed",
        "UPDATE audit SET what = 'enr0l', at_utc = '2026-99-99', new = '{' WHERE seq = 3",
    )
    looked_at = Study.open_to_read(path, by="B. Lis")

    entry = looked_at.trail()[2]

    assert (entry.seq, str(entry.what), entry.new) == (3, "unreadable", {})
    looked_at.close()


def test_a_new_study_never_removes_a_file_that_appeared_meanwhile(tmp_path: Path):
    from domain.storage.study_file import StudyFile

    taken = tmp_path / "taken.cdesk"
    taken.write_bytes(b"")

    with pytest.raises(StudyRefused) as told:
        StudyFile.create(taken, now=NOW)

    assert told.value.why is WhyNot.EXISTS
    assert taken.exists()
