"""The check of the trail: on a worker, with progress and a sentence; and where the trail ends."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from domain.errors import CopperdeskError
from domain.storage.audit import Head
from domain.storage.verifying import Verification
from domain.storage.verifying_copy import verify_snapshot
from gui.session import Session
from gui.tasks import LatestTask
from gui.theme import app_theme
from gui.widgets.buttons import LinkButton
from gui.widgets.label import Label
from gui.widgets.message_bar import announce
from gui.words import trail, verification
from gui.words.language import _


class Checking(QWidget):
    """Says nothing until somebody asks, but for the end of the trail."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._task = LatestTask(self)
        self._task.answered.connect(self._show)
        self._task.failed.connect(self._explain)
        self.verdict = Label(role="strong", wraps=True)
        self.verdict.hide()
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(_("Verifying the audit trail"))
        self.cancel = LinkButton(_("Cancel"))
        self.cancel.clicked.connect(self.stop)
        self._doing = Label(_("Verifying the audit trail…"), "small", "secondary")
        self.end = Label("", "small", "secondary", wraps=True)
        self.end.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._line = QWidget()
        row = QHBoxLayout(self._line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for widget in (self._doing, self.bar, self.cancel):
            row.addWidget(widget)
        row.addStretch(1)
        self._line.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self._line, self.verdict, self.end):
            column.addWidget(widget)
        app_theme().changed.connect(self._fit)
        self._fit()

    @property
    def is_running(self) -> bool:
        return not self._line.isHidden()

    def start(self) -> None:
        """Check the study as it stands now; a check under way is left to finish."""
        if self.is_running:
            return
        snapshot = self._session.study.snapshot()
        self.verdict.hide()
        self._line.show()
        self._task.ask(lambda: verify_snapshot(snapshot))

    def stop(self) -> None:
        self._task.drop()
        self._line.hide()

    def show_end(self, head: Head) -> None:
        """Where the trail ends now; a copy of it elsewhere shows whether a tail was cut off."""
        self.end.setText(trail.end(head))

    def forget_verdict(self) -> None:
        """The study is another one than was checked."""
        self.verdict.hide()

    def _show(self, found: Verification) -> None:
        self._line.hide()
        self._say(verification.verdict(found), is_clean=found.is_clean)

    def _explain(self, error: Exception) -> None:
        from gui.words.errors import sentence_of

        self._line.hide()
        if not isinstance(error, CopperdeskError):
            raise error
        self._say(sentence_of(error), is_clean=False)

    def _say(self, sentence: str, *, is_clean: bool) -> None:
        self.verdict.set_tone("ok" if is_clean else "overdue")
        self.verdict.setText(sentence)
        self.verdict.show()
        announce(self.verdict, sentence)

    def _fit(self) -> None:
        self.bar.setFixedWidth(app_theme().px(200))
