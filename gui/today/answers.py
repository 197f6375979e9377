"""What the user asks of a row, done: recorded, missed, moved, asked about, taken back."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from domain.changes import Changes
from domain.edits import Edit, Miss, TakeBack
from domain.reasons import says_why
from domain.record_edits import RaiseQuery
from domain.recording import RecordingRefused, Unrecordable, earlier_is_open
from domain.taking_back import last_recording
from domain.visits import Draw, Rating, Visit, VisitKey, VisitKind
from gui.navigation import Navigator, Place, ScreenName
from gui.prompts import Prompter
from gui.records.reason_choice import lacking
from gui.session import Session
from gui.today import row_menus
from gui.today.asks import Ask, Mode
from gui.today.moment_dialog import MomentDialog
from gui.today.recording import record_at
from gui.today.row import VisitRow
from gui.today.scores import ScoreEditor, rating_of
from gui.today.work_list import WorkList
from gui.words import agenda as words_of
from gui.words.language import _


class Answers(QObject):
    """Knows the list, and which row is next; how the list is shown is the screen's affair."""

    row_wanted = Signal(object, bool)
    """Make the row of this `VisitKey` current, with the focus or without."""

    def __init__(
        self,
        session: Session,
        prompter: Prompter,
        navigator: Navigator,
        rows: WorkList,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._prompter = prompter
        self._navigator = navigator
        self._list = rows
        self._window = window
        self._latest_action = 0
        self._performed_action: int | None = None
        self._open_before: set[VisitKey] = set()
        self._undoable: dict[VisitKey, tuple[Visit, bool]] = {}
        session.changed.connect(self._changed)
        session.performed.connect(self._performed)
        session.undone.connect(self._undone)

    def can_undo(self, visit: Visit) -> bool:
        """Read from the audit trail once for each state of a visit."""
        known = self._undoable.get(visit.key)
        if known is None or known[0] != visit:
            action = last_recording(self._session.study, visit.key)
            self._undoable[visit.key] = known = (visit, action is not None)
        return known[1]

    def answer(self, row: VisitRow, ask: Ask) -> None:
        """Do what was asked of `row`."""
        earlier = row.item.waits_for
        match ask:
            case Ask.RECORD | Ask.OTHER_TIME if row.mode is Mode.OPEN and earlier is not None:
                self._session.refused.emit(earlier_is_open(row.key, earlier.key))
            case Ask.SELECT:
                self.row_wanted.emit(row.key, False)
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
                self._ask_move(row)
            case Ask.DETAILS:
                self._show_record(row)
            case Ask.QUERY:
                self._ask_query(row)
            case Ask.OPEN_PATIENT:
                self._navigator.go(Place(ScreenName.PATIENTS, patient=row.key.patient))
            case Ask.UNDO:
                self._undo(row)

    def _ask_move(self, row: VisitRow) -> None:
        """An infusion in the calendar, beside what moves along; others here."""
        visit = row.item.visit
        if isinstance(visit, (Draw, Rating)):
            from gui.records.new_day import ask_new_day

            ask_new_day(self._session, visit, self._window)
        else:
            self._navigator.go(Place(ScreenName.CALENDAR, visit=row.key, detail="move"))

    def _show_record(self, row: VisitRow) -> None:
        from gui.records.record_dialog import ask_record

        self.row_wanted.emit(row.key, False)
        following = self._list.key_after(row)
        dialog = ask_record(self._session, row.key, self._window)
        dialog.accepted.connect(lambda: self.row_wanted.emit(following, True))

    def _step(self, row: VisitRow, ask: Ask) -> None:
        target = {
            Ask.PREVIOUS: self._list.before(row),
            Ask.NEXT: self._list.after(row),
            Ask.FIRST: self._list.rows[0],
            Ask.LAST: self._list.rows[-1],
        }[ask]
        self.row_wanted.emit(target.key, True)

    def _record_now(self, row: VisitRow) -> None:
        self.row_wanted.emit(row.key, False)
        if row.key.kind is VisitKind.RATING:
            self._enter_scores(row)
        elif row.words.tone == "overdue":
            self.ask_moment(row)
        else:
            now = self._session.now()
            self._perform(row, record_at(row.key, row.item.visit.state, now.date(), now))

    def _perform(self, row: VisitRow, edit: Edit) -> None:
        following = self._list.key_after(row)
        if self._session.perform(edit):
            self.row_wanted.emit(following, True)
        else:
            row.setFocus()

    def ask_moment(self, row: VisitRow) -> None:
        """Other time…, Edit time…, and what was done after its window closed."""
        if row.mode is Mode.OPEN and row.key.kind is VisitKind.RATING:
            self._enter_scores(row, asks_day=True)
            return
        dialog = MomentDialog(row.item, self._session.now(), self._window)
        dialog.chosen.connect(self._moment_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _moment_chosen(self) -> None:
        dialog = self.sender()
        assert isinstance(dialog, MomentDialog)
        key, state = dialog.item.visit.key, dialog.item.visit.state
        row = self._list.row_of(key)
        if row is not None:
            self._perform(row, record_at(key, state, *dialog.answer, dialog.why))

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

    def go_on_with_scores(self, before: VisitRow) -> None:
        """Open the scores of a row as they stand half typed in a list built before."""
        row = self._list.row_of(before.key)
        if row is not None and before.editor is not None:
            self._enter_scores(row, asks_day=before.editor.asks_day)
            assert row.editor is not None
            row.editor.take_over(before.editor)

    def _scores_saved(self, madrs: int | None, ymrs: int | None) -> None:
        row = self._edited_row()
        now = self._session.now()
        assert row is not None
        assert row.editor is not None
        rate = rating_of(row.key, row.editor, madrs, ymrs, now)
        row.end_edit()
        self._perform(row, rate)

    def _end_scores(self) -> None:
        row = self._edited_row()
        if row is not None:
            row.end_edit()
            row.setFocus()

    def _edited_row(self) -> VisitRow | None:
        return next((row for row in self._list.rows if row.editor is self.sender()), None)

    def _ask_reason(self, row: VisitRow) -> None:
        self.row_wanted.emit(row.key, False)
        menu = row_menus.reason_menu(row, self._session.study.protocol.reasons)
        menu.chosen.connect(self._miss)
        menu.asked.connect(row.asked)
        menu.pop_up_below(row.buttons.get(Ask.MISSED, row))

    def _miss(self, key: VisitKey, reason: str, needs_words: bool) -> None:
        note = ""
        if needs_words:
            answer = self._prompter.ask_text(
                words_of.not_done_question(key), _("Reason in your own words"), lacks=lacking
            )
            if answer is None:
                return
            if not says_why(answer):
                self._session.refused.emit(RecordingRefused(Unrecordable.REASON_MISSING, key))
                return
            note = answer.strip()
        row = self._list.row_of(key)
        if row is not None:
            self._perform(row, Miss(key, reason=reason, note=note))

    def _show_menu(self, row: VisitRow) -> None:
        self.row_wanted.emit(row.key, False)
        menu = row_menus.more_menu(row, self._session.today())
        menu.asked.connect(row.asked)
        menu.pop_up_below(row.buttons.get(Ask.MENU, row))

    def _ask_query(self, row: VisitRow) -> None:
        self.row_wanted.emit(row.key, False)
        question = self._prompter.ask_text(
            words_of.query_question(row.key), _("What is to be clarified?")
        )
        if question and question.strip():
            self._session.perform(RaiseQuery(row.key, question.strip()))
        row.setFocus()

    def _undo(self, row: VisitRow) -> None:
        action = last_recording(self._session.study, row.key)
        if action is None:
            return
        stack = self._session.undo_stack
        if action == self._performed_action and stack.canUndo():
            stack.undo()
        else:
            self._session.perform(TakeBack(row.key, action))
        self.row_wanted.emit(row.key, True)

    def _changed(self, changes: Changes) -> None:
        """Heard before the list is shown anew."""
        self._latest_action = changes.action
        self._open_before = self._open_keys()

    def _performed(self) -> None:
        self._performed_action = self._latest_action

    def _undone(self) -> None:
        """The row that came back is where one looks; it takes the focus from a row only."""
        self._performed_action = None
        back = [row.key for row in self._list.rows if row.key in self._open_keys()]
        back = [key for key in back if key not in self._open_before]
        if back:
            current = self._list.current
            self.row_wanted.emit(back[0], current is not None and current.hasFocus())

    def _open_keys(self) -> set[VisitKey]:
        return {row.key for row in self._list.rows if row.mode is Mode.OPEN}
