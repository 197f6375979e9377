"""The strip of a long action: what it is doing, how far it is, and Cancel."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from gui.underway import Underway
from gui.widgets.buttons import PlainButton
from gui.widgets.label import IconLabel, Label
from gui.widgets.message_bar import announce
from gui.words import long_actions
from gui.words.language import _

PATIENCE_MS = 300
"""Nothing is shown for a shorter wait."""
_GLANCE_MS = 100


class ProgressStrip(QFrame):
    """Looks at a long action now and then; takes its own place while it is shown."""

    cancelled = Signal()
    """The user wants the action to end as if it had never begun."""
    shown_or_hidden = Signal(bool)
    """The strip appeared or went away, and with it the room it takes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "info")
        self._underway: Underway | None = None
        self._words = Label(role="strong")
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("Progress"))
        self.cancel = PlainButton(_("Cancel"))
        self.cancel.clicked.connect(self._ask_to_cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(12)
        row.addWidget(IconLabel("clock", "link"))
        row.addWidget(self._words)
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._appear)
        self._glance = QTimer(self, interval=_GLANCE_MS)
        self._glance.timeout.connect(self._look)
        self.hide()

    @property
    def words(self) -> str:
        return self._words.text()

    def follow(self, underway: Underway) -> None:
        """An action began; it is shown if it takes longer than a blink."""
        self._underway = underway
        self._patience.start()

    def leave(self) -> None:
        """The action is over."""
        self._underway = None
        self._patience.stop()
        self._glance.stop()
        self.hide()

    def _appear(self) -> None:
        self._look()
        self.show()
        self._glance.start()
        self.cancel.setFocus()
        announce(self, self.words)

    def _look(self) -> None:
        underway = self._underway
        if underway is None:
            return
        self._words.setText(long_actions.progress(underway))
        self.bar.setRange(0, underway.total)
        self.bar.setValue(min(underway.done, underway.total))
        if not underway.can_be_stopped:
            self.cancel.setEnabled(False)

    def _ask_to_cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.cancelled.emit()

    # Qt overrides

    def setVisible(self, visible: bool) -> None:
        self.cancel.setEnabled(True)
        super().setVisible(visible)
        self.shown_or_hidden.emit(visible)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.cancel.isEnabled():
            self._ask_to_cancel()
        else:
            super().keyPressEvent(event)
