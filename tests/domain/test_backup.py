"""Backups: verified, never half-written, thinned, and restored beside."""

import os
import shutil
import time
from collections.abc import Generator
from datetime import timedelta
from pathlib import Path

import pytest

from domain.storage import backup as backups
from domain.storage.backup import backups_of, check_backup, folder_of, restore_backup
from domain.storage.backup_errors import BackupRefused, WhyNoBackup, why_of
from domain.storage.study_file import StudyRefused, WhyNot
from domain.study import Study
from tests.builders import NOW, enrolment, infusion, moment, study_with


@pytest.fixture
def study(tmp_path: Path) -> Generator[Study]:
    made = study_with("KET-001", path=tmp_path / "Copper.cdesk")
    yield made
    made.close()


def opened(path: Path) -> Study:
    return Study.open(path, by="B. Lis", now=NOW)


def give_first(study: Study) -> None:
    study.give_infusion(infusion(1), on=NOW.date(), at=NOW, now=NOW)


def test_a_backup_is_named_by_study_moment_and_end_of_the_trail(study: Study):
    made = study.back_up(now=NOW)

    head = study.head()
    assert made.path.parent.name == "Copper backups"
    assert made.path.name == (
        f"Copper 2026-03-02 09.05.00+0100 {head.count} {head.hash[:16]}.cdesk"
    )
    assert backups_of(study.path) == (made,)


def test_a_backup_is_the_study_as_it_was_when_it_was_made(study: Study, tmp_path: Path):
    made = study.back_up(now=NOW)
    head = study.head()
    give_first(study)

    verified = restore_backup(made.path, tmp_path / "again.cdesk")

    assert verified.is_clean
    again = opened(tmp_path / "again.cdesk")
    assert again.head() == head
    assert not again.visit(infusion(1)).is_recorded
    assert again.verify().is_clean
    again.close()


def test_a_study_stays_locked_and_usable_while_it_is_backed_up(study: Study):
    study.back_up(now=NOW)

    with pytest.raises(StudyRefused) as refused:
        opened(study.path)
    give_first(study)

    assert refused.value.why is WhyNot.IN_USE
    assert study.visit(infusion(1)).is_recorded


def test_a_study_is_backed_up_until_it_changes(study: Study):
    assert not study.is_backed_up()
    study.back_up(now=NOW)
    assert study.is_backed_up()
    give_first(study)
    assert not study.is_backed_up()


def test_the_same_study_backed_up_twice_in_a_second_is_one_backup(study: Study):
    assert study.back_up(now=NOW) == study.back_up(now=NOW)
    assert len(backups_of(study.path)) == 1


def test_nothing_but_backups_stands_in_the_folder(study: Study):
    study.back_up(now=NOW)

    assert [path.suffix for path in folder_of(study.path).iterdir()] == [".cdesk"]


def test_a_part_left_by_a_killed_program_goes_and_one_being_written_stays(study: Study):
    made = study.back_up(now=NOW)
    part = made.path.with_name(f".{made.path.name}-0123abcd.part")
    part.write_bytes(b"half")

    study.back_up(now=NOW + timedelta(minutes=10))
    assert part.exists()
    os.utime(part, (time.time() - 7200,) * 2)
    study.back_up(now=NOW + timedelta(minutes=20))
    assert not part.exists()


def test_backups_thin_with_age_in_the_folder_of_the_study(study: Study):
    mornings = [moment("2026-01-05 08:00") + timedelta(days=day) for day in range(40)]
    for morning in mornings:
        study.back_up(now=morning)

    kept = {backup.at for backup in backups_of(study.path)}
    assert set(mornings[-15:]) <= kept
    assert len(kept) < 40


def test_backups_in_a_chosen_folder_are_never_thinned(study: Study, tmp_path: Path):
    stick = tmp_path / "stick"
    stick.mkdir()
    mornings = [moment("2026-01-05 08:00") + timedelta(days=day) for day in range(40)]
    for morning in mornings:
        study.back_up(now=morning, folder=stick)

    assert len(backups_of(study.path, stick)) == 40


def test_thinning_leaves_another_study_of_the_same_name_alone(study: Study, tmp_path: Path):
    study.back_up(now=moment("2026-01-05 08:00"))
    study.back_up(now=moment("2026-01-05 09:00"))
    theirs = {backup.path for backup in backups_of(study.path)}
    study.close()
    study.path.unlink()
    other = study_with("KET-001", path=study.path)

    other.back_up(now=NOW)
    other.close()

    assert theirs <= {backup.path for backup in backups_of(other.path)}


def test_a_restored_study_never_goes_over_a_file(study: Study, tmp_path: Path):
    made = study.back_up(now=NOW)
    taken = tmp_path / "taken.cdesk"
    taken.write_text("mine", encoding="utf-8")

    with pytest.raises(StudyRefused) as refused:
        restore_backup(made.path, taken)

    assert refused.value.why is WhyNot.EXISTS
    assert taken.read_text(encoding="utf-8") == "mine"


