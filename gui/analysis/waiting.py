"""What is going on, shown only when it takes longer than a moment: step, bar, Cancel."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from gui.widgets.buttons import LinkButton
from gui.widgets.label import Label
from gui.words.language import _

PATIENCE_MS = 300


class Waiting(QWidget):
    """One line; hidden until the patience is over."""

    cancelled = Signal()
    """The person does not want to wait."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step = Label("", "small", "secondary")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = LinkButton(_("Cancel"))
        self._cancel.clicked.connect(self.cancelled)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._step)
        row.addWidget(self._bar, 1)
        row.addWidget(self._cancel)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self.show)
        self.hide()

    @property
    def step(self) -> str:
        return self._step.text()

    def begin(self, step: str) -> None:
        """Something began that may take a while; how long is not known yet."""
        self._bar.setRange(0, 0)
        self._say(step)
        if not self.isVisible():
            self._patience.start()

    def tell(self, step: str, *, number: int, of: int) -> None:
        """The step with this number, from 0, begins."""
        self._bar.setRange(0, of)
        self._bar.setValue(number)
        self._say(step)

    def end(self) -> None:
        self._patience.stop()
        self.hide()

    def _say(self, step: str) -> None:
        self._step.setText(step)
        self._bar.setAccessibleName(step)
