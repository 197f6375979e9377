"""Qt without a display, the program's own font, and a study in memory for every folder."""

import os
from pathlib import Path

# A path without a drive letter: Qt parts what it is told at colons.
SMALL_SCREEN = os.path.relpath(Path(__file__).parent / "data" / "screen.json")
"""1366×768, the smallest screen that is promised to do."""

os.environ["QT_QPA_PLATFORM"] = os.environ.get(
    "COPPERDESK_TEST_PLATFORM", f"offscreen:configfile={SMALL_SCREEN}"
)
os.environ.setdefault("QT_QUICK_BACKEND", "software")
