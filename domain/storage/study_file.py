"""Opening, creating and locking the one file a study lives in."""

from __future__ import annotations

import getpass
import json
import os
import platform
import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from domain.errors import CopperdeskError
from domain.storage import connecting, scripts

if TYPE_CHECKING:
    from domain.storage.backup import Backup

APPLICATION_ID = 0x43444B31
"""ASCII "CDK1"; SQLite keeps it at offset 68 of the file."""
IN_MEMORY = Path(":memory:")
_MAGIC = b"SQLite format 3\x00"
_OPEN_HERE: set[tuple[int, int]] = set()
"""Device and inode of the studies that this process has open."""
_SETTINGS = """
    PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA journal_mode = DELETE;
    PRAGMA synchronous = EXTRA;
    PRAGMA foreign_keys = ON;
    PRAGMA trusted_schema = OFF;
    PRAGMA secure_delete = ON;
    PRAGMA temp_store = MEMORY;
"""


class WhyNot(StrEnum):
    """Why a study file cannot be opened or made."""

    MISSING = "missing"
    EXISTS = "exists"
    IN_USE = "in_use"
    NEWER = "newer"
    FOREIGN = "foreign"
    DAMAGED = "damaged"
    NO_PERMISSION = "no_permission"
    NO_SPACE = "no_space"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a study open."""

    user: str
    host: str
    process: int
    since: str


class StudyRefused(CopperdeskError):
    """A study file that cannot be opened or written; nothing was changed."""

    backup: Backup | None = None
    """The newest backup that can be restored instead, where one was looked for and found."""

    def __init__(self, why: WhyNot, path: Path, holder: Holder | None = None) -> None:
        super().__init__(
            f"study file {path.name}: {why}" + (f", held by {holder}" if holder else "")
        )
        self.why = why
        self.path = path
        self.holder = holder


class StudyFile:
    """An open study file: its connection, its lock, its transactions."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection
        self._depth = 0
        self._identity: tuple[int, int] | None = None

    @classmethod
    def create(cls, path: Path, *, now: datetime) -> StudyFile:
        """A new, empty study file at `path`, which must not exist."""
        if path != IN_MEMORY and path.exists():
            raise StudyRefused(WhyNot.EXISTS, path)
        opened = cls(path, _connect(path))
        try:
            opened._lock(now)
            with opened.transaction():
                scripts.run(opened.connection, after=0)
                opened.connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                opened.connection.execute(f"PRAGMA user_version = {scripts.latest()}")
        except BaseException:
            opened.close()
            with suppress(OSError):
                path.unlink()
            raise
        return opened

    @classmethod
    def open(cls, path: Path, *, now: datetime, is_checked: bool = True) -> StudyFile:
        """The study file at `path`, of this version or an earlier one.

        `StudyRefused` if it is not one this program can use; damage inside is looked for
        if `is_checked`.
        """
        check_file(path)
        opened = cls(path, _connect(path))
        try:
            opened._lock(now)
            if is_checked:
                opened._check_health()
        except BaseException:
            opened.close()
            raise
        return opened

    def version(self) -> int:
        """How many of the numbered scripts have run."""
        return self.connection.execute("PRAGMA user_version").fetchone()[0]

    @property
    def is_in_transaction(self) -> bool:
        return self._depth > 0

    def image(self) -> bytes:
        """The whole file as SQLite has it, between two transactions."""
        assert not self.connection.in_transaction, "an image holds no half of an action"
        return self.connection.serialize()

    @contextmanager
    def transaction(self) -> Generator[sqlite3.Connection]:
        """All of what is done inside, or nothing; one inside another joins it.

        Raises `StudyRefused` if the disk is full, gone, or will not be written.
        """
        if self._depth:
            yield self.connection
            return
        self._execute_or_refuse("BEGIN IMMEDIATE")
        self._depth = 1
        try:
            yield self.connection
            self._execute_or_refuse("COMMIT")
        except BaseException as error:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            if (
                isinstance(error, connecting.ERRORS)
                and connecting.code(error) in connecting.OF_THE_DISK
            ):
                raise _refusal(error, self.path) from error
            raise
        finally:
            self._depth = 0

    def close(self) -> None:
        """Give the file back; closing twice does nothing."""
        self.connection.close()
        if self._identity is not None:
            _OPEN_HERE.discard(self._identity)
            self._identity = None
        if self.path != IN_MEMORY and self._holds_sidecar():
            with suppress(OSError):
                _sidecar(self.path).unlink()

    def _lock(self, now: datetime) -> None:
        try:
            self.connection.executescript(_SETTINGS)
            # An exclusive transaction takes the lock; EXCLUSIVE locking mode then keeps it.
            self.connection.execute("BEGIN EXCLUSIVE")
            self.connection.execute("COMMIT")
        except connecting.ERRORS as error:
            raise _refusal(error, self.path) from error
        if self.path != IN_MEMORY:
            self._identity = _identity(self.path)
            _OPEN_HERE.update({self._identity} if self._identity else ())
            holder = Holder(
                _user(), platform.node(), os.getpid(), now.isoformat(timespec="seconds")
            )
            with suppress(OSError):
                _sidecar(self.path).write_text(json.dumps(asdict(holder)), encoding="utf-8")

    def _holds_sidecar(self) -> bool:
        holder = _holder(self.path)
        return holder is not None and (holder.process, holder.host) == (
            os.getpid(),
            platform.node(),
        )

    def _check_health(self) -> None:
        try:
            verdict = self.connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        except connecting.ERRORS as error:
            raise _refusal(error, self.path) from error
        if verdict != "ok":
            raise StudyRefused(WhyNot.DAMAGED, self.path)

    def _execute_or_refuse(self, statement: str) -> None:
        try:
            self.connection.execute(statement)
        except connecting.ERRORS as error:
            raise _refusal(error, self.path) from error


