"""What a user can ask of a row of the list, and by which keys."""

from collections.abc import Container
from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent


class Mode(Enum):
    """What can be done about a row."""

    OPEN = auto()
    DONE = auto()
    AHEAD = auto()


class Ask(Enum):
    """What the user asks of a row."""

    SELECT = auto()
    RECORD = auto()
    OTHER_TIME = auto()
    MISSED = auto()
    MENU = auto()
    MOVE = auto()
    DETAILS = auto()
    QUERY = auto()
    OPEN_PATIENT = auto()
    UNDO = auto()
    PREVIOUS = auto()
    NEXT = auto()
    FIRST = auto()
    LAST = auto()


_KEYS = {
    Qt.Key.Key_Up: Ask.PREVIOUS,
    Qt.Key.Key_Down: Ask.NEXT,
    Qt.Key.Key_Home: Ask.FIRST,
    Qt.Key.Key_End: Ask.LAST,
    Qt.Key.Key_O: Ask.OPEN_PATIENT,
    Qt.Key.Key_Menu: Ask.MENU,
}
_RECORDING_KEYS = {
    Qt.Key.Key_Return: Ask.RECORD,
    Qt.Key.Key_Enter: Ask.RECORD,
    Qt.Key.Key_T: Ask.OTHER_TIME,
    Qt.Key.Key_M: Ask.MISSED,
}


def asked_by(
    event: QKeyEvent, mode: Mode, offered: Container[Ask], *, on_button: bool
) -> Ask | None:
    """What the key asks of a row that has buttons for `offered`; None if nothing."""
    if event.key() == Qt.Key.Key_F10 and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
        return Ask.MENU
    plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if plain != Qt.KeyboardModifier.NoModifier:
        return None
    key = Qt.Key(event.key())
    if key in _KEYS:
        return _KEYS[key]
    ask = _RECORDING_KEYS.get(key)
    return ask if ask is not None and _can(ask, mode, offered, on_button=on_button) else None


def _can(ask: Ask, mode: Mode, offered: Container[Ask], *, on_button: bool) -> bool:
    if ask is Ask.RECORD:
        return mode is Mode.OPEN and not on_button
    if ask is Ask.MISSED:
        return mode is Mode.OPEN
    return mode is Mode.OPEN or ask in offered
