"""Verify, with what the backups beside a study know of the end of its trail."""

import sqlite3
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from domain.storage.audit import Head
from domain.storage.backup import backups_of, uuid_of_backup
from domain.storage.connecting import errors
from domain.storage.study_file import StudyFile, StudyRefused, WhyNot
from domain.storage.verifying import HASH_SHOWN, KnownEnd, Verification, verify


def verify_study(
    connection: sqlite3.Connection,
    path: Path,
    passphrase: str = "",
    printed: Head | None = None,
) -> Verification:
    """What `verify` finds in the open study at `path`, compared with the backups beside it.

    A backup of another study that had the same name says nothing of this one. `printed` is
    an end of the trail that a report or an export told.
    """
    known = [KnownEnd(b.count, b.hash_start, b.path) for b in backups_of(path)]
    if printed is not None:
        known.append(KnownEnd(printed.count, printed.hash[:HASH_SHOWN]))
    found = verify(connection, known)
    if all(one.backup is None for one in found.breaks):
        return found
    try:
        (uuid,) = connection.execute("SELECT uuid FROM study").fetchone()
    except (*errors(), TypeError):
        return found
    own = tuple(
        b for b in found.breaks if b.backup is None or uuid_of_backup(b.backup, passphrase) == uuid
    )
    return replace(found, breaks=own)


def verify_file(
    path: Path, *, now: datetime, passphrase: str = "", printed: Head | None = None
) -> Verification:
    """The same of a study that is not open, of any version and however damaged; nothing is written.

    Raises `StudyRefused` if somebody has it open, or it cannot be read as a study at all.
    """
    file = StudyFile.open(path, now=now, is_checked=False, passphrase=passphrase)
    try:
        return verify_study(file.connection, path, file.key, printed)
    except errors() as error:
        raise StudyRefused(WhyNot.DAMAGED, path) from error
    finally:
        file.close()
