"""Qt's dialog for files, in our words where it has none in Polish."""

from pathlib import Path

from platformdirs import user_documents_path
from PySide6.QtWidgets import QFileDialog, QWidget

from gui.words.language import _


class FileDialog(QFileDialog):
    """Begins in `folder`, else among the user's documents.

    Where the system has a dialog of its own, that is shown. Qt's own stands still in /proc,
    which changes without end, watched or not; so it never begins where the program was started.
    """

    def __init__(
        self, parent: QWidget | None, title: str, folder: Path | None, kinds: str = ""
    ) -> None:
        super().__init__(parent, title, str(_existing(folder)), kinds)
        label = QFileDialog.DialogLabel
        self.setLabelText(label.LookIn, _("Look in:"))
        if kinds:
            self.setLabelText(label.FileType, _("Kind of file:"))


def _existing(folder: Path | None) -> Path:
    if folder is not None and folder.is_dir():
        return folder
    documents = user_documents_path()
    return documents if documents.is_dir() else Path.home()
