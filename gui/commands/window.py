"""`copperdesk [STUDY]`: the window; the only command that knows Qt."""

import argparse
import os
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic

from gui.commands.context import CommandRefused, Context
from gui.words.language import _, language

_PLATFORMS_WITHOUT_DISPLAY = ("offscreen", "minimal", "vnc")
_PROBE = "from PySide6.QtWidgets import QApplication; QApplication([])"


def run(arguments: argparse.Namespace, context: Context) -> int:
    study: Path | None = arguments.study
    if study is not None and not study.exists():
        from domain.storage.study_file import StudyRefused, WhyNot

        raise StudyRefused(WhyNot.MISSING, study)
    if not has_display():
        raise CommandRefused(no_window())
    by: str = getattr(arguments, "by", "") or ""
    return show(study, context, by=by, language_chosen=hasattr(arguments, "language"))


def show(
    study: Path | None, context: Context, *, by: str = "", language_chosen: bool = False
) -> int:
    """Open the window on `study`; the answer is the exit code."""
    try:
        from gui.application import run as run_application
    except ImportError:
        raise CommandRefused(no_window()) from None
    return run_application(
        study=study,
        clock=_ticking_from(context.set_clock) if context.set_clock else None,
        by=by,
        language_code=language() if language_chosen else "",
    )


def can_show_window() -> bool:
    """Whether a window would open, found out in another process: Qt aborts where it cannot."""
    if not has_display():
        return False
    if getattr(sys, "frozen", False) or not sys.platform.startswith("linux"):
        return True
    import subprocess

    try:
        probe = subprocess.run(  # noqa: S603 - our own interpreter and a fixed line
            [sys.executable, "-c", _PROBE], capture_output=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return probe.returncode == 0


def has_display() -> bool:
    """Whether this system has somewhere to show a window; only Linux can be without."""
    if not sys.platform.startswith("linux"):
        return True
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if platform in _PLATFORMS_WITHOUT_DISPLAY:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def no_window() -> str:
    return _(
        "No window can be shown here: there is no display, or a library that Qt needs is "
        "missing. The commands work without one; see copperdesk --help."
    )


def _ticking_from(start: datetime) -> Callable[[], datetime]:
    started = monotonic()
    return lambda: start + timedelta(seconds=monotonic() - started)
