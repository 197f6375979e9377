"""`copperdesk backup`, `copperdesk restore`, and the backups that other commands make."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from domain.storage.backup import backups_of
from domain.study import Study
from tests.builders import NOW
from tests.gui.command_line.conftest import DATA, Ask

SHEET = DATA / "labsheets" / "a1_lista_surowica.xlsx"


def contents(path: Path) -> tuple[object, ...]:
    study = Study.open(path, by="x", now=NOW)
    try:
        return (study.head(), dict(study.patients()), dict(study.courses()))
    finally:
        study.close()


def test_a_backup_is_made_beside_the_study_and_names_the_end_of_the_trail(ask: Ask, study: Path):
    answer = ask("backup", study)

    (made,) = backups_of(study)
    head = contents(study)[0]
    assert answer.code == 0
    assert made.path.name in answer.out
    assert head.hash in answer.out  # type: ignore[attr-defined]
    assert f"{head.count} entries" in answer.out  # type: ignore[attr-defined]


def test_a_backup_goes_to_the_folder_that_was_named(ask: Ask, study: Path, tmp_path: Path):
    stick = tmp_path / "stick"
    stick.mkdir()

    assert ask("backup", study, stick).code == 0

    assert len(backups_of(study, stick)) == 1
    assert backups_of(study) == ()


def test_a_folder_that_is_not_there_is_named_and_the_study_is_as_it_was(
    ask: Ask, study: Path, tmp_path: Path
):
    before = study.read_bytes()

    answer = ask("backup", study, tmp_path / "none")

    assert answer.code == 1
    assert f"There is no folder “{tmp_path / 'none'}”" in answer.err
    assert study.read_bytes() == before


def test_a_restored_study_is_the_study_that_was_backed_up(ask: Ask, study: Path, tmp_path: Path):
    ask("backup", study)
    (made,) = backups_of(study)

    answer = ask("restore", made.path, tmp_path / "again.cdesk")

    assert answer.code == 0
    assert "“again.cdesk” was made from the backup of" in answer.out
    assert contents(tmp_path / "again.cdesk") == contents(study)


def test_a_restored_study_goes_over_no_file(ask: Ask, study: Path, tmp_path: Path):
    ask("backup", study)
    (made,) = backups_of(study)
    before = study.read_bytes()

    answer = ask("restore", made.path, study)

    assert answer.code == 1
    assert "There is already a file" in answer.err
    assert study.read_bytes() == before


@pytest.mark.parametrize("command", ["backup", "verify", "due"])
def test_a_question_to_a_study_that_is_open_ends_with_who_holds_it(
    ask: Ask, study: Path, command: str
):
    holder = Study.open(study, by="B. Lis", now=NOW)
    try:
        answer = ask(command, study)
    finally:
        holder.close()

    assert answer.code == 1
    assert "is open at" in answer.err
    assert "since" in answer.err


def test_a_question_leaves_no_backup(ask: Ask, study: Path):
    ask("due", study)
    ask("verify", study)

    assert backups_of(study) == ()


def test_recording_in_a_backup_with_a_set_clock_is_refused(ask: Ask, study: Path):
    assert ask("backup", study, "--now", "2026-03-24T10:12").code == 1
    assert backups_of(study) == ()


def test_a_study_changed_by_another_program_answers_questions_and_takes_nothing(
    ask: Ask, study: Path
):
    with closing(sqlite3.connect(study)) as other:
        other.execute("CREATE TABLE stowaway (a)")
    before = study.read_bytes()

    answer = ask("due", study, "--now", "2026-03-24T10:12")

    assert answer.code == 0
    assert "was changed by another program" in answer.err
    assert "can be looked at as it is" in answer.err
    assert "“table stowaway” in the file is not as Copperdesk makes it." in ask("verify", study).out
    assert study.read_bytes() == before


def test_a_study_is_protected_and_opened_by_passphrases_of_the_environment(
    ask: Ask, study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    ask("backup", study)
    monkeypatch.setenv("COPPERDESK_NEW_PASSPHRASE", "a long night")

    assert ask("protect", study).code == 0

    assert "is protected by a passphrase" in ask("verify", study).err
    monkeypatch.setenv("COPPERDESK_PASSPHRASE", "guess")
    assert "does not open with this passphrase" in ask("due", study).err
    monkeypatch.setenv("COPPERDESK_PASSPHRASE", "a long night")
    assert ask("verify", study).code == ask("due", study).code == ask("backup", study).code == 0
    (*_newer, oldest) = backups_of(study)
    assert ask("restore", oldest.path, tmp_path / "again.cdesk").code == 0
    assert ask("protect", study, "--remove").code == 0
    monkeypatch.delenv("COPPERDESK_PASSPHRASE")
    assert ask("verify", study).code == 0


def test_without_a_new_passphrase_nothing_is_protected(
    ask: Ask, study: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("sys.stdin.isatty", lambda: False)
    before = study.read_bytes()

    assert "COPPERDESK_NEW_PASSPHRASE" in ask("protect", study).err
    assert study.read_bytes() == before
