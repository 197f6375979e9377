"""Text in one of the sizes and tones of the style sheet."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from gui.icons import icon
from gui.theme import app_theme, restyle

Role = Literal[
    "product", "title", "subtitle", "card-title", "heading", "group", "strong", "medium", "body",
    "small", "small-strong", "tiny",
]  # fmt: skip
Tone = Literal[
    "text", "secondary", "tertiary", "link", "overdue", "warning", "ok", "missed",
    "copper", "infusion", "rating",
]  # fmt: skip


_BLANK = "\N{NO-BREAK SPACE}"
"""As high as a line of words."""


class Label(QLabel):
    """Plain text; `wraps` lets it break into lines."""

    def __init__(
        self,
        text: str = "",
        role: Role = "body",
        tone: Tone = "text",
        *,
        wraps: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        self.setWordWrap(wraps)

    def set_tone(self, tone: Tone) -> None:
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            restyle(self)

    def set_role(self, role: Role) -> None:
        if self.property("role") != role:
            self.setProperty("role", role)
            restyle(self)


class NoteLine(Label):
    """What is wrong, or a hint; its room is kept while it says nothing, so that nothing moves."""

    def __init__(self, tone: Tone = "overdue") -> None:
        super().__init__(_BLANK, "small", tone, wraps=True)

    @property
    def said(self) -> str:
        return self.text().removesuffix(_BLANK)

    def say(self, text: str) -> None:
        self.setText(text or _BLANK)


class IconLabel(QLabel):
    """A small picture beside text; screen readers skip it."""

    def __init__(
        self, name: str, tint: str = "text_secondary", size: int = 16, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._size = size
        self._icon = icon(name, tint)
        self._fit()
        app_theme().changed.connect(self._fit)

    def show_icon(self, name: str, tint: str = "text_secondary") -> None:
        self._icon = icon(name, tint)
        self.update()

    def _fit(self) -> None:
        side = app_theme().px(self._size)
        self.setFixedSize(side, side)

    # Qt overrides

    def paintEvent(self, arg__1: QPaintEvent) -> None:
        painter = QPainter(self)
        self._icon.paint(painter, self.rect())
        painter.end()
