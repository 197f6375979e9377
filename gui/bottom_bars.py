"""Under every screen: what a long action is at, and what was done last, with Undo."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain.errors import CopperdeskError
from gui.session import Session
from gui.widgets.message_bar import MessageBar
from gui.widgets.progress_strip import ProgressStrip
from gui.words import edits as words


class BottomBars(QWidget):
    """Follows the session; takes no room while there is nothing to say."""

    left = Signal()
    """The bar that had the focus has nothing to press any more."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._performed: tuple[str, datetime] | None = None
        """What the bar offers to take back, and when it was done."""
        self.message = MessageBar()
        self.progress = ProgressStrip()
        self._column = QVBoxLayout(self)
        self._column.setSpacing(6)
        self._column.addWidget(self.progress)
        self._column.addWidget(self.message)
        self.hide()
        self.progress.shown_or_hidden.connect(self._take_room)
        self.message.shown_or_hidden.connect(self._take_room)
        self.progress.cancelled.connect(session.stop_long_action)
        self.message.undo_asked.connect(session.undo_stack.undo)
        self.message.left.connect(self.left)
        session.performed.connect(self._say_performed)
        session.undo_stack.indexChanged.connect(self._check_undo)
        session.undone.connect(self.message.inform)
        session.informed.connect(self.message.inform)
        session.refused.connect(self._say_refused)

    def align(self, left: int, right: int, bottom: int) -> None:
        """Stand exactly below what the screen shows."""
        self._column.setContentsMargins(left, 0, right, bottom)

    def look_back(self) -> None:
        """The user goes to another screen: a remark was about this one; a change is now past."""
        if self.message.is_a_remark:
            self.message.hide()
        elif self.message.can_undo and self._performed is not None:
            self.message.reword(words.looked_back_on(*self._performed))

    def _take_room(self) -> None:
        self.setVisible(not (self.progress.isHidden() and self.message.isHidden()))

    def _say_performed(self, sentence: str) -> None:
        self._performed = sentence, self._session.now()
        self.message.say(sentence, undo=True)

    def _check_undo(self) -> None:
        """Undo beside a sentence takes back what the sentence says, or is not there."""
        stack = self._session.undo_stack
        is_last = self._performed is not None and stack.undoText() == self._performed[0]
        if self.message.can_undo and not is_last:
            self.message.hide()

    def _say_refused(self, error: CopperdeskError) -> None:
        from gui.words.errors import sentence_of

        self.message.warn(sentence_of(error))
