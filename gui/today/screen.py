"""Today: what must be done now, and recording it with one click or one key."""

from datetime import datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from domain.agenda import Agenda
from domain.changes import Changes
from domain.visits import VisitKey
from gui.navigation import TODAY_ITSELF, Navigator, Place
from gui.prompts import Prompter
from gui.session import Session
from gui.theme import app_theme
from gui.today import worklist
from gui.today.answers import Answers
from gui.today.asks import Mode
from gui.today.filter_bar import FilterBar
from gui.today.forecast import ForecastStrip
from gui.today.forecast_words import cell_words
from gui.today.papers import Papers, labelled
from gui.today.side_panel import SidePanel
from gui.today.work_list import ShownGroup, WorkList
from gui.today.worklist import TODAY_CELL, Choice, GroupName
from gui.widgets.buttons import PlainButton
from gui.widgets.empty_state import EmptyState
from gui.widgets.page_header import PageHeader
from gui.widgets.screen import Screen
from gui.widgets.steady_scroll import SteadyScroll
from gui.words import agenda as words_of
from gui.words import dates, printing, today
from gui.words.language import _

DAYS_AHEAD = 8
LOW_BELOW = 800
SIDE_WIDTH = 256
LIST_AT_LEAST = 880
"""Width the list keeps before cards may stand beside it."""


