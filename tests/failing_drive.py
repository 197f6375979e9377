"""A drive whose n-th write, sync, truncate or delete fails: once, from then on, or pulled out.

APSW's own SQLite runs the very statements of the program; a layer below it refuses.
"""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import Any

import apsw
import pytest

from domain.storage import connecting


class Fails(StrEnum):
    """How long a drive fails."""

    ONCE = "once"
    FOR_EVER = "for ever"
    """Every later call of that kind."""
    PULLED_OUT = "pulled out"
    """Every later call, reading too."""


class Drive:
    """Counts the calls of one kind, and refuses the chosen one."""

    def __init__(self) -> None:
        self.kind, self.at, self.how, self.count = "", 0, Fails.ONCE, 0
        self._is_out = False

    def call(self, kind: str) -> None:
        if self._is_out:
            raise apsw.IOError
        if kind != self.kind:
            return
        self.count += 1
        if self.count == self.at or (self.how is not Fails.ONCE and self.count > self.at > 0):
            self._is_out = self.how is Fails.PULLED_OUT
            raise apsw.FullError if kind == "write" else apsw.IOError

    def count_calls(self, kind: str) -> None:
        """Refuse nothing, and count."""
        self.break_at(kind, 0, how=Fails.ONCE)

    def break_at(self, kind: str, at: int, *, how: Fails) -> None:
        self.kind, self.at, self.how, self.count = kind, at, how, 0

    def mend(self) -> None:
        self.kind, self.at, self._is_out = "", 0, False


DRIVE = Drive()


class FailingFile(apsw.VFSFile):
    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802 -- SQLite's name
        DRIVE.call("read")
        return super().xRead(amount, offset)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802 -- SQLite's name
        DRIVE.call("write")
        super().xWrite(data, offset)

    def xSync(self, flags: int) -> None:  # noqa: N802 -- SQLite's name
        DRIVE.call("sync")
        super().xSync(flags)

    def xTruncate(self, size: int) -> None:  # noqa: N802 -- SQLite's name
        DRIVE.call("truncate")
        super().xTruncate(size)


class FailingVfs(apsw.VFS):
    def __init__(self) -> None:
        super().__init__("failing", "")

    def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:  # noqa: N802 -- SQLite's name
        return FailingFile("", name, flags)

    def xDelete(self, name: str, sync_folder: bool) -> None:  # noqa: N802 -- SQLite's
        DRIVE.call("delete")
        super().xDelete(name, sync_folder)


VFS = FailingVfs()


CODES = {
    apsw.FullError: sqlite3.SQLITE_FULL,
    apsw.IOError: sqlite3.SQLITE_IOERR,
    apsw.CantOpenError: sqlite3.SQLITE_CANTOPEN,
    apsw.ReadOnlyError: sqlite3.SQLITE_READONLY,
    apsw.BusyError: sqlite3.SQLITE_BUSY,
}


class Failed(sqlite3.OperationalError):
    """An error of APSW as sqlite3 would raise it."""

    def __init__(self, error: apsw.Error) -> None:
        super().__init__(str(error))
        self.sqlite_errorcode = CODES.get(type(error)) or getattr(error, "result", 1)


class Row(dict[str, Any]):
    def __getitem__(self, key: Any) -> Any:
        return list(self.values())[key] if isinstance(key, int) else super().__getitem__(key)

    def __iter__(self) -> Any:
        return iter(self.values())


class Rows:
    """A cursor as the program uses it."""

    def __init__(self, rows: list[Any]) -> None:
        self._rows = iter(rows)

    def fetchone(self) -> Any:
        return next(self._rows, None)

    def fetchall(self) -> list[Any]:
        return list(self._rows)

    def __iter__(self) -> Any:
        return self._rows


class Connection:
    """sqlite3's interface over APSW's, as far as a study needs it."""

    text_factory = str
    row_factory = None

    def __init__(self, path: Path) -> None:
        self._own = apsw.Connection(str(path), vfs="failing")
        self._own.set_busy_timeout(500)

    @property
    def in_transaction(self) -> bool:
        return self._own.in_transaction

    def execute(self, sql: str, values: Any = ()) -> Rows:
        try:
            cursor = self._own.execute(sql, tuple(values))
            rows = []
            for row in cursor:
                names = [name for name, _type in cursor.get_description()]
                rows.append(Row(zip(names, row, strict=True)))
        except apsw.ConstraintError as error:
            raise sqlite3.IntegrityError(str(error)) from error
        except apsw.Error as error:
            raise Failed(error) from error
        return Rows(rows)

    def executescript(self, sql: str) -> None:
        self.execute(sql)

    def executemany(self, sql: str, many: Any) -> None:
        for values in many:
            self.execute(sql, values)

    def serialize(self) -> bytes:
        try:
            return self._own.serialize("main")
        except apsw.Error as error:
            raise sqlite3.OperationalError("unable to serialize 'main'") from error

    def close(self) -> None:
        with suppress(apsw.Error):  # sqlite3 does not tell either
            self._own.close()


@contextmanager
def studies_on_it(monkeypatch: pytest.MonkeyPatch) -> Generator[Drive]:
    """Every study opened meanwhile lies on the failing drive, which is whole at first."""
    monkeypatch.setattr(connecting, "connect", lambda path, _key="": Connection(path))
    yield DRIVE
    DRIVE.mend()
