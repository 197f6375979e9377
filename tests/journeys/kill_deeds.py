"""What a program is killed in the middle of, and how the study may then be."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from domain.exchange.tables import read_tables
from domain.exchange.write_tables import write_tables
from domain.move_plan import Policy
from domain.storage.audit import Head
from domain.storage.backup import backups_of, check_backup, folder_of, restore_backup
from domain.storage.known_ends import verify_file
from domain.storage.protecting import change_passphrase
from domain.storage.refusals import StudyRefused, WhyNot
from domain.study import Study
from tests.builders import (
    NOW,
    draw,
    enrolment,
    infusion,
    planned_import,
    protocol,
    rating,
    study_with,
)

VERSION_1 = Path(__file__).parents[1] / "data" / "old_files" / "version_1.cdesk"
PASSPHRASE = "a long night"
Acknowledge = Callable[[], None]


@dataclass(frozen=True)
class Deed:
    """What a killed program was doing."""

    name: str
    prepare: Callable[[Path], None]
    do: Callable[[Path, Acknowledge], None]
    check: Callable[[Path, int], str]
    """Raises if the study at this path is not as it may be after so many acknowledged actions."""
    is_slow: bool = False


def actions(*steps: Callable[[Study], object]) -> Callable[[Path, Acknowledge], None]:
    """Open the study and do one action after another."""

    def do(path: Path, acknowledge: Acknowledge) -> None:
        study = Study.open(path, by="A. Nowak", now=NOW)
        for step in steps:
            step(study)
            acknowledge()
        study.close()

    return do


class OneByOne:
    """A deed of actions: the trail must end where it ends after `n` of them, or after `n + 1`."""

    def __init__(self, made: Path, *steps: Callable[[Study], object]) -> None:
        self._made = made
        self.do = actions(*steps)
        whole = Path(shutil.copy(made, made.with_name("whole.cdesk")))
        self._heads = [_head(whole)]
        for step in steps:
            actions(step)(whole, lambda: None)
            self._heads.append(_head(whole))
        whole.unlink()
        shutil.rmtree(folder_of(whole), ignore_errors=True)
        assert len(set(self._heads)) == len(steps) + 1, "every action shows in the trail"

    def prepare(self, path: Path) -> None:
        shutil.copy(self._made, path)

    def check(self, path: Path, acknowledged: int) -> str:
        head = _head(path)
        assert head in self._heads[acknowledged : acknowledged + 2], f"{acknowledged} acknowledged"
        _check_backups(path)
        return f"{self._heads.index(head)} actions"


def _head(path: Path) -> Head:
    """Where the trail ends; the study must open and be clean."""
    study = Study.open(path, by="A. Nowak", now=NOW)
    try:
        assert study.verify().is_clean, "the trail does not give the tables"
        return study.head()
    finally:
        study.close()


def _check_backups(path: Path) -> int:
    """All that has a backup's name is a whole backup."""
    found = backups_of(path)
    for backup in found:
        check_backup(backup.path)
    return len(found)


def records(made: Path) -> Deed:
    day, at = NOW.date(), NOW
    steps = OneByOne(
        made,
        lambda s: s.collect_draw(draw("baseline"), on=day, at=at, now=NOW),
        lambda s: s.give_infusion(infusion(1), on=day, at=at, now=NOW, dose_mg=36.0),
        lambda s: s.rate(rating("week0"), on=day, at=None, now=NOW, madrs=30, ymrs=1),
        lambda s: s.enrol(enrolment("KET-002"), now=NOW),
        lambda s: s.miss(infusion(1, "KET-002"), reason="patient_ill", now=NOW),
        lambda s: s.take_back(s.trail()[-1].action, now=NOW),
        lambda s: s.withdraw("KET-002", on=day, reason="own_wish", now=NOW),
    )
    return Deed("recording", steps.prepare, steps.do, steps.check)


def moves(made: Path) -> Deed:
    def move(number: int, to: date) -> Callable[[Study], object]:
        return lambda s: s.move_infusion(
            infusion(number), to=to, policy=Policy.KEEP_PATTERN, reason="no_staff", now=NOW
        )

    steps = OneByOne(made, move(4, date(2026, 3, 13)), move(4, date(2026, 3, 16)),
                     move(3, date(2026, 3, 10)))  # fmt: skip
    return Deed("moving", steps.prepare, steps.do, steps.check)


def imports(made: Path, folder: Path) -> Deed:
    study = Study.open(made, by="A. Nowak", now=NOW)
    study.collect_draw(draw("baseline"), on=NOW.date(), at=NOW, now=NOW)
    plan = planned_import(study, "KET-001;02.03.2026 09:05;104,5", folder=folder)
    study.close()
    steps = OneByOne(made, lambda s: s.accept(plan, now=NOW))
    return Deed("importing", steps.prepare, steps.do, steps.check)


