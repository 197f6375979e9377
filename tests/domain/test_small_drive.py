"""A real drive of one megabyte that is full: a tmpfs, where this computer lets one be mounted."""

import os
import shutil
import subprocess
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from domain.errors import CopperdeskError
from domain.storage.backup import backups_of, folder_of, restore_backup
from domain.storage.backup_errors import BackupRefused, WhyNoBackup
from domain.storage.refusals import StudyRefused, WhyNot
from domain.study import Study
from gui.words.errors import sentence_of
from tests.builders import (
    NOW,
    draw,
    enrolment,
    import_results,
    infusion,
    protocol,
    study_with,
)
from tests.domain.test_migration import VERSION_1

BLOCK = 4096


@pytest.fixture
def drive(tmp_path: Path) -> Generator[Path]:
    place = tmp_path / "drive"
    place.mkdir()
    mount = shutil.which("mount")
    if mount is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root mounts a drive")
    command = [mount, "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    if subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("this computer does not let a drive be mounted")
    yield place
    subprocess.run([f"{mount.removesuffix('mount')}umount", "--lazy", str(place)], check=True)


@contextmanager
def full(drive: Path, *, but: int = 0) -> Generator[None]:
    """Nothing more fits on the drive, but for a number of blocks."""
    ballast = drive / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(BLOCK))
        except OSError:
            file.truncate(max(0, file.tell() // BLOCK - but) * BLOCK)
    yield
    ballast.unlink()


def refusal(command: Callable[[], object]) -> CopperdeskError:
    with pytest.raises(CopperdeskError) as refused:
        command()
    return refused.value


@pytest.mark.parametrize("room", [0, 1, 3, 8, 21])
def test_what_does_not_fit_is_not_saved_and_goes_on_when_there_is_room(drive: Path, room: int):
    study = study_with("KET-001", path=drive / "study.cdesk")
    stored = ["KET-001"]
    with full(drive, but=room):
        for number in range(2, 200):
            code = f"KET-{number:03}"
            before = study.head()
            try:
                study.enrol(enrolment(code), now=NOW)
            except StudyRefused as error:
                refused = error
                break
            stored.append(code)
        else:
            raise AssertionError("the drive never filled up")
        assert (refused.why, refused.in_doubt) == (WhyNot.NO_SPACE, False)
        assert f"The drive of “{drive}” is full" in sentence_of(refused)
        assert study.head() == before
        assert list(study.patients()) == list(study.courses()) == stored
        assert study.verify().is_clean

    study.enrol(enrolment(f"KET-{len(stored) + 1:03}"), now=NOW)
    study.give_infusion(infusion(1), on=NOW.date(), at=NOW, now=NOW)
    assert study.verify().is_clean
    head = study.head()
    study.close()
    again = Study.open(study.path, by="A. Nowak", now=NOW)
    assert again.head() == head
    again.close()


def test_a_backup_that_does_not_fit_leaves_nothing_and_says_so(drive: Path):
    study = study_with("KET-001", path=drive / "study.cdesk")
    with full(drive, but=4):
        refused = refusal(lambda: study.back_up(now=NOW))
        assert isinstance(refused, BackupRefused)
        assert refused.why is WhyNoBackup.NO_SPACE
        assert str(folder_of(study.path)) in sentence_of(refused)
        assert list(folder_of(study.path).iterdir()) == []

    backup = study.back_up(now=NOW)
    with full(drive, but=4):
        to = drive / "again.cdesk"
        refused = refusal(lambda: restore_backup(backup.path, to))
        assert isinstance(refused, BackupRefused)
        assert not to.exists()
        assert list(drive.glob("again*")) == []
    study.close()


def test_an_import_whose_backup_does_not_fit_writes_nothing(drive: Path, tmp_path: Path):
    study = study_with("KET-001", path=drive / "study.cdesk")
    study.collect_draw(draw("baseline"), on=NOW.date(), at=NOW, now=NOW)
    before = study.head()
    row = "KET-001;02.03.2026 09:05;104,5"
    with full(drive, but=4):
        refused = refusal(lambda: import_results(study, row, folder=tmp_path))
        assert isinstance(refused, BackupRefused)
        assert study.head() == before

    import_results(study, row, folder=tmp_path, now=NOW + timedelta(minutes=1))
    assert study.verify().is_clean
    study.close()


def test_a_study_that_does_not_fit_leaves_no_file(drive: Path):
    path = drive / "new.cdesk"
    make = partial(Study.create, path, protocol(), name="New", by="A. Nowak", now=NOW)
    with full(drive, but=6):
        refused = refusal(make)
        assert isinstance(refused, StudyRefused)
        assert refused.why is WhyNot.NO_SPACE
        assert [one.name for one in drive.iterdir()] == ["ballast"]
    make().close()


@pytest.mark.parametrize("room", [0, 37, 44])
def test_an_old_study_that_does_not_fit_when_brought_up_to_date_is_as_it_was(
    drive: Path, room: int
):
    path = Path(shutil.copy(VERSION_1, drive / "Old.cdesk"))
    before = path.read_bytes()
    with full(drive, but=room):
        refusal(lambda: Study.open(path, by="B. Lis", now=NOW))
        assert path.read_bytes() == before

    opened = Study.open(path, by="B. Lis", now=NOW)
    assert opened.verify().is_clean
    assert len(backups_of(path)) == 1
    opened.close()
