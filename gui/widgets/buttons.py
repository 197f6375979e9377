"""Push buttons: one solid primary a view, tinted row actions, quiet links, chips."""

from typing import Literal

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from gui.icons import icon
from gui.theme import app_theme, restyle

Kind = Literal["plain", "primary", "tinted", "link", "danger", "icon", "bare-icon", "chip"]

_ICON_GAP = 4
"""Between a picture and its words."""
_ICON_TINT = {"primary": "on_solid", "link": "link", "bare-icon": "link", "danger": "overdue"}


class Button(QPushButton):
    """A push button of one of the kinds of the style sheet; `name` is for screen readers."""

    def __init__(
        self,
        text: str = "",
        kind: Kind = "plain",
        *,
        icon_name: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._put_away = ""
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        if icon_name:
            self.show_icon(icon_name)
        if name:
            self.setAccessibleName(name)

    def show_icon(self, icon_name: str) -> None:
        self.setIcon(icon(icon_name, _ICON_TINT.get(self.property("kind"), "text")))

    def become(self, kind: Kind) -> None:
        """Change kind, as the row with focus turns its tinted button solid."""
        if self.property("kind") != kind:
            self.setProperty("kind", kind)
            restyle(self)

    @property
    def words(self) -> str:
        """What it says, also while only its picture is shown."""
        return self._put_away or self.text()

    @property
    def shows_words(self) -> bool:
        return not self._put_away

    @property
    def can_be_a_picture(self) -> bool:
        """Whether the picture alone could stand for the words where there is little room."""
        return not self.icon().isNull() and bool(self.words) and self.property("kind") == "plain"

    @property
    def width_of_words(self) -> int:
        """What is gained by putting the words away."""
        return self.fontMetrics().horizontalAdvance(self.words) + app_theme().px(_ICON_GAP)

    def show_words(self, *, shown: bool) -> None:
        """Say the words, or put them into the tool tip and leave the picture."""
        if shown is self.shows_words:
            return
        words, self._put_away = self.words, "" if shown else self.text()
        super().setText(words if shown else "")
        self.setToolTip("" if shown else words)
        if self.accessibleName() in ("", words):
            self.setAccessibleName("" if shown else words)

    # Qt overrides

    def setText(self, text: str) -> None:
        if self.shows_words:
            super().setText(text)
        else:
            self._put_away = text
            self.setToolTip(text)
            self.setAccessibleName(text)

    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        """Enter presses the button that has the focus, and no other."""
        if arg__1.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not (
            arg__1.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self.click()
        else:
            super().keyPressEvent(arg__1)

    def paintEvent(self, arg__1: QPaintEvent) -> None:
        super().paintEvent(arg__1)
        if self.hasFocus() and self.property("kind") == "primary":
            self._paint_inner_ring()

    def _paint_inner_ring(self) -> None:
        """The focus ring alone would not stand out from the solid ground it lies on."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(app_theme().colors.on_solid, 1.5))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(2.75, 2.75, -2.75, -2.75), 3, 3)
        painter.end()


class PlainButton(Button):
    """White with a border."""


class PrimaryButton(Button):
    """The one solid button of a view."""

    def __init__(
        self, text: str, *, icon_name: str = "", name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, "primary", icon_name=icon_name, name=name, parent=parent)


class TintedButton(Button):
    """The main action of a row."""

    def __init__(
        self, text: str, *, icon_name: str = "", name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, "tinted", icon_name=icon_name, name=name, parent=parent)


class LinkButton(Button):
    """Text in the link colour, without a frame."""

    def __init__(
        self, text: str, *, icon_name: str = "", name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, "link", icon_name=icon_name, name=name, parent=parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)


class DangerButton(Button):
    """Withdrawal, deletion, and what cannot be taken back with one step."""

    def __init__(
        self, text: str, *, icon_name: str = "", name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, "danger", icon_name=icon_name, name=name, parent=parent)


class IconButton(Button):
    """A picture alone; its name is spoken and shown as a tool tip."""

    def __init__(
        self, icon_name: str, name: str, *, bare: bool = False, parent: QWidget | None = None
    ) -> None:
        kind: Kind = "bare-icon" if bare else "icon"
        super().__init__("", kind, icon_name=icon_name, name=name, parent=parent)
        self.setToolTip(name)


class Chip(Button):
    """A filter with the number of rows it leaves: All 7, Infusions 2."""

    def __init__(self, words: str, count: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__("", "chip", parent=parent)
        self._words = words
        self.setCheckable(True)
        self.show_count(count)

    def show_count(self, count: int | None) -> None:
        self.setText(self._words if count is None else f"{self._words} {count}")


class ChipRow(QWidget):
    """Chips of which exactly one is chosen; `group.idClicked` says which."""

    def __init__(self, chips: list[Chip], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips = chips
        self.group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(7)
        for number, chip in enumerate(chips):
            self.group.addButton(chip, number)
            row.addWidget(chip)
        row.addStretch(1)
        chips[0].setChecked(True)

    @property
    def chosen(self) -> int:
        return self.group.checkedId()
