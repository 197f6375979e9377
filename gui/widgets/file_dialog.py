"""Qt's dialog for files, in our words where it has none in Polish, and quiet in busy folders."""

from pathlib import Path

from platformdirs import user_documents_path
from PySide6.QtWidgets import QFileDialog, QFileSystemModel, QWidget

from gui.words.language import _


class FileDialog(QFileDialog):
    """Begins in `folder`, else among the user's documents.

    Where the system has a dialog of its own, that is shown. Qt's own is not told of every
    change in a folder: some, as /proc, change without end, and the window would stand still.
    """

    def __init__(
        self, parent: QWidget | None, title: str, folder: Path | None, kinds: str = ""
    ) -> None:
        super().__init__(parent, title, str(_existing(folder)), kinds)
        label = QFileDialog.DialogLabel
        self.setLabelText(label.LookIn, _("Look in:"))
        if kinds:
            self.setLabelText(label.FileType, _("Kind of file:"))
        for files in self.findChildren(QFileSystemModel):
            files.setOption(QFileSystemModel.Option.DontWatchForChanges)


def _existing(folder: Path | None) -> Path:
    if folder is not None and folder.is_dir():
        return folder
    documents = user_documents_path()
    return documents if documents.is_dir() else Path.home()
