"""How far a long action is, in words."""

from gui.underway import Stage, Underway
from gui.words import numbers
from gui.words.language import _


def progress(underway: Underway) -> str:
    """Writing and checking: step 3214 of 11667…"""
    match underway.stage:
        case Stage.STARTING:
            return _("Getting ready…")
        case Stage.BACKING_UP:
            return _("Making a backup first…")
        case Stage.WRITING:
            return _("Writing and checking: step {done} of {total}…").format(
                done=numbers.whole(underway.done), total=numbers.whole(underway.total)
            )
        case Stage.SAVING:
            return _("Saving…")
        case Stage.READING:
            return _("Saved. Reading it again for the screens…")
