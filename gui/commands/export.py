"""`copperdesk export`: the whole study as exchange tables, which `new --from-tables` reads back."""

import argparse
from pathlib import Path

from gui.commands.context import CommandRefused, Context
from gui.words.language import _


def run(arguments: argparse.Namespace, context: Context) -> int:
    from domain.exchange.write_tables import write_tables

    folder: Path = arguments.folder
    with context.study(arguments.study) as study:
        _prepare(folder)
        written = write_tables(study, folder)
    context.say(
        _("Tables written into “{folder}”: {count} files.").format(
            folder=folder.name, count=len(written)
        )
    )
    return 0


def _prepare(folder: Path) -> None:
    """Make `folder`, or refuse one in which anything stands that would be mixed up."""
    if folder.exists() and not folder.is_dir():
        raise CommandRefused(
            _("“{folder}” is a file. Choose an empty or a new folder.").format(folder=folder.name)
        )
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise CommandRefused(
            _("“{folder}” is not empty. Choose an empty or a new folder.").format(
                folder=folder.name
            )
        )
