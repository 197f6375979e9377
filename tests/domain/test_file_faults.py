"""The n-th write, sync, truncate or delete of the drive fails, once or from then on.

APSW's own SQLite runs the very statements of the program; a layer below it refuses.
After each failure the study is as before or as after the action, and the program goes on.
"""

import sqlite3
from collections.abc import Callable, Generator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import apsw
import pytest

from domain.move_plan import Policy
from domain.storage import connecting
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
    rating,
    study_with,
)

CALLS = (1, 2, 3, 4, 5, 8, 13, 21, 34, 55, 89, 144, 233)
"""Which call fails; the last is more than any action makes."""


class Drive:
    """Counts the calls of one kind, and refuses from the chosen one on."""

    def __init__(self) -> None:
        self.kind, self.at, self.for_ever, self.count = "", 0, False, 0

    def call(self, kind: str) -> None:
        if kind != self.kind:
            return
        self.count += 1
        if self.count == self.at or (self.for_ever and self.count > self.at > 0):
            raise apsw.FullError if kind == "write" else apsw.IOError

    def break_at(self, kind: str, at: int, *, for_ever: bool) -> None:
        self.kind, self.at, self.for_ever, self.count = kind, at, for_ever, 0

    def mend(self) -> None:
        self.kind, self.at = "", 0


DRIVE = Drive()


class FailingFile(apsw.VFSFile):
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
        return self._own.serialize("main")

    def close(self) -> None:
        self._own.close()


@pytest.fixture
def failing_drive(monkeypatch: pytest.MonkeyPatch) -> Generator[None]:
    monkeypatch.setattr(connecting, "connect", lambda path, _key="": Connection(path))
    yield
    DRIVE.mend()


ROW = "KET-001;02.03.2026 09:05;104,5"
ACTIONS: dict[str, Callable[[Study], object]] = {
    "enrol": lambda s: s.enrol(enrolment("KET-002"), now=NOW),
    "give": lambda s: s.give_infusion(infusion(1), on=NOW.date(), at=NOW, now=NOW),
    "collect": lambda s: s.collect_draw(draw("inf1"), on=NOW.date(), at=NOW, now=NOW),
    "rate": lambda s: s.rate(rating("week0"), on=NOW.date(), at=None, now=NOW, madrs=30, ymrs=1),
    "miss": lambda s: s.miss(infusion(1), reason="patient_ill", now=NOW),
    "withdraw": lambda s: s.withdraw("KET-001", on=NOW.date(), reason="own_wish", now=NOW),
    "take back": lambda s: s.take_back(s.trail()[-1].action, now=NOW),
    "move": lambda s: s.move_infusion(
        infusion(4), to=date(2026, 3, 16), policy=Policy.KEEP_PATTERN, reason="ward_full", now=NOW
    ),
    "change protocol": lambda s: s.change_protocol(
        replace(protocol(), infusions=replace(protocol().infusions, count=9)), reason="x", now=NOW
    ),
    "import": lambda s: import_results(s, ROW, folder=s.path.parent),
    "undo import": lambda s: s.undo_import(s.trail()[-1].action, now=NOW),
    "redact": lambda s: s.redact("made-up name", reason="a name", now=NOW),
}


@pytest.mark.usefixtures("failing_drive")
@pytest.mark.parametrize("for_ever", [False, True], ids=["once", "for ever"])
@pytest.mark.parametrize("kind", ["write", "sync", "truncate", "delete"])
@pytest.mark.parametrize("action", ACTIONS)
def test_a_drive_that_fails_leaves_a_study_before_or_after_the_action(
    tmp_path: Path, action: str, kind: str, for_ever: bool
):
    made = study_with("KET-001", path=tmp_path / "made.cdesk")
    made.collect_draw(draw("baseline"), on=NOW.date(), at=NOW, now=NOW, note="made-up name")
    if action == "undo import":
        import_results(made, ROW, folder=tmp_path)
    before = made.head()
    made.close()
    image = made.path.read_bytes()
    refusals = 0
    for at in CALLS:
        path = tmp_path / f"{at}.cdesk"
        path.write_bytes(image)
        study = Study.open(path, by="A. Nowak", now=NOW)
        DRIVE.break_at(kind, at, for_ever=for_ever)
        refused = _attempt(study, action)
        reached = DRIVE.count >= at
        DRIVE.mend()
        if refused is None and not reached:  # the action makes fewer such calls
            study.close()
            break
        if refused is not None:
            refusals += 1
            assert refused.why in (WhyNot.NO_SPACE, WhyNot.UNREACHABLE)
            assert str(tmp_path) in sentence_of(refused)
        _check_goes_on(study, action, refused, before.count)
        path.unlink()
    else:
        raise AssertionError("the action never came to its end")
    assert refusals or kind in ("truncate", "delete")


def _attempt(study: Study, action: str) -> StudyRefused | None:
    try:
        ACTIONS[action](study)
    except StudyRefused as refused:
        return refused
    return None


def _check_goes_on(study: Study, action: str, refused: StudyRefused | None, before: int) -> None:
    """Whole or not at all; acknowledged: there, also when opened anew; refused: possible now.

    Where the very last sync failed, SQLite refuses what is stored already.
    """
    is_there = study.head().count > before
    assert is_there or refused is not None
    if not is_there:
        ACTIONS[action](study)
    head = study.head()
    assert study.verify().is_clean
    study.close()
    again = Study.open(study.path, by="A. Nowak", now=NOW)
    assert again.head() == head
    assert again.verify().is_clean
    again.close()
