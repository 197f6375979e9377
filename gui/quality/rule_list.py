"""The rules on the left, each with the number of rows it shows."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from gui.theme import app_theme
from gui.words.language import _

_WIDTH = 232
_WIDEST = 320


class RuleList(QListWidget):
    """All rules first; arrows and clicks choose."""

    rule_chosen = Signal()
    """Another rule is chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rules: list[str] = []
        self._is_filling = False
        self.setAccessibleName(_("Rules"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentRowChanged.connect(self._say)
        app_theme().changed.connect(self._fit)
        self._fit()

    @property
    def rule(self) -> str:
        """The code of the rule that is chosen; empty for all."""
        row = self.currentRow()
        return self._rules[row] if 0 <= row < len(self._rules) else ""

    def show_rules(self, rules: Sequence[tuple[str, str, int]]) -> None:
        """Code, words and count of each rule; the chosen one stays chosen while it has rows."""
        before = self.rule
        self._is_filling = True
        self.clear()
        everything = sum(count for _code, _words, count in rules)
        self._rules = ["", *(code for code, _words, _count in rules)]
        for _code, words, count in [("", _("All rules"), everything), *rules]:
            item = QListWidgetItem(f"{words}  {count}", self)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{words}, {count}")
        self.setCurrentRow(self._rules.index(before) if before in self._rules else 0)
        self._is_filling = False
        self._fit()

    def choose(self, rule: str) -> None:
        if rule in self._rules:
            self.setCurrentRow(self._rules.index(rule))

    def _say(self) -> None:
        if not self._is_filling:
            self.rule_chosen.emit()

    def _fit(self) -> None:
        theme, needed = app_theme(), self.sizeHintForColumn(0) + 2 * self.frameWidth() + 4
        self.setFixedWidth(max(theme.px(_WIDTH), min(needed, theme.px(_WIDEST))))

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.doItemsLayout()  # rows were measured before the style sheet was known
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(self.width(), 120)
