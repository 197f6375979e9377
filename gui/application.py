"""Puts the window together and keeps it in the user's language and look."""

import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QWidget

from gui.actions import Command
from gui.appearance import Appearance
from gui.backing_up import BackingUp
from gui.checking_report import CheckingReport
from gui.exports.exporting import Exporting
from gui.faults import Faults
from gui.getting_ready import get_ready
from gui.help.helping import Helping
from gui.locking.idle_lock import IdleLock
from gui.main_window import MainWindow
from gui.navigation import Place, ScreenName
from gui.opening import Opening
from gui.preferences import PreferencesFile
from gui.prompts import QtPrompter
from gui.protecting import Protecting
from gui.reviewing import Reviewing
from gui.screens import all_screens
from gui.session import Session
from gui.start.first_page import FirstPage
from gui.start.looks import program_version
from gui.tasks import share_python_often
from gui.words import language
from gui.words.faults import fault_in_words
from gui.words.keys import keys_in_words
from gui.words.language import _
from gui.words.locking import nothing_to_lock
from resources import path_of


class Application(QObject):
    """One running program: theme, language, session and the window."""

    def __init__(
        self,
        app: QApplication,
        preferences: PreferencesFile,
        *,
        clock: Callable[[], datetime] | None = None,
        language_code: str = "",
    ) -> None:
        super().__init__(app)
        share_python_often()
        self._app = app
        self._is_telling_fault = False
        self._preferences = preferences
        self._translator = QTranslator(self)
        self._speak(language_code or preferences.current.language or system_language())
        self.appearance = Appearance(app, preferences, self)
        self.theme = self.appearance.theme
        self.session = Session(clock, self) if clock else Session(parent=self)
        self.prompter = QtPrompter()
        self.session.opened.connect(self._look_beside_study)
        self.opening = Opening(self.session, self.prompter, preferences, clock=clock, parent=self)
        self.backing_up = BackingUp(self.session, self.prompter, self)
        self.helping = Helping(self)
        self.locking = IdleLock(
            app, self.session, minutes=preferences.current.lock_after, parent=self
        )
        self.reviewing = Reviewing(self.session, self)
        self.backing_up.restored.connect(self._open_restored)
        self.protecting = Protecting(self.session, self.prompter, self.opening, self.backing_up)
        self.protecting.working.connect(self._show_waiting)
        self.exporting = Exporting(self.session, self.prompter, self)
        self.checking_report = CheckingReport(self.session, self.prompter, self)
        self.opening.making_demo.connect(self._show_waiting)
        self.opening.recent_changed.connect(self._show_recent)
        self.opening.who_changed.connect(self._show_who)
        self.window = self._make_window()

    def show(self) -> None:
        self.window.restore_place(self._preferences.current.geometry)
        self.window.show()

    def _look_beside_study(self) -> None:
        self.prompter.begin_in(self.session.study.path.parent)

    def choose_language(self, code: str) -> None:
        """Speak `code` from now on; the window is built anew, at the same place."""
        if code == language.language() or not self.window.may_be_replaced():
            return
        self._preferences.change(language=code)
        self._speak(code)
        before = self.window
        place = before.navigator.current
        after = self._make_window()
        after.setGeometry(before.geometry())
        after.take_over(before)
        if place is not None:
            after.navigator.go(place.to_return_to)
        if before.isVisible():
            after.show()
            after.activateWindow()  # the keys that were for the window before are for this one
        before.closing.disconnect(self._remember_place)
        self.helping.follow(after)
        before.hide()
        before.deleteLater()
        self.window = after

    def choose_theme(self, choice: str) -> None:
        self.appearance.choose_theme(choice)

    def choose_size(self, percent: int) -> None:
        self.appearance.choose_size(percent)

    def tell_fault(self, log: Path) -> None:
        """Something of ours failed; the program goes on."""
        if self._is_telling_fault:
            return  # its window is open already, and says what there is to say
        self._is_telling_fault = True
        try:
            self.prompter.tell(
                _("Something went wrong in Copperdesk. Your study is safe."), fault_in_words(log)
            )
        finally:
            self._is_telling_fault = False

    def _make_window(self) -> MainWindow:
        window = MainWindow(self.session, self.prompter, all_screens(), self._make_first_page)
        self.theme.dress(window)
        window.setWindowIcon(QIcon(str(path_of("icons/app.svg"))))
        self.prompter.window = window
        self._connect_window(window)
        window.menus.show_recent(self._preferences.current.recent_studies, self.opening.open)
        return window

    def _make_first_page(self, parent: QWidget) -> FirstPage:
        looks = self.appearance.make_looks(parent)
        looks.language_chosen.connect(self.choose_language)
        first = FirstPage(looks, self._preferences.current.recent_studies, parent)
        first.demo_asked.connect(self.opening.open_demo)
        first.new_asked.connect(self.opening.ask_for_new)
        first.open_asked.connect(self.opening.choose_and_open)
        first.recent_asked.connect(self.opening.open)
        first.recent_removed.connect(self.opening.forget)
        first.restore_asked.connect(self.backing_up.restore)
        first.guide_asked.connect(self._help)
        return first

    def _connect_window(self, window: MainWindow) -> None:
        commands = window.commands
        commands.connect_to(Command.NEW_STUDY, self.opening.ask_for_new)
        commands.connect_to(Command.OPEN_STUDY, self.opening.choose_and_open)
        commands.connect_to(Command.CLOSE_STUDY, self._close_study)
        self.opening.may_leave = window.may_leave
        self.protecting.here = lambda: window.navigator.current
        self.protecting.reopened.connect(window.navigator.go)
        commands.connect_to(Command.BACK_UP, self.backing_up.back_up)
        commands.connect_to(Command.PROTECT, self.protecting.ask)
        commands.connect_to(Command.REMOVE_TEXT, self._remove_text)
        commands.connect_to(Command.RESTORE, self.backing_up.restore)
        self.backing_up.made.connect(window.show_backup)
        commands.connect_to(Command.EXPORT, self.exporting.ask)
        commands.connect_to(Command.CHECK_REPORT, self.checking_report.ask)
        commands.connect_to(Command.WHO_WORKS, self.opening.ask_who_works)
        commands.connect_to(Command.LOCK, self._lock)
        self.appearance.connect_to(commands)
        commands.connect_to(Command.OPEN_DEMO, self.opening.open_demo)
        commands.connect_to(Command.RESET_DEMO, self.opening.reset_demo)
        commands.connect_to(Command.USER_GUIDE, self._help)
        commands.connect_to(Command.WHATS_NEW, self._tell_news)
        commands.connect_to(Command.KEYS, self._tell_keys)
        commands.connect_to(Command.ABOUT, self._tell_about)
        window.menus.add_looks(
            theme=self.theme.choice,
            percent=self.theme.text_percent,
            choose_theme=self.choose_theme,
            choose_size=self.choose_size,
            choose_language=self.choose_language,
        )
        window.menus.add_lock_times(self._preferences.current.lock_after, self._lock_after)
        window.study_dropped.connect(self.opening.open)
        window.sheet_dropped.connect(self._take_sheet)
        window.closing.connect(self._remember_place)

    def _remove_text(self) -> None:
        from gui.removing_text import ask_removal

        ask_removal(self.session, self.window)

    def _close_study(self) -> None:
        if self.window.may_leave():
            self.session.close()

    def _lock(self) -> None:
        if self.locking.can_lock:
            self.locking.lock()
        else:
            self.session.informed.emit(nothing_to_lock())

    def _lock_after(self, minutes: int) -> None:
        self._preferences.change(lock_after=minutes)
        self.locking.wait_minutes(minutes)

    def _help(self) -> None:
        self.helping.help_with(self.window.navigator.current, self.window)

    def _tell_news(self) -> None:
        self.helping.tell_news(self.window)

    def _tell_keys(self) -> None:
        self.prompter.tell(_("Keys"), keys_in_words())

    def _tell_about(self) -> None:
        self.prompter.tell(
            f"Copperdesk {program_version()}",
            _(
                "Infusions, copper draws and ratings for a ketamine and copper study, in one "
                "place. Works without internet; patients are stored by study code only. "
                "It claims no regulatory compliance and gives no dosing advice."
            ),
        )

    def _open_restored(self, path: Path, passphrase: str) -> None:
        self.opening.open(path, passphrase=passphrase)

    def _take_sheet(self, path: Path) -> None:
        self.window.navigator.go(Place(ScreenName.LAB_RESULTS, detail=str(path)))

    def _show_who(self) -> None:
        self.window.show_who()

    def _show_recent(self) -> None:
        recent = self._preferences.current.recent_studies
        self.window.menus.show_recent(recent, self.opening.open)

    def _remember_place(self) -> None:
        self._preferences.change(geometry=bytes(self.window.saveGeometry().data()))
        self.session.close()
        self.backing_up.finish()

    def _show_waiting(self, waits: bool) -> None:
        """A busy pointer while the demo is made; the window stays usable."""
        if waits:
            self.window.setCursor(Qt.CursorShape.BusyCursor)
        else:
            self.window.unsetCursor()

    def _speak(self, code: str) -> None:
        """The program's words, and those of Qt's own dialogs."""
        language.use(code)
        QLocale.setDefault(QLocale(code))
        self._app.removeTranslator(self._translator)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(f"qtbase_{code}", folder):
            self._app.installTranslator(self._translator)


def system_language() -> str:
    return "pl" if QLocale.system().language() is QLocale.Language.Polish else "en"


def run(
    arguments: Sequence[str] = (),
    *,
    study: Path | None = None,
    demo: bool = False,
    clock: Callable[[], datetime] | None = None,
    by: str = "",
    language_code: str = "",
) -> int:
    """Show the window until it is closed; the answer is the exit status.

    `by` is who records in `study`, asked for if empty; `language_code` goes before the
    language chosen earlier, for this time.
    """
    app = QApplication([sys.argv[0], *arguments])
    app.setApplicationName("Copperdesk")
    app.setDesktopFileName("copperdesk")
    program = Application(app, PreferencesFile(), clock=clock, language_code=language_code)
    faults = Faults(parent=program)
    faults.happened.connect(program.tell_fault)
    faults.refused.connect(program.session.refused)
    faults.install()
    if study is not None:
        program.opening.open(study, by=by)  # before the window: it need not make its first page
    program.show()
    if demo:
        program.opening.open_demo()
    get_ready(program)
    return app.exec()
