"""`copperdesk restore`: a study from a backup, as a new file and never over another."""

import argparse

from gui.commands.context import Context
from gui.commands.passphrase import with_passphrase
from gui.words import safety, verification


def run(arguments: argparse.Namespace, context: Context) -> int:
    from domain.storage.backup import restore_backup

    found = with_passphrase(lambda typed: restore_backup(arguments.backup, arguments.study, typed))
    context.say(safety.restored(arguments.study, arguments.backup))
    for line in verification.lines(found):
        context.say(line)
    return 0 if found.is_clean else 1
