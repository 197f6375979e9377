"""Kills the program in the preview and in the middle of an import, and looks at the study.

`python -m tests.journeys.kills 50` does it that often in the window: a third in the preview,
a third at a statement of the import, a third inside its COMMIT or just after, spread evenly.
It fails at the first study that does not open, holds part of a batch, or is not clean.
"""

import os
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory

from domain.study import Study
from gui.demo import DEMO_NOW, make_demo
from tests.gui.demo_import import SHEET

PATIENCE_S = 60


@dataclass(frozen=True, slots=True)
class Content:
    """What an import may change."""

    imports: int
    queries: frozenset[tuple[str, str, str]]
    results: frozenset[tuple[str, str, int, str, bool]]
    collected: frozenset[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Run:
    was_killed: bool
    acknowledged: bool
    said: tuple[str, ...]

    def number(self, word: str) -> int:
        return next(int(line.split()[1]) for line in self.said if line.startswith(word))


def content_of(path: Path) -> Content:
    """What the study at `path` holds; it must open and its trail must be clean."""
    study = Study.open(path, by="A. Nowak", now=DEMO_NOW)
    try:
        assert study.verify().is_clean, "the trail does not give the tables"
        draws = [draw for course in study.courses().values() for draw in course.draws]
        return Content(
            len(study.imports()),
            frozenset((q.key.patient, q.key.code, q.rule) for q in study.queries()),
            frozenset(
                (stored.patient, stored.draw, stored.serial, stored.result.verbatim,
                 stored.is_current)
                for draw in draws
                for stored in study.results(draw.patient, draw.key.code)
            ),
            frozenset((d.patient, d.key.code, d.state) for d in draws),
        )  # fmt: skip
    finally:
        study.close()


def fresh(made: Path, folder: Path) -> Path:
    """A copy of the demo study and its sheet in `folder`, which must not exist."""
    folder.mkdir()
    copy(made.with_name(SHEET), folder)
    return Path(copy(made, folder))


def run(study: Path, way: str, moment: str, number: int = 0) -> Run:
    """Import in a program of its own; in the preview it is killed from outside."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.importing", str(study), way, moment, str(number)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={"QT_QPA_PLATFORM": "offscreen", **os.environ},
    )
    assert process.stdout is not None
    try:
        if moment == "preview":
            assert process.stdout.readline() == "preview\n"
            process.send_signal(signal.SIGKILL)
        said, _ = process.communicate(timeout=PATIENCE_S)
    finally:
        process.kill()
    lines = tuple(said.splitlines())
    acknowledged = any(line.startswith("imported") for line in lines)
    return Run(process.returncode == -signal.SIGKILL, acknowledged, lines)


class Trial:
    """A demo study before and after its import, to compare killed ones with."""

    def __init__(self, made: Path, folder: Path, way: str) -> None:
        self._made, self._folder, self._way = made, folder, way
        self.before = content_of(fresh(made, folder / "before"))
        whole = fresh(made, folder / "whole")
        done = run(whole, way, "never")
        assert done.acknowledged, done.said
        self.after = content_of(whole)
        self.statements = done.number("imported")
        self.commit_us = done.number("commit")
        self._count = 0

    def kill(self, moment: str, number: int = 0) -> str:
        """Kill one import; the answer is "all" or "nothing", whatever the study then holds."""
        self._count += 1
        path = fresh(self._made, self._folder / f"{self._count}")
        done = run(path, self._way, moment, number)
        assert done.was_killed or done.acknowledged, done.said
        found = content_of(path)
        assert found in (self.before, self.after), f"part of a batch: {moment} {number}"
        if done.acknowledged:
            assert found == self.after, f"an acknowledged import is gone: {moment} {number}"
        return "all" if found == self.after else "nothing"


def main(times: int) -> None:
    with TemporaryDirectory() as folder:
        made = Path(folder) / "made" / "Demo.cdesk"
        made.parent.mkdir()
        make_demo(made)
        trial = Trial(made, Path(folder), "window")
        found: Counter[tuple[str, str]] = Counter()
        for count in range(times):
            moment = ("preview", "statement", "commit")[count % 3]
            place = (count + 0.5) / times
            whole = {"statement": trial.statements, "commit": 2 * trial.commit_us}.get(moment, 0)
            found[moment, trial.kill(moment, round(place * whole) or 1)] += 1
    for (moment, holds), number in sorted(found.items()):
        sys.stdout.write(f"killed in {moment}: {number} times, the study holds {holds}\n")
    sys.stdout.write(
        f"{times} kills; every study opened and verified clean "
        f"({trial.statements} statements, COMMIT {trial.commit_us} µs)\n"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
