"""The bar that names the last action; it takes its own place and stays until it is closed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from gui.theme import app_theme, restyle
from gui.widgets.buttons import IconButton, LinkButton
from gui.widgets.label import IconLabel, Label
from gui.words.language import _


@dataclass(frozen=True, slots=True)
class BarAction:
    """Something to do about the message: its words and what happens."""

    words: str
    do: Callable[[], object]
    icon_name: str = ""


class MessageBar(QFrame):
    """Says what happened, with Undo and what else can be done about it."""

    undo_asked = Signal()
    """The user pressed Undo in the bar."""
    shown_or_hidden = Signal(bool)
    """The bar appeared or went away, and with it the room it takes."""
    left = Signal()
    """What was pressed in the bar is gone, or the whole bar: the focus belongs elsewhere."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "info")
        self._icon = IconLabel("check", "ok")
        self._text = Label(role="strong", wraps=True)
        self._undo = LinkButton(_("Undo"), icon_name="undo-2")
        self._undo.clicked.connect(self.undo_asked)
        self._actions: list[LinkButton] = []
        self._hints = Label(role="small", tone="secondary")
        self._close = IconButton("x", _("Close message"), bare=True)
        self._close.clicked.connect(self._leave)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 4, 8, 4)
        self._row.setSpacing(8)
        for widget in (self._icon, self._text, self._undo):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        self._row.addWidget(self._hints)
        self._row.addWidget(self._close)
        app_theme().changed.connect(self._fit)
        self.hide()

    @property
    def text(self) -> str:
        return self._text.text()

    def say(self, text: str, *, undo: bool = False, actions: Sequence[BarAction] = ()) -> None:
        """Something was done; the tool tip of Undo says what it would take back."""
        self._show("check", "ok", "info", text, actions)
        self._undo.setVisible(undo)
        self.reword(text)

    def inform(self, text: str, actions: Sequence[BarAction] = ()) -> None:
        """Nothing was done, but the user should know."""
        self._show("info", "link", "info", text, actions)
        self._undo.hide()

    def warn(self, text: str, actions: Sequence[BarAction] = ()) -> None:
        """Something could not be done, and why."""
        self._show("triangle-alert", "warning", "warning", text, actions)
        self._undo.hide()

    def reword(self, text: str) -> None:
        """Say the same in other words: nothing happened, so nothing is announced."""
        self._text.setText(text)
        self._undo.setToolTip(text)
        self._undo.setAccessibleDescription(text)
        self._fit()

    @property
    def can_undo(self) -> bool:
        """Whether Undo stands beside the sentence."""
        return not self.isHidden() and not self._undo.isHidden()

    @property
    def is_a_remark(self) -> bool:
        """Whether there is nothing to press but closing it."""
        return not self.can_undo and not self._actions

    def hint_keys(self, hints: str) -> None:
        """Keys of the list above, shown on the right."""
        self._hints.setText(hints)
        self._fit()

    def _show(
        self, icon_name: str, tint: str, card: str, text: str, actions: Sequence[BarAction]
    ) -> None:
        had_focus = self.isAncestorOf(self.window().focusWidget() or self)
        self._icon.show_icon(icon_name, tint)
        self.setProperty("card", card)
        restyle(self)
        self._text.setText(text)
        self._replace_actions(actions)
        self.show()
        self._fit()
        announce(self, text)
        if had_focus:
            self.left.emit()

    def _leave(self) -> None:
        self.hide()
        self.left.emit()

    def _fit(self) -> None:
        """Give the sentence one line where there is room; the key hints make way first."""
        self._text.ensurePolished()
        wanted = self._text.fontMetrics().horizontalAdvance(self._text.text()) + 4
        buttons = [self._undo, *self._actions]
        taken = sum(b.sizeHint().width() + 8 for b in buttons if not b.isHidden())
        room = self.width() - taken - app_theme().px(90)
        hints = self._hints.sizeHint().width() + 8
        self._hints.setVisible(bool(self._hints.text()) and wanted + hints <= room)
        self._text.setFixedWidth(max(80, min(wanted, room)))  # buttons stand right after it
        self._keep_height()

    def _keep_height(self) -> None:
        """As high with Undo as without: what is above stays where it is."""
        inside, edge = self._row.contentsMargins(), self.contentsMargins()
        margins = inside.top() + inside.bottom() + edge.top() + edge.bottom()
        self.setMinimumHeight(self._undo.sizeHint().height() + margins)

    def _replace_actions(self, actions: Sequence[BarAction]) -> None:
        for button in self._actions:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._actions = []
        for place, action in enumerate(actions, start=self._row.indexOf(self._undo) + 1):
            button = LinkButton(action.words, icon_name=action.icon_name)
            button.clicked.connect(action.do)
            self._row.insertWidget(place, button)
            self._actions.append(button)

    # Qt overrides

    def setVisible(self, visible: bool) -> None:
        super().setVisible(visible)
        self.shown_or_hidden.emit(visible)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(200, super().minimumSizeHint().height())


def announce(about: QWidget, text: str) -> None:
    """Have a screen reader say `text` without moving the focus."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(about, text))
