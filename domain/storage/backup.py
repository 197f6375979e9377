"""Verified copies of a study: written beside it, read back, restored to a new file.

A backup is SQLite's own image of the open file, taken by the connection that holds the
lock. Opening the file a second time for a byte copy would give up the lock when it is
closed (POSIX); a copy on another thread would make edits wait for a slow drive. The image
is taken between two actions in milliseconds and written afterwards, wherever one likes.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from domain.errors import CopperdeskError
from domain.storage import audit, placing, thinning
from domain.storage.audit import Head
from domain.storage.backup_errors import BackupRefused, WhyNoBackup, why_of
from domain.storage.file_header import check_file
from domain.storage.refusals import StudyRefused, WhyNot
from domain.storage.study_file import read_only
from domain.storage.verifying import HASH_SHOWN, Verification, verify

_LONGEST_STEM = 180
"""Bytes; names of files end at 255 on most drives."""
_NAME = re.compile(
    r"(?P<stem>.+) (?P<at>\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d[+-]\d{4})"
    r" (?P<count>\d+) (?P<hash>[0-9a-f]{16})\.cdesk"
)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The whole file of a study at one moment, in memory until it is written."""

    study: Path
    uuid: str
    head: Head
    content: bytes = field(repr=False)
    passphrase: str = field(default="", repr=False)
    """Of a protected study, whose image is encrypted; empty otherwise."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup as its name tells: when it was made, and where the audit trail then ended."""

    path: Path
    stem: str
    """Name of the study's file when the backup was made, without its ending."""
    at: datetime
    count: int
    hash_start: str

    def ends_at(self, head: Head) -> bool:
        """Whether the trail it should hold is the one that ends with `head`."""
        return (self.count, self.hash_start) == (head.count, head.hash[:HASH_SHOWN])


def folder_of(study: Path) -> Path:
    """Where the backups of a study are kept: `<name> backups` beside it."""
    return study.with_name(f"{_stem(study)} backups")


def backups_of(study: Path, folder: Path | None = None) -> tuple[Backup, ...]:
    """The backups of a study as their names tell, newest first; none of them is opened."""
    found: list[Backup] = []
    with suppress(OSError):
        for path in (folder or folder_of(study)).iterdir():
            backup = backup_named(path)
            if backup is not None and backup.stem == _stem(study):
                found.append(backup)
    return tuple(sorted(found, key=lambda backup: (backup.at, backup.path.name), reverse=True))


def backup_named(path: Path) -> Backup | None:
    """What the name of `path` tells, or None if no backup is called so."""
    told = _NAME.fullmatch(path.name)
    if told is None:
        return None
    try:
        at = datetime.strptime(told["at"], "%Y-%m-%d %H.%M.%S%z")
    except ValueError:
        return None
    return Backup(path, told["stem"], at, int(told["count"]), told["hash"])


def newest_good(study: Path, passphrase: str = "") -> Backup | None:
    """The newest backup beside a study that this program can open and finds whole."""
    return next((one for one in backups_of(study) if _is_good(one.path, passphrase)), None)


def write_backup(snapshot: Snapshot, *, now: datetime, folder: Path | None = None) -> Backup:
    """Write and verify a backup in the study's own folder, which it thins, or in `folder`.

    Raises `BackupRefused`; nothing half-written then stands there under a backup's name.
    """
    place = folder or folder_of(snapshot.study)
    with _refusing(place):
        if folder is None:
            place.mkdir(exist_ok=True)
            placing.sweep(place)
        backup = _to_write(snapshot, place, now)
        if not _is_good(
            backup.path, snapshot.passphrase
        ):  # the same second, the same head: there already
            backup.path.unlink(missing_ok=True)
            _write_whole(backup.path, snapshot.content, backup, snapshot.passphrase)
    if folder is None:
        _thin(snapshot, now)
    return backup


