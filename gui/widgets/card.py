"""Framed areas, lines between them, and badges."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from gui.theme import restyle
from gui.widgets.label import Label

CardKind = Literal[
    "plain", "chosen", "accent", "info", "next", "quiet", "warning", "overdue", "drop", "side",
    "commit",
]  # fmt: skip
BadgeKind = Literal["plain", "info", "warning", "overdue", "missed"]


class Card(QFrame):
    """A white area with a heading, if it has one; what belongs inside goes to `body`."""

    def __init__(
        self,
        heading: str = "",
        kind: CardKind = "plain",
        *,
        margin: int = 16,
        spacing: int = 8,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("card", kind)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(margin, margin - 2, margin, margin - 2)
        self.body.setSpacing(spacing)
        self.heading = Label(heading, "group")
        self.body.addWidget(self.heading)
        self.heading.setVisible(bool(heading))

    def become(self, kind: CardKind) -> None:
        if self.property("card") != kind:
            self.setProperty("card", kind)
            restyle(self)


class Line(QFrame):
    """A hairline, across or down."""

    def __init__(
        self, runs: Literal["across", "down"] = "across", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("line", runs)


class Badge(QLabel):
    """A short word or number on a tinted ground."""

    def __init__(
        self, text: str = "", kind: BadgeKind = "plain", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.setProperty("badge", kind)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def become(self, kind: BadgeKind) -> None:
        if self.property("badge") != kind:
            self.setProperty("badge", kind)
            restyle(self)
