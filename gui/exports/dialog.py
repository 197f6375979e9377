"""Asks what the study is exported as, and into which new folder."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from gui.exports.kinds import ExportKind
from gui.new_folder import FolderTaken, check_folder
from gui.prompts import Prompter
from gui.theme import app_theme
from gui.widgets.buttons import PlainButton, PrimaryButton
from gui.widgets.field import Field
from gui.widgets.label import Label
from gui.words import exports as words
from gui.words.language import _

_WIDTH = 560


class ExportDialog(QDialog):
    """One choice and one folder; what is wrong with the folder is said beside it."""

    chosen = Signal(ExportKind, Path)
    """The folder is free and the user wants the export."""

    def __init__(
        self, prompter: Prompter, folder: Path, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Export study"))
        self._prompter = prompter
        self._folder = folder
        self._name = name
        self._is_own_place = False
        self._group = QButtonGroup(self)
        self.kinds = {kind: QRadioButton(words.name(kind)) for kind in ExportKind}
        self.place = Field(_("New folder"), QLineEdit())
        self._told = Label("", "small", "secondary", wraps=True)
        self.export = PrimaryButton(_("Export"))
        self._cancel = PlainButton(_("Cancel"))
        self._lay_out()
        self._connect()
        self.kinds[ExportKind.XLSX].setChecked(True)
        self.kinds[ExportKind.XLSX].setFocus()

    @property
    def kind(self) -> ExportKind:
        return list(ExportKind)[self._group.checkedId()]

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(4)
        column.addWidget(Label(_("Export study"), "title"))
        column.addSpacing(8)
        for number, (kind, button) in enumerate(self.kinds.items()):
            self._group.addButton(button, number)
            button.setAccessibleDescription(words.explanation(kind))
            column.addWidget(button)
        column.addWidget(self._told)
        column.addSpacing(8)
        choose = PlainButton(_("Choose…"), name=_("Choose the folder in which the export is made"))
        choose.clicked.connect(self._choose)
        column.addWidget(self.place)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(choose)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self.export)
        column.addStretch(1)
        column.addSpacing(12)
        column.addLayout(buttons)
        self.setMinimumWidth(app_theme().px(_WIDTH))
        self.export.setDefault(True)

    def _connect(self) -> None:
        self._group.idToggled.connect(self._show_kind)
        self.place.control.textEdited.connect(self._keep_place)
        self.export.clicked.connect(self._submit)
        self._cancel.clicked.connect(self.reject)

    def _show_kind(self) -> None:
        self._told.setText(words.explanation(self.kind))
        self._suggest()

    def _suggest(self) -> None:
        if not self._is_own_place:
            self.place.control.setText(str(self._folder / f"{self._name} {self.kind}"))

    def _keep_place(self) -> None:
        self._is_own_place = True

    def _choose(self) -> None:
        folder = self._prompter.choose_folder(_("Make the export in"))
        if folder is not None:
            self._folder = folder
            self._is_own_place = False
            self._suggest()

    def _submit(self) -> None:
        text = self.place.control.text().strip()
        folder = Path(text)
        wrong = self._wrong_with(folder) if text else _("Name a new folder for the export.")
        if wrong:
            self.place.refuse(wrong)
            self.place.control.setFocus()
            return
        self.place.accept()
        self.chosen.emit(self.kind, folder)
        self.accept()

    def _wrong_with(self, folder: Path) -> str:
        if not folder.is_absolute() or not folder.parent.is_dir():
            return _("There is no folder “{folder}”.").format(folder=folder.parent)
        try:
            check_folder(folder)
        except FolderTaken:
            return words.taken(folder)
        return ""