def _connect(path: Path) -> sqlite3.Connection:
    try:
        return connecting.connect(path)
    except connecting.ERRORS as error:
        raise _refusal(error, path) from error


@contextmanager
def read_only(path: Path) -> Generator[sqlite3.Connection]:
    """A file nobody writes to, as a backup; no lock, no journal, nothing beside it.

    Raises `StudyRefused` if it is damaged.
    """
    try:
        with closing(connecting.connect_to_read(path)) as connection:
            if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise StudyRefused(WhyNot.DAMAGED, path)
            yield connection
    except connecting.ERRORS as error:
        raise StudyRefused(WhyNot.DAMAGED, path) from error


def check_file(path: Path) -> Path:
    """`path`, if its header is that of a study this program can use; else `StudyRefused`."""
    if path.is_dir():
        raise StudyRefused(WhyNot.FOREIGN, path)
    if _identity(path) in _OPEN_HERE:  # closing a second handle would give up SQLite's lock
        raise StudyRefused(WhyNot.IN_USE, path, _holder(path))
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError as error:
        raise StudyRefused(WhyNot.MISSING, path) from error
    except OSError as error:
        raise StudyRefused(WhyNot.NO_PERMISSION, path) from error
    if len(header) < 100 or not header.startswith(_MAGIC):
        raise StudyRefused(WhyNot.FOREIGN, path)
    if int.from_bytes(header[68:72]) != APPLICATION_ID:
        raise StudyRefused(WhyNot.FOREIGN, path)
    if int.from_bytes(header[60:64]) > scripts.latest():
        raise StudyRefused(WhyNot.NEWER, path)
    return path


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_dev, stat.st_ino


def _refusal(error: Exception, path: Path) -> StudyRefused:
    why = {
        sqlite3.SQLITE_BUSY: WhyNot.IN_USE,
        sqlite3.SQLITE_LOCKED: WhyNot.IN_USE,
        sqlite3.SQLITE_FULL: WhyNot.NO_SPACE,
        sqlite3.SQLITE_READONLY: WhyNot.NO_PERMISSION,
        sqlite3.SQLITE_CANTOPEN: WhyNot.NO_PERMISSION,
        sqlite3.SQLITE_PERM: WhyNot.NO_PERMISSION,
        sqlite3.SQLITE_IOERR: WhyNot.NO_PERMISSION,
    }.get(connecting.code(error), WhyNot.DAMAGED)
    return StudyRefused(why, path, _holder(path) if why is WhyNot.IN_USE else None)


def _sidecar(path: Path) -> Path:
    return path.with_name(path.name + ".lock")


def _holder(path: Path) -> Holder | None:
    """Who says to hold `path`; only SQLite's own lock decides whether it is so."""
    try:
        return Holder(**json.loads(_sidecar(path).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "?"
