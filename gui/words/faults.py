"""What is said when something of ours failed."""

from pathlib import Path

from gui.words.language import _


def fault_in_words(log: Path) -> str:
    """What to do now, and where the description is, if the drive took it."""
    what_to_do = _(
        "What you did last may not have been stored: look, and do it again if need be. If this "
        "comes again, close the study and open it."
    )
    where = (
        _(
            "A description without patient data is in {file}. Send it to whoever looks after "
            "the program."
        ).format(file=log)
        if _is_there(log)
        else _("A description could not be written to {folder}.").format(folder=log.parent)
    )
    return f"{what_to_do} {where}"


def _is_there(log: Path) -> bool:
    try:
        return log.is_file()
    except OSError:
        return False
