"""What waits beside the list: the lab's answers, open queries, patients who start soon."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui.navigation import Place
from gui.theme import app_theme
from gui.widgets.buttons import Button, LinkButton, PlainButton
from gui.widgets.card import Card
from gui.words.language import ngettext

SHOWN_AT_FIRST = 5
_INSET = 5
"""Between the words of a line and the ring around it."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a card, and where it leads."""

    text: str
    place: Place
    side: str = ""
    """On the right: days, a date."""
    below: str = ""
    is_urgent: bool = False


class FactCard(Card):
    """A heading, its facts, and one thing to do."""

    place_asked = Signal(Place)
    """The user chose a fact."""
    asked = Signal()
    """The user pressed the button below the facts."""

    def __init__(self, heading: str, button: str = "", icon_name: str = "") -> None:
        super().__init__(heading, spacing=2)
        self.body.setContentsMargins(16 - _INSET, 14, 16 - _INSET, 14)
        self._facts: tuple[Fact, ...] = ()
        self._is_open = False
        self._shown: list[_FactLine] = []
        self.heading.setContentsMargins(_INSET, 0, 0, 4)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.body.addLayout(self._lines)
        self._more = LinkButton("")
        self._more.clicked.connect(self._open)
        self.body.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self._button = PlainButton(button) if icon_name else LinkButton(button)
        if icon_name:
            self._button.show_icon(icon_name)
        self._button.clicked.connect(self.asked)
        below = QHBoxLayout()
        below.setContentsMargins(_INSET if icon_name else 0, 0, 0, 0)
        below.addWidget(self._button)
        below.addStretch(1)
        self.body.addLayout(below)
        # Only now: shown without a parent, it would be a window for a moment.
        self._button.setVisible(bool(button))

    @property
    def button(self) -> Button:
        return self._button

    @property
    def facts(self) -> tuple[Fact, ...]:
        return self._facts

    @property
    def lines(self) -> list[QAbstractButton]:
        return list(self._shown)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        if tuple(facts) != self._facts:
            self._facts = tuple(facts)
            self._fill()

    def _open(self) -> None:
        self._is_open = True
        self._fill()

    def _fill(self) -> None:
        for line in self._shown:
            self._lines.removeWidget(line)
            line.hide()
            line.deleteLater()
        shown = self._facts if self._is_open else self._facts[:SHOWN_AT_FIRST]
        self._shown = [_FactLine(fact) for fact in shown]
        for line in self._shown:
            line.clicked.connect(self._line_clicked)
            self._lines.addWidget(line)
        hidden = len(self._facts) - len(shown)
        self._more.setText(
            ngettext("Show {count} more", "Show {count} more", hidden).format(count=hidden)
        )
        self._more.setVisible(hidden > 0)

    def _line_clicked(self) -> None:
        line = self.sender()
        if isinstance(line, _FactLine):
            self.place_asked.emit(line.fact.place)


class _FactLine(QAbstractButton):
    def __init__(self, fact: Fact) -> None:
        super().__init__()
        self.fact = fact
        spoken = ", ".join(part for part in (fact.text, fact.side, fact.below) if part)
        self.setAccessibleName(spoken)
        self.setToolTip(spoken)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    # Qt overrides

    def sizeHint(self) -> QSize:
        theme = app_theme()
        text = QFontMetrics(theme.font(weight=500)).horizontalAdvance(self.fact.text)
        side = QFontMetrics(theme.font(12, 600)).horizontalAdvance(self.fact.side)
        return QSize(text + side + theme.px(20), theme.px(40 if self.fact.below else 25))

    def minimumSizeHint(self) -> QSize:
        return QSize(app_theme().px(80), self.sizeHint().height())

    def keyPressEvent(self, e: QKeyEvent) -> None:
        if e.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(e)

    def paintEvent(self, e: QPaintEvent) -> None:
        theme, fact = app_theme(), self.fact
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus() or self.underMouse():
            painter.setBrush(theme.colors.surface_2)
            pen = QPen(theme.colors.focus, 2) if self.hasFocus() else Qt.PenStyle.NoPen
            painter.setPen(pen)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        width = self.width() - 2 * _INSET
        line = QRectF(_INSET, 0, width, theme.px(22 if fact.below else 25))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font(12, 600))
        painter.setPen(theme.color("warning" if fact.is_urgent else "text_secondary"))
        painter.drawText(line, right, fact.side)
        side = painter.fontMetrics().horizontalAdvance(fact.side)
        painter.setFont(theme.font(weight=500))
        painter.setPen(theme.colors.text)
        room = width - side - theme.px(8 if fact.side else 0)
        painter.drawText(line, left, self._elided(painter, fact.text, room))
        if fact.below:
            painter.setFont(theme.font(12))
            painter.setPen(theme.colors.text_secondary)
            below = QRectF(_INSET, theme.px(20), width, theme.px(18))
            painter.drawText(below, left, self._elided(painter, fact.below, width))
        painter.end()

    @staticmethod
    def _elided(painter: QPainter, text: str, room: int) -> str:
        return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)


class CardPopup(QFrame):
    """Shows a card below the link that counts it, where there is no room beside the list."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("card", "plain")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)

    def show_card(self, card: FactCard, below: QWidget) -> None:
        layout = self.layout()
        assert layout is not None
        card.setMinimumWidth(app_theme().px(300))
        layout.addWidget(card)
        card.show()
        self.adjustSize()
        corner = below.mapToGlobal(QPoint(below.width(), below.height() + 4))
        screen = below.screen().availableGeometry()
        left = max(screen.left(), min(corner.x() - self.width(), screen.right() - self.width()))
        self.move(left, corner.y())
        self.show()
        first = card.lines[0] if card.lines else card.button
        first.setFocus(Qt.FocusReason.PopupFocusReason)
