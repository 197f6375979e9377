"""Questions to the user, behind a protocol so that tests answer them.

Qt's dialogs are imported when the first question is asked: the first paint needs none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from gui.widgets.buttons import Button
from gui.words.language import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox

    from gui.widgets.file_dialog import FileDialog


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file to choose from: its words and its endings (".xlsx")."""

    words: str
    endings: tuple[str, ...]

    def as_filter(self) -> str:
        return f"{self.words} ({' '.join('*' + ending for ending in self.endings)})"


class Prompter(Protocol):
    """Asks and tells; every method waits for the user."""

    def open_file(self, title: str, kinds: Sequence[FileKind]) -> Path | None: ...

    def save_file(
        self, title: str, kinds: Sequence[FileKind], suggested: Path | None = None
    ) -> Path | None: ...

    def choose_folder(self, title: str) -> Path | None: ...

    def confirm(
        self, question: str, explanation: str, yes: str, *, danger: bool = False
    ) -> bool: ...

    def choose(self, question: str, explanation: str, options: Sequence[str]) -> int | None: ...

    def ask_text(
        self,
        question: str,
        label: str,
        initial: str = "",
        *,
        hidden: bool = False,
        lacks: Callable[[str], str] | None = None,
    ) -> str | None:
        """A line of text; `lacks` tells what is wrong with one, empty where it will do."""
        ...

    def ask_new_passphrase(
        self, question: str, take: str, *, fits: Callable[[str], bool] | None = None
    ) -> tuple[str, str] | None:
        """The present passphrase, which `fits`, and a new one; without `fits` only the new."""
        ...

    def tell(self, message: str, explanation: str = "") -> None: ...


class QtPrompter:
    """The real one: Qt's dialogs over `window`."""

    def __init__(self, window: QWidget | None = None) -> None:
        self.window = window
        self._folder: Path | None = None

    def begin_in(self, folder: Path) -> None:
        """Where the next dialog begins: beside the study that was opened."""
        self._folder = folder

    def open_file(self, title: str, kinds: Sequence[FileKind]) -> Path | None:
        from gui.widgets.file_dialog import FileDialog

        dialog = FileDialog(self.window, title, self._folder, kinds_as_filter(kinds))
        dialog.setFileMode(FileDialog.FileMode.ExistingFile)
        return self._chosen(dialog)

    def save_file(
        self, title: str, kinds: Sequence[FileKind], suggested: Path | None = None
    ) -> Path | None:
        from gui.widgets.file_dialog import FileDialog

        folder = suggested.parent if suggested and suggested.is_absolute() else self._folder
        dialog = FileDialog(self.window, title, folder, kinds_as_filter(kinds))
        dialog.setFileMode(FileDialog.FileMode.AnyFile)
        dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
        if suggested is not None:
            dialog.selectFile(suggested.name)
        path = self._chosen(dialog)
        if path is None or path.suffix:
            return path
        kind = dialog.selectedNameFilter()
        ending = next((k.endings[0] for k in kinds if k.as_filter() == kind), kinds[0].endings[0])
        return path.with_suffix(ending)

    def choose_folder(self, title: str) -> Path | None:
        from gui.widgets.file_dialog import FileDialog

        dialog = FileDialog(self.window, title, self._folder)
        dialog.setFileMode(FileDialog.FileMode.Directory)
        dialog.setOption(FileDialog.Option.ShowDirsOnly)
        return self._chosen(dialog)

    def _chosen(self, dialog: FileDialog) -> Path | None:
        """What was chosen; the next dialog begins in its folder."""
        agreed = dialog.exec()
        files = dialog.selectedFiles()
        dialog.deleteLater()
        if not agreed or not files:
            return None
        path = Path(files[0])
        self._folder = path if path.is_dir() else path.parent
        return path

    def confirm(self, question: str, explanation: str, yes: str, *, danger: bool = False) -> bool:
        from PySide6.QtWidgets import QMessageBox

        box = self._box(question, explanation)
        agree = Button(yes, "danger" if danger else "primary")
        box.addButton(agree, QMessageBox.ButtonRole.AcceptRole)
        cancel = box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setEscapeButton(cancel)
        if danger:
            box.setDefaultButton(cancel)
        box.exec()
        return box.clickedButton() is agree

    def choose(self, question: str, explanation: str, options: Sequence[str]) -> int | None:
        from PySide6.QtWidgets import QMessageBox

        box = self._box(question, explanation)
        buttons = [box.addButton(words, QMessageBox.ButtonRole.ActionRole) for words in options]
        box.setEscapeButton(box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole))
        box.exec()
        clicked = box.clickedButton()
        return next((n for n, button in enumerate(buttons) if button is clicked), None)

    def ask_text(
        self,
        question: str,
        label: str,
        initial: str = "",
        *,
        hidden: bool = False,
        lacks: Callable[[str], str] | None = None,
    ) -> str | None:
        from gui.widgets.text_question import TextQuestion

        dialog = TextQuestion(
            question, label, initial, hidden=hidden, lacks=lacks, parent=self.window
        )
        agreed = dialog.exec()
        dialog.deleteLater()
        return dialog.answer if agreed else None

    def ask_new_passphrase(
        self, question: str, take: str, *, fits: Callable[[str], bool] | None = None
    ) -> tuple[str, str] | None:
        from gui.widgets.passphrase_question import PassphraseQuestion

        dialog = PassphraseQuestion(question, take, fits=fits, parent=self.window)
        agreed = dialog.exec()
        dialog.deleteLater()
        return dialog.answer if agreed else None

    def tell(self, message: str, explanation: str = "") -> None:
        from PySide6.QtWidgets import QMessageBox

        box = self._box(message, explanation)
        box.addButton(_("Close"), QMessageBox.ButtonRole.AcceptRole)
        box.exec()

    def _box(self, text: str, explanation: str) -> QMessageBox:
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(self.window)
        box.setWindowTitle("Copperdesk")
        box.setText(text)
        box.setInformativeText(explanation)
        return box


def kinds_as_filter(kinds: Sequence[FileKind]) -> str:
    return ";;".join(kind.as_filter() for kind in kinds)
