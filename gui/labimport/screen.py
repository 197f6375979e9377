"""Lab results: the imports done, and the wizard from a file to stored results."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from domain.labsheet.saved_preview import PreviewInvalid, PreviewOfAnotherFile
from domain.labsheet.workbook import SheetRefused
from gui.labimport.checking import Checking
from gui.labimport.columns_page import ColumnsPage
from gui.labimport.commit_bar import CommitBar
from gui.labimport.for_later import ForLater
from gui.labimport.frame import Frame
from gui.labimport.imports_done import ImportsDone
from gui.labimport.preview_file import SheetNotBeside
from gui.labimport.reading_page import RefusedPage, WaitingPage
from gui.labimport.rows_page import RowsPage
from gui.labimport.set_aside import SetAside
from gui.labimport.sheet_check import SheetCheck
from gui.labimport.start_page import StartPage
from gui.labimport.step_header import Step
from gui.navigation import Navigator, Place, ScreenName
from gui.prompts import Prompter
from gui.session import Session
from gui.widgets.screen import Screen
from gui.words import lab_columns, lab_imports
from gui.words.language import _

ASK = "import"
"""The detail of a place that asks for a file at once."""


class LabResultsScreen(Screen):
    """The pages of a sheet, and what is said about it; `Checking` has the sheet itself."""

    def __init__(
        self, session: Session, prompter: Prompter, navigator: Navigator | None = None
    ) -> None:
        super().__init__()
        self._session = session
        self._navigator = navigator
        self._checking = Checking(session, self)
        self._checking_page: QWidget | None = None
        self._place: Place | None = None
        self._have_rows_been_shown = False
        self.done = ImportsDone(session, prompter)
        self.waiting = WaitingPage()
        self.refused = RefusedPage()
        self.columns = ColumnsPage()
        self.rows = RowsPage()
        self.bar = CommitBar()
        self._frame = Frame(
            self.bar,
            {
                self.done: None,
                self.waiting: Step.FILE,
                self.refused: Step.FILE,
                self.columns: Step.COLUMNS,
                self.rows: Step.CHECK_ROWS,
            },
        )
        self.notice = self._frame.notice
        self._later = ForLater(prompter, self.notice)
        self._aside = SetAside(self.refused, self.notice, self)
        self._frame.fill(self.page)
        self._connect()
        self.done.refresh()
        self._show_page(self.done)

    @property
    def start(self) -> StartPage:
        """The list of the imports done, where a new one begins."""
        return self.done.list

    @property
    def check(self) -> SheetCheck | None:
        """The sheet being checked."""
        return self._checking.check

    @property
    def unsaved(self) -> str:
        check = self.check
        if check is None or not check.own_decisions:
            return ""
        return lab_imports.decisions_not_imported(check.plan, len(check.own_decisions))

    @property
    def page_shown(self) -> QWidget:
        shown = self._frame.shown
        return self.done.shown if shown is self.done else shown

    def show_place(self, place: Place) -> None:
        """A place may name an import to look at, a sheet to read, or ask for one ("import")."""
        came_back, self._place = place is self._place, place
        if came_back or not place.detail:
            return
        if place.detail == ASK:
            self.ask_for_file()
        elif place.detail.isdecimal():
            self.show_import(int(place.detail))
        else:
            self.open_sheet(Path(place.detail))

    def show_import(self, number: int) -> None:
        """What an import stored; a sheet that is being checked stays in front."""
        if self.check is None and not self._checking.is_reading:
            self.done.show_import(number)
            self._show_page(self.done)

    def ask_for_file(self) -> None:
        """Let the user choose a lab sheet."""
        path = self._later.ask_for_file()
        if path is not None:
            self.open_sheet(path)

    def open_sheet(self, path: Path, sheet: Path | None = None) -> None:
        """Read `path` and show what it holds; a sheet being checked makes way once it is read.

        `path` may be decisions saved for later; `sheet` is what they are about where it does
        not lie beside them.
        """
        self.notice.hide()
        self._checking.open(path, sheet)

    def give_up_reading(self) -> None:
        """Back to where one was before the file was asked for."""
        self._checking.reader.cancel()
        self._go_back()

    def _go_back(self) -> None:
        if self.check is None:
            self.leave()
        elif self.page_shown in (self.waiting, self.refused):
            assert self._checking_page is not None
            self._show_page(self._checking_page)

    def step_back(self) -> None:
        """Escape: out of what is shown, one step; a sheet that is left can be gone on with."""
        if self.page_shown is self.waiting:
            self.give_up_reading()
        elif self.page_shown is self.columns and self._have_rows_been_shown and self._has_answers:
            self._show_rows()
        elif self.page_shown is self.done.one:
            self.done.show_list()
        elif self.page_shown is not self.start:
            self._leave_check()

    @property
    def _has_answers(self) -> bool:
        return self.check is not None and not self.check.questions

    def _leave_check(self) -> None:
        """Back to the list, from where one can go on with the sheet all the same."""
        check = self.check
        self.leave()
        if check is not None:
            self._aside.say_left(check)

    def _go_on_with(self, check: SheetCheck) -> None:
        self._checking.put_in_front(check)
        self._show_start_of(self.check or check)

    def leave(self) -> None:
        """Back to the list; nothing was saved."""
        self._checking.stop()
        self._aside.forget()
        self.notice.hide()
        self.done.show_list()
        self._show_page(self.done)

    def commit(self) -> None:
        """Import what is shown, if nothing stands in the way; it can be stopped while it runs."""
        check = self.check
        if check is None or self._checking.is_reading or not check.can_be_imported:
            return
        if self.page_shown is self.rows:
            self.notice.hide()
            self._checking.commit()

    def _show_imported(self) -> None:
        self.done.show_list()
        self._show_page(self.done)

    def _say_stopped(self) -> None:
        self.notice.inform(_("The import was stopped. Nothing was stored."))

    def _show_check(self, check: SheetCheck, left: SheetCheck | None) -> None:
        if check.is_unlike_a_sheet:
            self._show_unlike(check, left)
            return
        self._say_on_arrival(check, left)
        self._show_start_of(check)

    def _show_unlike(self, check: SheetCheck, left: SheetCheck | None) -> None:
        """A file that is hardly a sheet makes no other give way, unless a person says so."""
        self._checking.put_in_front(left)
        if left is None:
            self._aside.say_unlike(check)
            self._show_page(self.refused)
        else:
            self._go_back()
            self._aside.warn_unlike(check)

    def _show_start_of(self, check: SheetCheck) -> None:
        """Where a person begins with a sheet: at its rows, or at what is open about them."""
        self._have_rows_been_shown = False
        if check.is_understood:
            self._show_rows()
        else:
            self._show_columns()

    def _say_on_arrival(self, check: SheetCheck, left: SheetCheck | None) -> None:
        """The one thing to know before looking at a sheet, if there is one."""
        if check.is_taken_up:
            self._later.say_taken_up(check)
        elif left is not None and left.own_decisions and left.path != check.path:
            self._aside.say_left(left)
        elif check.saved_beside is not None:
            self._later.offer(check.saved_beside, self.open_sheet)
        elif check.plan.imported_before:
            recalled = {cell for one in check.recalled for cell in one.cells}
            self.notice.inform(lab_imports.imported_before(check.plan, len(recalled)))
        elif check.remembered_lab and check.differences:
            self.notice.inform(lab_columns.differences(check.remembered_lab, check.differences))

    def save_for_later(self) -> None:
        """Keep what was decided in a file, to be dropped here another time."""
        if self.check is not None:
            self._later.save(self.check)

    def _show_columns(self) -> None:
        assert self.check is not None
        self.columns.show_check(self.check)
        self._show_page(self.columns)
        self.columns.start()

    def _show_rows(self) -> None:
        if self.check is not None and not self.check.questions:
            self._have_rows_been_shown = True
            self.rows.show_check(self.check, anew=True)
            self._show_page(self.rows)
            self.rows.table.setFocus()

    def _wait_for_plan(self) -> None:
        self._frame.hold(still=True)
        self.bar.wait()

    def _plan_ended(self) -> None:
        self._frame.hold(still=False)

    def _show_planned(self, check: SheetCheck) -> None:
        if self.page_shown is self.rows:
            self.rows.show_check(check)
            self.rows.table.setFocus()
            self.bar.show_rows(check)
        else:
            self.columns.show_check(check)
            self.bar.show_columns(check)

    def _show_outdated(self, check: SheetCheck) -> None:
        self.notice.inform(_("The study changed meanwhile, so the rows were checked again."))
        self._show_planned(check)

    def _explain(self, error: BaseException) -> None:
        if isinstance(error, SheetNotBeside):
            self._ask_for_sheet_of(error.preview)
            return
        if not isinstance(error, SheetRefused | PreviewInvalid | PreviewOfAnotherFile):
            self._go_back()
            raise error
        file = self._checking.asked_name
        why = lab_imports.why_not_read(error)
        if self.check is None:
            self.refused.say(file, why)
            self._show_page(self.refused)
            return
        self._go_back()
        self.notice.warn(_("“{file}” was not read. {why}").format(file=file, why=why))

    def _ask_for_sheet_of(self, preview: Path) -> None:
        sheet = self._later.ask_for_sheet()
        if sheet is None:
            self._go_back()
        else:
            self.open_sheet(preview, sheet)

    def _wait(self, file: str) -> None:
        self.waiting.say(file)
        self._show_page(self.waiting)

    def _study_opened(self) -> None:
        self.leave()
        self.done.refresh()

    def _show_patient(self, patient: str) -> None:
        if self._navigator is not None:
            self._navigator.go(Place(ScreenName.PATIENTS, patient=patient))

    def _open_file(self) -> None:
        if self.check is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.check.path)))

    def _show_page(self, page: QWidget) -> None:
        was_checking = self._frame.is_checking
        self._frame.show(page)
        checking, check = self._frame.is_checking, self.check
        if checking and not was_checking:
            self.moved_on.emit()
        self.key_hints = self.rows.key_hints if page is self.rows else ""
        if checking:
            self._checking_page = page
        if check is not None and page is self.columns:
            self.bar.show_columns(check)
        elif check is not None and page is self.rows:
            self.bar.show_rows(check)
        file = check.plan.file if check is not None else ""
        self.say_context(_("Checking {file}").format(file=file) if checking else "")

    def _connect(self) -> None:
        self._session.changed.connect(self.done.refresh)
        self._session.opened.connect(self._study_opened)
        checking = self._checking
        checking.arrived.connect(self._show_check)
        checking.planned.connect(self._show_planned)
        checking.outdated.connect(self._show_outdated)
        checking.failed.connect(self._explain)
        checking.stored.connect(self._show_imported)
        checking.stopped.connect(self._say_stopped)
        checking.reader.taking_long.connect(self._wait)
        checking.planner.started.connect(self._wait_for_plan)
        checking.planner.ended.connect(self._plan_ended)
        self.done.file_asked.connect(self.ask_for_file)
        self.done.patient_asked.connect(self._show_patient)
        self.waiting.cancelled.connect(self.give_up_reading)
        self.refused.another_asked.connect(self.ask_for_file)
        self.refused.left.connect(self.leave)
        self._aside.wanted.connect(self._go_on_with)
        self.columns.corrected.connect(self._checking.plan)
        self.rows.decided.connect(self._checking.decide)
        self.rows.take_back_asked.connect(self._checking.take_back)
        self.rows.file.change_asked.connect(self._show_columns)
        self.rows.file.open_asked.connect(self._open_file)
        self.rows.file_card_hidden.connect(self.bar.offer_file)
        self.bar.offer_file(self.rows.is_low)
        self.bar.columns_asked.connect(self._show_columns)
        self.bar.open_asked.connect(self._open_file)
        self.bar.cancelled.connect(self._leave_check)
        self.bar.later_asked.connect(self.save_for_later)
        self.bar.check_asked.connect(self._show_rows)
        self.bar.import_asked.connect(self.commit)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.commit)
        backspace = QShortcut(QKeySequence("Backspace"), self)
        backspace.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        backspace.activated.connect(self.step_back)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.page_shown is not self.start:
            self.step_back()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._frame.fit(self.page, self.width())
