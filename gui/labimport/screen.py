"""Lab results: the imports done, and the wizard from a file to stored results."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from domain.changes import Changes
from domain.edits import AcceptImport
from domain.labsheet.decisions import Decision
from domain.labsheet.known import KnownStudy
from domain.labsheet.workbook import SheetRefused
from gui.labimport.columns_page import ColumnsPage
from gui.labimport.commit_bar import CommitBar
from gui.labimport.past_imports import UndoImport, action_of, last_import_from, past_imports
from gui.labimport.planner import Planner, PlanWork
from gui.labimport.reading_page import RefusedPage, WaitingPage
from gui.labimport.rows_page import RowsPage
from gui.labimport.sheet_check import SheetCheck
from gui.labimport.sheet_reader import SheetReader
from gui.labimport.start_page import SHEET_ENDINGS, StartPage
from gui.labimport.step_header import Step, StepHeader
from gui.navigation import Navigator, Place
from gui.prompts import FileKind, Prompter
from gui.session import Session
from gui.widgets.message_bar import MessageBar
from gui.widgets.page_header import PageHeader, page_margins
from gui.widgets.screen import Screen
from gui.words import lab_columns, lab_imports, labsheet
from gui.words.language import _

ASK = "import"
"""The detail of a place that asks for a file at once."""


class LabResultsScreen(Screen):
    """One sheet at a time; nothing of it is stored before Import."""

    patient_asked = Signal(str)
    """The user wants to see this patient."""

    def __init__(
        self, session: Session, prompter: Prompter, navigator: Navigator | None = None
    ) -> None:
        super().__init__()
        self._session = session
        self._prompter = prompter
        self._navigator = navigator
        self._check: SheetCheck | None = None
        self._path: Path | None = None
        self._asked: Path | None = None
        self._checking_page: QWidget | None = None
        self._place: Place | None = None
        self.key_hints = _("F8 next problem · Enter best fix · Ctrl+Enter import")
        self.start = StartPage()
        self.waiting = WaitingPage()
        self.refused = RefusedPage()
        self.columns = ColumnsPage()
        self.rows = RowsPage()
        self.bar = CommitBar()
        self.notice = MessageBar()
        self._reader = SheetReader(self)
        self._planner = Planner(self)
        self._lay_out()
        self._connect()
        self._refresh()
        self._show_page(self.start)

    @property
    def check(self) -> SheetCheck | None:
        """The sheet being checked."""
        return self._check

    @property
    def page_shown(self) -> QWidget:
        shown = self._stack.currentWidget()
        assert shown is not None
        return shown

    def show_place(self, place: Place) -> None:
        """A place may name an import to look at, a sheet to read, or ask for one ("import")."""
        came_back, self._place = place is self._place, place
        if came_back or not place.detail:
            return
        if place.detail == ASK:
            self.ask_for_file()
        elif place.detail.isdecimal():
            self.start.choose(int(place.detail))
        else:
            self.open_sheet(Path(place.detail))

    def ask_for_file(self) -> None:
        """Let the user choose a lab sheet."""
        kind = FileKind(_("Lab sheets"), SHEET_ENDINGS)
        path = self._prompter.open_file(_("Import lab sheet"), [kind])
        if path is not None:
            self.open_sheet(path)

    def open_sheet(self, path: Path) -> None:
        """Read `path` and show what it holds; a sheet being checked makes way once it is read."""
        study = self._session.study
        self._planner.drop()
        self._reader.cancel()
        self._asked = path
        self.notice.hide()
        known = study.knowing_for_import(today=self._session.today())
        self._reader.open(path, known, study.lab_mappings())

    def give_up_reading(self) -> None:
        """Back to where one was before the file was asked for."""
        self._reader.cancel()
        self._go_back()

    def _go_back(self) -> None:
        if self._check is None:
            self.leave()
        elif self.page_shown in (self.waiting, self.refused):
            assert self._checking_page is not None
            self._show_page(self._checking_page)

    def leave(self) -> None:
        """Back to the list; nothing was saved."""
        self._stop()
        self.notice.hide()
        self._show_page(self.start)

    def commit(self) -> None:
        """Import what is shown, if nothing stands in the way; it can be stopped while it runs."""
        check = self._check
        if check is None or self._reader.is_reading or not check.can_be_imported:
            return
        if self.page_shown is not self.rows:
            return
        self.notice.hide()
        self._check = None
        edit, sentence = AcceptImport(check.plan, check.lab), lab_imports.imported(check.plan)
        action = self._session.perform_away(edit, sentence)
        action.done.connect(self._show_imported)
        action.stopped.connect(partial(self._take_up_again, check, self._say_stopped))
        for nothing_stored in (action.refused, action.failed):
            nothing_stored.connect(partial(self._take_up_again, check, self._plan_again))

    def _show_imported(self) -> None:
        self._show_page(self.start)

    def _take_up_again(
        self, check: SheetCheck, go_on: Callable[[], None], _why: object = None
    ) -> None:
        """Nothing was imported: the rows are as they were."""
        self._check = check
        go_on()

    def _say_stopped(self) -> None:
        self.notice.inform(_("The import was stopped. Nothing was stored."))

    def _show_check(self, check: SheetCheck) -> None:
        left, self._check = self._check, check
        self._path = self._asked
        if check.remembered_lab:
            on = last_import_from(self._session.study, check.remembered_lab)
            check = self._check = replace(check, remembered_on=on)
        if left is not None and left.plan.decisions and left.path != check.path:
            self.notice.inform(lab_imports.left_for_another(left.plan))
        elif check.plan.imported_before:
            self.notice.inform(lab_imports.imported_before(check.plan))
        elif check.remembered_lab and check.differences:
            self.notice.inform(lab_columns.differences(check.remembered_lab, check.differences))
        if check.is_understood:
            self.rows.show_check(check, anew=True)
            self._show_page(self.rows)
            self.rows.table.setFocus()
        else:
            self._show_columns()

    def _show_columns(self) -> None:
        assert self._check is not None
        self.columns.show_check(self._check)
        self._show_page(self.columns)
        self.columns.start()

    def _show_rows(self) -> None:
        if self._check is not None and not self._check.questions:
            self.rows.show_check(self._check, anew=True)
            self._show_page(self.rows)
            self.rows.table.setFocus()

    def _plan(self, work: PlanWork, show: Callable[[SheetCheck], None]) -> None:
        if self._check is not None:
            self._planner.plan(work, show, rows=len(self._check.plan.rows))

    def _wait_for_plan(self) -> None:
        self._stack.setEnabled(False)
        self.bar.wait()

    def _plan_ended(self) -> None:
        self._stack.setEnabled(True)

    def _correct_by(self, work: PlanWork) -> None:
        self._plan(work, self._correct)

    def _correct(self, check: SheetCheck) -> None:
        self._check = check
        self.columns.show_check(check)
        self.bar.show_columns(check)

    def _decide(self, decision: Decision) -> None:
        if self._check is not None:
            self._plan(partial(self._check.decided, decision), self._show_decided)

    def _take_back(self, cell: str) -> None:
        if self._check is not None:
            self._plan(partial(self._check.undecided, cell), self._show_decided)

    def _show_decided(self, check: SheetCheck) -> None:
        self._check = check
        self.rows.show_check(check)
        self.rows.table.setFocus()
        self.bar.show_rows(check)

    def _explain(self, error: BaseException) -> None:
        if not isinstance(error, SheetRefused):
            raise error
        file = self._asked.name if self._asked is not None else error.file
        if self._check is None:
            self.refused.say(file, labsheet.refused(error))
            self._show_page(self.refused)
            return
        self._go_back()
        self.notice.warn(
            _("“{file}” was not read. {why}").format(file=file, why=labsheet.refused(error))
        )

    def _stop(self) -> None:
        """Whatever is under way is not wanted any more."""
        self._reader.cancel()
        self._planner.drop()
        self._check = None

    def _wait(self, file: str) -> None:
        self.waiting.say(file)
        self._show_page(self.waiting)

    def _study_changed(self, changes: Changes) -> None:
        self._refresh()
        if changes.schedule or changes.results or changes.settings:
            self._plan_again()

    def _plan_again(self) -> None:
        """The study changed under the sheet: plan again with the decisions kept."""
        if self._check is None:
            return
        known = self._session.study.knowing_for_import(today=self._session.today())
        self._plan(partial(_known_again, self._check, known), self._show_again)

    def _show_again(self, check: SheetCheck) -> None:
        if check is self._check:
            return
        self.notice.inform(_("The study changed meanwhile, so the rows were checked again."))
        show = self._show_decided if self.page_shown is self.rows else self._correct
        show(check)

    def _study_opened(self) -> None:
        self.leave()
        self._refresh()

    def _refresh(self) -> None:
        if self._session.is_open:
            self.start.show_imports(past_imports(self._session.study))

    def _undo_import(self, number: int) -> None:
        action = action_of(self._session.study, number)
        done = self.start.chosen
        if action is not None and done is not None:
            self._session.perform_away(UndoImport(action), lab_imports.taken_back(done.file))

    def _open_file(self) -> None:
        if self._path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))

    def _show_page(self, page: QWidget) -> None:
        self._stack.setCurrentWidget(page)
        checking = page in (self.columns, self.rows)
        if checking:
            self._checking_page = page
        self._title.set_title(_("Lab results") if page is self.start else _("Import lab results"))
        self._steps.setVisible(page is not self.start)
        self._steps.show_step(self._step_of(page))
        self.bar.setVisible(checking)
        if self._check is not None and page is self.columns:
            self.bar.show_columns(self._check)
        elif self._check is not None and page is self.rows:
            self.bar.show_rows(self._check)
        file = self._check.plan.file if self._check is not None else ""
        self.say_context(_("Checking {file}").format(file=file) if checking else "")

    def _step_of(self, page: QWidget) -> Step:
        if page is self.columns:
            return Step.COLUMNS
        return Step.CHECK_ROWS if page is self.rows else Step.FILE

    def _lay_out(self) -> None:
        self._title = PageHeader(_("Lab results"))
        self._steps = StepHeader()
        self._title.add_action(self._steps)
        self._stack = QStackedWidget()
        for page in (self.start, self.waiting, self.refused, self.columns, self.rows):
            self._stack.addWidget(page)
        content = self._content = QVBoxLayout()
        content.setSpacing(10)
        content.addWidget(self._title)
        content.addWidget(self.notice)
        content.addWidget(self._stack, 1)
        self.page.setSpacing(0)
        self.page.addLayout(content, 1)
        self.page.addWidget(self.bar)

    def _connect(self) -> None:
        self._session.changed.connect(self._study_changed)
        self._session.opened.connect(self._study_opened)
        self._session.closed.connect(self._stop)
        self._reader.read.connect(self._show_check)
        self._reader.failed.connect(self._explain)
        self._reader.taking_long.connect(self._wait)
        self.start.file_asked.connect(self.ask_for_file)
        self.start.undo_asked.connect(self._undo_import)
        self.waiting.cancelled.connect(self.give_up_reading)
        self.refused.another_asked.connect(self.ask_for_file)
        self.refused.left.connect(self.leave)
        self._planner.started.connect(self._wait_for_plan)
        self._planner.ended.connect(self._plan_ended)
        self._planner.failed.connect(self._explain)
        self.columns.corrected.connect(self._correct_by)
        self.rows.decided.connect(self._decide)
        self.rows.take_back_asked.connect(self._take_back)
        self.rows.file.change_asked.connect(self._show_columns)
        self.rows.file.open_asked.connect(self._open_file)
        self.rows.file_card_hidden.connect(self.bar.offer_file)
        self.bar.offer_file(self.rows.is_low)
        self.bar.columns_asked.connect(self._show_columns)
        self.bar.open_asked.connect(self._open_file)
        self.bar.cancelled.connect(self.leave)
        self.bar.check_asked.connect(self._show_rows)
        self.bar.import_asked.connect(self.commit)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.commit)

    def _fit(self) -> None:
        """The commit bar reaches from edge to edge, so the margins are those of the content."""
        left, top, right, _bottom = page_margins(self.width())
        self.page.setContentsMargins(0, 0, 0, 0)
        self._content.setContentsMargins(left, top, right, 10)
        self.bar.set_margins(left, right)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def _known_again(check: SheetCheck, knowing: Callable[[], KnownStudy]) -> SheetCheck:
    """The same sheet planned again, or the same check where nothing it looks at changed."""
    known = knowing()
    return check if known == check.known else check.known_again(known)
