"""What was dropped on the window: one file of this computer, or why it cannot be taken."""

from pathlib import Path

from PySide6.QtCore import QMimeData

from gui.words.drops import DropRefusal

STUDY_ENDING = ".cdesk"


def dropped_file(load: QMimeData, *, study_is_open: bool) -> Path | DropRefusal:
    """The one file; what is in it is looked at by whoever opens it."""
    addresses = load.urls()
    if len(addresses) > 1:
        return DropRefusal.SEVERAL
    if not addresses or not addresses[0].isLocalFile():
        return DropRefusal.NOT_HERE
    path = Path(addresses[0].toLocalFile())
    if path.is_dir():
        return DropRefusal.FOLDER
    if not path.exists():
        return DropRefusal.GONE
    if path.suffix.lower() != STUDY_ENDING and not study_is_open:
        return DropRefusal.NO_STUDY
    return path
