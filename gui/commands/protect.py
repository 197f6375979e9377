"""`copperdesk protect`: set, change or remove the passphrase of a study and of its backups."""

import argparse

from gui.commands.context import Context, system_now
from gui.commands.passphrase import new_passphrase, with_passphrase
from gui.words import safety


def run(arguments: argparse.Namespace, context: Context) -> int:
    from domain.storage.protecting import change_passphrase

    new = "" if arguments.remove else new_passphrase()
    left = with_passphrase(
        lambda old: change_passphrase(arguments.study, old=old, new=new, now=system_now())
    )
    context.say(safety.protection_changed(arguments.study, is_protected=bool(new)))
    for backup in left:
        context.warn(safety.backup_left_as_it_was(backup))
    return 1 if left else 0
