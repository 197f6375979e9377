"""The Patients screen: everybody in the study, the screening log, and the page of one patient."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from domain.changes import Changes
from domain.move_plan import MoveRefused, WhyNotMove
from domain.visits import VisitKey, VisitKind
from gui.navigation import Navigator, Place, ScreenName
from gui.patients.list_pane import ACTIVE, COMPLETED, WITHDREW, PatientList
from gui.patients.patient_rows import patient_rows
from gui.patients.screening_pane import ScreeningPane
from gui.prompts import Prompter
from gui.session import Session
from gui.theme import app_theme
from gui.widgets.buttons import PrimaryButton
from gui.widgets.page_header import PageHeader
from gui.widgets.screen import Screen
from gui.widgets.segmented import Segmented
from gui.words import patient_page as page_words
from gui.words import screening as words_of_screening
from gui.words import timeline
from gui.words.language import _

if TYPE_CHECKING:
    from gui.patient.page import PatientPage

_GROUPS = {
    words_of_screening.ACTIVE: ACTIVE,
    words_of_screening.COMPLETED: COMPLETED,
    words_of_screening.WITHDREW: WITHDREW,
}
LIST, LOG = 0, 1
_UNSCHEDULED = {"unscheduled_draw": VisitKind.DRAW, "unscheduled_rating": VisitKind.RATING}


def _list_keys() -> str:
    return _("↑↓ rows · Enter open patient · Shift+F10 menu · Ctrl+F find")


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
        self.switch = Segmented([_("Patients"), _("Screening log")])
        self.list = PatientList()
        self.model, self.table, self.empty = self.list.model, self.list.table, self.list.empty
        self.log = ScreeningPane(session, prompter)
        self.patient: PatientPage | None = None
        self._panes = QStackedWidget()
        self._pages = QStackedWidget()
        self._listed = self._lay_out()
        self._connect()
        self._read()

    @property
    def shown_patient(self) -> str:
        """The patient whose page is shown; empty while the list is."""
        page = self.patient
        return page.code if page is not None and self._pages.currentWidget() is page else ""

    def take_focus(self) -> None:
        if not self.search.hasFocus():  # where Ctrl+F has put it
            self._focus_rows()

    def _focus_rows(self) -> None:
        if self.patient is not None and self.shown_patient:
            self.patient.take_focus()
        elif self.switch.current == LOG:
            self.log.take_focus()
        else:
            self.list.take_focus()

    def show_place(self, place: Place) -> None:
        """A patient's page, the list, the log, or what a command of the menu asks for."""
        if place.detail == "withdraw":
            self.withdraw(place.patient or self.shown_patient or self._chosen_code())
            return
        if place.detail in _UNSCHEDULED:
            code = place.patient or self.shown_patient or self._chosen_code()
            self.add_unscheduled(code, _UNSCHEDULED[place.detail])
            return
        if place.patient:
            self._show_patient(place.patient, place.visit)
            return
        self._show_list()
        if place.detail == "screening":
            self._show_pane(LOG)
            return
        self._show_pane(LIST)
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

    def withdraw(self, code: str) -> None:
        """Ask for the day and the reason of a withdrawal."""
        from domain.study_errors import WhyNotWithdrawn, WithdrawalRefused
        from gui.patients.withdraw import ask_withdrawal

        patient = self._session.study.patients().get(code)
        if patient is None:
            self._show_list()
            self._session.informed.emit(_("Choose a patient in the list first."))
        elif patient.withdrawn_on is not None:
            refused = WithdrawalRefused(WhyNotWithdrawn.ALREADY, code, day=patient.withdrawn_on)
            self._session.refused.emit(refused)
        else:
            ask_withdrawal(self._session, code, self)

    def add_unscheduled(self, code: str, kind: VisitKind) -> None:
        """Ask for the day and the reason of a draw or rating beyond the protocol."""
        from gui.records.unscheduled import ask_unscheduled

        patient = self._session.study.patients().get(code)
        if patient is None:
            self._show_list()
            self._session.informed.emit(_("Choose a patient in the list first."))
        elif patient.withdrawn_on is not None:
            withdrawn = MoveRefused(WhyNotMove.WITHDRAWN, VisitKey(code, kind, "extra1"))
            self._session.refused.emit(withdrawn)
        else:
            ask_unscheduled(self._session, code, kind, self)

    def correct(self, code: str) -> None:
        """Ask what is to be put right in the patient's details."""
        from gui.patients.correct_details import ask_correction

        ask_correction(self._session, code, self)

    def _chosen_code(self) -> str:
        row = self.list.chosen
        return row.code if row is not None else ""

    def _read(self) -> None:
        self.list.show_rows(patient_rows(self._session.study, self._session.today()))
        if self.switch.current == LOG:
            self.log.read()
        self._say()

    def _search(self, text: str) -> None:
        self.list.search(text)
        self.log.search(text)

    def _say(self) -> None:
        rows = self.model.all_rows
        codes = [row.code for row in rows]
        if self.shown_patient in codes:
            place = codes.index(self.shown_patient) + 1
            self.say_context(page_words.context(self.shown_patient, place, len(codes)))
            return
        if self.switch.current == LOG:
            self.say_context(words_of_screening.shown(len(self.log.model.rows)))
            return
        shown = len(self.model.rows)
        text = self.search.text().strip()
        if not rows:
            self.empty.say(_("No patients yet."), _("Enrol patient"))
        elif text:
            self.empty.say(_("No patient matches “{text}”.").format(text=text), _("Clear"))
        elif not shown:
            self.empty.say(_("No patient stands there now."), _("Show all"))
        self.say_context(timeline.patients_shown(shown, 0, len(rows) - shown))

    def _fill(self) -> None:
        if self.model.all_rows:
            self.search.clear()
            self.list.show_all()
        else:
            self.enrol()

    def _select(self, code: str) -> None:
        if not self.list.select(code):
            self.search.clear()
            self.list.show_all()
            self.list.select(code)

    def _show_pane(self, number: int) -> None:
        self.switch.choose(number)
        self._panes.setCurrentIndex(number)
        if number == LOG:
            self.log.read()
        self._say()

    def _show_group(self, name: str) -> None:
        """The patients that a number of the flow counts."""
        self._show_pane(LIST)
        self.search.clear()
        self.list.choose_groups(_GROUPS[name])
        self.list.take_focus()

    def _open(self, code: str) -> None:
        self._navigator.go(Place(ScreenName.PATIENTS, patient=code))

    def _show_patient(self, code: str, visit: VisitKey | None = None) -> None:
        if code not in self._session.study.patients():
            self._show_list()
            return
        self._select(code)
        page = self._page()
        page.show_patient(code, visit)
        self._pages.setCurrentWidget(page)
        self.key_hints = _("Ctrl+←/→ visits · Enter details · Alt+← back")
        self._say()

    def _show_list(self) -> None:
        self._pages.setCurrentWidget(self._listed)
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
            page.withdrawal_asked.connect(self.withdraw)
            page.correction_asked.connect(self.correct)
            page.unscheduled_asked.connect(self.add_unscheduled)
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
        if not (changes.patients or changes.settings or changes.remarks):
            return
        self._read()
        page = self.patient
        if page is not None and self.shown_patient:
            if changes.settings or page.code in changes.patients:
                page.refresh()
            self._say()

    def _lay_out(self) -> QWidget:
        enrol = PrimaryButton(_("Enrol patient"), icon_name="plus")
        enrol.clicked.connect(self.enrol)
        header = PageHeader(_("Patients"))
        header.add_lead(self.switch)
        header.add_action(self.search)
        header.add_action(enrol)
        self._panes.addWidget(self.list)
        self._panes.addWidget(self.log)
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.page.spacing())
        column.addWidget(header)
        column.addWidget(self._panes, 1)
        self._pages.addWidget(listed)
        self.page.addWidget(self._pages, 1)
        return listed

    def _connect(self) -> None:
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self._focus_rows)
        self.switch.chosen.connect(self._show_pane)
        self.list.opened.connect(self._open)
        self.list.withdrawal_asked.connect(self.withdraw)
        self.list.correction_asked.connect(self.correct)
        self.list.shown.connect(self._say)
        self.empty.asked.connect(self._fill)
        self.log.patient_asked.connect(self._open)
        self.log.group_asked.connect(self._show_group)
        self.log.shown.connect(self._say)
        self._session.changed.connect(self._show_changes)
