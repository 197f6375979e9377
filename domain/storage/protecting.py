"""Setting, changing and removing the passphrase of a study and of its backups."""

import os
import sqlite3
import unicodedata
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from domain.errors import CopperdeskError
from domain.storage import connecting
from domain.storage.backup import backups_of, uuid_of_backup
from domain.storage.backup_errors import BackupRefused, WhyNoBackup, why_of
from domain.storage.file_header import is_protected
from domain.storage.study_file import StudyFile, read_only

_PART = ".part"


def as_typed(passphrase: str) -> str:
    """The same letters have the same bytes, whichever keyboard they were typed on."""
    return unicodedata.normalize("NFC", passphrase)


def change_passphrase(path: Path, *, old: str, new: str, now: datetime) -> tuple[Path, ...]:
    """Encrypt the study at `path`, which nobody has open, by `new`; plain again if it is empty.

    Its backups come first, so that none is left in clear once the study is protected. The
    answer is those that could not be changed, such as damaged ones. Each file is written anew,
    checked, and takes the old one's place; a kill leaves one or the other.
    Raises `StudyRefused` if `old` is not its passphrase, `BackupRefused` if the disk refuses.
    """
    file = StudyFile.open(path, now=now, passphrase=old)
    try:
        (uuid,) = file.connection.execute("SELECT uuid FROM study").fetchone()
    finally:
        file.close()
    left: list[Path] = []
    for backup in backups_of(path):
        if uuid_of_backup(backup.path, old) == uuid:
            _write_anew(backup.path, old, new)
        elif uuid_of_backup(backup.path, new) != uuid:
            left.append(backup.path)
    _write_anew(path, old, new)
    return tuple(left)


def _write_anew(path: Path, old: str, new: str) -> None:
    part = path.with_name(path.name + _PART)
    try:
        with suppress(FileNotFoundError):
            part.unlink()
        connecting.export(path, old if is_protected(path) else "", part, new)
        with read_only(part, new) as connection:
            connection.execute("SELECT count(*) FROM audit").fetchone()
        _flush(part)
        os.replace(part, path)
    except OSError as error:
        raise BackupRefused(why_of(error), path.parent) from error
    except (*connecting.errors(), CopperdeskError) as error:
        is_full = connecting.code(error) == sqlite3.SQLITE_FULL
        why = WhyNoBackup.NO_SPACE if is_full else WhyNoBackup.DIFFERS
        raise BackupRefused(why, path.parent) from error
    finally:
        with suppress(OSError):
            part.unlink()


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
