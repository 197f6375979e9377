"""One query or deviation in full, and what a person says about it."""

from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit

from gui.patients.enrol_draft import holds_long_number
from gui.theme import app_theme
from gui.widgets.buttons import Button, PlainButton
from gui.widgets.card import Badge, Card
from gui.widgets.label import Label, NoteLine
from gui.widgets.message_bar import announce
from gui.words import enrolment
from gui.words.language import _

T = TypeVar("T")
_ONE_LINE_FROM = 860


class FindingCard(Card, Generic[T]):
    """Headline, sentence, its history, a line to type in, and buttons."""

    open_asked = Signal()
    """The user wants to see the visit."""

    def __init__(self, entry_name: str) -> None:
        super().__init__(margin=12, spacing=5)
        self.finding: T | None = None
        self._headline = Label("", "strong", wraps=True)
        self._badge = Badge("", "info")
        self._sentence = Label("", wraps=True)
        self._account = Label("", "small", "secondary", wraps=True)
        self._hint = ""
        self._is_refused = False
        self._note = NoteLine("secondary")
        self.entry = _Entry()
        self.entry.setMaxLength(500)
        self.entry.setPlaceholderText(entry_name)
        self.entry.setAccessibleName(entry_name)
        self.entry.textChanged.connect(self._typed)
        self.open = PlainButton(_("Open visit"), icon_name="external-link")
        self.open.clicked.connect(self.open_asked)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        app_theme().changed.connect(self._fit)

    @property
    def text(self) -> str:
        """Everything the card says."""
        labels = (self._headline, self._badge, self._sentence, self._account)
        return " ".join(label.text() for label in labels if label.text())

    @property
    def refusal(self) -> str:
        return self._note.said if self._is_refused else ""

    @property
    def hint(self) -> str:
        return self._hint

    @property
    def typed(self) -> str:
        return self.entry.text().strip()

    def show_finding(self, finding: T | None) -> None:
        """Show `finding`; what is typed stays while it is the same one."""
        if finding is None or self.finding is None or self.is_other(self.finding, finding):
            self.entry.clear()
        self.finding = finding
        self.setVisible(finding is not None)
        if finding is not None:
            self.describe(finding)
        self.show_ready()
        self._fit()

    def is_other(self, before: T, after: T) -> bool:
        """Whether `after` is not the finding that `before` was."""
        return before != after

    def describe(self, finding: T) -> None:
        """Fill in the words of `finding`."""

    def show_ready(self) -> None:
        """Enable what can be pressed now."""

    # For the cards

    def say(self, headline: str, state: str, sentence: str, account: str) -> None:
        self._headline.setText(headline)
        self._badge.setText(state)
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        self._account.setText(account)

    def add_button(self, button: Button) -> None:
        self._buttons.insertWidget(self._buttons.count() - 1, button)

    def may_store(self) -> bool:
        """Whether what is typed may be stored; a national number may not, and that is said."""
        refused = holds_long_number(self.entry.text())
        said = enrolment.problem(enrolment.Wrong.LONG_NUMBER) if refused else ""
        self._refuse(said)
        if refused:
            announce(self, said)
        return not refused

    def advise(self, hint: str) -> None:
        """Who does what with the buttons, below them; what is refused takes its place."""
        self._hint = hint
        if not self._is_refused:
            self._note.say(hint)

    def _refuse(self, said: str) -> None:
        self._is_refused = bool(said)
        self._note.set_tone("overdue" if said else "secondary")
        self._note.say(said or self._hint)

    def _typed(self) -> None:
        self._refuse("")
        self.show_ready()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self._headline, 1)
        top.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(top)
        for label in (self._sentence, self._account):
            self.body.addWidget(label)
        self._buttons.addWidget(self.open)
        self._foot.setSpacing(8)
        self._foot.addWidget(self.entry, 1)
        self._foot.addLayout(self._buttons)
        self.body.addLayout(self._foot)
        self.body.addWidget(self._note)

    def _fit(self) -> None:
        direction = QBoxLayout.Direction
        wide = self.width() >= app_theme().px(_ONE_LINE_FROM)
        self._foot.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        margins = self.body.contentsMargins()
        self._fit_words(self.contentsRect().width() - margins.left() - margins.right())

    def _fit_words(self, room: int) -> None:
        """Where the buttons do not fit side by side, that of the visit shows its picture alone.

        The others have a tool tip of their own, and say what they do.
        """
        items = (self._buttons.itemAt(place) for place in range(self._buttons.count()))
        found = (item.widget() for item in items if item is not None)
        shown = [one for one in found if one is not None and not one.isHidden()]
        needed = sum(one.sizeHint().width() for one in shown)
        needed += self._buttons.spacing() * (len(shown) - 1)
        needed += 0 if self.open.shows_words else self.open.width_of_words
        self.open.show_words(shown=needed <= room)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class _Entry(QLineEdit):
    entered = Signal()
    """Enter was pressed."""

    # Qt overrides

    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        if arg__1.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(arg__1)
