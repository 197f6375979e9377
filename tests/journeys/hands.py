"""What a person does to the program: real events through its windows, never a call into it."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QMenu,
    QMenuBar,
    QScrollArea,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

Key = Qt.Key
W = TypeVar("W", bound=QWidget)
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier
_LEFT = Qt.MouseButton.LeftButton
_COPY = Qt.DropAction.CopyAction


class Hands:
    """Eyes on what is shown, a mouse and a keyboard."""

    def __init__(self, bot: QtBot) -> None:
        self._bot = bot

    def wait(self, until: Callable[[], object], seconds: int = 15) -> None:
        self._bot.waitUntil(lambda: bool(until()), timeout=seconds * 1000)

    # Eyes

    def sees(self, words: str) -> bool:
        """Whether a label or a button in front says so."""
        return any(words in text for text in self.read())

    def read(self) -> list[str]:
        """The words of every label and button in the window in front."""
        front = self.front
        texts = [label.text() for label in front.findChildren(QLabel) if label.isVisible()]
        buttons = front.findChildren(QAbstractButton)
        return texts + [button.text() for button in buttons if button.isVisible()]

    @property
    def front(self) -> QWidget:
        """The window that takes clicks and keys: a menu, a dialog, or the window itself."""
        front = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        return front or self._active_window()

    @property
    def focus(self) -> QWidget:
        self._active_window()
        focus = QApplication.focusWidget()
        assert focus is not None, "nothing has the focus"
        return focus

    def _active_window(self) -> QWidget:
        """When a dialog goes, a window manager activates the window below; here we do."""
        if QApplication.activeWindow() is None:
            below = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
            (QApplication.activeModalWidget() or below[-1]).activateWindow()
            self.wait(QApplication.activeWindow)
        active = QApplication.activeWindow()
        assert active is not None
        return active

    def button(self, words: str, within: QWidget | None = None) -> QAbstractButton:
        """The one visible button with these words, or this accessible name."""
        found = [
            button
            for button in (within or self.front).findChildren(QAbstractButton)
            if button.isVisible() and words in (button.text(), button.accessibleName())
        ]
        assert len(found) == 1, f"{len(found)} buttons say {words!r}: {self.read()}"
        return found[0]

    def shown(self, kind: type[W]) -> W:
        """The one visible widget of this kind."""
        found = _visible(kind)
        assert len(found) == 1, f"{len(found)} of {kind.__name__} are shown"
        return found[0]

    def wait_until_gone(self, kind: type[QWidget]) -> None:
        self.wait(lambda: not _visible(kind))

    # Mouse

    def click(self, target: QWidget, at: QPoint | None = None) -> None:
        """Click where `target` is painted; it must be there, in front and enabled."""
        QTest.qWait(1)  # what was just shown is laid out first
        assert target.isVisible(), f"{_name(target)} is not shown"
        assert target.isEnabled(), f"{_name(target)} is disabled"
        self._scroll_to(target, at)
        at = at or target.rect().center()
        window = target.window()
        place = target.mapTo(window, at)
        hit = window.childAt(place) or window
        assert hit is target or target.isAncestorOf(hit), f"{_name(target)} is behind {_name(hit)}"
        QTest.mouseClick(_handle(window), _LEFT, NONE, place)

    def carry(self, target: QWidget, start: QPoint, *way: QPoint) -> None:
        """Press on `start`, move over the places of `way`; the button stays down."""
        window = target.window()
        handle = _handle(window)
        QTest.mousePress(handle, _LEFT, NONE, target.mapTo(window, start))
        for at in way:
            QTest.mouseMove(handle, target.mapTo(window, at))

    def let_go(self, target: QWidget, at: QPoint) -> None:
        """Release the button where it was carried to."""
        window = target.window()
        QTest.mouseRelease(_handle(window), _LEFT, NONE, target.mapTo(window, at))

    def click_words(self, words: str) -> None:
        self.click(self.button(words))

    def click_cell(self, table: QTableView, row: int, column: int) -> None:
        index = table.model().index(row, column)
        place = table.visualRect(index).center()
        assert table.viewport().rect().contains(place), "the cell is scrolled away"
        self.click(table.viewport(), place)

    def click_row(self, table: QAbstractItemView, row: int) -> None:
        assert isinstance(table, QTableView)
        self.click_cell(table, row, 0)

    def click_menu(self, *way: str) -> None:
        """Open the menu bar and click through to an entry."""
        bar = self.front.findChild(QMenuBar)
        assert isinstance(bar, QMenuBar)
        action = _entry(bar.actions(), way[0])
        self.click(bar, bar.actionGeometry(action).center())
        for words in way[1:]:
            self.choose(words)

    def choose(self, words: str) -> None:
        """Click an entry of the menu that is open."""
        self.wait(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        action = _entry(menu.actions(), words)
        assert action.isEnabled(), f"{words} is disabled"
        self.click(menu, menu.actionGeometry(action).center())

    def pick(self, combo: QComboBox, words: str) -> None:
        """Open a combo box and click an option."""
        self._wait_until_still(combo)
        arrow = QPoint(combo.width() - 10, combo.height() // 2)
        self.click(combo, arrow if combo.isEditable() else None)
        self.wait(lambda: combo.view().isVisible())
        option = combo.model().index(combo.findText(words), 0)
        assert option.isValid(), f"{words!r} is no option of {_name(combo)}"
        self.click(combo.view().viewport(), combo.view().visualRect(option).center())
        self.wait(lambda: not combo.view().isVisible())

    def _wait_until_still(self, target: QWidget) -> None:
        """What was just shown is laid out in several turns; it is clicked where it stays."""
        before = QRect()
        while before != (now := QRect(target.mapToGlobal(QPoint()), target.size())):
            before = now
            QTest.qWait(20)

    def drop(self, file: Path, on: QWidget) -> None:
        """Drag `file` over the middle of `on` and let go."""
        self.drop_addresses([QUrl.fromLocalFile(str(file))], on)

    def drop_addresses(self, addresses: list[QUrl], on: QWidget) -> None:
        """Drag what has these addresses over the middle of `on` and let go."""
        window = on.window()
        place = QPointF(on.mapTo(window, on.rect().center()))
        load = QMimeData()
        load.setUrls(addresses)
        handle = _handle(window)
        enter = QDragEnterEvent(place.toPoint(), _COPY, load, _LEFT, NONE)
        QCoreApplication.sendEvent(handle, enter)
        assert enter.isAccepted(), f"{addresses} is not welcome here"
        drop = QDropEvent(place, _COPY, load, _LEFT, NONE)
        QCoreApplication.sendEvent(handle, drop)
        assert drop.isAccepted()

    # Keyboard

    def press(self, key: Key, modifier: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        """Press a key; it goes where the window system sends it."""
        for _time in range(times):
            QTest.keyClick(_handle(self._typing_window()), key, modifier)

    def type(self, text: str) -> None:
        """Type letters of a plain keyboard."""
        for letter in text:
            shift = SHIFT if letter.isupper() else NONE
            QTest.keyClick(_handle(self._typing_window()), ord(letter.upper()), shift)

    def press_menu(self, *way: str) -> None:
        """Alt, then arrows to a menu and to its entry."""
        self.press(Key.Key_Alt)
        bar = self.front.findChild(QMenuBar)
        assert isinstance(bar, QMenuBar)
        self._arrow_to(bar.activeAction, way[0], Key.Key_Right)
        for words in way[1:]:
            self.press(Key.Key_Down)
            self._arrow_to(_active_entry, words, Key.Key_Down)
        self.press(Key.Key_Return)

    def _arrow_to(self, current: Callable[[], QAction | None], words: str, arrow: Key) -> None:
        for _step in range(30):
            entry = current()
            if entry is not None and entry.text() == words:
                return
            self.press(arrow)
        raise AssertionError(f"the arrows do not reach {words!r}")

    def tab_to(self, target: QWidget, most: int = 40) -> None:
        """Press Tab until the focus is on `target`."""
        for _stop in range(most):
            if self.focus is target:
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not reach {_name(target)}")

    def _typing_window(self) -> QWidget:
        return QApplication.activePopupWidget() or self.focus.window()

    def _scroll_to(self, target: QWidget, at: QPoint | None) -> None:
        """Turn the wheel until the place to click is inside every scroll area around it."""
        around = target.parentWidget()
        while around is not None and around.window() is target.window():
            if isinstance(around, QScrollArea):
                self._wheel(around, target, at or target.rect().center())
            around = around.parentWidget()

    def _wheel(self, area: QScrollArea, target: QWidget, at: QPoint) -> None:
        view = area.viewport()
        for _notch in range(60):
            room = QRect(QPoint(), view.size()).adjusted(0, 4, 0, -4)
            place = target.mapTo(view, at)
            if room.contains(place):
                return
            notch = 120 if place.y() < room.center().y() else -120
            middle = view.mapTo(view.window(), view.rect().center())
            QTest.wheelEvent(_handle(view.window()), QPointF(middle), QPoint(0, notch))
        raise AssertionError(f"{_name(target)} cannot be scrolled to")


def _visible(kind: type[W]) -> list[W]:
    return [w for w in QApplication.allWidgets() if isinstance(w, kind) and w.isVisible()]


def _active_entry() -> QAction | None:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu), "no menu is open"
    return menu.activeAction()


def settle() -> None:
    """Let widgets that were thrown away go."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _handle(window: QWidget) -> QWindow:
    handle = window.windowHandle()
    assert handle is not None, f"{_name(window)} has no window"
    return handle


def _entry(actions: list[QAction], words: str) -> QAction:
    """The entry of these words; Undo and Redo also name what they are about."""
    shown = {a.text().replace("&", ""): a for a in actions if a.isVisible()}
    found = [a for said, a in shown.items() if said == words or said.startswith(f"{words}: ")]
    assert len(found) == 1, f"{words!r} is not among {[a.text() for a in actions]}"
    return found[0]


def _name(widget: QWidget) -> str:
    said = widget.accessibleName() or widget.objectName()
    return f"{type(widget).__name__} “{said}”" if said else type(widget).__name__
