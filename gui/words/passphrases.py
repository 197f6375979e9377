"""What is said of passphrases while they are typed."""

from gui.words.language import _, ngettext

SHORTEST = 8
"""Fewer letters are guessed by trying them all."""


def advice() -> str:
    return _(
        "At least {count} characters: fewer are guessed by trying them all. Several words are "
        "strong and easy to keep in mind, such as “four green lamps hum”. "
        "A forgotten passphrase cannot be recovered, by anybody."
    ).format(count=SHORTEST)


def too_short(typed: str) -> str:
    """What a new one lacks; empty where it will do."""
    lacking = SHORTEST - len(typed.strip())
    if lacking <= 0:
        return ""
    return ngettext(
        "Too short: {count} more character.", "Too short: {count} more characters.", lacking
    ).format(count=lacking)


def differs() -> str:
    return _("Not the same as above.")


def does_not_fit() -> str:
    return _("This is not the passphrase. Try again.")


def done(told: str, *, is_undo_gone: bool) -> str:
    """What was done, and that what came before it stays as it is."""
    if not is_undo_gone:
        return told
    return _("{done} Earlier changes can no longer be undone.").format(done=told)