def check_backup(path: Path, passphrase: str = "") -> Head:
    """Where the audit trail of the backup at `path` ends.

    Raises `StudyRefused` if it is damaged, newer or no study, `BackupRefused` if its trail
    does not end where its name says.
    """
    with read_only(check_file(path, passphrase), passphrase) as connection:
        head = audit.head(connection)
    named = backup_named(path)
    if named is not None and not named.ends_at(head):
        raise BackupRefused(WhyNoBackup.CUT, path.parent, path)
    return head


def forget_backups(study: Path) -> None:
    """Remove the backups of the study at `study`, which is about to be thrown away itself."""
    uuid = uuid_of_backup(study)
    if uuid is not None:
        _remove(backups_of(study), of_study_with_uuid=uuid)
        with suppress(OSError):
            folder_of(study).rmdir()


def uuid_of_backup(path: Path, passphrase: str = "") -> str | None:
    """Which study the backup at `path` is of; None if it cannot be told."""
    try:
        with read_only(path, passphrase) as connection:
            return connection.execute("SELECT uuid FROM study").fetchone()["uuid"]
    except (OSError, CopperdeskError, TypeError):
        return None


def restore_backup(path: Path, to: Path, passphrase: str = "") -> Verification:
    """Copy the backup at `path` to the new file `to`; what `verify` says of the copy.

    Raises `StudyRefused` or `BackupRefused`, and then `to` is not there.
    """
    if to.exists():
        raise StudyRefused(WhyNot.EXISTS, to)
    check_backup(path, passphrase)
    with _refusing(to.parent):
        content = path.read_bytes()
        _write_whole(to, content, backup_named(path), passphrase)
    with read_only(to, passphrase) as connection:
        return verify(connection)


def _write_whole(path: Path, content: bytes, named: Backup | None, passphrase: str) -> None:
    """Write, open and check; only then give it its name."""
    try:
        with placing.put_in_place(path) as part:
            part.write_bytes(content)
            _check_written(part, named, passphrase)
    except FileExistsError:
        raise StudyRefused(WhyNot.EXISTS, path) from None


def _check_written(part: Path, named: Backup | None, passphrase: str = "") -> None:
    try:
        with read_only(check_file(part, passphrase), passphrase) as connection:
            head = audit.head(connection)
    except StudyRefused as refused:
        raise BackupRefused(WhyNoBackup.DIFFERS, part.parent) from refused
    if named is not None and not named.ends_at(head):
        raise BackupRefused(WhyNoBackup.DIFFERS, part.parent)


def _thin(snapshot: Snapshot, now: datetime) -> None:
    """Remove old backups of this very study; another one of the same name keeps its own."""
    backups = backups_of(snapshot.study)
    stays = thinning.kept((backup.at for backup in backups), now=now)
    _remove(
        (backup for backup in backups if backup.at not in stays),
        of_study_with_uuid=snapshot.uuid,
        passphrase=snapshot.passphrase,
    )


def _remove(backups: Iterable[Backup], *, of_study_with_uuid: str, passphrase: str = "") -> None:
    for backup in backups:
        if uuid_of_backup(backup.path, passphrase) == of_study_with_uuid:
            with suppress(OSError):
                backup.path.unlink()


def _is_good(path: Path, passphrase: str) -> bool:
    try:
        check_backup(path, passphrase)
    except CopperdeskError:
        return False
    return True


def _to_write(snapshot: Snapshot, folder: Path, now: datetime) -> Backup:
    stem, count = _stem(snapshot.study), snapshot.head.count
    start = snapshot.head.hash[:HASH_SHOWN]
    name = f"{stem} {now:%Y-%m-%d %H.%M.%S%z} {count} {start}.cdesk"
    return Backup(folder / name, stem, now.replace(microsecond=0), count, start)


def _stem(study: Path) -> str:
    return study.stem.encode("utf-8")[:_LONGEST_STEM].decode("utf-8", "ignore").rstrip()


@contextmanager
def _refusing(folder: Path) -> Generator[None]:
    try:
        yield
    except OSError as error:
        raise BackupRefused(why_of(error), folder) from error
