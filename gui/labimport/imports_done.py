"""The imports that stand: their list with the way to a new one, one of them opened, undo."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from gui.labimport.import_page import ImportPage
from gui.labimport.past_imports import UndoImport, action_of, past_imports, results_of
from gui.labimport.start_page import StartPage
from gui.prompts import Prompter
from gui.session import Session
from gui.words import lab_imports
from gui.words.language import _


class ImportsDone(QStackedWidget):
    """Shows the list, or one import."""

    file_asked = Signal()
    """The user wants to choose a lab sheet."""
    patient_asked = Signal(str)
    """The user wants to see this patient."""

    def __init__(self, session: Session, prompter: Prompter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._prompter = prompter
        self.list = StartPage()
        self.one = ImportPage()
        for page in (self.list, self.one):
            self.addWidget(page)
            page.undo_asked.connect(self._undo)
        self.list.file_asked.connect(self.file_asked)
        self.list.import_asked.connect(self.show_import)
        self.one.left.connect(self.show_list)
        self.one.patient_asked.connect(self.patient_asked)

    @property
    def shown(self) -> QWidget:
        return self.one if self.currentWidget() is self.one else self.list

    def refresh(self) -> None:
        """After a change of the study; an import that is gone gives way to the list."""
        if not self._session.is_open:
            return
        imports = past_imports(self._session.study)
        self.list.show_imports(imports)
        if self.shown is self.one and self.one.done is not None:
            self.show_import(self.one.done.number)

    def show_list(self) -> None:
        number = self.one.done.number if self.one.done is not None else None
        if self.shown is self.one and number is not None:
            self.list.choose(number)
        self.setCurrentWidget(self.list)
        self.list.table.setFocus()

    def show_import(self, number: int) -> None:
        """What one import stored; the list if it is no longer there."""
        done = self.list.numbered(number)
        if done is None:
            self.show_list()
            return
        self.list.choose(number)
        self.one.show_import(done, results_of(self._session.study, number))
        self.setCurrentWidget(self.one)
        self.one.table.setFocus()

    def _undo(self, number: int) -> None:
        done = self.list.numbered(number)
        action = action_of(self._session.study, number)
        if done is None or action is None:
            return
        preview = self._session.study.preview_undo_import(action)
        question, explained = (
            lab_imports.undo_question(done.file),
            lab_imports.undo_explained(preview),
        )
        if self._prompter.confirm(question, explained, _("Undo import"), danger=True):
            self._session.perform_away(
                UndoImport(action),
                lab_imports.taken_back(done.file),
                lab_imports.back_again(done.file),
            )
