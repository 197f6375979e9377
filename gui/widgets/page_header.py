"""The top of a screen: its title, what it is about, and its actions on the right."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.theme import app_theme
from gui.widgets.buttons import Button
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
    """A title of 22 px, a subtitle beside it; then whatever leads on, and buttons.

    Where they do not all fit, buttons with a picture keep that alone, from the left; their
    words are then a tool tip.
    """

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

    def _fit(self) -> None:
        buttons = [b for b in self._buttons() if b.isVisibleTo(self)]
        needed = self._needed_with_words(buttons)
        for button in buttons:
            wants_words = needed <= self.width()
            if not wants_words:
                needed -= button.width_of_words
            button.show_words(shown=wants_words)

    def _needed_with_words(self, buttons: list[Button]) -> int:
        hidden = sum(button.width_of_words for button in buttons if not button.shows_words)
        return self.minimumSizeHint().width() + hidden

    def _buttons(self) -> list[Button]:
        items = (self._actions.itemAt(number) for number in range(self._actions.count()))
        found = (item.widget() for item in items if item is not None)
        return [one for one in found if isinstance(one, Button) and one.can_be_a_picture]

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)
