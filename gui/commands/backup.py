"""`copperdesk backup`: a verified copy of a study, beside it or in a folder."""

import argparse

from gui.commands.context import Context
from gui.words import safety


def run(arguments: argparse.Namespace, context: Context) -> int:
    with context.study(arguments.study) as study:
        now = context.now_to_record(study)
        backup = study.back_up(now=now, folder=arguments.folder)
        context.say(safety.backed_up(backup.path, study.head()))
    return 0
