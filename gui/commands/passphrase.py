"""Passphrases of protected studies: from the environment, or asked on the terminal; never typed
as an argument, where others would see them.
"""

import os
import sys
from collections.abc import Callable
from getpass import getpass
from typing import TypeVar

from gui.commands.context import CommandRefused
from gui.words.language import _

T = TypeVar("T")
NOW_IN_USE, TO_BE_SET = "COPPERDESK_PASSPHRASE", "COPPERDESK_NEW_PASSPHRASE"


def with_passphrase(work: Callable[[str], T]) -> T:
    """What `work` gives with the passphrase; asked for only if the file wants one."""
    from domain.storage.refusals import StudyRefused, WhyNot

    try:
        return work(_typed(os.environ.get(NOW_IN_USE, "")))
    except StudyRefused as refused:
        if refused.why is not WhyNot.PROTECTED or not sys.stdin.isatty():
            raise
    return work(_typed(getpass(_("Passphrase: "))))


def new_passphrase() -> str:
    """The one to set. Raises `CommandRefused` if there is none, or it is typed in two ways."""
    given = os.environ.get(TO_BE_SET, "")
    if not given and sys.stdin.isatty():
        given = getpass(_("New passphrase: "))
        if given != getpass(_("Once more: ")):
            raise CommandRefused(_("The two passphrases differ. Nothing was changed."))
    if not given:
        raise CommandRefused(
            _("Set the new passphrase in {variable}. Nothing was changed.").format(
                variable=TO_BE_SET
            )
        )
    return _typed(given)


def _typed(passphrase: str) -> str:
    from domain.storage.protecting import as_typed

    return as_typed(passphrase)
