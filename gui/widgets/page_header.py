"""The top of a screen: its title, what it is about, and its actions on the right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.theme import app_theme
from gui.widgets.label import Label

PAGE_MARGINS = (24, 16, 24, 16)
"""Around the content of every screen, in pixels."""
TIGHT_MARGINS = (18, 10, 18, 12)
ROOMY_FROM = 1230
"""Width of a screen, side bar left out, from which it has the full margins."""


def page_margins(width: int) -> tuple[int, int, int, int]:
    """Left, top, right, bottom for a screen of this width."""
    return PAGE_MARGINS if width >= app_theme().px(ROOMY_FROM) else TIGHT_MARGINS


class PageHeader(QWidget):
    """A title of 22 px, a subtitle beside it; then whatever leads on, and buttons."""

    def __init__(self, title: str, subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label(title, "title")
        self._subtitle = Label(subtitle, "subtitle")
        self._subtitle.setVisible(bool(subtitle))
        self._lead = QHBoxLayout()
        self._lead.setSpacing(10)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(10)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._title)
        row.addWidget(self._subtitle, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(self._lead)
        row.addStretch(1)
        row.addLayout(self._actions)

    def set_title(self, title: str) -> None:
        self._title.setText(title)

    def set_subtitle(self, subtitle: str) -> None:
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    def add_lead(self, widget: QWidget) -> None:
        self._lead.addWidget(widget)

    def add_action(self, widget: QWidget) -> None:
        self._actions.addWidget(widget)
