"""Bringing a study file of an earlier version up to date: a backup, then all or nothing."""

from datetime import datetime
from pathlib import Path

from domain.storage import audit, scripts
from domain.storage.backup import Backup, Snapshot, write_backup
from domain.storage.connecting import errors
from domain.storage.study_file import StudyFile, StudyRefused, WhyNot

_OF_THE_DRIVE = (WhyNot.NO_SPACE, WhyNot.UNREACHABLE)


def open_up_to_date(path: Path, *, now: datetime, passphrase: str = "") -> StudyFile:
    """The study file at `path`, as this program writes them.

    Raises `StudyRefused`, or `BackupRefused` where bringing it up to date needs a backup.
    """
    file = StudyFile.open(path, now=now, passphrase=passphrase)
    try:
        bring_up_to_date(file, now=now)
    except BaseException:
        file.close()
        raise
    return file


def bring_up_to_date(file: StudyFile, *, now: datetime) -> Backup | None:
    """Run the scripts the file lacks, in one transaction; the backup made before, if any ran.

    Raises `BackupRefused` or `StudyRefused`, and then the file is as it was.
    """
    version = file.version()
    if version == scripts.latest():
        return None
    backup = write_backup(_snapshot(file), now=now)
    # Tables are made anew by copying: rows would be lost to references meanwhile. The setting
    # can be changed only outside a transaction.
    file.connection.execute("PRAGMA foreign_keys = OFF")
    try:
        with file.transaction() as connection:
            scripts.run(connection, after=version)
            if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
                raise StudyRefused(WhyNot.DAMAGED, file.path)
    except errors() as error:  # not the disk's: the tables are not those of its version
        raise StudyRefused(WhyNot.DAMAGED, file.path) from error
    except StudyRefused as refused:
        if refused.why not in _OF_THE_DRIVE:
            raise
        if not _is_stored(file):
            refused.amid_update = True
            raise
    finally:
        file.connection.execute("PRAGMA foreign_keys = ON")
    return backup


def _is_stored(file: StudyFile) -> bool:
    """SQLite also refuses what it stored when only its last sync failed: another write tells."""
    try:
        if file.version() != scripts.latest():
            return False
        with file.transaction() as connection:
            connection.execute(f"PRAGMA user_version = {scripts.latest()}")
    except (StudyRefused, *errors()):
        return False
    return True


def _snapshot(file: StudyFile) -> Snapshot:
    try:
        uuid = file.connection.execute("SELECT uuid FROM study").fetchone()["uuid"]
        return Snapshot(file.path, uuid, audit.head(file.connection), file.image(), file.key)
    except (*errors(), TypeError) as error:
        raise StudyRefused(WhyNot.DAMAGED, file.path) from error
