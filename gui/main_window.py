"""The one window: menu bar, side bar, screens, message bar and status bar."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from gui.actions import Actions, Command
from gui.bottom_bars import BottomBars
from gui.command_places import PLACES
from gui.dropping import STUDY_ENDING, dropped_file
from gui.menus import Menus
from gui.navigation import TODAY_ITSELF, Navigator, Place, ScreenName
from gui.prompts import Prompter
from gui.screen_stack import ScreenStack
from gui.screens import ScreenKind
from gui.session import Session
from gui.study_signs import StudySigns
from gui.theme import app_theme
from gui.undoing import Undoing
from gui.widgets.page_header import page_margins
from gui.widgets.screen import Screen, focus_next
from gui.widgets.side_bar import SideBar, SideBarEntry
from gui.widgets.status_bar import StatusBar
from gui.words import drops
from gui.words.drops import DropRefusal
from gui.words.language import _

NARROW_BELOW = 1400
TITLE_BAR = 40
"""Room for the frame the window system draws around a new window."""


class MainWindow(QMainWindow):
    """Shows the start page until a study is open, then its screens; all made when first shown."""

    study_dropped = Signal(Path)
    """A study file was dropped on the window."""
    sheet_dropped = Signal(Path)
    """A laboratory's sheet was dropped on the window while a study is open."""
    closing = Signal()
    """The user closes the window."""

    def __init__(
        self,
        session: Session,
        prompter: Prompter,
        kinds: Sequence[ScreenKind],
        make_start: Callable[[QWidget], QWidget],
    ) -> None:
        super().__init__()
        self._session = session
        self._prompter = prompter
        self.navigator = Navigator(self)
        self._screens = ScreenStack(kinds, session, prompter, self.navigator)
        self.commands = Actions(self)
        self.menus = Menus(self.menuBar(), self.commands)
        self.side_bar = SideBar([SideBarEntry(k.name, k.words, k.icon_name) for k in kinds])
        self._bars = BottomBars(session)
        self.message_bar = self._bars.message
        self.progress = self._bars.progress
        self.status = StatusBar()
        self._signs = StudySigns(session, self.side_bar, self.status, self)
        self._undoing = Undoing(session, self.commands, self)
        self._pages = QStackedWidget()
        self._make_start = make_start
        self._start: QWidget | None = None
        self._focus_before: QWidget | None = None
        self._lay_out()
        self._connect()
        self.menus.add_screens(kinds, self._go_by_name)
        self._show_study()

    @property
    def current_screen(self) -> Screen | None:
        return self._screens.current

    def screen_named(self, name: ScreenName) -> Screen:
        """The screen of this name; made now if it was not shown before."""
        return self._screens.named(name)

    def may_leave(self) -> bool:
        """Ask whether what is not saved may go; if it may not, show it."""
        return self._may_lose(self._screens.unsaved)

    def may_be_replaced(self) -> bool:
        """As `may_leave`, for what a window built anew cannot go on with."""
        unsaved = self._screens.unsaved
        return self._may_lose(
            {name: unsaved[name] for name in unsaved if not unsaved[name].goes_on}
        )

    def _may_lose(self, unsaved: Mapping[ScreenName, Screen]) -> bool:
        for name, screen in unsaved.items():
            question = _("Leave without saving?")
            if not self._prompter.confirm(
                question, screen.unsaved, _("Discard changes"), danger=True
            ):
                self.navigator.go(Place(name))
                return False
        return True

    def take_over(self, before: "MainWindow") -> None:
        """Go on with what is unsaved in the window that this one replaces."""
        for name, screen in before._screens.unsaved.items():
            self.screen_named(name).take_over(screen)

    def restore_place(self, geometry: bytes) -> None:
        """Stand where the window stood, if that is still on a screen."""
        if not geometry or not self.restoreGeometry(QByteArray(geometry)):
            room = QGuiApplication.primaryScreen().availableGeometry().size()
            self.resize(min(1440, room.width()), min(900, room.height() - TITLE_BAR))
        elif not any(s.geometry().intersects(self.geometry()) for s in QGuiApplication.screens()):
            room = QGuiApplication.primaryScreen().availableGeometry()
            self.resize(self.size().boundedTo(room.size()))
            self.move(room.topLeft())

    def show_who(self) -> None:
        """Say who is working, in the side bar and in the status bar."""
        self._signs.show_who()

    def show_backup(self) -> None:
        """Name the last backup in the status bar."""
        self._signs.show_backup()

    def _lay_out(self) -> None:
        self.setWindowTitle("Copperdesk")
        self.setMinimumSize(860, 560)
        self.setAcceptDrops(True)
        # From the outside in: each move of a widget with children styles them all again.
        self.setCentralWidget(self._pages)
        self._desk = QWidget(self._pages)
        self._pages.addWidget(self._desk)
        row = QHBoxLayout(self._desk)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side_bar)
        content = QVBoxLayout()
        row.addLayout(content, 1)
        content.setSpacing(0)
        content.addWidget(self._screens, 1)
        content.addWidget(self._bars)
        self.setStatusBar(self.status)

    def _connect(self) -> None:
        session = self._session
        session.opened.connect(self._show_study)
        session.closed.connect(self._show_study)
        session.lent.connect(self._show_lent)
        self._bars.left.connect(self._focus_screen)
        self._screens.context_changed.connect(self._show_context)
        self._screens.moved_on.connect(self.message_bar.hide)
        self.navigator.asked.connect(self._follow)
        self.navigator.command_asked.connect(self._give_command)
        self.side_bar.chosen.connect(self._go_by_name)
        self.commands.connect_to(Command.BACK, self._go_back)
        self.commands.connect_to(Command.NEXT_PANE, self._focus_next_pane)
        self.commands.connect_to(Command.QUIT, self.close)
        self.side_bar.who_asked.connect(self.commands[Command.WHO_WORKS].trigger)
        for command, place in PLACES.items():
            self.commands.connect_to(command, partial(self._ask_for, place))
        self.commands.connect_to(Command.FIND_PATIENT, self._find_patient)
        app_theme().changed.connect(self._fit)

    def _show_study(self) -> None:
        is_open = self._session.is_open
        self.commands.study_is_open(is_open)
        self.menus.study_is_open(is_open)
        self.status.setVisible(is_open)
        self.message_bar.hide()
        self.navigator.forget()
        if not is_open:  # first: nothing of a closed study is seen, whatever its screens do
            self.setWindowTitle("Copperdesk")
            self._drop_start()
            if self.isVisible():
                self._show_start()
        self._screens.drop()
        if not is_open:
            return
        self._pages.setCurrentWidget(self._desk)
        self.setWindowTitle(f"{self._session.study.facts.short_name} – Copperdesk")
        self._signs.show_study()
        self.navigator.go(Place(ScreenName.TODAY))
        self._focus_screen()

    def _show_start(self) -> None:
        if self._start is None:
            self._start = self._make_start(self._pages)
            self._pages.addWidget(self._start)
        self._pages.setCurrentWidget(self._start)
        self._start.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop_start(self) -> None:
        """The next first page knows the study that was just closed among the recent ones."""
        if self._start is not None:
            self._pages.removeWidget(self._start)
            self._start.deleteLater()
            self._start = None

    def _say_drop_refused(self, why: DropRefusal) -> None:
        if self._session.is_open:
            self.message_bar.warn(drops.refused(why))
        else:
            self._prompter.tell(drops.refused(why))

    def _ask_for(self, place: Place, _checked: bool = False) -> None:
        # A place of its own each time: a screen told it again knows it was asked again.
        self.navigator.go(replace(place))

    def _find_patient(self) -> None:
        """Where the present screen searches, else in the list of patients."""
        if self.current_screen is None or not self.current_screen.search_here():
            self._ask_for(Place(ScreenName.PATIENTS, detail="find"))

    def _give_command(self, name: str) -> None:
        self.commands[Command(name)].trigger()

    def _go_by_name(self, name: str) -> None:
        screen = ScreenName(name)
        current = self.navigator.current
        if current is not None and current.screen is not screen:
            self._bars.look_back()
        self.navigator.go(TODAY_ITSELF if screen is ScreenName.TODAY else Place(screen))

    def _go_back(self) -> None:
        self._bars.look_back()
        self.navigator.back()

    def _follow(self, place: Place) -> None:
        if not self._session.is_open:
            return
        # Asked before the screen changes: hiding one hands its focus on to the side bar.
        stays_in_side_bar = self.side_bar.isAncestorOf(QApplication.focusWidget() or self)
        screen = self.screen_named(place.screen)
        self.side_bar.select(place.screen)
        self._screens.setCurrentWidget(screen)
        self._fit()
        screen.show_place(place)
        self._show_context(screen.context)
        if not stays_in_side_bar:
            self._focus_screen()

    def _focus_screen(self) -> None:
        screen = self.current_screen
        if screen is not None:
            screen.take_focus()

    def _show_context(self, text: str) -> None:
        """What the screen shows now, and the keys that are of use there."""
        self.status.show_context(text)
        if self.current_screen is not None:
            self.message_bar.hint_keys(self.current_screen.key_hints)
        self._signs.count()

    def _focus_next_pane(self) -> None:
        """F6: side bar, screen, message bar, and round again."""
        screen = self.current_screen or self._pages.currentWidget()
        around = [self.side_bar, screen, self.message_bar] if self._session.is_open else [screen]
        focus_next([pane for pane in around if pane is not None])

    def _fit(self) -> None:
        self.side_bar.set_narrow(self.width() < app_theme().px(NARROW_BELOW))
        left, _top, right, bottom = page_margins(self.width() - self.side_bar.width())
        screen = self.current_screen
        if screen is not None and screen.side_margin is not None:
            left = right = screen.side_margin
        self._bars.align(left, right, bottom - 2)

    def _show_lent(self, is_lent: bool) -> None:
        """Nothing but Cancel and closing the window while a long action has the study."""
        if is_lent:
            self._focus_before = QApplication.focusWidget()
        for part in (self.menuBar(), self.side_bar, self._screens, self.message_bar):
            part.setEnabled(not is_lent)
        action = self._session.long_action
        if action is not None:
            self.progress.follow(action.underway)
            return
        self.progress.leave()
        if self._focus_before is not None and isValid(self._focus_before):
            self._focus_before.setFocus()

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._session.is_open:
            self._focus_screen()
        elif self._start is not None:
            self._start.setFocus(Qt.FocusReason.OtherFocusReason)

    def setVisible(self, visible: bool) -> None:
        if visible and not self._session.is_open:
            self._show_start()
        super().setVisible(visible)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and not self._session.is_lent:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        file = dropped_file(event.mimeData(), study_is_open=self._session.is_open)
        if isinstance(file, DropRefusal):
            self._say_drop_refused(file)
        elif file.suffix.lower() == STUDY_ENDING:
            self.study_dropped.emit(file)
        else:
            self._bars.look_back()  # why an earlier one was refused, for one
            self.sheet_dropped.emit(file)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_leave():
            event.ignore()
            return
        self.closing.emit()
        super().closeEvent(event)
