"""`copperdesk calendar`: the visits as a file that other calendars import, and update from."""

import argparse

from gui.commands.context import Context


def run(arguments: argparse.Namespace, context: Context) -> int:
    from gui.printing.calendar_file import told_of, write_calendar
    from gui.words import calendar_file as words

    with context.study(arguments.study) as study:
        told = told_of(study, arguments.patient, context.now(study))
        count = write_calendar(told, arguments.file)
    context.say(words.written(count, arguments.file.name))
    return 0
