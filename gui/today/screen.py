"""Today: what must be done now, and recording it with one click or one key."""

from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QDialog, QHBoxLayout, QScrollArea, QWidget

from domain.agenda import Agenda, AgendaItem
from domain.changes import Changes
from domain.edits import Edit, Miss, Rate, TakeBack
from domain.taking_back import last_recording
from domain.visits import Visit, VisitKey, VisitKind
from gui.navigation import Navigator, Place, ScreenName
from gui.prompts import Prompter
from gui.session import Session
from gui.theme import app_theme
from gui.today import row_menus, worklist
from gui.today.filter_bar import FilterBar
from gui.today.forecast import ForecastStrip
from gui.today.forecast_words import cell_words
from gui.today.moment_dialog import MomentDialog
from gui.today.recording import record_at
from gui.today.row import Ask, Mode, VisitRow
from gui.today.scores import ScoreEditor
from gui.today.side_panel import SidePanel
from gui.today.work_list import ShownGroup, WorkList
from gui.today.worklist import TODAY_CELL, Choice, GroupName
from gui.widgets.buttons import PlainButton
from gui.widgets.empty_state import EmptyState
from gui.widgets.page_header import PageHeader
from gui.widgets.screen import Screen
from gui.words import agenda as words_of
from gui.words import dates, printing
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
        self._latest_action = 0
        self._performed_action: int | None = None
        self._undoable: dict[VisitKey, tuple[Visit, bool]] = {}
        self.header = PageHeader(_("Today"))
        self.print_button = PlainButton(_("Print worklist"), icon_name="printer")
        self.labels_button = PlainButton("", icon_name="tag")
        self.header.add_action(self.print_button)
        self.header.add_action(self.labels_button)
        self.strip = ForecastStrip(DAYS_AHEAD + 2)
        self.filters = FilterBar()
        self.list = WorkList()
        self.empty = EmptyState()
        self.side = SidePanel(self.filters.links)
        self._scroll = QScrollArea()
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
        self._beside.setSpacing(16)
        self._beside.addWidget(self._scroll, 1)
        self._beside.addWidget(self.side)
        for part in (self.header, self.strip, self.filters):
            self.page.addWidget(part)
        self.page.addLayout(self._beside, 1)

    def _connect(self) -> None:
        self._session.changed.connect(self._changed)
        self._session.performed.connect(self._performed)
        self._session.undone.connect(self._undone)
        self.print_button.clicked.connect(self.print_day_list)
        self.labels_button.clicked.connect(self.print_labels)
        self.strip.chosen.connect(self._show_cell)
        self.filters.chosen.connect(self._filter)
        self.list.asked.connect(self._answer)
        self.empty.asked.connect(self._leave_empty)
        self.side.place_asked.connect(self._navigator.go)
        app_theme().changed.connect(self._restyle)
        self._minute.setSingleShot(True)
        self._minute.timeout.connect(self._tick)

    def show_place(self, place: Place) -> None:
        self.refresh()
        if place.detail == "print":
            self.print_day_list()
        elif place.detail == "labels":
            self.print_labels()

    def print_day_list(self) -> None:
        """Open the preview of today's list."""
        from gui.printing.desk import DayListPreview

        self._open_preview(DayListPreview(self._session, self._prompter, self))

    def print_labels(self) -> None:
        """Open the preview of the tube labels."""
        from gui.printing.desk import LabelsPreview

        self._open_preview(LabelsPreview(self._session, self._prompter, self))

    def _open_preview(self, preview: QDialog) -> None:
        preview.finished.connect(preview.deleteLater)
        preview.open()

    def take_focus(self) -> None:
        row = self.list.current
        if row is None:
            super().take_focus()
        else:
            self._select(row.key, focus=True)

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
        draws = sum(item.visit.key.kind is VisitKind.DRAW for item in agenda.due_today)
        self.labels_button.setText(printing.print_labels(draws))
        self._show_empty(agenda)
        self.say_context(words_of.context(agenda.to_do, len(agenda.done_today)))

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
            undoable = [i.visit.key for i in group.items if is_done and self._can_undo(i)]
            shown.append(ShownGroup(group, words, frozenset(undoable)))
        return shown

    def _can_undo(self, item: AgendaItem) -> bool:
        """Read from the audit trail once for each state of a visit."""
        visit = item.visit
        known = self._undoable.get(visit.key)
        if known is None or known[0] != visit:
            action = last_recording(self._session.study, visit.key)
            self._undoable[visit.key] = known = (visit, action is not None)
        return known[1]

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
                words_of.nothing_due(
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
        if self.isVisible():
            self.refresh()
        else:
            self._minute.start(60_000)

    # What changed

    def _changed(self, changes: Changes) -> None:
        self._latest_action = changes.action
        if changes.schedule or changes.results or changes.queries or changes.settings:
            self.refresh()

    def _performed(self) -> None:
        self._performed_action = self._latest_action

    def _undone(self) -> None:
        self._performed_action = None

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

    # What the user asks of a row

    def _answer(self, row: VisitRow, ask: Ask) -> None:
        match ask:
            case Ask.SELECT:
                self._select(row.key)
            case Ask.PREVIOUS | Ask.NEXT | Ask.FIRST | Ask.LAST:
                self._step(row, ask)
            case Ask.RECORD:
                self._record_now(row)
            case Ask.OTHER_TIME:
                self.ask_moment(row)
            case Ask.MISSED:
                self._ask_reason(row)
            case Ask.MENU:
                self._show_menu(row)
            case Ask.MOVE:
                self._navigator.go(Place(ScreenName.CALENDAR, visit=row.key, detail="move"))
            case Ask.OPEN_PATIENT:
                self._navigator.go(Place(ScreenName.PATIENTS, patient=row.key.patient))
            case Ask.UNDO:
                self._undo(row)

    def _select(self, key: VisitKey | None, *, focus: bool = False) -> None:
        self.list.select(key, focus=focus)
        row = self.list.current
        if row is not None and focus:
            self._scroll.ensureWidgetVisible(row, 0, app_theme().px(30))

    def _step(self, row: VisitRow, ask: Ask) -> None:
        target = {
            Ask.PREVIOUS: self.list.before(row),
            Ask.NEXT: self.list.after(row),
            Ask.FIRST: self.list.rows[0],
            Ask.LAST: self.list.rows[-1],
        }[ask]
        self._select(target.key, focus=True)

    def _record_now(self, row: VisitRow) -> None:
        self._select(row.key)
        if row.key.kind is VisitKind.RATING:
            self._enter_scores(row)
        elif row.words.tone == "overdue":
            self.ask_moment(row)
        else:
            now = self._session.now()
            self._perform(row, record_at(row.key, row.item.visit.state, now.date(), now))

    def _perform(self, row: VisitRow, edit: Edit) -> None:
        following = self.list.key_after(row)
        if self._session.perform(edit):
            self._select(following, focus=True)
        else:
            row.setFocus()

    def ask_moment(self, row: VisitRow) -> None:
        """Other time…, Edit time…, and what was done after its window closed."""
        if row.mode is Mode.OPEN and row.key.kind is VisitKind.RATING:
            self._enter_scores(row, asks_day=True)
            return
        dialog = MomentDialog(row.item, self._session.now(), self)
        dialog.chosen.connect(self._moment_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _moment_chosen(self) -> None:
        dialog = self.sender()
        assert isinstance(dialog, MomentDialog)
        key, state = dialog.item.visit.key, dialog.item.visit.state
        row = self.list.row_of(key)
        if row is not None:
            self._perform(row, record_at(key, state, *dialog.answer))

    def _enter_scores(self, row: VisitRow, *, asks_day: bool = False) -> None:
        if row.editor is not None:
            row.editor.begin()
            return
        late = asks_day or row.item.status.is_not_done
        editor = ScoreEditor(row.key.patient, self._session.today(), asks_day=late)
        editor.saved.connect(self._scores_saved)
        editor.cancelled.connect(self._end_scores)
        row.edit_scores(editor)
        editor.begin()

    def _scores_saved(self, madrs: int | None, ymrs: int | None) -> None:
        row = self._edited_row()
        now = self._session.now()
        assert row is not None
        assert row.editor is not None
        on = row.editor.day
        at = now if on == now.date() else None
        row.end_edit()
        self._perform(row, Rate(row.key, on=on, at=at, madrs=madrs, ymrs=ymrs))

    def _end_scores(self) -> None:
        row = self._edited_row()
        if row is not None:
            row.end_edit()
            row.setFocus()

    def _edited_row(self) -> VisitRow | None:
        return next((row for row in self.list.rows if row.editor is self.sender()), None)

    def _ask_reason(self, row: VisitRow) -> None:
        self._select(row.key)
        menu = row_menus.reason_menu(row, self._session.study.protocol.reasons)
        menu.chosen.connect(self._miss)
        menu.pop_up_below(row.buttons.get(Ask.MISSED, row))

    def _miss(self, key: VisitKey, reason: str, needs_words: bool) -> None:
        note = ""
        if needs_words:
            answer = self._prompter.ask_text(
                words_of.not_done_question(key), _("Reason in your own words")
            )
            if not answer:
                return
            note = answer
        row = self.list.row_of(key)
        if row is not None:
            self._perform(row, Miss(key, reason=reason, note=note))

    def _show_menu(self, row: VisitRow) -> None:
        self._select(row.key)
        menu = row_menus.more_menu(row)
        menu.asked.connect(row.asked)
        menu.pop_up_below(row.buttons.get(Ask.MENU, row))

    def _undo(self, row: VisitRow) -> None:
        action = last_recording(self._session.study, row.key)
        if action is None:
            return
        stack = self._session.undo_stack
        if action == self._performed_action and stack.canUndo():
            stack.undo()
        else:
            self._session.perform(TakeBack(row.key, action))
        self._select(row.key, focus=True)

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
