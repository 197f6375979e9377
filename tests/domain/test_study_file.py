"""The file a study lives in: what is refused, what a kill leaves, what the trail proves."""

import errno
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from domain.recording import RecordingRefused
from domain.storage import scripts
from domain.storage.file_header import APPLICATION_ID
from domain.storage.known_ends import verify_file
from domain.storage.refusals import StudyRefused, WhyNot
from domain.study import Study
from tests.builders import NOW, enrolment, infusion, protocol, study, study_with


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "study.cdesk"


def reopened(path: Path) -> Study:
    return Study.open(path, by="B. Lis", now=NOW)


def test_what_was_recorded_is_there_after_reopening(path: Path):
    made = study_with(path=path)
    made.give_infusion(infusion(1), on=NOW.date(), at=NOW, now=NOW)
    course, head = made.course("KET-001"), made.head()
    made.close()

    again = reopened(path)

    assert again.course("KET-001") == course
    assert again.head() == head
    assert again.verify().is_clean
    again.close()


def test_a_study_is_never_made_over_an_existing_file(path: Path):
    path.write_text("notes")

    with pytest.raises(StudyRefused) as refused:
        study(path)

    assert refused.value.why is WhyNot.EXISTS
    assert path.read_text() == "notes"


def test_a_missing_file_is_named(path: Path):
    with pytest.raises(StudyRefused) as refused:
        reopened(path)

    assert refused.value.why is WhyNot.MISSING
    assert not path.exists()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a spreadsheet", b"x" * 5000])
def test_another_programs_file_is_refused_and_left_as_it_is(path: Path, content: bytes):
    path.write_bytes(content)

    with pytest.raises(StudyRefused) as refused:
        reopened(path)

    assert refused.value.why is WhyNot.FOREIGN
    assert path.read_bytes() == content


def test_another_programs_database_is_refused(path: Path):
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE t (a)")
    other.close()

    with pytest.raises(StudyRefused) as refused:
        reopened(path)

    assert refused.value.why is WhyNot.FOREIGN


def test_a_file_of_a_newer_version_is_refused(path: Path):
    study(path).close()
    other = sqlite3.connect(path)
    other.execute("PRAGMA user_version = 99")
    other.close()

    with pytest.raises(StudyRefused) as refused:
        reopened(path)

    assert refused.value.why is WhyNot.NEWER


def test_a_damaged_file_is_refused(path: Path):
    study_with(path=path).close()
    content = bytearray(path.read_bytes())
    content[4096 : 4096 * 6] = b"\xa5" * (4096 * 5)
    path.write_bytes(content)

    with pytest.raises(StudyRefused) as refused:
        reopened(path)

    assert refused.value.why is WhyNot.DAMAGED


def test_a_second_program_is_told_who_holds_the_study(path: Path):
    holder = study(path)

    with pytest.raises(StudyRefused) as refused:
        reopened(path)

    assert refused.value.why is WhyNot.IN_USE
    assert refused.value.holder is not None
    assert refused.value.holder.process > 0
    holder.close()


def test_a_lock_left_by_a_killed_program_does_not_keep_anyone_out(path: Path):
    study(path).close()
    sidecar = path.with_name(path.name + ".lock")
    sidecar.write_text('{"user": "x", "host": "y", "process": 1, "since": "2026-01-01T00:00"}')

    again = reopened(path)

    assert again.patients() == {}
    again.close()
    assert not sidecar.exists()


def test_the_file_says_whose_it_is_and_which_version(path: Path):
    study(path).close()

    header = path.read_bytes()[:100]

    assert int.from_bytes(header[68:72]) == APPLICATION_ID
    assert int.from_bytes(header[60:64]) == scripts.latest()


def test_of_commands_done_together_a_refusal_leaves_none(path: Path):
    made = study_with(path=path)
    head = made.head()

    with pytest.raises(RecordingRefused):  # noqa: PT012, SIM117 -- the refusal ends the block
        with made.together():
            made.give_infusion(infusion(1), on=NOW.date(), at=NOW, now=NOW)
            made.give_infusion(infusion(1), on=NOW.date(), at=NOW, now=NOW)

    assert made.head() == head
    assert made.course("KET-001").given() == ()
    made.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE infusions SET done_on = '2026-03-03', state = 'done' WHERE number = 1",
        "DELETE FROM ratings WHERE code = 'week3'",
        "INSERT INTO comorbidities VALUES ('KET-001', 'obesity')",
        "UPDATE study SET name = 'Another'",
    ],
)
def test_a_value_changed_behind_the_trail_is_found(path: Path, statement: str):
    study_with(path=path).close()
    other = sqlite3.connect(path)
    other.execute(statement)
    other.commit()
    other.close()

    made = reopened(path)

    assert len(made.verify().differences) == 1
    made.close()


