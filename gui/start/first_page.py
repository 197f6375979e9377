"""What the program shows before a study is open."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gui.start.looks import Looks
from gui.start.pictures import DEMO, NEW, CoursePicture
from gui.start.recent import RecentStudies
from gui.theme import app_theme
from gui.widgets.buttons import Button, LinkButton, PlainButton, PrimaryButton
from gui.widgets.card import Card
from gui.widgets.label import IconLabel, Label
from gui.widgets.logo import Logo
from gui.words.language import _

PICTURES_ABOVE = 600


class FirstPage(QWidget):
    """Demo, new, open; Enter opens the demo."""

    demo_asked = Signal()
    """The user wants to look around the demo study."""
    new_asked = Signal()
    """The user wants to set up a study."""
    open_asked = Signal()
    """The user wants to choose a study file."""
    recent_asked = Signal(Path)
    """The user chose one of the recent studies."""
    recent_removed = Signal(Path)
    """The user wants one of the recent studies off the list."""
    restore_asked = Signal()
    """The user wants a study from a backup."""
    guide_asked = Signal()
    """The user wants to read the guide."""

    def __init__(
        self, looks: Looks, recent: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._demo_button = PrimaryButton(_("Open the demo study"))
        self._open_card = StartCard(_DropArea(), _("Open a study"))
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        # From the outside in: each move of a widget with children styles them all again.
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page.addWidget(scroll, 1)
        page.addWidget(looks)
        content = QWidget(scroll.viewport())
        content.setProperty("scrolled", True)
        scroll.setWidget(content)
        column = QVBoxLayout(content)
        column.setContentsMargins(24, 20, 24, 12)
        column.setSpacing(18)
        column.addStretch(2)
        heading = QHBoxLayout()
        heading.addStretch(1)
        heading.addWidget(_Heading())
        heading.addStretch(1)
        column.addLayout(heading)
        column.addSpacing(8)
        self._middle = (self._cards(recent), _Promise())
        column.addLayout(_centred(self._middle[0]))
        column.addLayout(self._links())
        column.addLayout(_centred(self._middle[1]))
        column.addStretch(3)
        self.setFocusProxy(self._demo_button)
        self._fit()
        app_theme().changed.connect(self._fit)

    def _cards(self, recent: Sequence[str]) -> QWidget:
        cards = QWidget()
        row = QHBoxLayout(cards)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(18)
        row.addWidget(self._demo_card(), 1)
        row.addWidget(self._new_card(), 1)
        row.addWidget(self._filled_open_card(recent), 1)
        return cards

    def _demo_card(self) -> "StartCard":
        card = StartCard(CoursePicture(DEMO), _("Look around the demo study"))
        card.become("chosen")
        card.explain(
            _("33 made-up patients, mid-study. Try everything; you can reset it at any time.")
        )
        card.tick(_("Worklist, calendar and lab import"))
        card.tick(_("Analysis with figures"))
        card.tick(_("Nothing you do here touches real data"))
        card.end(self._demo_button, _("Enter"))
        self._demo_button.clicked.connect(self.demo_asked)
        return card

    def _new_card(self) -> "StartCard":
        card = StartCard(CoursePicture(NEW), _("Start a new study"))
        card.explain(_("Begin with the standard schedule and change what differs at your site."))
        card.tick(_("8 infusions, twice a week"))
        card.tick(_("Copper before, during and after"))
        card.tick(_("MADRS and YMRS every week"))
        button = PlainButton(_("Set up a study…"))
        button.clicked.connect(self.new_asked)
        card.end(button, _("Ctrl+N"))
        return card

    def _filled_open_card(self, recent: Sequence[str]) -> "StartCard":
        card = self._open_card
        card.explain(_("Continue with a study file from this computer or a shared drive."))
        self.recent = RecentStudies(recent)
        self.recent.opened.connect(self.recent_asked)
        self.recent.removed.connect(self.recent_removed)
        card.body.addWidget(self.recent)
        button = PlainButton(_("Choose a file…"))
        button.clicked.connect(self.open_asked)
        card.end(button, _("Ctrl+O"))
        return card

    def _links(self) -> QHBoxLayout:
        restore = LinkButton(_("Restore from a backup…"), icon_name="rotate-ccw")
        restore.clicked.connect(self.restore_asked)
        guide = LinkButton(_("User guide"), icon_name="book-open")
        guide.clicked.connect(self.guide_asked)
        row = QHBoxLayout()
        row.setSpacing(18)
        row.addStretch(1)
        row.addWidget(restore)
        row.addWidget(guide)
        row.addStretch(1)
        return row

    def _fit(self) -> None:
        """As wide as the text likes; the pictures make way where the buttons would not show."""
        for part in self._middle:
            part.setMaximumWidth(app_theme().px(1000))
        roomy = self.height() > app_theme().px(PICTURES_ABOVE)
        for card in self.findChildren(StartCard):
            card.picture.setVisible(roomy)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.demo_asked.emit()
        else:
            super().keyPressEvent(event)


class _Heading(QWidget):
    def __init__(self) -> None:
        super().__init__()
        words = _(
            "Infusions, copper draws and ratings for a ketamine and copper study, in one place."
        )
        self._words = Label(words, "subtitle", "secondary", wraps=True)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(Label("Copperdesk", "product"))
        names.addWidget(self._words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(Logo(52), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(names, 1)
        self._fit()
        app_theme().changed.connect(self._fit)

    def _fit(self) -> None:
        """One line where the smallest window has room for it."""
        self._words.ensurePolished()
        line = self._words.fontMetrics().horizontalAdvance(self._words.text()) + 4
        self._words.setMinimumWidth(min(line, 680))

    # Qt overrides

    def changeEvent(self, arg__1: QEvent) -> None:
        super().changeEvent(arg__1)
        if arg__1.type() is QEvent.Type.StyleChange:
            self._fit()


class StartCard(Card):
    def __init__(self, picture: QWidget, heading: str) -> None:
        super().__init__(spacing=8)
        self.picture = picture
        self.body.addWidget(picture)
        self.body.addSpacing(2)
        self.body.addWidget(Label(heading, "card-title", wraps=True))

    def explain(self, words: str) -> None:
        self.body.addWidget(Label(words, tone="secondary", wraps=True))

    def tick(self, words: str, icon_name: str = "check", tint: str = "ok") -> None:
        row = QHBoxLayout()
        row.setSpacing(7)
        row.addWidget(IconLabel(icon_name, tint, 14))
        row.addWidget(Label(words, tone="secondary", wraps=True), 1)
        self.body.addLayout(row)

    def end(self, button: Button, key: str) -> None:
        self.body.addStretch(1)
        self.body.addSpacing(10)
        self.body.addWidget(button)
        hint = Label(key, "small", "secondary")
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.body.addWidget(hint)


class _DropArea(Card):
    def __init__(self) -> None:
        super().__init__(kind="drop", margin=10, spacing=4)
        self.body.addStretch(1)
        self.body.addWidget(
            IconLabel("folder", "text_secondary", 32), 0, Qt.AlignmentFlag.AlignHCenter
        )
        words = Label(_("or drop a .cdesk file here"), "small-strong", "secondary")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.body.addWidget(words)
        self.body.addStretch(1)


class _Promise(Card):
    def __init__(self) -> None:
        super().__init__(margin=12)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(IconLabel("lock", "text_secondary", 17))
        words = _(
            "Works without internet. Patients are stored by study code only, in a file you "
            "choose. Names are never asked for."
        )
        row.addWidget(Label(words, wraps=True), 1)
        self.body.addLayout(row)


def _centred(widget: QWidget) -> QHBoxLayout:
    """In the middle of a window that is wider than it likes to be."""
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(widget, 100)
    row.addStretch(1)
    return row
