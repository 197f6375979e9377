"""`copperdesk demo`: makes the demo study, or opens it again, and shows it."""

import argparse
from pathlib import Path

from domain.storage.study_file import StudyRefused, WhyNot
from gui.commands import analyse, due, window
from gui.commands.context import Context
from gui.demo_place import DEMO_COORDINATOR, demo_path
from gui.words.language import _


def run(arguments: argparse.Namespace, context: Context) -> int:
    path: Path = arguments.study or demo_path()
    _make_if_missing(path, context)
    if not arguments.no_window and window.can_show_window():
        by = context.name or DEMO_COORDINATOR
        return window.show(path, context, by=by, language_chosen=hasattr(arguments, "language"))
    _show_as_text(path, context)
    if not arguments.no_window:
        context.say("\n" + window.no_window())
    return 0


def _make_if_missing(path: Path, context: Context) -> None:
    if path.exists():
        with context.study(path) as study:
            if not study.is_demo:
                raise StudyRefused(WhyNot.EXISTS, path)
        context.say(_("The demo study is in {place}.").format(place=path))
        return
    from gui.demo import make_demo

    path.parent.mkdir(parents=True, exist_ok=True)
    make_demo(path)
    context.say(
        _(
            "The demo study of made-up patients was made: {place}. Its lab sheet is beside it."
        ).format(place=path)
    )


def _show_as_text(path: Path, context: Context) -> None:
    with context.study(path) as study:
        now = context.now(study)
        context.say("\n" + due.as_text(study.agenda(now=now), study.protocol))
        context.say("\n" + analyse.primary_as_text(analyse.of_study(study, now)))
