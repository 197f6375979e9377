"""The line at the bottom: saved state, what the screen shows, last backup, offline."""

from datetime import datetime

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStatusBar, QWidget

from gui.theme import app_theme
from gui.widgets.label import IconLabel, Label
from gui.words import dates
from gui.words.language import _

_SPACING, _MARGIN = 22, 14


class StatusBar(QStatusBar):
    """Speaks only in words and icons; never in passing messages.

    Where not all fits, who works goes first (the side bar says it too), then the words of the
    offline mark, then the backup; then what the screen shows is cut short. A tool tip tells what
    went.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._saved = _Mark("check", "ok")
        self._context = Label(role="small", tone="secondary")
        self._whole_context = ""
        self._backup = Label(role="small", tone="secondary")
        self._who = Label(role="small", tone="secondary")
        self._offline = _Mark("lock", "text_secondary")
        self._offline.say(_("Offline – data stays on this computer"))
        line = QWidget()
        line.setMinimumWidth(1)  # what is shown follows the window, not the other way round
        row = QHBoxLayout(line)
        row.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        row.setSpacing(_SPACING)
        row.addWidget(self._saved)
        row.addWidget(self._context)
        row.addStretch(1)
        row.addWidget(self._who)
        row.addWidget(self._backup)
        row.addWidget(self._offline)
        self.addWidget(line, 1)
        app_theme().changed.connect(self._fit)

    @property
    def context(self) -> str:
        return self._whole_context

    @property
    def saved(self) -> str:
        """Whether and when the last change was stored."""
        return self._saved.text

    def show_saved(self, at: datetime | None) -> None:
        """When the last change was stored; None before the first one."""
        said = _("All changes saved")
        if at is not None:
            said = _("All changes saved {time}").format(time=dates.clock(at))
        self._saved.say(said)
        self._saved.mark("check", "ok")
        self._fit()

    def show_busy(self, what: str) -> None:
        """Something is being written: an import, a backup."""
        self._saved.say(what)
        self._saved.mark("clock", "text_secondary")
        self._fit()

    def show_unsaved(self, why: str) -> None:
        self._saved.say(why)
        self._saved.mark("triangle-alert", "warning")
        self._fit()

    def show_context(self, text: str) -> None:
        self._whole_context = text
        self._fit()

    def show_who(self, name: str) -> None:
        self._who.setText(_("Working: {name}").format(name=name))
        self._fit()

    def show_backup(self, at: datetime | None, now: datetime) -> None:
        if at is None:
            self._backup.setText(_("No backup yet"))
        elif at.date() == now.date():
            self._backup.setText(_("Last backup today {time}").format(time=dates.clock(at)))
        else:
            self._backup.setText(_("Last backup {day}").format(day=dates.short_day(at.date())))
        self._fit()

    def _fit(self) -> None:
        """Show what there is room for."""
        giving_way = (self._who, self._offline.words, self._backup)
        shown = (self._saved, self._offline.icon, *giving_way)
        context = self._context.fontMetrics().horizontalAdvance(self._whole_context)
        needed = sum(part.sizeHint().width() + _SPACING for part in shown) + 2 * _MARGIN
        needed += context + _SPACING
        gone: list[str] = []
        for part in giving_way:
            fits = needed <= self.width()
            if not fits:
                needed -= part.sizeHint().width() + _SPACING
                gone.append(part.text())
            if part.isHidden() is fits:
                part.setVisible(fits)
        too_wide = max(0, needed - self.width())
        self._show_context_in(context - too_wide if too_wide else None)
        self.setToolTip("\n".join([self._whole_context, *gone] if too_wide else gone))

    def _show_context_in(self, room: int | None) -> None:
        """Cut the words short where they have only `room` pixels."""
        text = self._whole_context
        if room is not None:
            end = Qt.TextElideMode.ElideRight
            text = self._context.fontMetrics().elidedText(text, end, max(0, room))
        if self._context.text() != text:  # else each layout would ask for the next one
            self._context.setText(text)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)


class _Mark(QWidget):
    def __init__(self, icon_name: str, tint: str) -> None:
        super().__init__()
        self.icon = IconLabel(icon_name, tint, 14)
        self.words = Label(role="small", tone="secondary")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(7)
        row.addWidget(self.icon)
        row.addWidget(self.words)

    @property
    def text(self) -> str:
        return self.words.text()

    def say(self, words: str) -> None:
        self.words.setText(words)

    def mark(self, icon_name: str, tint: str) -> None:
        self.icon.show_icon(icon_name, tint)
