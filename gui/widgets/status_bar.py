"""The line at the bottom: saved state, what the screen shows, last backup, offline."""

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QStatusBar, QWidget

from gui.widgets.label import IconLabel, Label
from gui.words import dates
from gui.words.language import _


class StatusBar(QStatusBar):
    """Speaks only in words and icons; never in passing messages."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._saved = _Mark("check", "ok")
        self._context = Label(role="small", tone="secondary")
        self._backup = Label(role="small", tone="secondary")
        self._who = Label(role="small", tone="secondary")
        self._offline = _Mark("lock", "text_secondary")
        self._offline.say(_("Offline – data stays on this computer"))
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(22)
        row.addWidget(self._saved)
        row.addWidget(self._context)
        row.addStretch(1)
        row.addWidget(self._who)
        row.addWidget(self._backup)
        row.addWidget(self._offline)
        self.addWidget(line, 1)

    @property
    def context(self) -> str:
        return self._context.text()

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

    def show_busy(self, what: str) -> None:
        """Something is being written: an import, a backup."""
        self._saved.say(what)
        self._saved.mark("clock", "text_secondary")

    def show_unsaved(self, why: str) -> None:
        self._saved.say(why)
        self._saved.mark("triangle-alert", "warning")

    def show_context(self, text: str) -> None:
        self._context.setText(text)

    def show_who(self, name: str) -> None:
        self._who.setText(_("Working: {name}").format(name=name))

    def show_backup(self, at: datetime | None, now: datetime) -> None:
        if at is None:
            self._backup.setText(_("No backup yet"))
        elif at.date() == now.date():
            self._backup.setText(_("Last backup today {time}").format(time=dates.clock(at)))
        else:
            self._backup.setText(_("Last backup {day}").format(day=dates.short_day(at.date())))


class _Mark(QWidget):
    def __init__(self, icon_name: str, tint: str) -> None:
        super().__init__()
        self._icon = IconLabel(icon_name, tint, 14)
        self._words = Label(role="small", tone="secondary")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(7)
        row.addWidget(self._icon)
        row.addWidget(self._words)

    @property
    def text(self) -> str:
        return self._words.text()

    def say(self, words: str) -> None:
        self._words.setText(words)

    def mark(self, icon_name: str, tint: str) -> None:
        self._icon.show_icon(icon_name, tint)
