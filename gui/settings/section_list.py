"""The sections of the settings on the left, each with a mark while something is to be confirmed."""

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QListWidget, QWidget

from gui.icons import icon
from gui.theme import app_theme
from gui.words import settings as words
from gui.words.language import _
from gui.words.settings import Part

_WIDTH = 184
_ICONS = {
    Part.STUDY: "tag",
    Part.INFUSIONS: "circle",
    Part.DRAWS: "test-tube",
    Part.RATINGS: "clipboard-list",
    Part.CALENDAR: "calendar-days",
    Part.LABORATORY: "flask-conical",
    Part.ANALYSIS: "chart-line",
    Part.REASONS: "list",
    Part.PROTECTION: "lock",
    Part.BACKUPS: "history",
}


class SectionList(QListWidget):
    """Arrows and clicks choose."""

    section_chosen = Signal(object)
    """The `Part` to show."""

    def __init__(self, parts: Sequence[Part], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = tuple(parts)
        self.setAccessibleName(_("Sections of the settings"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for part in self._parts:
            self.addItem(words.part(part))
        self.show_open({}, {})
        self.currentRowChanged.connect(self._say)
        app_theme().changed.connect(self._fit)
        self._fit()

    def choose(self, part: Part) -> None:
        self.setCurrentRow(self._parts.index(part))

    def show_open(
        self,
        to_confirm: Mapping[Part, int],
        wrong: Mapping[Part, bool],
        unsaved: Collection[Part] = (),
    ) -> None:
        """Mark the sections with something to confirm, to save, or that cannot stay so."""
        for row, part in enumerate(self._parts):
            item = self.item(row)
            count = to_confirm.get(part, 0)
            spoken = words.part_spoken(part, count)
            if wrong.get(part):
                item.setIcon(icon("circle-alert", "overdue"))
                spoken = _("{section}, a value cannot stay as it is").format(section=spoken)
            elif part in unsaved:
                item.setIcon(icon("pencil", "link"))
                spoken = _("{section}, not saved yet").format(section=spoken)
            elif count:
                item.setIcon(icon("triangle-alert", "warning"))
            else:
                item.setIcon(icon(_ICONS[part], "text_secondary"))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            item.setToolTip(spoken if count or wrong.get(part) or part in unsaved else "")

    def _say(self, row: int) -> None:
        if row >= 0:
            self.section_chosen.emit(self._parts[row])

    def _fit(self) -> None:
        theme = app_theme()
        self.setFixedWidth(theme.px(_WIDTH))
        self.setIconSize(QSize(theme.px(16), theme.px(16)))

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.doItemsLayout()  # rows were measured before the style sheet was known
