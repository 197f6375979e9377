"""Locks a protected study by hand, or when nobody has touched key or mouse for a while."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget
from shiboken6 import isValid

from gui.locking.cover import Cover
from gui.locking.patience import wait_after
from gui.session import Session

_INPUT = frozenset(
    {
        QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove,
        QEvent.Type.Wheel, QEvent.Type.TouchBegin, QEvent.Type.TabletPress,
    }
)  # fmt: skip
_NOT_WHILE_LOCKED = frozenset(
    {QEvent.Type.Shortcut, QEvent.Type.DragEnter, QEvent.Type.Drop, QEvent.Type.ContextMenu}
)


class IdleLock(QObject):
    """Covers every window; the study stays open and held, so nothing that was begun is lost."""

    locked = Signal()
    """The study is covered."""
    unlocked = Signal()
    """The study is there again, or closed."""

    def __init__(
        self,
        app: QApplication,
        session: Session,
        *,
        minutes: int,
        clock: Callable[[], float] = time.time,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._app = app
        self._session = session
        self._minutes = minutes
        self._clock = clock
        self._touched = clock()
        self._covers: list[Cover] = []
        self._wrong = 0
        self._focus: QWidget | None = None
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.timeout.connect(self._look)
        app.focusWindowChanged.connect(self._watch)
        session.opened.connect(self._begin)
        session.closed.connect(self._end)

    @property
    def is_locked(self) -> bool:
        return bool(self._covers)

    @property
    def can_lock(self) -> bool:
        """Whether there is a study with a passphrase, which alone can open it again."""
        return self._session.is_open and self._session.study.is_protected

    def wait_minutes(self, minutes: int) -> None:
        """Lock after so many minutes without a key or a click from now on."""
        self._minutes = minutes
        self._begin()

    def lock(self) -> None:
        """Cover every window of the program."""
        if self.is_locked or not self.can_lock:
            return
        self._focus = QApplication.focusWidget()
        _close_popups()
        self._app.installEventFilter(self)
        for window in QApplication.topLevelWidgets():
            if window.isVisible() and isinstance(window, (QMainWindow, QDialog)):
                self._cover(window)
        self._due.stop()
        self.locked.emit()

    def _cover(self, window: QWidget) -> None:
        cover = Cover(self._session.study.facts.short_name, window)
        cover.passphrase_typed.connect(self._try)
        cover.close_asked.connect(self._session.close)
        self._covers.append(cover)
        cover.setFocus()

    def _try(self, typed: str) -> None:
        if self._session.study.opens_with(typed):
            self._uncover()
            return
        self._wrong += 1
        for cover in self._covers:
            cover.refuse(wait_after(self._wrong))

    def _uncover(self) -> None:
        self._app.removeEventFilter(self)
        covers, self._covers = self._covers, []
        for cover in covers:
            if isValid(cover):
                cover.uncover()
        focus, self._focus = self._focus, None
        if focus is not None and isValid(focus):
            focus.setFocus()
        self._wrong = 0
        self._begin()
        self.unlocked.emit()

    def _begin(self) -> None:
        """Somebody works from now."""
        self._touched = self._clock()
        self._due.stop()
        if self.can_lock and self._minutes and not self.is_locked:
            self._due.start(self._minutes * 60_000)

    def _end(self) -> None:
        self._due.stop()
        if self.is_locked:
            self._uncover()

    def _rest(self) -> float:
        """Seconds until it is time to lock."""
        return self._minutes * 60 - (self._clock() - self._touched)

    def _look(self) -> None:
        rest = self._rest()
        if rest > 0:
            self._due.start(round(rest * 1000) + 1)
        else:
            self.lock()

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # a second time it only moves to the front

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if self.is_locked:
            return self._while_locked(watched, kind)
        if kind in _INPUT and isinstance(watched, QWindow):
            # The computer may have slept: then it is time, whatever the timer says.
            if self._minutes and self.can_lock and self._rest() <= 0:
                self.lock()
                return True
            self._touched = self._clock()
        return False

    def _while_locked(self, watched: QObject, kind: QEvent.Type) -> bool:
        shows_dialog = kind is QEvent.Type.Show and isinstance(watched, QDialog)
        if shows_dialog and not any(cover.parent() is watched for cover in self._covers):
            assert isinstance(watched, QDialog)
            self._cover(watched)  # as a message of work that ended meanwhile
        return kind in _NOT_WHILE_LOCKED


def _close_popups() -> None:
    popup = QApplication.activePopupWidget()
    while popup is not None:
        popup.close()
        following = QApplication.activePopupWidget()
        popup = following if following is not popup else None
