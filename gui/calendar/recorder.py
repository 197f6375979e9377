"""Recording the chosen visit from beside the calendar: at once, or with what has to be asked."""

from datetime import date, datetime, time
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from domain.edits import Edit, Miss
from domain.reasons import says_why
from domain.record_edits import RaiseQuery
from domain.recording import RecordingRefused, Unrecordable
from domain.visits import Infusion, Visit, VisitKind
from gui.calendar.event_actions import Act
from gui.calendar.late_form import LateForm
from gui.calendar.timeline_rows import Event
from gui.prompts import Prompter
from gui.records.reason_choice import lacking
from gui.session import Session
from gui.today.recording import moment, reasons_for, record_at
from gui.today.scores import ScoreEditor, rating_of
from gui.words import agenda as agenda_words
from gui.words import visits
from gui.words.language import _
from gui.words.reasons import needs_words, reason


class Recorder(QObject):
    """Acts on one event; forms that are to be filled in are handed out to be shown."""

    form_opened = Signal(QWidget)
    """A score editor or a late form, to be shown until the event changes or it is given up."""
    form_given_up = Signal()

    def __init__(self, session: Session, prompter: Prompter, place: QWidget) -> None:
        super().__init__(place)
        self._session = session
        self._prompter = prompter
        self._place = place
        self._event: Event | None = None
        self._form: QWidget | None = None

    def take_up(self, event: Event | None) -> None:
        """What follows is about `event`."""
        self._event, self._form = event, None

    def start(self, act: Act, button: QWidget) -> None:
        """Do it at once, or open what has to be asked first; a menu opens above `button`."""
        event = self._event
        assert event is not None
        match act:
            case Act.RECORD_NOW:
                now = self._session.now()
                self._perform(record_at(event.key, event.visit.state, now.date(), now))
            case Act.RECORD_LATE:
                self._ask_when(event.visit)
            case Act.ENTER_SCORES:
                self._ask_scores(event)
            case Act.MISSED:
                menu = self.reason_menu(event.key.kind)
                menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
            case Act.DETAILS | Act.ENTER_RESULT | Act.MOVE | Act.QUERY | Act.OPEN_PATIENT:
                raise AssertionError(act, "has a form or a screen of its own")

    def reason_menu(self, kind: VisitKind) -> QMenu:
        """The reasons of the protocol; choosing one records the visit as missed."""
        menu = QMenu(self._place)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for code in reasons_for(kind, self._session.study.protocol.reasons):
            action = menu.addAction(reason(code) + ("…" if needs_words(code) else ""))
            action.triggered.connect(partial(self.miss, code))
        return menu

    def miss(self, code: str, _checked: bool = False) -> None:
        """Record the visit as missed; a reason without meaning of its own asks for words."""
        if self._event is None:
            return
        note = ""
        if needs_words(code):
            asked = self._prompter.ask_text(
                _("Why was {visit} missed?").format(
                    visit=visits.visit_in_sentence(self._event.visit)
                ),
                _("Reason"),
                lacks=lacking,
            )
            if asked is None:
                return
            if not says_why(asked):
                why = Unrecordable.REASON_MISSING
                self._session.refused.emit(RecordingRefused(why, self._event.key))
                return
            note = asked.strip()
        self._perform(Miss(self._event.key, reason=code, note=note))

    def ask_query(self) -> None:
        """Ask about the visit in a person's own words."""
        assert self._event is not None
        key = self._event.key
        question = self._prompter.ask_text(
            agenda_words.query_question(key), _("What is to be clarified?")
        )
        if question and question.strip():
            self._perform(RaiseQuery(key, question.strip()))

    def _perform(self, edit: Edit) -> None:
        self._session.perform(edit)

    def _ask_when(self, visit: Visit) -> None:
        usual = visit.starts_at if isinstance(visit, Infusion) else None
        form = LateForm(visit.window.target, usual or time(9, 0))
        form.saved.connect(self._record_late)
        form.cancelled.connect(self.form_given_up)
        self._open(form)
        form.begin()

    def _record_late(self, on: date, clock: time | None) -> None:
        assert self._event is not None
        now = self._session.now()
        at: datetime | None = None if clock is None else moment(on, clock, now)
        self._perform(record_at(self._event.key, self._event.visit.state, on, at))

    def _ask_scores(self, event: Event) -> None:
        editor = ScoreEditor(
            event.visit.patient, self._session.today(), asks_day=event.status.is_not_done
        )
        editor.saved.connect(self._record_scores)
        editor.cancelled.connect(self.form_given_up)
        self._open(editor)
        editor.begin()

    def _record_scores(self, madrs: int | None, ymrs: int | None) -> None:
        assert self._event is not None
        assert isinstance(self._form, ScoreEditor)
        self._perform(rating_of(self._event.key, self._form, madrs, ymrs, self._session.now()))

    def _open(self, form: QWidget) -> None:
        self._form = form
        self.form_opened.emit(form)
