"""Beside the rows: what the chosen one needs, and under it what the import would do."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from gui.labimport.decision_panel import DecisionPanel
from gui.labimport.summary_cards import AbsentCard, OutcomeCard
from gui.theme import app_theme

_GAP = 10
_LEAST_BELOW = 110
_SCROLL_BAR = 14


class SideColumn(QWidget):
    """The panel keeps its buttons in sight; where the cards find no room they go into it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.panel = DecisionPanel()
        self.panel.grown.connect(self.fit)
        self.outcome = OutcomeCard()
        self.absent = AbsentCard()
        holder = QWidget()
        holder.setProperty("scrolled", True)
        self._cards = QVBoxLayout(holder)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(_GAP)
        self._cards.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        column.addWidget(self.panel)
        column.addWidget(self._scroll, 1)
        self._is_split = False
        self._place_cards(below=True)

    @property
    def needed_width(self) -> int:
        """So that no button's words are cut."""
        return self.panel.needed_width + app_theme().px(_SCROLL_BAR)

    def fit(self) -> None:
        """Share the height: the panel whole if the cards still have a place under it.

        While a draw is looked for, its list has the height of the cards too.
        """
        whole = self.panel.whole_height(self.width())
        left = self.height() - whole - _GAP
        below = left >= app_theme().px(_LEAST_BELOW) or self.panel.isHidden()
        choosing = self.panel.is_choosing and not self.panel.isHidden()
        self._place_cards(below=below)
        self._scroll.setVisible(below and not choosing)
        self.outcome.setVisible(not choosing)
        self.absent.setVisible(self.absent.has_any and not choosing)
        if below and not choosing:
            self.panel.setFixedHeight(whole)
        else:
            self.panel.setMinimumHeight(0)
            self.panel.setMaximumHeight(self.height())

    def _place_cards(self, *, below: bool) -> None:
        if below is self._is_split:
            return
        self._is_split = below
        for number, card in enumerate((self.outcome, self.absent)):
            (self._cards if below else self.panel.tail).insertWidget(number, card)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
