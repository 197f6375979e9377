"""The page of one patient."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from domain.agenda import item_of
from domain.patient import PatientState
from domain.protocol import Protocol
from domain.quality import QueryState
from domain.record_edits import AddNote
from domain.visits import Draw, Infusion, VisitKey, VisitKind
from gui.calendar.event_actions import Act, acts_for
from gui.calendar.timeline_rows import Event, TimelineRow, timeline_row
from gui.calendar.weeks_model import WeeksModel
from gui.calendar.weeks_view import WeeksView
from gui.navigation import Place, ScreenName
from gui.patient.calendar_card import CalendarCard
from gui.patient.copper_plot import CopperPlot, shown_span
from gui.patient.facts_card import FactsCard
from gui.patient.history_card import HistoryCard
from gui.patient.next_card import NextCard
from gui.patient.ratings_plot import RatingsPlot
from gui.patient.results_card import ResultsCard, copper_rows
from gui.patients.enrol_draft import holds_long_number
from gui.prompts import Prompter
from gui.session import Session
from gui.theme import app_theme
from gui.widgets.buttons import IconButton, LinkButton, PlainButton
from gui.widgets.card import Badge, Card
from gui.widgets.label import Label
from gui.widgets.page_header import PageHeader
from gui.words import enrolment
from gui.words import patient_page as words
from gui.words.history import happenings
from gui.words.language import _
from gui.words.patient_page import ResultAct

_BESIDE_FROM = 1040
"""Width from which the plots stand beside the calendar."""


class PatientPage(QWidget):
    """Facts, next step, calendar and results; plots and history beside them."""

    back_asked = Signal()
    """The user wants the list of patients."""
    neighbour_asked = Signal(int)
    """The previous (−1) or next (+1) patient of the list."""
    withdrawal_asked = Signal(str)
    """The user records that this patient leaves the study."""
    correction_asked = Signal(str)
    """The user corrects this patient's details."""
    unscheduled_asked = Signal(str, object)
    """The user adds a draw or a rating, a `VisitKind`, beyond the protocol."""
    place_asked = Signal(Place)
    """The user wants the audit trail, or the queries, of this patient."""

    def __init__(self, session: Session, prompter: Prompter) -> None:
        super().__init__()
        self._session = session
        self._prompter = prompter
        self._code = ""
        self.header = PageHeader("")
        self._badge = Badge("", "info")
        self._given = Label("", tone="secondary")
        self.facts = FactsCard()
        self.next = NextCard(session, prompter)
        self.model = WeeksModel(self)
        self.weeks = WeeksView(self.model)
        self.calendar = CalendarCard(self.weeks, self.model, session)
        self.results = ResultsCard()
        self.copper = CopperPlot()
        self._since = Label("", "strong")
        self.ratings = RatingsPlot()
        self.enter_scores = LinkButton(_("Enter scores…"), icon_name="plus")
        self.history = HistoryCard()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self._connect()

    @property
    def code(self) -> str:
        """The patient on the page, or nothing yet."""
        return self._code

    def show_patient(self, code: str, visit: VisitKey | None = None) -> None:
        """Show the patient; `visit` is then the one chosen in the calendar."""
        is_other = code != self._code
        self._code = code
        row = self._read()
        self.next.show_step(row)
        wanted = visit or (row.step.visit.key if is_other and row.step.visit else None)
        if wanted is not None and self.weeks.choose(wanted):
            return
        if is_other:
            self.weeks.setCurrentIndex(self.model.place(self.model.today))
            self.next.show_step(row)

    def refresh(self) -> None:
        """The study changed: the same patient again, the chosen visit kept."""
        if self._code not in self._session.study.patients():
            self.back_asked.emit()
            return
        before, event = self.model.row, self.weeks.current_event
        row = self._read()
        if event is None or _is_behind(event, before):
            self.next.show_step(row)
            if row.step.visit is not None:
                self.weeks.choose(row.step.visit.key)
        else:
            self.next.show_event(self.weeks.current_event, row)

    def add_note(self) -> None:
        """Ask for a remark and write it; a national number is refused, and what was typed stays."""
        typed = ""
        warning = ""
        while True:
            question = _("Note on {patient}").format(patient=self._code)
            label = warning or _("No names, birth dates or national numbers:")
            asked = self._prompter.ask_text(question, label, typed)
            if not asked or not asked.strip():
                return
            if not holds_long_number(asked):
                self._session.perform(AddNote(self._code, asked.strip()))
                return
            typed, warning = asked, enrolment.problem(enrolment.Wrong.LONG_NUMBER)

    def print_schedule(self) -> None:
        """Open the preview of the patient's schedule."""
        from gui.printing.desk import SchedulePreview

        preview = SchedulePreview(self._session, self._code, self._prompter, self)
        preview.finished.connect(preview.deleteLater)
        preview.open()

    def take_focus(self) -> None:
        self.weeks.setFocus(Qt.FocusReason.TabFocusReason)

    def _read(self) -> TimelineRow:
        study, today, code = self._session.study, self._session.today(), self._code
        patient, course, protocol = study.patient(code), study.course(code), study.protocol
        row = timeline_row(patient, course, infusions=protocol.infusions.count, today=today)
        self.header.set_title(code)
        self._badge.setText(words.state(patient, row.step, row.given))
        self._badge.become("missed" if patient.state is PatientState.WITHDRAWN else "info")
        self._given.setText(words.infusions_given(row.given, row.infusions))
        infusions = course.current_infusions()
        first = infusions[0].shown_on if infusions else None
        self.facts.show_facts(words.facts(patient, protocol, first))
        self.model.show(row, study.days, today)
        self.calendar.fit_offers()
        can_rate = patient.state is not PatientState.WITHDRAWN and not study.is_read_only
        self.enter_scores.setVisible(can_rate)
        self.enter_scores.setAccessibleName(_("Enter scores, {patient}").format(patient=code))
        span = shown_span(row)
        self.copper.show_course(row, protocol, span, today)
        self.ratings.show_course(row, span, today)
        rows = copper_rows(study, code, today)
        self.results.show_rows(rows)
        changes = [(one.change_operator, one.change) for one in rows if one.change is not None]
        self._since.setText(words.since_baseline(*changes[-1]) if changes else "")
        self.history.show_history(happenings(study.trail(patient=code)))
        self.history.show_notes(study.notes(code))
        self.history.show_queries(
            [q for q in study.queries() if q.key.patient == code and q.state is QueryState.OPEN]
        )
        return row

    def _choose(self, event: Event | None) -> None:
        if event is not None or self.weeks.hasFocus():
            self.next.show_event(event, self.model.row)

    def _lay_out(self) -> None:
        back = LinkButton(_("Patients"), icon_name="chevron-left", name=_("Back to the patients"))
        back.clicked.connect(self.back_asked)
        layout = self.header.layout()
        assert isinstance(layout, QHBoxLayout)
        layout.insertWidget(0, back)
        self.header.add_lead(self._badge)
        self.header.add_lead(self._given)
        for icon, name, step in (
            ("chevron-left", _("Previous patient"), -1),
            ("chevron-right", _("Next patient"), 1),
        ):
            button = IconButton(icon, name)
            button.clicked.connect(partial(self._ask_neighbour, step))
            self.header.add_action(button)
        self.add_note_button = PlainButton(_("Add note…"), icon_name="sticky-note")
        self.add_note_button.clicked.connect(self.add_note)
        self.header.add_action(self.add_note_button)
        self.more = IconButton("ellipsis", _("More about this patient"))
        self.more.clicked.connect(self._show_menu)
        prints = PlainButton(_("Print…"), icon_name="printer")
        prints.clicked.connect(self.print_schedule)
        self.header.add_action(prints)
        self.header.add_action(self.more)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(10)
        page.addWidget(self.header)
        page.addWidget(self.facts)
        page.addWidget(self._scrolled(), 1)

    def _scrolled(self) -> QScrollArea:
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(12)
        left.addWidget(self.next)
        left.addWidget(self.calendar)
        left.addWidget(self.results)
        left.addStretch(1)
        right.addWidget(_plot(_("Serum copper"), _("µg/dL"), self.copper, self._since))
        right.addWidget(_plot(_("MADRS and YMRS"), _("points"), self.ratings, self.enter_scores))
        right.addWidget(self.history)
        right.addStretch(1)
        self._columns.setSpacing(14)
        self._columns.addLayout(left, 6)
        self._columns.addLayout(right, 5)
        holder = QWidget()
        holder.setProperty("scrolled", True)
        holder.setLayout(self._columns)
        self._columns.setContentsMargins(0, 0, 4, 0)
        scroll = QScrollArea()
        scroll.setWidget(holder)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return scroll

    def _show_menu(self) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(_("Add a query…"), self._add_query)
        menu.addAction(_("Correct details…"), self._ask_correction)
        menu.addSeparator()
        draw = partial(self.unscheduled_asked.emit, self._code, VisitKind.DRAW)
        rating = partial(self.unscheduled_asked.emit, self._code, VisitKind.RATING)
        extra = (
            menu.addAction(_("Add an unscheduled draw…"), draw),
            menu.addAction(_("Add an unscheduled rating…"), rating),
        )
        menu.addSeparator()
        leave = menu.addAction(_("Record a withdrawal…"), self._ask_withdrawal)
        patient = self._session.study.patient(self._code)
        for action in (leave, *extra):
            action.setEnabled(patient.state is not PatientState.WITHDRAWN)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _add_query(self) -> None:
        from gui.quality.ask_query import ask_query

        event = self.weeks.current_event
        visit = event.visit.key if event is not None else None
        ask_query(self._session, self, patient=self._code, visit=visit)

    def _ask_correction(self) -> None:
        self.correction_asked.emit(self._code)

    def _ask_withdrawal(self) -> None:
        self.withdrawal_asked.emit(self._code)

    def _ask_neighbour(self, step: int, _checked: bool = False) -> None:
        self.neighbour_asked.emit(step)

    def _connect(self) -> None:
        self.weeks.event_chosen.connect(self._choose)
        self.weeks.details_asked.connect(self.next.take_focus)
        self.next.left.connect(self.weeks.setFocus)
        self.next.move_asked.connect(self._ask_to_move)
        self.calendar.move_asked.connect(self._ask_to_move)
        self.enter_scores.clicked.connect(self._enter_scores)
        self.results.asked.connect(self._act_on_result)
        self.history.trail_asked.connect(partial(self._ask, ScreenName.AUDIT))
        self.history.queries_asked.connect(partial(self._ask, ScreenName.DATA_QUALITY))

    def _act_on_result(self, act: ResultAct, draw: Draw) -> None:
        from gui.patient.result_acts import act_on_result

        if act is ResultAct.CALENDAR:
            self.place_asked.emit(Place(ScreenName.CALENDAR, visit=draw.key))
        else:
            act_on_result(self._session, act, draw, self)

    def _enter_scores(self) -> None:
        """Of the rating that is open; if none is, of one beyond the protocol."""
        row = self.model.row
        assert row is not None
        rating = open_rating(row, self._session.study.protocol, self._session.today())
        if rating is None or not self.weeks.choose(rating):
            self.unscheduled_asked.emit(self._code, VisitKind.RATING)
            return
        self.next.show_event(self.weeks.current_event, row)
        self.next.recorder.start(Act.ENTER_SCORES, self.enter_scores)

    def _ask_to_move(self, infusion: Infusion, day: date | None = None) -> None:
        place = Place(ScreenName.CALENDAR, visit=infusion.key, day=day, detail="move")
        self.place_asked.emit(place)

    def _ask(self, screen: ScreenName) -> None:
        self.place_asked.emit(Place(screen, patient=self._code))

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= app_theme().px(_BESIDE_FROM)
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(direction)


def open_rating(row: TimelineRow, protocol: Protocol, today: date) -> VisitKey | None:
    """The first rating whose scores can be entered now."""
    return next(
        (
            event.key
            for of_day in row.events.values()
            for event in of_day
            if Act.ENTER_SCORES
            in acts_for(item_of(event.visit, row.course, protocol, today), today)
        ),
        None,
    )


def _is_behind(event: Event, before: TimelineRow | None) -> bool:
    """Whether `event` was shown as what came next: then what comes next now takes its place."""
    step = before.step.visit if before is not None else None
    return step is not None and step.key == event.key


def _plot(heading: str, unit: str, plot: QWidget, beside: QWidget | None = None) -> Card:
    card = Card(heading)
    card.body.removeWidget(card.heading)
    top = QHBoxLayout()
    top.setSpacing(8)
    top.addWidget(card.heading)
    top.addWidget(Label(unit, "small", "secondary"))
    top.addStretch(1)
    if beside is not None:
        top.addWidget(beside)
    card.body.addLayout(top)
    card.body.addWidget(plot)
    return card
