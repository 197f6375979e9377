"""`copperdesk export`: the whole study for other programs, into a new folder."""

import argparse
from pathlib import Path

from gui.commands.context import CommandRefused, Context


def run(arguments: argparse.Namespace, context: Context) -> int:
    from gui.exports.kinds import ExportKind
    from gui.exports.writing import read_for_export, write_export
    from gui.new_folder import FolderTaken
    from gui.words import exports as words

    folder: Path = arguments.folder
    with context.study(arguments.study) as study:
        export = read_for_export(study, ExportKind(arguments.format), now=context.now(study))
        try:
            count = write_export(export, folder)
        except FolderTaken:
            raise CommandRefused(words.taken(folder)) from None
    context.say(words.written(folder, count))
    return 0
