"""A protected study is searched for clear text while it is worked with: not one byte of it lies
in the file, its journal, its backups, parts of files or temporary files.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Generator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain.move_plan import Policy
from domain.storage import connecting
from domain.storage.backup import backups_of, restore_backup
from domain.storage.known_ends import verify_file
from domain.storage.protecting import change_passphrase
from domain.storage.verifying_copy import verify_snapshot
from domain.study import Study
from tests.builders import NOW, draw, enrolment, import_results, infusion, protocol
from tests.domain.test_migration import VERSION_1

PASSPHRASE = "it's a long night – żółw"
OTHER = "another one"
NOTE = "dizzy for ten minutes"
WORDS = tuple(
    word.encode()
    for word in (
        "SQLite format 3", "CREATE TABLE", "KET-00", NOTE, "A. Nowak", "104,5", "hypertension",
        "Ward study", PASSPHRASE, OTHER,
    )
)  # fmt: skip
STEPS = 300
"""Steps of SQLite between two searches."""


class Search:
    """Looks into every file of two folders, and into those that are open and have no name."""

    def __init__(self, *folders: Path) -> None:
        self.folders = folders
        self.kinds: set[str] = set()
        self.count = 0
        self.found: set[tuple[str, bytes]] = set()

    def look(self) -> None:
        self.count += 1
        for folder in self.folders:
            for file in folder.rglob("*"):
                with suppress(OSError):
                    self._read(file, file.suffix)
        if Path("/proc/self/fd").is_dir():
            self._look_at_nameless()

    def _look_at_nameless(self) -> None:
        for number in os.listdir("/proc/self/fd"):
            with suppress(OSError):
                name = os.readlink(f"/proc/self/fd/{number}")
                if name.endswith("(deleted)") and name.startswith(tuple(map(str, self.folders))):
                    self._read(Path(f"/proc/self/fd/{number}"), "nameless")

    def _read(self, file: Path, kind: str) -> None:
        if file.is_file():
            content = file.read_bytes()
            if content:
                self.kinds.add(kind)
            self.found |= {(file.name, word) for word in WORDS if word in content}


@pytest.fixture
def search(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[Search]:
    """Searches in the middle of every statement, and before and after each file is put right."""
    work, temporary = tmp_path / "work", tmp_path / "temporary"
    work.mkdir()
    temporary.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    search = Search(work, temporary)
    made = connecting._made

    def watched(connection: Any, driver: Any, key: str) -> Any:
        connection.set_progress_handler(lambda: search.look() or 0, STEPS)
        return made(connection, driver, key)

    monkeypatch.setattr(connecting, "_made", watched)
    for name in ("fsync", "replace", "link", "unlink"):
        monkeypatch.setattr(os, name, _searched(getattr(os, name), search))
    yield search
    search.look()
    assert search.found == set()


def _searched(work: Callable[..., Any], search: Search) -> Callable[..., Any]:
    def searched(*args: Any, **keywords: Any) -> Any:
        search.look()
        answer = work(*args, **keywords)
        search.look()
        return answer

    return searched


def protected(folder: Path) -> Study:
    return Study.create(
        folder / "Copper.cdesk", protocol(), name="Ward study", by="A. Nowak", now=NOW,
        passphrase=PASSPHRASE,
    )  # fmt: skip


def test_no_clear_text_while_a_protected_study_is_worked_with(search: Search, tmp_path: Path):
    study = protected(search.folders[0])
    study.enrol(enrolment(comorbidities=("hypertension",)), now=NOW)
    study.enrol(enrolment("KET-002"), now=NOW)
    study.collect_draw(draw("baseline"), on=NOW.date(), at=NOW, now=NOW)
    changes = study.give_infusion(infusion(1), on=NOW.date(), at=NOW, now=NOW, note=NOTE)
    study.take_back(changes.action, now=NOW)
    study.move_infusion(
        infusion(4), to=date(2026, 3, 16), policy=Policy.KEEP_PATTERN, reason=NOTE, now=NOW
    )
    import_results(study, "KET-001;02.03.2026 09:05;104,5", folder=tmp_path)  # the sheet: outside
    study.redact(NOTE, reason="a name", now=NOW)
    assert study.verify().is_clean
    assert verify_snapshot(study.snapshot()).is_clean
    study.close()

    assert ".cdesk-journal" in search.kinds
    assert ".part" in search.kinds
    assert len(backups_of(study.path)) == 1
    assert search.count > 100


def test_no_clear_text_while_a_protected_study_is_restored_and_changes_its_passphrase(
    search: Search,
):
    study = protected(search.folders[0])
    study.enrol(enrolment(comorbidities=("hypertension",)), now=NOW)
    backup = study.back_up(now=NOW)
    study.close()

    again = study.path.with_name("again.cdesk")
    assert restore_backup(backup.path, again, PASSPHRASE).is_clean
    change_passphrase(study.path, old=PASSPHRASE, new=OTHER, now=NOW)
    assert verify_file(study.path, now=NOW, passphrase=OTHER).is_clean
    Study.open_to_read(study.path, by="B. Lis", passphrase=OTHER).close()

    assert {".cdesk", ".part"} <= search.kinds


def test_no_clear_text_while_a_protected_study_of_version_1_is_brought_up_to_date(
    search: Search, tmp_path: Path
):
    plain = Path(shutil.copy(VERSION_1, tmp_path / "Old.cdesk"))
    change_passphrase(plain, old="", new=PASSPHRASE, now=NOW)
    path = Path(shutil.copy(plain, search.folders[0] / "Old.cdesk"))

    study = Study.open(path, by="A. Nowak", now=NOW, passphrase=PASSPHRASE)

    assert study.verify().is_clean
    assert len(backups_of(path)) == 1
    study.close()
    assert ".cdesk-journal" in search.kinds


def test_the_search_finds_clear_text_where_a_study_is_not_protected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    study = Study.create(
        tmp_path / "Copper.cdesk", protocol(), name="Ward study", by="A. Nowak", now=NOW
    )
    study.enrol(enrolment(), now=NOW)
    search = Search(tmp_path)
    study._file.connection.set_progress_handler(lambda: search.look() or 0, STEPS)
    study.give_infusion(infusion(1), on=NOW.date(), at=NOW, now=NOW, note=NOTE)
    study.close()

    assert {name for name, _word in search.found} >= {"Copper.cdesk", "Copper.cdesk-journal"}
