"""What lies over a locked window: nothing of the study, and a field for the passphrase."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gui.theme import app_theme
from gui.widgets.buttons import LinkButton, PrimaryButton
from gui.widgets.card import Card
from gui.widgets.field import Field
from gui.widgets.label import IconLabel, Label
from gui.words.language import _
from gui.words.locking import wrong_passphrase

WIDTH = 380


class Cover(QWidget):
    """Fills its window while the study is locked; the window's own parts are hidden, not closed."""

    passphrase_typed = Signal(str)
    """Somebody wants in."""
    close_asked = Signal()
    """Somebody who does not know the passphrase wants the study closed."""

    def __init__(self, study: str, over: QWidget) -> None:
        super().__init__(over)
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.passphrase = Field(_("Passphrase"), QLineEdit())
        self.passphrase.control.setEchoMode(QLineEdit.EchoMode.Password)
        self.unlock = PrimaryButton(_("Unlock"), icon_name="lock-open")
        self.close_study = LinkButton(_("Close the study"))
        self._seconds = 0
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self._tick)
        self._lay_out(study)
        self.passphrase.control.returnPressed.connect(self._submit)
        self.unlock.clicked.connect(self._submit)
        self.close_study.clicked.connect(self.close_asked)
        self.setFocusProxy(self.passphrase.control)
        self._hidden = self._hide_others(over)
        self._fit()
        over.installEventFilter(self)
        app_theme().changed.connect(self._fit)
        self.show()
        self.raise_()

    @property
    def is_waiting(self) -> bool:
        """Whether the next try has to wait a little."""
        return self._seconds > 0

    def refuse(self, seconds: int) -> None:
        """The passphrase was wrong; the next one is taken in `seconds`."""
        self._seconds = seconds
        self.passphrase.control.clear()
        self.passphrase.refuse(wrong_passphrase(seconds))
        self.unlock.setEnabled(False)
        self._second.start()

    def uncover(self) -> None:
        """Show the window as it was."""
        self._second.stop()
        over = self.parentWidget()
        if over is not None:
            over.removeEventFilter(self)
        self.hide()
        for part in self._hidden:
            part.show()
        self.deleteLater()

    def _submit(self) -> None:
        typed = self.passphrase.control.text()
        if typed and not self.is_waiting:
            self.passphrase_typed.emit(typed)

    def _tick(self) -> None:
        self._seconds -= 1
        if self._seconds > 0:
            return
        self._second.stop()
        self.unlock.setEnabled(True)
        self.passphrase.refuse(wrong_passphrase(0))

    def _hide_others(self, over: QWidget) -> list[QWidget]:
        """Out of sight, out of reach of Tab, and out of what a screen reader finds."""
        shown = [
            part
            for part in over.findChildren(
                QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly
            )
            if part is not self and not part.isWindow() and not part.isHidden()
        ]
        for part in shown:
            part.hide()
        return shown

    def _lay_out(self, study: str) -> None:
        card = Card(margin=24, spacing=12)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(IconLabel("lock", "accent", 22))
        head.addWidget(Label(_("Locked"), "heading"), 1)
        card.body.addLayout(head)
        words = _("{study} is locked. What you were doing stays as it is.").format(study=study)
        card.body.addWidget(Label(words, tone="secondary", wraps=True))
        card.body.addWidget(self.passphrase)
        card.body.addWidget(self.unlock)
        hint = _("Closing it stores nothing that was typed and not recorded.")
        card.body.addWidget(self.close_study, 0, Qt.AlignmentFlag.AlignLeft)
        self.close_study.setAccessibleDescription(hint)
        self.close_study.setToolTip(hint)
        self._card = card
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addLayout(row)
        column.addStretch(3)

    def _fit(self) -> None:
        over = self.parentWidget()
        assert over is not None
        self.setGeometry(over.rect())
        self._card.setFixedWidth(min(app_theme().px(WIDTH), max(240, over.width() - 24)))

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._fit()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()  # Esc would close a dialog that is only covered