def test_a_rewritten_audit_entry_breaks_the_chain(path: Path):
    study_with(path=path).close()
    other = sqlite3.connect(path)
    other.execute("DROP TRIGGER audit_is_never_changed")
    other.execute("UPDATE audit SET who = 'somebody else' WHERE seq = 3")
    other.commit()
    other.close()

    assert verify_file(path, now=NOW).broken_at == 3


def test_the_audit_trail_refuses_to_be_changed(path: Path):
    study_with(path=path).close()
    other = sqlite3.connect(path)

    with pytest.raises(sqlite3.IntegrityError):
        other.execute("DELETE FROM audit")
    other.close()


_WRITER = """
import sys
from pathlib import Path
from tests.builders import NOW, enrolment
from domain.study import Study
made = Study.open(Path(sys.argv[1]), by="x", now=NOW)
print("ready", flush=True)
number = 2
while True:
    made.enrol(enrolment(f"KET-{number:03d}"), now=NOW)
    print(number, flush=True)
    number += 1
"""


def test_a_killed_program_leaves_every_acknowledged_action_and_none_by_half(path: Path):
    study_with(path=path).close()
    writer = subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(path)], stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    for line in writer.stdout:
        acknowledged = line.strip()
        if acknowledged == "8":
            break
    writer.kill()
    writer.wait()
    writer.stdout.close()

    made = reopened(path)

    codes = list(made.patients())
    assert {f"KET-{n:03d}" for n in range(1, 9)} <= set(codes)
    assert all(len(made.course(code).visits()) == 19 for code in codes)
    assert made.verify().is_clean
    made.close()


def test_of_two_programs_that_make_a_study_at_one_place_the_second_to_end_is_refused(
    tmp_path: Path,
):
    path = tmp_path / "Copper.cdesk"

    def meanwhile(_slow: Study) -> None:
        study_with("KET-001", path=path).close()

    with pytest.raises(StudyRefused) as refused:
        Study.create(path, protocol(), name="Slow", by="B. Lis", now=NOW, begin=meanwhile)

    assert refused.value.why is WhyNot.EXISTS
    made = reopened(path)
    assert list(made.patients()) == ["KET-001"]
    assert made.verify().is_clean
    made.close()
    assert list(tmp_path.glob("*.part")) == []


@pytest.mark.parametrize("passphrase", ["", "a long night"])
def test_what_a_killed_program_left_of_a_study_it_made_stands_in_nobodys_way(
    tmp_path: Path, passphrase: str
):
    path = tmp_path / "Copper.cdesk"
    left = tmp_path / ".Copper.cdesk-0123abcd.part"
    left.write_bytes(b"half")
    os.utime(left, (0, 0))

    Study.create(
        path, protocol(), name="Copper", by="A. Nowak", now=NOW, passphrase=passphrase
    ).close()

    assert [file.name for file in tmp_path.iterdir()] == ["Copper.cdesk"]


def test_a_study_is_made_where_the_drive_has_no_hard_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def refuse(*_paths: object) -> None:
        raise PermissionError(errno.EPERM, "no hard links here")

    monkeypatch.setattr(os, "link", refuse)
    path = tmp_path / "Copper.cdesk"

    study_with("KET-001", path=path).close()

    with pytest.raises(StudyRefused) as refused:
        study_with("KET-002", path=path)
    assert refused.value.why is WhyNot.EXISTS
    made = reopened(path)
    assert list(made.patients()) == ["KET-001"]
    made.close()
    assert [file.name for file in tmp_path.iterdir()] == ["Copper.cdesk"]


def test_what_a_study_begins_with_is_stored_with_it_or_no_file_is_there(tmp_path: Path):
    def fail(study: Study) -> None:
        study.enrol(enrolment("KET-001"), now=NOW)
        raise RuntimeError("the power went")

    path = tmp_path / "Copper.cdesk"

    with pytest.raises(RuntimeError):
        Study.create(path, protocol(), name="Copper", by="A. Nowak", now=NOW, begin=fail)

    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_never_made_anew(tmp_path: Path):
    path = tmp_path / "Copper.cdesk"
    study_with("KET-001", path=path).close()
    other = tmp_path / "notes.txt"
    other.write_text("not a study")

    empty = tmp_path / "empty.cdesk"
    empty.touch()

    for taken in (path, other, empty):
        before = taken.read_bytes()
        with pytest.raises(StudyRefused) as refused:
            Study.create(taken, protocol(), name="Copper", by="A. Nowak", now=NOW)
        assert refused.value.why is WhyNot.EXISTS
        assert taken.read_bytes() == before


def test_a_study_is_made_with_its_first_entry_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def fail(*_arguments: object, **_named: object) -> str:
        raise RuntimeError("the power went")

    monkeypatch.setattr("domain.study_opening.protocol_as_text", fail)
    path = tmp_path / "Copper.cdesk"

    with pytest.raises(RuntimeError):
        Study.create(path, protocol(), name="Copper", by="A. Nowak", now=NOW)

    assert not path.exists()
