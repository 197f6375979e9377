"""Asks what a new study needs: a name, a protocol to start from, a file, and who is working."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.prompts import FileKind, Prompter
from gui.widgets.buttons import PlainButton, PrimaryButton
from gui.widgets.field import Field
from gui.widgets.inputs import Combo
from gui.widgets.label import Label
from gui.widgets.window_size import size_window
from gui.words.language import _

STUDY_ENDING = ".cdesk"
_SIZE = (560, 590)


@dataclass(frozen=True, slots=True)
class NewStudy:
    """The answers: `preset` names a file of `resources/protocols`."""

    name: str
    short_name: str
    preset: str
    path: Path
    by: str


def preset_words() -> dict[str, str]:
    """The protocols that ship, in the order offered."""
    return {
        "standard": _("Baseline, after infusions 1, 3, 5, 7, and post (standard)"),
        "after_3_5_7": _("Baseline, after infusions 3, 5, 7, and post"),
        "after_2_4_6_8": _("Baseline, after infusions 2, 4, 6, 8, and post"),
    }


def study_file_kind() -> FileKind:
    return FileKind(_("Copperdesk studies"), (STUDY_ENDING,))


class NewStudyDialog(QDialog):
    """One form; what is missing is said beside its field."""

    filled = Signal(NewStudy)
    """Every field is fine and the user wants the study."""

    def __init__(
        self, prompter: Prompter, folder: Path, by: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("New study"))
        self._prompter = prompter
        self._folder = folder
        self._path: Path | None = None
        self.name = Field(_("Name of the study"), QLineEdit())
        self.short_name = Field(
            _("Short name"), QLineEdit(), _("For the side bar and tube labels, up to 20 letters.")
        )
        self.short_name.control.setMaxLength(20)
        self.preset = Field(
            _("Copper draws"),
            Combo(),
            _("The protocol can be changed later in Study settings."),
        )
        for name, words in preset_words().items():
            self.preset.control.addItem(words, name)
        self.by = Field(
            _("Your name"), QLineEdit(by), _("Written beside everything you record: A. Nowak.")
        )
        self.file = Field(_("Study file"), QLineEdit(str(self._suggested())))
        self._create = PrimaryButton(_("Create study"))
        self._cancel = PlainButton(_("Cancel"))
        self._lay_out()
        self.name.control.textChanged.connect(self._suggest)
        self._create.clicked.connect(self._submit)
        self._cancel.clicked.connect(self.reject)
        self._create.setDefault(True)

    def answers(self) -> NewStudy:
        name = self.name.control.text().strip()
        return NewStudy(
            name=name,
            short_name=self.short_name.control.text().strip() or name[:20],
            preset=self.preset.control.currentData(),
            path=Path(self.file.control.text().strip()).with_suffix(STUDY_ENDING),
            by=self.by.control.text().strip(),
        )

    def _lay_out(self) -> None:
        choose = PlainButton(_("Choose…"), name=_("Choose where to keep the study file"))
        choose.clicked.connect(self._choose_file)
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self.file, 1)
        asked = QVBoxLayout()
        asked.setContentsMargins(0, 0, 6, 0)
        asked.setSpacing(14)
        for field in (self.name, self.short_name, self.preset, self.by):
            asked.addWidget(field)
        asked.addLayout(place)
        asked.addWidget(choose, 0, Qt.AlignmentFlag.AlignLeft)
        asked.addStretch(1)
        holder = QWidget()
        holder.setProperty("scrolled", True)
        holder.setLayout(asked)
        scroll = QScrollArea()
        scroll.setWidget(holder)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 18, 20)
        column.setSpacing(14)
        column.addWidget(Label(_("New study"), "title"))
        column.addWidget(scroll, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._create)
        column.addLayout(buttons)
        size_window(self, *_SIZE)

    def _suggested(self) -> Path:
        letters = "".join(
            letter if letter.isalnum() else "-" for letter in self.name.control.text().strip()
        )
        return self._folder / f"{letters.strip('-').lower() or 'study'}{STUDY_ENDING}"

    def _suggest(self) -> None:
        if self._path is None:
            self.file.control.setText(str(self._suggested()))

    def _choose_file(self) -> None:
        path = self._prompter.save_file(
            _("Keep the study file as"), [study_file_kind()], self._suggested()
        )
        if path is not None:
            self._path = path
            self.file.control.setText(str(path))

    def _submit(self) -> None:
        wrong = self._check()
        if wrong is not None:
            wrong.control.setFocus()
            return
        self.filled.emit(self.answers())
        self.accept()

    def _check(self) -> Field[QLineEdit] | None:
        """Say what is missing; the first field that is not fine."""
        reasons = (
            (self.name, "" if self.name.control.text().strip() else _("Give the study a name.")),
            (self.by, "" if self.by.control.text().strip() else _("Say who is working.")),
            (self.file, self._wrong_with_file()),
        )
        first = None
        for field, reason in reasons:
            if reason:
                field.refuse(reason)
                first = first or field
            else:
                field.accept()
        return first

    def _wrong_with_file(self) -> str:
        path = self.answers().path
        if not path.is_absolute() or not path.parent.is_dir():
            return _("There is no folder “{folder}”.").format(folder=path.parent)
        if path.exists():
            return _("There is already a file “{file}”. Choose another name.").format(
                file=path.name
            )
        return ""