def backing_up(made: Path) -> Deed:
    head = _head(made)

    def step(minutes: int) -> Callable[[Study], object]:
        return lambda s: s.back_up(now=NOW + timedelta(minutes=minutes))

    def check(path: Path, acknowledged: int) -> str:
        assert _head(path) == head
        count = _check_backups(path)
        assert acknowledged <= count <= acknowledged + 1
        return f"{count} backups"

    return Deed("backing up", lambda p: _copy(made, p), actions(*map(step, range(6))), check)


def migrating() -> Deed:
    def do(path: Path, acknowledge: Acknowledge) -> None:
        Study.open(path, by="A. Nowak", now=NOW).close()
        acknowledge()

    before = verify_file(VERSION_1, now=NOW).head

    def check(path: Path, acknowledged: int) -> str:
        was = int.from_bytes(path.read_bytes()[60:64])
        if path.with_name(path.name + "-journal").exists():
            was = 0
        assert not acknowledged or was > 1
        assert _head(path) == before
        assert _check_backups(path) >= 1
        return "rolled back" if was == 0 else f"version {was}"

    return Deed("bringing up to date", lambda p: _copy(VERSION_1, p), do, check)


def restoring(made: Path) -> Deed:
    head = _head(made)

    def prepare(path: Path) -> None:
        study = Study.open(Path(shutil.copy(made, path)), by="A. Nowak", now=NOW)
        study.back_up(now=NOW)
        study.close()

    def do(path: Path, acknowledge: Acknowledge) -> None:
        (backup,) = backups_of(path)
        for number in range(4):
            restore_backup(backup.path, path.with_name(f"again {number}.cdesk"))
            acknowledge()

    def check(path: Path, acknowledged: int) -> str:
        there = sorted(path.parent.glob("again *.cdesk"))
        assert acknowledged <= len(there) <= acknowledged + 1
        assert all(_head(again) == head for again in there)
        return f"{len(there)} restored"

    return Deed("restoring", prepare, do, check)


def protecting(made: Path) -> Deed:
    head = _head(made)

    def do(path: Path, acknowledge: Acknowledge) -> None:
        change_passphrase(path, old="", new=PASSPHRASE, now=NOW)
        acknowledge()

    def check(path: Path, acknowledged: int) -> str:
        try:
            study = Study.open(path, by="A. Nowak", now=NOW)
            assert not acknowledged, "an acknowledged passphrase is gone"
        except StudyRefused as refused:
            assert refused.why is WhyNot.PROTECTED, refused  # noqa: PT017 -- either way is good
            study = Study.open(path, by="A. Nowak", now=NOW, passphrase=PASSPHRASE)
        assert study.head() == head
        assert study.verify().is_clean
        study.close()
        return "protected" if study._file.key else "in clear"

    return Deed("protecting", lambda p: _copy(made, p), do, check, is_slow=True)


def creating(name: str, begin: Callable[[Study], object], *, passphrase: str = "") -> Deed:
    """A study is made whole, with what it begins with, or the place for it is free."""

    def make(path: Path) -> None:
        Study.create(
            path, protocol(), name="Test study", by="A. Nowak", now=NOW,
            passphrase=passphrase, begin=begin,
        ).close()  # fmt: skip

    def do(path: Path, acknowledge: Acknowledge) -> None:
        make(path)
        acknowledge()

    def check(path: Path, acknowledged: int) -> str:
        is_made = path.exists()
        assert is_made or not acknowledged, "an acknowledged study is gone"
        if not is_made:
            make(path)
        study = Study.open(path, by="A. Nowak", now=NOW, passphrase=passphrase)
        assert study.verify().is_clean
        assert bool(study.patients()) == (begin is not with_nothing)
        study.close()
        return "made" if is_made else "not made"

    return Deed(name, lambda _path: None, do, check, is_slow=bool(passphrase))


def with_nothing(_study: Study) -> None:
    """A study that begins empty."""


def with_tables(folder: Path) -> Callable[[Study], object]:
    """A study that begins with the exchange tables of another."""
    source = study_with("KET-001", "KET-002", path=folder / "source.cdesk")
    source.give_infusion(infusion(1), on=NOW.date(), at=NOW, now=NOW)
    (folder / "tables").mkdir()
    write_tables(source, folder / "tables")
    source.close()
    tables = read_tables(folder / "tables", protocol=protocol(), now=NOW, zone=NOW.tzinfo)
    return lambda study: study.store_tables(tables, now=NOW)


def _copy(made: Path, path: Path) -> None:
    shutil.copy(made, path)


def trials(folder: Path) -> tuple[Deed, ...]:
    def made(name: str) -> Path:
        study = study_with("KET-001", path=folder / f"{name}.cdesk")
        study.close()
        return study.path

    return (
        records(made("records")),
        moves(made("moves")),
        imports(made("imports"), folder),
        backing_up(made("backups")),
        migrating(),
        restoring(made("restores")),
        creating("creating", with_nothing),
        creating("creating from tables", with_tables(folder)),
        creating("creating a protected study", with_nothing, passphrase=PASSPHRASE),
        protecting(made("protected")),
    )
