"""What a locked window says, and the choices of when it locks."""

from gui.words.language import _, ngettext, pgettext


def wrong_passphrase(seconds: int) -> str:
    """Beside the field of a locked window; `seconds` until the next try is taken."""
    if not seconds:
        return _("This is not the passphrase. Try again.")
    return ngettext(
        "This is not the passphrase. Try again in {count} second.",
        "This is not the passphrase. Try again in {count} seconds.",
        seconds,
    ).format(count=seconds)


def nothing_to_lock() -> str:
    return _("Only a study protected by a passphrase can be locked.")


def lock_after(minutes: int) -> str:
    """A choice of the menu: 10 minutes, or never."""
    if not minutes:
        return pgettext("lock", "Never")
    return ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)
