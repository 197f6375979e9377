"""Undo and Redo of the menu bar: they name what they would take back or do again."""

from PySide6.QtCore import QObject

from gui.actions import Actions, Command, command_words
from gui.session import Session
from gui.words import edits as words

_LONGEST = 64


class Undoing(QObject):
    """Follows the undo stack of the session."""

    def __init__(self, session: Session, commands: Actions, parent: QObject) -> None:
        super().__init__(parent)
        self._stack = session.undo_stack
        self._commands = commands
        commands.connect_to(Command.UNDO, self._stack.undo)
        commands.connect_to(Command.REDO, self._stack.redo)
        self._stack.indexChanged.connect(self._name)
        self._name()

    def _name(self) -> None:
        for command, edit in (
            (Command.UNDO, self._stack.undoText()),
            (Command.REDO, self._stack.redoText()),
        ):
            plain = command_words()[command]
            self._commands[command].setText(words.command_for(plain, _short(edit)))


def _short(sentence: str) -> str:
    """As much of it as a menu has room for; no letter of it is a key."""
    whole = sentence.removesuffix(".").replace("&", "&&")
    return whole if len(whole) <= _LONGEST else f"{whole[: _LONGEST - 1].rstrip()}…"
