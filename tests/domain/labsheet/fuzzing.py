"""Spoiled lab files, each taken as far as a preview: `python -m tests.domain.labsheet.fuzzing`.

    python -m tests.domain.labsheet.fuzzing COUNT [FIRST_SEED]

Four files a seed. Ends with 1, and the names of the files, if one took the program down, took
longer than 5 seconds, or more than 256 MB of memory.
"""

import multiprocessing
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from domain.labsheet.limits import Limits
from domain.labsheet.opening import open_workbook
from domain.labsheet.plan import plan_import
from domain.labsheet.saved_preview import SavedPreview, reopened, saved
from domain.labsheet.understanding import guess
from domain.labsheet.workbook import SheetRefused, Workbook
from tests.domain.labsheet.mutations import seeds, spoiled
from tests.domain.labsheet.sheets import known_study, vocabulary

SECONDS = 5.0
MEGABYTES = 256


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one file."""

    file: str
    outcome: str
    """`preview`, the reason of a refusal, `caught` by the reading process's last net."""
    seconds: float
    fault: str = ""
    """The traceback of what no net would have caught."""


def fates(paths: Iterable[Path]) -> tuple[list[Fate], float]:
    """Of every file, and the megabytes that the process which read them took beyond its start."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        idle = pool.apply(_peak)
        found = [pool.apply(fate_of, (path,)) for path in paths]
        return found, pool.apply(_peak) - idle


def fate_of(path: Path) -> Fate:
    """Read, understand, plan, save and reopen, as the window does."""
    warnings.simplefilter("ignore")
    began = time.process_time()
    outcome, fault = "preview", ""
    try:
        workbook = open_workbook(path, Limits())
    except SheetRefused as refused:
        outcome = refused.reason.value
    except Exception as error:  # noqa: BLE001 - the reading process makes "damaged" of it
        outcome = f"caught {type(error).__name__}"
    else:
        try:
            _preview(workbook)
        except Exception:  # noqa: BLE001 - this is what is looked for
            fault = traceback.format_exc()
    return Fate(path.name, outcome, time.process_time() - began, fault)


def _preview(workbook: Workbook) -> None:
    understood = guess(workbook, vocabulary(), known_study())
    plan = plan_import(workbook, understood.mapping, known_study(), vocabulary())
    assert len({row.cell for row in plan.rows}) == len(plan.rows), "an address names one row"
    again = reopened(
        SavedPreview.from_text(saved(plan).as_text()), workbook, known_study(), vocabulary()
    )
    assert again.plan.rows == plan.rows


def _peak() -> float:
    try:
        import resource
    except ImportError:  # Windows does not tell
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(count: int, first: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        paths = (spoiled(kind, seed, Path(folder)) for kind, seed in seeds(count, first))
        found, megabytes = fates(paths)
    for outcome, number in Counter(fate.outcome for fate in found).most_common():
        sys.stdout.write(f"{number:6} {outcome}\n")
    slowest = max(found, key=lambda fate: fate.seconds)
    told = f"slowest {slowest.file} {slowest.seconds:.2f} s, {megabytes:.0f} MB extra"
    sys.stdout.write(f"{told}\n")
    faults = [fate for fate in found if fate.fault]
    for fate in faults:
        sys.stdout.write(f"\n{fate.file}\n{fate.fault}")
    return int(bool(faults) or slowest.seconds > SECONDS or megabytes > MEGABYTES)


if __name__ == "__main__":
    told = [int(word) for word in sys.argv[1:]]
    sys.exit(main(told[0] if told else 500, told[1] if len(told) > 1 else 0))