class TodayScreen(Screen):
    """Not done, due today and done today; counts equal the rows they stand for."""

    def __init__(self, session: Session, prompter: Prompter, navigator: Navigator) -> None:
        super().__init__()
        self.key_hints = _(
            "↑ ↓ move    Enter record now    T other time    M missed    O open patient"
        )
        self._session = session
        self._prompter = prompter
        self._navigator = navigator
        self._choice = Choice()
        self._agenda: Agenda | None = None
        self.header = PageHeader(_("Today"))
        self.print_button = PlainButton(_("Print worklist"), icon_name="printer")
        self.labels_button = PlainButton("", icon_name="tag")
        self.header.add_action(self.print_button)
        self.header.add_action(self.labels_button)
        self.strip = ForecastStrip(DAYS_AHEAD + 2)
        self.filters = FilterBar()
        self.list = WorkList()
        self.answers = Answers(session, prompter, navigator, self.list, self)
        self.papers = Papers(session, prompter, self)
        self.empty = EmptyState()
        self.side = SidePanel(self.filters.links)
        self._scroll = SteadyScroll()
        self._beside = QHBoxLayout()
        self._minute = QTimer(self)
        self._lay_out()
        self._connect()
        self.refresh()
        self.list.select(None)

    def _lay_out(self) -> None:
        holder = QWidget()
        holder.setProperty("scrolled", True)
        inside = QBoxLayout(QBoxLayout.Direction.TopToBottom, holder)
        inside.setContentsMargins(0, 0, 2, 0)
        inside.addWidget(self.empty)
        inside.addWidget(self.list, 1)
        self._scroll.setWidget(holder)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._beside.setSpacing(16)
        self._beside.addWidget(self._scroll, 1)
        self._beside.addWidget(self.side)
        for part in (self.header, self.strip, self.filters):
            self.page.addWidget(part)
        self.page.addLayout(self._beside, 1)

    def _connect(self) -> None:
        self._session.changed.connect(self._changed)
        self.print_button.clicked.connect(self.print_day_list)
        self.labels_button.clicked.connect(self.print_labels)
        self.strip.chosen.connect(self._show_cell)
        self.filters.chosen.connect(self._filter)
        self.list.asked.connect(self.answers.answer)
        self.answers.row_wanted.connect(self._select)
        self.empty.asked.connect(self._leave_empty)
        self.side.place_asked.connect(self._navigator.go)
        app_theme().changed.connect(self._restyle)
        self._minute.setSingleShot(True)
        self._minute.timeout.connect(self._tick)

    goes_on = True

    def take_over(self, before: Screen) -> None:
        assert isinstance(before, TodayScreen)
        for row in before.list.rows:
            if row.editor is not None:
                self.answers.go_on_with_scores(row)

    def show_place(self, place: Place) -> None:
        if place == TODAY_ITSELF and self._choice.cell != TODAY_CELL:
            self._show_cell(TODAY_CELL)
        else:
            self.refresh()
        if place.detail == "print":
            self.print_day_list()
        elif place.detail == "labels":
            self.print_labels()

    def print_day_list(self) -> None:
        """Open the preview of the list, of the day that is shown."""
        if self._agenda is not None:
            self.papers.print_day_list(self._agenda, self._choice.cell)

    def print_labels(self) -> None:
        """Open the preview of the tube labels, of the day that is shown."""
        if self._agenda is not None:
            self.papers.print_labels(self._agenda, self._choice.cell)

    def take_focus(self) -> None:
        row = self.list.current
        if row is None:
            self.empty.take_focus()
        else:
            self._select(row.key, True)

    # Showing

    def refresh(self) -> None:
        """Show the study as it is now; rows that did not change stay untouched."""
        if not self._session.is_open:
            return
        now = self._session.now()
        study = self._session.study
        agenda = study.agenda(now=now, days=DAYS_AHEAD)
        self._agenda = agenda
        self._say_now(now)
        self.strip.show_cells(cell_words(agenda, study.days), self._choice.cell)
        self.filters.show_counts(worklist.kind_counts(agenda, self._choice.cell))
        self.list.show_groups(self._shown_groups(agenda))
        self.side.show_waiting(agenda, study.queries())
        draws = labelled(agenda, self._choice.cell).draws
        self.labels_button.setText(printing.print_labels(len(draws)))
        self.labels_button.setEnabled(bool(draws))
        self._show_empty(agenda)
        self.say_context(today.context(agenda.to_do, len(agenda.done_today)))

    def _shown_groups(self, agenda: Agenda) -> list[ShownGroup]:
        study = self._session.study
        protocol = study.protocol
        early = worklist.given_before_rating(agenda)
        shown: list[ShownGroup] = []
        for group in worklist.groups(agenda, self._choice):
            words = tuple(
                words_of.row_words(
                    item, protocol, agenda.now, rating_is_open=item.visit.key in early
                )
                for item in group.items
            )
            is_done = group.name is GroupName.DONE_TODAY
            undoable = [
                i.visit.key for i in group.items if is_done and self.answers.can_undo(i.visit)
            ]
            shown.append(ShownGroup(group, words, frozenset(undoable)))
        return shown

    def _show_empty(self, agenda: Agenda) -> None:
        rows = self.list.rows
        nothing_to_do = not any(row.mode is not Mode.DONE for row in rows)
        self.empty.setVisible(nothing_to_do)
        self.list.setVisible(bool(rows))
        if not nothing_to_do:
            return
        if self._choice.kind is not None:
            self.empty.say(_("Nothing of this kind here."), _("Show all"))
        elif self._choice.cell == TODAY_CELL:
            following = next((d for d in agenda.coming if d.items), None)
            self.empty.say(
                today.nothing_due(
                    following.day if following else None,
                    len(following.items) if following else 0,
                    agenda.now.date(),
                ),
                _("Show that day") if following else "",
            )
        else:
            self.empty.say(_("Nothing to show here."), _("Back to today"))

    def _say_now(self, now: datetime) -> None:
        self.header.set_subtitle(
            _("{day} · {time}").format(day=dates.long_day(now.date()), time=dates.clock(now))
        )
        self._minute.start(max(500, (60 - now.second) * 1000 - now.microsecond // 1000 + 50))

    def _tick(self) -> None:
        if self.isVisible() and not self._session.is_lent:
            self.refresh()
        else:
            self._minute.start(60_000)

    # What changed

    def _changed(self, changes: Changes) -> None:
        touched = changes.schedule or changes.results or changes.queries or changes.settings
        if touched and self.isVisible():  # when it is shown again it is refreshed anyway
            self.refresh()

    def _show_cell(self, cell: int) -> None:
        self._choice = Choice(cell, self._choice.kind, self._choice.sort)
        self._show_choice()

    def _filter(self) -> None:
        self._choice = Choice(self._choice.cell, self.filters.kind, self.filters.sort)
        self._show_choice()

    def _show_choice(self) -> None:
        self.refresh()
        self._scroll.verticalScrollBar().setValue(0)

    def _leave_empty(self) -> None:
        agenda = self._agenda
        assert agenda is not None
        if self._choice.kind is not None:
            self.filters.show_all()
        elif self._choice.cell == TODAY_CELL:
            ahead = next(n for n, day in enumerate(agenda.coming) if day.items)
            self._show_cell(worklist.FIRST_DAY_CELL + ahead)
        else:
            self._show_cell(TODAY_CELL)

    def _select(self, key: VisitKey | None, focus: bool) -> None:
        self.list.select(key, focus=focus)
        row = self.list.current
        if row is not None and focus:
            self._scroll.ensureWidgetVisible(row, 0, app_theme().px(30))

    # Room

    def _restyle(self) -> None:
        self.list.fit_columns()
        self._fit()

    def _fit(self) -> None:
        theme = app_theme()
        low = self.window().height() < LOW_BELOW
        room = self.width() - self.page.contentsMargins().left() * 2
        beside = not low and room - theme.px(SIDE_WIDTH) - 18 >= theme.px(LIST_AT_LEAST)
        self.side.setFixedWidth(theme.px(SIDE_WIDTH))
        self.side.stand_beside(beside)
        self.strip.set_flat(low)
        self.list.set_row_height(theme.px(43 if low else 48))
        self.filters.fit(room)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
