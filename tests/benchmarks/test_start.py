"""How long until the window is painted, as a ratio to a bare Qt window in the same run."""

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import pytest

from gui.demo import make_demo

ROUNDS = 9
LIMIT = 1.5
"""First light's acceptance: the first page against a bare window of the same kinds of widgets."""


def seconds_to_paint(*arguments: str) -> float:
    """From starting the process to its painted window; both clocks are the system's."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.monotonic_ns()
    told = subprocess.run(
        [sys.executable, "-m", *arguments],
        capture_output=True,
        text=True,
        env=environment,
        check=True,
    )
    return (int(told.stdout.split()[-1]) - began) / 1e9


@pytest.mark.parametrize("style", [("--styled",), ()], ids=["styled", "plain"])
@pytest.mark.parametrize("page", ["first", "today"])
def test_the_window_is_painted_soon_after_a_bare_one(
    page: str, style: tuple[str, ...], tmp_path: Path, benchmark
):
    """Styled: the bare window has the same fonts and style sheet; plain: neither."""
    study: list[str] = []
    if page == "today":
        make_demo(tmp_path / "demo.cdesk")
        study = [str(tmp_path / "demo.cdesk")]
    bare = ("tests.benchmarks.bare_window", page, *style)
    ours = ("tests.benchmarks.first_paint", *study)
    for warm_up in (bare, ours):
        seconds_to_paint(*warm_up)

    pairs = [(seconds_to_paint(*bare), seconds_to_paint(*ours)) for _round in range(ROUNDS)]

    ratio = median(mine / theirs for theirs, mine in pairs)
    benchmark.extra_info["ratio"] = round(ratio, 2)
    benchmark.pedantic(lambda: None, rounds=1)
    theirs, mine = (median(values) for values in zip(*pairs, strict=True))
    told = f"{page} {style}: {mine * 1000:.0f} ms against {theirs * 1000:.0f} ms bare"
    sys.stdout.write(f"\n{told}: {ratio:.2f}\n")
    if page == "first" and style:
        assert ratio <= LIMIT
