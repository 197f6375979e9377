"""Ask a query: about a visit of a patient, in a person's own words."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from domain.record_edits import RaiseQuery
from domain.visits import Visit, VisitKey
from gui.patients.enrol_draft import holds_long_number
from gui.session import Session
from gui.widgets.buttons import PlainButton, PrimaryButton
from gui.widgets.field import Field
from gui.widgets.inputs import Combo
from gui.widgets.label import Label
from gui.widgets.window_size import size_window
from gui.words import dates, enrolment, visits
from gui.words.language import _

_WIDTH, _HEIGHT = 520, 360
_LONGEST = 500


class AskQueryDialog(QDialog):
    """Patient, visit and question; nothing is stored before the button is pressed."""

    asked = Signal(object)
    """A query was opened; carries the `VisitKey` it is about."""

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        *,
        patient: str = "",
        visit: VisitKey | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._keys: list[VisitKey] = []
        self.patient = Combo()
        self.patient.addItems(list(session.study.patients()))
        self.visit = Combo()
        self.question = QPlainTextEdit()
        self.question.setTabChangesFocus(True)
        self.asks = Field(
            _("Question"), self.question, _("No names, birth dates or national numbers.")
        )
        self.ask = PrimaryButton(_("Open query"))
        self.cancel = PlainButton(_("Cancel"))
        self._lay_out()
        self._connect()
        code = visit.patient if visit is not None else patient
        if code:
            self.patient.setCurrentText(code)
        self._show_visits()
        if visit is not None:
            self.visit.setCurrentIndex(self._keys.index(visit))
        self._show_ready()
        self.question.setFocus()

    @property
    def key(self) -> VisitKey | None:
        """The visit the query would be about."""
        row = self.visit.currentIndex()
        return self._keys[row] if 0 <= row < len(self._keys) else None

    def _show_visits(self) -> None:
        code = self.patient.currentText()
        course = self._session.study.course(code) if code else None
        found = sorted(course.visits(), key=_order) if course is not None else []
        self._keys = [one.key for one in found]
        self.visit.clear()
        self.visit.addItems(
            [f"{visits.visit(one.key)}, {dates.day(one.shown_on)}" for one in found]
        )

    def _show_ready(self) -> None:
        text = self.question.toPlainText()
        refused = holds_long_number(text)
        if refused:
            self.asks.refuse(enrolment.problem(enrolment.Wrong.LONG_NUMBER))
        elif self.asks.error:
            self.asks.accept()
        fits = 0 < len(text.strip()) <= _LONGEST
        self.ask.setEnabled(self.key is not None and fits and not refused)

    def _ask(self) -> None:
        key = self.key
        if key is None or not self.ask.isEnabled():
            return
        if self._session.perform(RaiseQuery(key, self.question.toPlainText().strip())):
            self.asked.emit(key)
            self.accept()

    def _connect(self) -> None:
        self.patient.currentIndexChanged.connect(self._show_visits)
        self.visit.currentIndexChanged.connect(self._show_ready)
        self.question.textChanged.connect(self._show_ready)
        self.ask.clicked.connect(self._ask)
        self.cancel.clicked.connect(self.reject)
        self._session.closed.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._ask)

    def _lay_out(self) -> None:
        self.setWindowTitle(_("Add a query"))
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(12)
        column.addWidget(Label(_("Add a query"), "title"))
        where = QHBoxLayout()
        where.setSpacing(12)
        where.addWidget(Field(_("Patient"), self.patient))
        where.addWidget(Field(_("Visit"), self.visit), 1)
        column.addLayout(where)
        column.addWidget(self.asks, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.ask)
        column.addLayout(buttons)
        size_window(self, _WIDTH, _HEIGHT)


def ask_query(
    session: Session,
    parent: QWidget,
    *,
    patient: str = "",
    visit: VisitKey | None = None,
) -> AskQueryDialog:
    """Show the dialog over `parent`'s window; it goes by itself when it is done."""
    dialog = AskQueryDialog(session, parent, patient=patient, visit=visit)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _order(visit: Visit) -> tuple[object, str, str]:
    return (visit.shown_on, visit.key.kind, visit.key.code)
