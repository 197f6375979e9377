"""The `.lock` file beside an open study: it says who has it open; only SQLite's lock decides."""

import getpass
import json
import os
import platform
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from domain.storage.refusals import Holder


def write(study: Path, now: datetime) -> None:
    """Say that this process has `study` open since `now`; one that a killed program left goes."""
    holder = Holder(_user(), platform.node(), os.getpid(), now.isoformat(timespec="seconds"))
    with suppress(OSError):
        _beside(study).write_text(json.dumps(asdict(holder)), encoding="utf-8")


def remove(study: Path) -> None:
    """Remove it, if it is this process's own."""
    said = holder(study)
    if said is not None and (said.process, said.host) == (os.getpid(), platform.node()):
        with suppress(OSError):
            _beside(study).unlink()


def holder(study: Path) -> Holder | None:
    """Who says to have `study` open, if anybody says so readably."""
    try:
        return Holder(**json.loads(_beside(study).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _beside(study: Path) -> Path:
    return study.with_name(study.name + ".lock")


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "?"
