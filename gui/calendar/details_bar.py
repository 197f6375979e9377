"""Under the timeline: the chosen visit in words, and what can be done about it."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from domain.agenda import item_of
from domain.visits import Draw, Rating, Status
from gui.calendar.event_actions import Act, acts_for, can_move, can_shift
from gui.calendar.offer_buttons import OfferButtons
from gui.calendar.offers import MOST_BUTTONS, offers_of
from gui.calendar.recorder import Recorder
from gui.calendar.timeline_rows import Event, TimelineRow
from gui.prompts import Prompter
from gui.session import Session
from gui.theme import app_theme
from gui.widgets.buttons import Button, Kind
from gui.widgets.card import Card
from gui.widgets.glyphs import GlyphMark
from gui.widgets.label import Label, Tone
from gui.words import agenda as agenda_words
from gui.words import timeline, visits
from gui.words.language import _

_GAP, _BESIDE_STATUS = 10, 5
_TONES: dict[Status, Tone] = {
    Status.OVERDUE: "overdue",
    Status.LATE: "warning",
    Status.DONE_OUT_OF_WINDOW: "warning",
}


class DetailsBar(Card):
    """Names the event, and records it: now, late, with scores, or as missed."""

    patient_asked = Signal(str)
    """The user wants to see the patient of the event."""
    left = Signal()
    """The user is done here; the focus goes back to the calendar."""
    move_asked = Signal(object)
    """The user wants to move this `Infusion`."""
    offers_patient = True
    """Whether there is a button that opens the patient of the event."""
    offers_query = True
    """Whether there is a button that asks a query about the event."""
    kept_lines = 2
    """Lines of the account whose room is kept: what is below stays from visit to visit."""
    narrow_below = 1100
    """Width at 100 % text below which two buttons stand beside the words, or the main one alone
    where the words would need more lines than are kept."""
    main_kind: Kind = "plain"
    """Of the button that records."""

    def __init__(self, session: Session, prompter: Prompter, parent: QWidget | None = None) -> None:
        super().__init__(margin=12, spacing=0, parent=parent)
        self._session = session
        self.recorder = Recorder(session, prompter, self)
        self._event: Event | None = None
        self._row: TimelineRow | None = None
        self._form: QWidget | None = None
        self._glyph: GlyphMark | None = None
        self._headline = Label(role="strong", wraps=True)
        self._status = Label(role="strong")
        self._account = Label(tone="secondary", wraps=True)
        self._offers = OfferButtons()
        self._offers.taken.connect(self._take_up)
        self._lay_out()
        self.recorder.form_opened.connect(self._open_form)
        self.recorder.form_given_up.connect(self._cancel_form)
        self.show_event(None, None)

    @property
    def text(self) -> str:
        parts = (self._headline.text(), self._status.text(), self._account.text())
        return " ".join(part for part in parts if part)

    @property
    def buttons(self) -> list[Button]:
        return self._offers.buttons

    @property
    def form(self) -> QWidget | None:
        """The score editor or the late form while one is open."""
        return self._form

    def show_event(self, event: Event | None, row: TimelineRow | None) -> None:
        """Describe `event` of `row`; without an event, say how to choose one."""
        holder = QApplication.focusWidget()
        had_focus = self.isAncestorOf(holder) if holder else False
        self._close_form()
        self._event, self._row = event, row
        self.recorder.take_up(event)
        self._offers.clear()
        self._glyph_place.setCurrentIndex(0)
        if event is None:
            self._describe_row(row)
        else:
            self._describe(event)
            self._offer(event)
        if had_focus:
            self.left.emit()
        elif holder and not holder.hasFocus():
            holder.setFocus(Qt.FocusReason.OtherFocusReason)

    def headline_of(self, event: Event) -> str:
        """What names the event."""
        return timeline.headline(event.visit)

    def says_status(self, event: Event) -> bool:
        """Whether the status stands before the account; not where the headline says it."""
        return bool(event)

    def words_without_event(self, row: TimelineRow | None) -> tuple[str, str]:
        """What stands here while no visit is chosen, and what to do."""
        headline = _("No visit chosen")
        if row is not None:
            headline = _("{patient} · no visit on this day").format(patient=row.code)
        return headline, _("Choose a visit to see its window and to record it.")

    def take_focus(self) -> None:
        """Enter in the timeline: the main action is at hand."""
        if self.buttons:
            self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        holder = QWidget()
        self._glyph_place = QStackedLayout(holder)
        self._glyph_place.addWidget(QWidget())
        self._glyph_holder = holder
        self._size()
        app_theme().changed.connect(self._size)
        second = QHBoxLayout()
        second.setSpacing(_BESIDE_STATUS)
        second.addWidget(self._status, 0, Qt.AlignmentFlag.AlignTop)
        self._account.setAlignment(Qt.AlignmentFlag.AlignTop)
        second.addWidget(self._account, 1, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._headline)
        words.addLayout(second)
        self._line = QHBoxLayout()
        self._line.setSpacing(_GAP)
        self._line.addWidget(holder)
        self._line.addLayout(words, 1)
        self._line.addWidget(self._offers, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(self._line)

    def _size(self) -> None:
        theme = app_theme()
        self._glyph_holder.setFixedWidth(theme.px(36))
        line = QFontMetrics(theme.font()).lineSpacing() + 1
        self._account.setMinimumHeight(self.kept_lines * line)
        self._fit_buttons()

    def _fit_buttons(self) -> None:
        """Leave the words their room: what is seldom asked for goes to the menu."""
        if self._form is not None:
            return
        most = MOST_BUTTONS
        if 0 < self.width() < app_theme().px(self.narrow_below):
            most = 2 if self._has_room_beside(2) else 1
        self._offers.show_most(most)

    def _has_room_beside(self, buttons: int) -> bool:
        """Whether the words keep to their lines beside so many buttons."""
        inside = self.body.contentsMargins()
        taken = self._glyph_holder.width() + _GAP + self._offers.width_of(buttons)
        room = self.width() - inside.left() - inside.right() - taken - 2
        headline = self._headline.fontMetrics().horizontalAdvance(self._headline.text())
        status = self._status.sizeHint().width() + _BESIDE_STATUS if self._status.text() else 0
        lines = self._account.heightForWidth(room - status)
        return headline <= room and lines <= self._account.minimumHeight()

    def _describe(self, event: Event) -> None:
        if self._glyph is not None:
            self._glyph_place.removeWidget(self._glyph)
            self._glyph.deleteLater()
        glyph = replace(event.glyph, text=agenda_words.glyph_text(event.key))
        self._glyph = GlyphMark(glyph, 1.35)
        self._glyph_place.addWidget(self._glyph)
        self._glyph_place.setAlignment(self._glyph, Qt.AlignmentFlag.AlignCenter)
        self._glyph_place.setCurrentIndex(1)
        self._headline.setText(self.headline_of(event))
        says_status = self.says_status(event)
        self._status.setText(f"{visits.status(event.status)}." if says_status else "")
        self._status.set_tone(_TONES.get(event.status, "text"))
        self._status.setVisible(says_status)
        account = timeline.account(event.visit, event.status, self._session.today())
        self._account.setText(account)

    def _describe_row(self, row: TimelineRow | None) -> None:
        self._status.hide()
        self._status.setText("")
        headline, account = self.words_without_event(row)
        self._headline.setText(headline)
        self._account.setText(account)

    def _offer(self, event: Event) -> None:
        assert self._row is not None
        today = self._session.today()
        item = item_of(event.visit, self._row.course, self._session.study.protocol, today)
        can_record = bool(acts_for(item, today))
        if item.waits_for is not None and can_record:
            self._account.setText(
                f"{self._account.text()} {agenda_words.waits_for(item.waits_for)}"
            )
        shown, rare = offers_of(item, today, query=self.offers_query, patient=self.offers_patient)
        self._offers.offer(
            shown,
            rare,
            main=self.main_kind if can_record else "plain",
            more=agenda_words.spoken_action(_("More"), item),
        )
        self._fit_buttons()

    def _take_up(self, act: Act, button: Button) -> None:
        match act:
            case Act.DETAILS:
                self._show_record()
            case Act.ENTER_RESULT:
                self._ask_result()
            case Act.MOVE:
                self.ask_move()
            case Act.QUERY:
                self.recorder.ask_query()
            case Act.OPEN_PATIENT:
                self._open_patient()
            case _:
                self.recorder.start(act, button)

    def _ask_result(self) -> None:
        from gui.records.results import ask_result

        visit = self._event.visit if self._event is not None else None
        assert isinstance(visit, Draw), "only draws have results"
        ask_result(self._session, visit, self)

    def _show_record(self) -> None:
        from gui.records.record_dialog import ask_record

        if self._event is not None:
            ask_record(self._session, self._event.key, self)

    def ask_move(self) -> bool:
        """Ask to move the visit shown; False where none is shown that can be moved."""
        visit = self._event.visit if self._event is not None else None
        if isinstance(visit, (Draw, Rating)) and can_shift(visit, self._session.today()):
            from gui.records.new_day import ask_new_day

            ask_new_day(self._session, visit, self)
            return True
        if visit is None or not can_move(visit):
            return False
        self.move_asked.emit(visit)
        return True

    def _open_patient(self) -> None:
        if self._event is not None:
            self.patient_asked.emit(self._event.visit.patient)

    def _open_form(self, form: QWidget) -> None:
        self._close_form()
        self._form = form
        self._offers.hide()
        self._line.addWidget(form, 0, Qt.AlignmentFlag.AlignVCenter)
        form.show()

    def _close_form(self) -> None:
        if self._form is not None:
            self._line.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
            self._form = None
        self._fit_buttons()

    def _cancel_form(self) -> None:
        self._close_form()
        self.take_focus()

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_buttons()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close_form()
            self.left.emit()
        else:
            super().keyPressEvent(event)
