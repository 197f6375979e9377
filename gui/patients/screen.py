"""The Patients screen: everybody in the study, search, enrolment, and the page of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from domain.changes import Changes
from domain.visits import VisitKey
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
from gui.words import patient_page as page_words
from gui.words import timeline
from gui.words.language import _

if TYPE_CHECKING:
    from gui.patient.page import PatientPage


def _list_keys() -> str:
    return _("↑↓ rows · Enter open patient · Ctrl+F find")


class PatientsScreen(Screen):
    """A row a patient; opening one shows its page."""

    def __init__(self, session: Session, prompter: Prompter, navigator: Navigator) -> None:
        super().__init__()
        self.key_hints = _list_keys()
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
        self.patient: PatientPage | None = None
        self._list = QWidget()
        of_list = QVBoxLayout(self._list)
        of_list.setContentsMargins(0, 0, 0, 0)
        of_list.setSpacing(self.page.spacing())
        of_list.addWidget(header)
        of_list.addWidget(self._stack, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._list)
        self.page.addWidget(self._pages, 1)
        self.table.sort_by(0)
        self._read()
        session.changed.connect(self._show_changes)

    @property
    def shown_patient(self) -> str:
        """The patient whose page is shown; empty while the list is."""
        page = self.patient
        return page.code if page is not None and self._pages.currentWidget() is page else ""

    def take_focus(self) -> None:
        if self.patient is not None and self.shown_patient:
            self.patient.take_focus()
            return
        self.table.setFocus(Qt.FocusReason.TabFocusReason)
        if self.model.rows and not self.table.currentIndex().isValid():
            self.table.select_row(0)

    def show_place(self, place: Place) -> None:
        if place.patient:
            self._show_patient(place.patient, place.visit)
            return
        self._show_list()
        if place.detail == "enrol":
            self.enrol()
        elif place.detail == "find":
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.selectAll()

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
        codes = [row.code for row in self.model.all_rows]
        if self.shown_patient in codes:
            place = codes.index(self.shown_patient) + 1
            self.say_context(page_words.context(self.shown_patient, place, len(codes)))
            return
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
        self._navigator.go(Place(ScreenName.PATIENTS, patient=row.code))

    def _show_patient(self, code: str, visit: VisitKey | None = None) -> None:
        self._select(code)
        if code not in self._session.study.patients():
            self._show_list()
            return
        page = self._page()
        page.show_patient(code, visit)
        self._pages.setCurrentWidget(page)
        self.key_hints = _("Ctrl+←/→ visits · Enter details · Alt+← back")
        self._say()

    def _show_list(self) -> None:
        self._pages.setCurrentWidget(self._list)
        self.key_hints = _list_keys()
        self._say()

    def _page(self) -> PatientPage:
        """The page, made when the first patient is opened."""
        if self.patient is None:
            from gui.patient.page import PatientPage

            self.patient = page = PatientPage(self._session, self._prompter)
            page.back_asked.connect(self._go_back_to_list)
            page.neighbour_asked.connect(self._go_to_neighbour)
            page.place_asked.connect(self._navigator.go)
            self._pages.addWidget(page)
        return self.patient

    def _go_back_to_list(self) -> None:
        self._navigator.go(Place(ScreenName.PATIENTS))

    def _go_to_neighbour(self, by: int) -> None:
        """The next or previous row of the list, in its order and with its search."""
        codes = [row.code for row in self.model.rows]
        if self.shown_patient in codes:
            place = (codes.index(self.shown_patient) + by) % len(codes)
            self._navigator.go(Place(ScreenName.PATIENTS, patient=codes[place]))

    def _show_changes(self, changes: Changes) -> None:
        if not (changes.patients or changes.settings):
            return
        self._read()
        page = self.patient
        if page is not None and self.shown_patient:
            if changes.settings or page.code in changes.patients:
                page.refresh()
            self._say()