def test_a_file_that_appears_while_a_study_is_restored_is_not_overwritten(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    made, taken = study.back_up(now=NOW), tmp_path / "taken.cdesk"
    check = backups._check_written

    def meanwhile(part: Path, named: backups.Backup | None, passphrase: str) -> None:
        check(part, named, passphrase)
        taken.write_text("mine", encoding="utf-8")

    monkeypatch.setattr(backups, "_check_written", meanwhile)

    with pytest.raises(StudyRefused):
        restore_backup(made.path, taken)

    assert taken.read_text(encoding="utf-8") == "mine"
    assert not list(tmp_path.glob("*.part"))


def test_a_backup_with_a_cut_trail_is_told_by_its_name(study: Study, tmp_path: Path):
    early = study.back_up(now=NOW)
    give_first(study)
    late = study.back_up(now=NOW + timedelta(hours=1))
    shutil.copy(early.path, late.path)

    with pytest.raises(BackupRefused) as refused:
        restore_backup(late.path, tmp_path / "again.cdesk")

    assert refused.value.why is WhyNoBackup.CUT
    assert not (tmp_path / "again.cdesk").exists()


@pytest.mark.parametrize("size", [0, 50, 4096, 50_000])
def test_a_backup_that_was_cut_short_is_refused(study: Study, tmp_path: Path, size: int):
    made = study.back_up(now=NOW)
    made.path.write_bytes(made.path.read_bytes()[:size])

    with pytest.raises(StudyRefused) as refused:
        restore_backup(made.path, tmp_path / "again.cdesk")

    assert refused.value.why in (WhyNot.DAMAGED, WhyNot.FOREIGN)
    assert not (tmp_path / "again.cdesk").exists()


def test_the_open_study_is_no_backup_to_restore_and_keeps_its_lock(study: Study, tmp_path: Path):
    with pytest.raises(StudyRefused) as refused:
        restore_backup(study.path, tmp_path / "again.cdesk")

    assert refused.value.why is WhyNot.IN_USE


def test_a_chosen_folder_that_has_gone_is_not_made_anew(study: Study, tmp_path: Path):
    with pytest.raises(BackupRefused) as refused:
        study.back_up(now=NOW, folder=tmp_path / "stick")

    assert refused.value.why is WhyNoBackup.NO_FOLDER
    assert not (tmp_path / "stick").exists()
    give_first(study)


@pytest.mark.parametrize(
    ("number", "why"),
    [(28, WhyNoBackup.NO_SPACE), (5, WhyNoBackup.UNREACHABLE), (30, WhyNoBackup.NO_PERMISSION)],
)
def test_a_drive_that_refuses_leaves_no_part_and_the_study_goes_on(
    study: Study, monkeypatch: pytest.MonkeyPatch, number: int, why: WhyNoBackup
):
    def refuse(_handle: int) -> None:
        raise OSError(number, "the drive")

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", refuse)
        with pytest.raises(BackupRefused) as refused:
            study.back_up(now=NOW)

    assert refused.value.why is why is why_of(OSError(number, ""))
    assert list(folder_of(study.path).iterdir()) == []
    give_first(study)
    assert study.back_up(now=NOW).ends_at(study.head())


def test_a_drive_that_writes_something_else_is_found_out(
    study: Study, monkeypatch: pytest.MonkeyPatch
):
    image = study._file.image()[:-4096]
    monkeypatch.setattr(study._file, "image", lambda: image)

    with pytest.raises(BackupRefused) as refused:
        study.back_up(now=NOW)

    assert refused.value.why is WhyNoBackup.DIFFERS
    assert list(folder_of(study.path).iterdir()) == []


def break_newer(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[60:64] = (99).to_bytes(4)
    path.write_bytes(content)


def break_middle(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096:8192] = b"\xff" * 4096
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (break_newer, WhyNot.NEWER),
        (break_middle, WhyNot.DAMAGED),
        (lambda path: path.write_bytes(b"x" * 5000), WhyNot.FOREIGN),
        (Path.unlink, WhyNot.MISSING),
    ],
)
def test_a_refused_study_names_its_newest_good_backup(study: Study, spoil, why: WhyNot):
    study.back_up(now=NOW)
    study.enrol(enrolment("KET-002"), now=NOW)
    good = study.back_up(now=NOW + timedelta(hours=1))
    give_first(study)
    bad = study.back_up(now=NOW + timedelta(hours=2))
    bad.path.write_bytes(bad.path.read_bytes()[:20_000])
    study.close()
    spoil(study.path)

    with pytest.raises(StudyRefused) as refused:
        opened(study.path)

    assert refused.value.why is why
    assert refused.value.backup == good


def test_a_refused_study_without_backups_names_none(study: Study):
    study.close()
    break_newer(study.path)

    with pytest.raises(StudyRefused) as refused:
        opened(study.path)

    assert refused.value.backup is None


def test_a_name_too_long_for_a_backup_is_shortened(tmp_path: Path):
    study = study_with(path=tmp_path / f"{'ż' * 120}.cdesk")
    try:
        made = study.back_up(now=NOW)
        assert backups_of(study.path) == (made,)
        assert check_backup(made.path) == study.head()
    finally:
        study.close()
