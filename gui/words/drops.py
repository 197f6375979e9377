"""What was dropped and cannot be taken, in words."""

from enum import StrEnum

from gui.words.language import _


class DropRefusal(StrEnum):
    """Why what was dropped is not opened; `refused` has the sentence of each."""

    SEVERAL = "several"
    NOT_HERE = "not_here"
    """It is an address elsewhere, or an attachment, and no file yet."""
    FOLDER = "folder"
    GONE = "gone"
    NO_STUDY = "no_study"
    """A sheet, and no study is open to take its results."""


def refused(why: DropRefusal) -> str:
    """Why, and what to do instead."""
    return {
        DropRefusal.SEVERAL: _("Drop one file at a time. Nothing was changed."),
        DropRefusal.NOT_HERE: _(
            "This is not a file on this computer. Save it first, then drop it here."
        ),
        DropRefusal.FOLDER: _("This is a folder. Drop the laboratory’s sheet itself."),
        DropRefusal.GONE: _("The file is not there any more. Nothing was changed."),
        DropRefusal.NO_STUDY: _("Open a study first, then drop the laboratory’s sheet on it."),
    }[why]
