"""A process that starts, runs the whole plan on two plain tables, and draws its figures.

`python -m tests.benchmarks.cold_plan PATIENTS.csv VISITS.csv FOLDER` tells how long each part took.
"""

import gc
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter


@dataclass(frozen=True)
class Took:
    """Seconds of one process, from its start to its end."""

    whole: float
    processor: float
    """What it took of the processor, which others do not slow down as much."""
    figures: int
    parts: str

    def __str__(self) -> str:
        return (
            f"cold plan with {self.figures} figures: {self.whole:.1f} s, "
            f"{self.processor:.1f} s of the processor ({self.parts})"
        )


def run(patients: Path, visits: Path, folder: Path, *, rounds: int = 3) -> Took:
    """The fastest of a few processes that draw each kind of figure once."""
    command = [sys.executable, "-m", "tests.benchmarks.cold_plan"]
    found: list[Took] = []
    for place in range(rounds):
        started, before = perf_counter(), _processor()
        answer = subprocess.run(
            [*command, str(patients), str(visits), f"{folder}{place}"],
            check=True,
            capture_output=True,
            text=True,
        )
        figures, parts = answer.stdout.strip().split(maxsplit=1)
        spent = _processor() - before
        found.append(Took(perf_counter() - started, spent, int(figures), parts))
    return min(found, key=lambda one: one.whole)


def _processor() -> float:
    """Seconds that ended children took of the processor."""
    times = os.times()
    return times.children_user + times.children_system


def _draw(patients: Path, visits: Path, folder: Path) -> None:
    moments = [perf_counter()]
    from gui.report.contents import document_of
    from gui.report.figure_files import register_own_fonts
    from gui.report.reading import source_of_tables
    from stats.plan import analyse_tables
    from stats.tables import read_tables

    tables = read_tables(patients, visits)
    moments.append(perf_counter())
    result = analyse_tables(tables)
    moments.append(perf_counter())
    source = source_of_tables(tables, result, (patients, visits), now=datetime.now(UTC))
    pictures = {picture.draw.__code__: picture for picture in document_of(source).pictures}
    moments.append(perf_counter())
    from stats.figures.style import PRINT, FileFormat, save

    register_own_fonts()
    folder.mkdir()
    gc.freeze()  # as the report does it
    for picture in pictures.values():
        save(picture.draw(PRINT), folder / f"{picture.name}.svg", FileFormat.SVG)
    moments.append(perf_counter())
    names = ("imports and reading", "plan", "document", "figures")
    parts = [
        f"{name} {later - before:.2f}"
        for name, before, later in zip(names, moments, moments[1:], strict=False)
    ]
    sys.stdout.write(f"{len(pictures)} {', '.join(parts)}\n")


if __name__ == "__main__":
    _draw(*map(Path, sys.argv[1:4]))
