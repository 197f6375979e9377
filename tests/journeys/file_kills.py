"""Kills a program in the middle of everything it writes, and looks at what is left.

`python -m tests.journeys.file_kills 1000` does it that often: recording, moving, importing,
backing up, bringing an old file up to date, restoring, creating, protecting, in turn. Each
program is a fork that does a fixed sequence of actions and acknowledges each; it is killed
after a random time. The study must then hold exactly the acknowledged actions, or the one under
way as well. It fails at the first study of which that is not true.
"""

import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

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
EVERY_PROTECTED = 7
"""Deriving a key takes most of a second, so protecting is killed less often."""

Acknowledge = Callable[[], None]


@dataclass(frozen=True)
class Deed:
    """What a killed program was doing."""

    name: str
    prepare: Callable[[Path], None]
    do: Callable[[Path, Acknowledge], None]
    check: Callable[[Path, int], str]
    """Raises if the study at this path is not as it may be after so many acknowledged actions."""


def fork_and_kill(do: Callable[[Acknowledge], None], after_s: float | None) -> tuple[int, float]:
    """How many actions a fork acknowledged before it was killed, and how long it ran."""
    reading, writing = os.pipe()
    started = time.perf_counter()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.close(reading)
            do(lambda: os.write(writing, b"."))
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    if after_s is not None:
        time.sleep(after_s)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    lasted = time.perf_counter() - started
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the program failed by itself"
    acknowledged = 0
    while said := os.read(reading, 4096):
        acknowledged += len(said)
    os.close(reading)
    return acknowledged, lasted


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

    return Deed("protecting", lambda p: _copy(made, p), do, check)


def creating() -> Deed:
    def make(path: Path) -> None:
        Study.create(path, protocol(), name="Test study", by="A. Nowak", now=NOW).close()

    def do(path: Path, acknowledge: Acknowledge) -> None:
        make(path)
        acknowledge()

    def check(path: Path, acknowledged: int) -> str:
        with suppress(StudyRefused):
            assert _head(path).count == 1
            return "made"
        assert not acknowledged, "an acknowledged study is gone"
        make(path)  # what is left is empty, or nothing, and stands in nobody's way
        assert _head(path).count == 1
        return "not made"

    return Deed("creating", lambda _path: None, do, check)


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
        creating(),
        protecting(made("protected")),
    )


def main(times: int, seed: int = 971) -> None:
    chance = random.Random(seed)
    found: Counter[tuple[str, str]] = Counter()
    with TemporaryDirectory() as name:
        folder = Path(name)
        deeds = trials(folder)
        lasts: dict[str, float] = {}
        for count in range(times):
            deed = deeds[count % len(deeds)]
            if deed.name == "protecting" and count // len(deeds) % EVERY_PROTECTED:
                deed = deeds[count // len(deeds) % (len(deeds) - 1)]
            place = folder / "trial"
            for fresh in ("whole",) * (deed.name not in lasts) + ("killed",):
                place.mkdir()
                path = place / "Copper.cdesk"
                deed.prepare(path)
                after = None if fresh == "whole" else chance.uniform(0, 1.05 * lasts[deed.name])
                acknowledged, lasted = fork_and_kill(lambda ack: deed.do(path, ack), after)  # noqa: B023 -- called at once
                lasts.setdefault(deed.name, lasted)
                holds = deed.check(path, acknowledged)
                if fresh == "killed":
                    found[deed.name, holds] += 1
                shutil.rmtree(place)
    for (doing, holds), number in sorted(found.items()):
        sys.stdout.write(f"killed while {doing}: {number} times, then {holds}\n")
    sys.stdout.write(f"{times} kills, 0 violations\n")


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 42)
