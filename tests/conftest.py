"""Qt without a display, the program's own font, and a study in memory for every folder."""

import os

os.environ["QT_QPA_PLATFORM"] = os.environ.get("COPPERDESK_TEST_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")
