"""The command line: `copperdesk [STUDY]` opens the window, `copperdesk COMMAND …` the rest.

Exit codes: 0 done, 1 refused with a sentence that says what to do, 2 wrong usage.
"""

import argparse
import contextlib
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from gui.commands.arguments import COMMANDS, first_word, language_asked_for, parser
from gui.words import language

if TYPE_CHECKING:
    from domain.errors import CopperdeskError

DONE, REFUSED, WRONG_USAGE = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line; the answer is the exit code."""
    _serve_if_spawned()
    words = list(sys.argv[1:] if argv is None else argv)
    language.use(language_asked_for(words))
    _write_utf8()
    try:
        arguments = parser(first_word(words)).parse_args(words)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else WRONG_USAGE
    try:
        return _run(arguments)
    except BrokenPipeError:  # the reader of our output has gone, as in `copperdesk due … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED


def _run(arguments: argparse.Namespace) -> int:
    from domain.errors import CopperdeskError
    from gui.commands.context import CommandRefused, Context

    context = Context.of(arguments)
    run = import_module(f"gui.commands.{COMMANDS[arguments.command]}").run
    try:
        return run(arguments, context)
    except CommandRefused as refused:
        context.refuse(refused.sentence)
    except BrokenPipeError:
        raise
    except (CopperdeskError, OSError) as error:
        context.refuse(_sentence_of(error))
    return REFUSED


def _sentence_of(error: "CopperdeskError | OSError") -> str:
    from gui.words.errors import file_refused, sentence_of

    return file_refused(error) if isinstance(error, OSError) else sentence_of(error)


def _serve_if_spawned() -> None:
    """In a frozen program, a child process that reads a lab sheet starts here too."""
    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support

        freeze_support()


def _write_utf8() -> None:
    if sys.stdout is None or sys.stderr is None:  # Windows, started without a console
        sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            if stream.encoding.lower() not in ("utf-8", "utf8"):
                stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]


if __name__ == "__main__":
    sys.exit(main())
