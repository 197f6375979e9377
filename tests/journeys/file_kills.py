"""Kills a program in the middle of everything it writes, and looks at what is left.

`python -m tests.journeys.file_kills 1000` does it that often: recording, moving, importing,
backing up, bringing an old file up to date, restoring, creating (empty, from tables,
protected), protecting, in turn. Each program is a fork that does a fixed sequence of actions and
acknowledges each; it is killed after a random time. The study must then hold exactly the
acknowledged actions, or the one under way as well. It fails at the first study of which that is
not true.
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
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.journeys.kill_deeds import Acknowledge, trials

EVERY_SLOW = 7
"""Deriving a key takes most of a second, so what derives one is killed less often."""


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


def main(times: int, seed: int = 971) -> None:
    chance = random.Random(seed)
    found: Counter[tuple[str, str]] = Counter()
    with TemporaryDirectory() as name:
        folder = Path(name)
        deeds = trials(folder)
        quick = [deed for deed in deeds if not deed.is_slow]
        lasts: dict[str, float] = {}
        for count in range(times):
            deed = deeds[count % len(deeds)]
            if deed.is_slow and count // len(deeds) % EVERY_SLOW:
                deed = quick[count // len(deeds) % len(quick)]
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
