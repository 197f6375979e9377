"""A program killed while it writes leaves what it acknowledged, and nothing by half."""

import os
import subprocess
import sys

import pytest


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks, which this system has not")
def test_kills_in_everything_that_is_written_leave_no_half(tmp_path):
    """In a process of its own, since Qt's threads are no place to fork from."""
    said = subprocess.run(
        [sys.executable, "-m", "tests.journeys.file_kills", "42"],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip

    assert said.returncode == 0, said.stderr
    assert said.stdout.endswith("42 kills, 0 violations\n")
