"""Opening, creating and locking the one file a study lives in."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from domain.storage import connecting, file_header, placing, scripts, sidecar
from domain.storage.file_header import APPLICATION_ID, check_file, is_protected
from domain.storage.refusals import StudyRefused, WhyNot, why_of_system

IN_MEMORY = Path(":memory:")
_SETTINGS = """
    PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA synchronous = EXTRA;
    PRAGMA foreign_keys = ON;
    PRAGMA trusted_schema = OFF;
    PRAGMA secure_delete = ON;
    PRAGMA temp_store = MEMORY;
"""


class StudyFile:
    """An open study file: its connection, its lock, its transactions."""

    def __init__(self, path: Path, connection: sqlite3.Connection, key: str = "") -> None:
        self.path = path
        self.key = key
        """The passphrase; empty if the file is not protected."""
        self.connection = connection
        self._depth = 0
        self._identity: tuple[int, int] | None = None
        self._is_locked = False
        self._encrypted: BinaryIO | None = None
        self.is_read_only = False

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        now: datetime,
        passphrase: str = "",
        fill: Callable[[StudyFile], None] | None = None,
    ) -> StudyFile:
        """A new study file at `path`, which must not exist; protected if so wanted.

        What `fill` writes is stored together with the tables, in a file beside that takes the
        name `path` when it is whole; or nothing is there. Raises `StudyRefused`.
        """
        if path == IN_MEMORY:
            made = cls(path, _connect(path, passphrase), passphrase)
            made._fill(fill)
            return made
        try:
            with placing.put_in_place(path) as part:
                made = cls._unseen(path, part, passphrase)
                made._fill(fill)
                made.close()
        except FileExistsError:
            raise StudyRefused(WhyNot.EXISTS, path) from None
        except OSError as error:
            raise StudyRefused(why_of_system(error), path) from error
        return cls.open(path, now=now, is_checked=False, passphrase=passphrase)

    @classmethod
    def _unseen(cls, path: Path, part: Path, key: str) -> StudyFile:
        """The file to be at `path`, while it is made at `part`: nobody asks who has it open."""
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        return cls(path, _connect(part, key), key)

    def _fill(self, fill: Callable[[StudyFile], None] | None) -> None:
        """Make the tables, and what comes with them; whatever is raised, close."""
        try:
            self._set_up(journal="MEMORY")  # half made, it is thrown away
            with self.transaction():
                scripts.run(self.connection, after=0)
                self.connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                if fill is not None:
                    fill(self)
        except BaseException:
            self.close()
            raise

    @classmethod
    def open(
        cls, path: Path, *, now: datetime, is_checked: bool = True, passphrase: str = ""
    ) -> StudyFile:
        """The study file at `path`, of this version or an earlier one.

        `StudyRefused` if it is not one this program can use; damage inside is looked for
        if `is_checked`.
        """
        check_file(path, passphrase)
        if is_checked and not all(os.access(place, os.W_OK) for place in (path, path.parent)):
            # SQLite would open it, and refuse the first thing that is recorded.
            raise StudyRefused(WhyNot.NO_PERMISSION, path)
        key = passphrase if is_protected(path) else ""
        opened = cls(path, _connect(path, key), key)
        try:
            opened._lock(now)
            opened._check_version()
            if is_checked:
                opened._check_health()
        except BaseException:
            opened.close()
            raise
        return opened

    @classmethod
    def open_to_read(cls, path: Path, passphrase: str = "") -> StudyFile:
        """A copy in memory of the study file at `path`, brought up to date there.

        Nothing is written to the file, or beside it; later changes of others do not show.
        `StudyRefused` if its tables are not those of a study, or somebody has it open.
        """
        check_file(path, passphrase)
        key = passphrase if is_protected(path) else ""
        try:
            copy = connecting.copy_in_memory(path, key)
        except connecting.errors() as error:
            raise _refusal(error, path, key) from error
        opened = cls(path, copy)
        opened.is_read_only = True
        try:
            opened._check_version()
            copy.execute("PRAGMA trusted_schema = OFF")
            if scripts.lacks_tables(copy):
                raise StudyRefused(WhyNot.ALTERED, path)
            scripts.run(copy, after=opened.version())
            copy.execute("PRAGMA query_only = ON")
        except connecting.errors() as error:
            opened.close()
            raise _refusal(error, path) from error
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

    def is_on_the_drive(self) -> bool:
        """Whether the drive takes a write of nothing new; all that was stored before then stays."""
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            self.connection.execute(f"PRAGMA user_version = {self.version()}")
            self.connection.execute("COMMIT")
        except connecting.errors():
            self._roll_back()
            return False
        return True

    @contextmanager
    def reading(self) -> Generator[None]:
        """Raises `StudyRefused` where the drive cannot be read."""
        try:
            yield
        except connecting.errors() as error:
            if connecting.code(error) in connecting.OF_THE_DISK:
                raise _refusal(error, self.path) from error
            raise

    def image(self) -> bytes:
        """The whole file as SQLite has it, between two transactions.

        Raises `StudyRefused` where the drive cannot be read.
        """
        assert not self.connection.in_transaction, "an image holds no half of an action"
        try:
            if self._encrypted is not None:  # SQLite's own image would be clear text
                self._encrypted.seek(0)
                return self._encrypted.read()
            return self.connection.serialize()
        except (OSError, *connecting.errors()) as error:  # without a code of SQLite's
            raise StudyRefused(WhyNot.UNREACHABLE, self.path) from error

    @contextmanager
    def transaction(self) -> Generator[sqlite3.Connection]:
        """All of what is done inside, or nothing; one inside another joins it.

        Raises `StudyRefused` if the disk is full, gone, or will not be written.
        """
        if self.is_read_only:
            raise StudyRefused(WhyNot.READ_ONLY, self.path)
        if self._depth:
            yield self.connection
            return
        # What is written to a file that was removed, or went with its folder, nobody finds again.
        if self._identity is not None and not file_header.is_there(self.path):
            raise StudyRefused(WhyNot.UNREACHABLE, self.path)
        self._execute_or_refuse("BEGIN IMMEDIATE")
        self._depth = 1
        try:
            yield self.connection
            self._execute_or_refuse("COMMIT")
        except BaseException as error:
            self._roll_back()
            if (
                isinstance(error, connecting.errors())
                and connecting.code(error) in connecting.OF_THE_DISK
            ):
                raise _refusal(error, self.path) from error
            raise
        finally:
            self._depth = 0

    def close(self) -> None:
        """Give the file back; closing twice does nothing."""
        self.connection.close()
        if self._encrypted is not None:  # not before: closing it would give up SQLite's lock
            self._encrypted.close()
        if self._identity is not None:
            file_header.give_back(self._identity)
            self._identity = None
        if self._is_locked:
            sidecar.remove(self.path)
            self._is_locked = False

    def _lock(self, now: datetime) -> None:
        if self.key and self.path != IN_MEMORY:
            self._encrypted = self.path.open("rb")
        self._set_up()
        if self.path != IN_MEMORY:
            self._identity = file_header.hold(self.path)
            self._is_locked = True
            sidecar.write(self.path, now)

    def _set_up(self, journal: str = "DELETE") -> None:
        try:
            self.connection.executescript(f"{_SETTINGS} PRAGMA journal_mode = {journal};")
            # An exclusive transaction takes the lock; EXCLUSIVE locking mode then keeps it.
            self.connection.execute("BEGIN EXCLUSIVE")
            self.connection.execute("COMMIT")
        except connecting.errors() as error:
            raise _refusal(error, self.path, self.key) from error

    def _check_version(self) -> None:
        """Of a protected file, the header can be read only now."""
        (program,) = self.connection.execute("PRAGMA application_id").fetchone()
        if program != APPLICATION_ID:
            raise StudyRefused(WhyNot.FOREIGN, self.path)
        if not 0 <= self.version() <= scripts.latest():
            raise StudyRefused(WhyNot.NEWER, self.path)

    def _check_health(self) -> None:
        try:
            if scripts.altered(self.connection):  # first: what is not ours is not run
                raise StudyRefused(WhyNot.ALTERED, self.path)
            verdict = self.connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        except connecting.errors() as error:
            raise _refusal(error, self.path) from error
        if verdict != "ok":
            raise StudyRefused(WhyNot.DAMAGED, self.path)

    def _roll_back(self) -> None:
        """On a drive that fails for good this fails too; the journal then does it later."""
        with suppress(*connecting.errors()):
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")

    def _execute_or_refuse(self, statement: str) -> None:
        try:
            self.connection.execute(statement)
        except connecting.errors() as error:
            raise _refusal(error, self.path) from error


def _connect(path: Path, key: str) -> sqlite3.Connection:
    try:
        return connecting.connect(path, key)
    except connecting.errors() as error:
        raise _refusal(error, path) from error


@contextmanager
def read_only(path: Path, passphrase: str = "") -> Generator[sqlite3.Connection]:
    """A file nobody writes to, as a backup; no lock, no journal, nothing beside it.

    Raises `StudyRefused` if it is damaged, or the passphrase is not its.
    """
    key = passphrase if is_protected(path) else ""
    try:
        with closing(connecting.connect_to_read(path, key)) as connection:
            if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise StudyRefused(WhyNot.DAMAGED, path)
            yield connection
    except connecting.errors() as error:
        is_key = key and connecting.code(error) == sqlite3.SQLITE_NOTADB
        why = WhyNot.WRONG_PASSPHRASE if is_key else WhyNot.DAMAGED
        raise StudyRefused(why, path) from error


def _refusal(error: Exception, path: Path, key: str = "") -> StudyRefused:
    if key and connecting.code(error) == sqlite3.SQLITE_NOTADB:
        return StudyRefused(WhyNot.WRONG_PASSPHRASE, path)
    why = {
        sqlite3.SQLITE_BUSY: WhyNot.IN_USE,
        sqlite3.SQLITE_LOCKED: WhyNot.IN_USE,
        sqlite3.SQLITE_FULL: WhyNot.NO_SPACE,
        sqlite3.SQLITE_READONLY: WhyNot.NO_PERMISSION,
        sqlite3.SQLITE_CANTOPEN: WhyNot.NO_PERMISSION,
        sqlite3.SQLITE_PERM: WhyNot.NO_PERMISSION,
        sqlite3.SQLITE_IOERR: WhyNot.UNREACHABLE,
    }.get(connecting.code(error), WhyNot.DAMAGED)
    return StudyRefused(why, path, sidecar.holder(path) if why is WhyNot.IN_USE else None)
