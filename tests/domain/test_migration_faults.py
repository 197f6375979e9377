"""The drive fails while a stored file of version 1 is brought up to date: before or after it."""

import shutil
import sqlite3
from collections.abc import Generator
from contextlib import closing
from pathlib import Path

import pytest

from domain.storage import scripts
from domain.storage.backup import backups_of, check_backup
from domain.storage.refusals import StudyRefused, WhyNot
from domain.study import Study
from gui.words.errors import sentence_of
from tests.builders import moment
from tests.domain.test_migration import HEAD_1, VERSION_1
from tests.failing_drive import Drive, Fails, studies_on_it

LATER = moment("2026-04-01 09:00")
MOST_CALLS = 100
"""More than bringing the stored file up to date makes."""


@pytest.fixture
def drive(monkeypatch: pytest.MonkeyPatch) -> Generator[Drive]:
    with studies_on_it(monkeypatch) as drive:
        yield drive


@pytest.mark.parametrize("how", Fails)
@pytest.mark.parametrize("kind", ["write", "sync", "truncate", "delete"])
def test_a_drive_that_fails_leaves_a_study_before_or_after_its_migration(
    drive: Drive, tmp_path: Path, kind: str, how: Fails
):
    refusals = 0
    for at in range(1, MOST_CALLS):
        path = Path(shutil.copy(VERSION_1, tmp_path / f"{at}.cdesk"))
        drive.break_at(kind, at, how=how)
        refused = _attempt(path)
        reached = drive.count >= at
        drive.mend()
        if refused is not None:
            refusals += 1
            assert refused.why in (WhyNot.NO_SPACE, WhyNot.UNREACHABLE)
            assert str(tmp_path) in sentence_of(refused)
        _check_whole(path, refused)
        if refused is None and not reached:
            break
    else:
        raise AssertionError("the migration never came to its end")
    assert refusals or kind in ("truncate", "delete")


def test_a_last_sync_that_fails_once_is_no_failure_of_the_migration(drive: Drive, tmp_path: Path):
    """The tables are stored and the drive takes another write: the study opens."""
    drive.count_calls("sync")
    assert _attempt(Path(shutil.copy(VERSION_1, tmp_path / "counted.cdesk"))) is None
    for at in range(1, drive.count + 1):
        path = Path(shutil.copy(VERSION_1, tmp_path / f"{at}.cdesk"))
        drive.break_at("sync", at, how=Fails.ONCE)
        refused = _attempt(path)
        drive.mend()
        with closing(sqlite3.connect(path)) as other:
            (version,) = other.execute("PRAGMA user_version").fetchone()
        assert refused is None or version == 1


def _attempt(path: Path) -> StudyRefused | None:
    try:
        Study.open(path, by="B. Lis", now=LATER).close()
    except StudyRefused as refused:
        return refused
    return None


def _check_whole(path: Path, refused: StudyRefused | None) -> None:
    """Of version 1 or of today's, tables and all; opened again, it is up to date and proven."""
    with closing(sqlite3.connect(path)) as other:
        (version,) = other.execute("PRAGMA user_version").fetchone()
        assert version in (1, scripts.latest())
        assert refused is not None or version == scripts.latest()
        if refused is not None and version == scripts.latest():
            assert "Nothing that was recorded is lost" in sentence_of(refused)
        assert not scripts.altered(other)
    backups = backups_of(path)
    assert all(check_backup(backup.path) == HEAD_1 for backup in backups)
    assert backups or version == 1

    opened = Study.open(path, by="B. Lis", now=LATER)
    assert opened.verify().is_clean
    assert opened.head() == HEAD_1
    assert opened.course("KET-001").given()
    opened.close()
    assert not path.with_name(path.name + ".lock").exists()
