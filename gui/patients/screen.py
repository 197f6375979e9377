"""The Patients screen: everybody in the study, search, and enrolment."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QStackedWidget

from domain.changes import Changes
from gui.navigation import Navigator, Place, ScreenName
from gui.patients.patient_rows import PatientRow, patient_columns, patient_rows
from gui.prompts import Prompter
from gui.session import Session
from gui.table_model import TableModel
from gui.theme import app_theme
from gui.widgets.buttons import PrimaryButton
from gui.widgets.empty_state import EmptyState
from gui.widgets.page_header import PageHeader
from gui.widgets.screen import Screen
from gui.widgets.table_view import RowTable
from gui.words import timeline
from gui.words.language import _


class PatientsScreen(Screen):
    """A row a patient; opening one shows it in the calendar."""

    def __init__(self, session: Session, prompter: Prompter, navigator: Navigator) -> None:
        super().__init__()
        self.key_hints = _("↑↓ rows · Enter calendar · Ctrl+F find")
        self._session = session
        self._prompter = prompter
        self._navigator = navigator
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Find patient  (Ctrl+F)"))
        self.search.setAccessibleName(_("Find patient"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(app_theme().px(190))
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self.take_focus)
        enrol = PrimaryButton(_("Enrol patient"), icon_name="plus")
        enrol.clicked.connect(self.enrol)
        header = PageHeader(_("Patients"))
        header.add_action(self.search)
        header.add_action(enrol)
        self.model = TableModel[PatientRow](patient_columns(), parent=self)
        self.table = RowTable(
            self.model, _("Patients"), widths=(110, 110, 140, 210, 160, 190), stretched=3
        )
        self.table.opened.connect(self._open)
        self.empty = EmptyState()
        self.empty.asked.connect(self._fill)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self.page.addWidget(header)
        self.page.addWidget(self._stack, 1)
        self.table.sort_by(0)
        self._read()
        session.changed.connect(self._show_changes)

    def take_focus(self) -> None:
        self.table.setFocus(Qt.FocusReason.TabFocusReason)
        if self.model.rows and not self.table.currentIndex().isValid():
            self.table.select_row(0)

    def show_place(self, place: Place) -> None:
        if place.detail == "enrol":
            self.enrol()
        elif place.detail == "find":
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.selectAll()
        elif place.patient:
            self._select(place.patient)

    def enrol(self) -> None:
        """Open the enrolment form; the new patient is then selected."""
        # The form and its preview are needed only now.
        from gui.patients.enrol import EnrolDialog

        dialog = EnrolDialog(self._session, self._prompter, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.enrolled.connect(self._select)
        dialog.open()

    def _read(self) -> None:
        row = self.model.row_at(self.table.currentIndex())
        self.model.set_rows(patient_rows(self._session.study, self._session.today()))
        if row is not None:
            self._select(row.code)
        self._say()

    def _search(self, text: str) -> None:
        wanted = text.strip().casefold()
        self.model.set_filter((lambda row: wanted in row.code.casefold()) if wanted else None)
        self._say()

    def _say(self) -> None:
        shown, everybody = len(self.model.rows), len(self.model.all_rows)
        self._stack.setCurrentIndex(0 if shown else 1)
        if not everybody:
            self.empty.say(_("No patients yet."), _("Enrol patient"))
        elif not shown:
            sentence = _("No patient matches “{text}”.").format(text=self.search.text().strip())
            self.empty.say(sentence, _("Clear"))
        self.say_context(timeline.patients_shown(shown, 0, everybody - shown))

    def _fill(self) -> None:
        if self.model.all_rows:
            self.search.clear()
        else:
            self.enrol()

    def _select(self, code: str) -> None:
        if code not in {row.code for row in self.model.rows}:
            self.search.clear()
        index = self.model.index_of(lambda row: row.code == code)
        if index.isValid():
            self.table.select_row(index.row())

    def _open(self, row: PatientRow) -> None:
        self._navigator.go(Place(ScreenName.CALENDAR, patient=row.code))

    def _show_changes(self, changes: Changes) -> None:
        if changes.patients or changes.settings:
            self._read()
