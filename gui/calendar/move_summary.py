"""What a move changes, what stays, and what the protocol says of it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from domain.calendar_days import CalendarDays
from domain.move_plan import MovePlan, VisitChange
from domain.visits import Status
from gui.icons import icon
from gui.widgets.buttons import LinkButton
from gui.widgets.glyphs import Glyph, GlyphMark, Look
from gui.widgets.label import IconLabel, Label
from gui.words import moves as words
from gui.words.agenda import glyph_text
from gui.words.language import _

_SIGNS = {
    "warning": ("triangle-alert", "warning"),
    "info": ("info", "link"),
    "ok": ("check", "ok"),
}


class MoveSummary(QWidget):
    """Changed visits as a table, then the checks with a sign each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 0)
        self._inner: QWidget | None = None
        self.warnings: tuple[str, ...] = ()
        """What of the plan is against the protocol."""
        self.checks = QWidget()
        """What the protocol says of the plan, warnings first."""

    def show_plan(self, plan: MovePlan | None, days: CalendarDays) -> None:
        """Show the plan; nothing where there is none."""
        if self._inner is not None:
            self._column.removeWidget(self._inner)
            self._inner.hide()
            self._inner.deleteLater()
            self._inner = None
        told = words.checks(plan, days) if plan is not None else []
        self.warnings = tuple(sentence for kind, sentence in told if kind == "warning")
        if plan is not None:
            self.checks = _checks(told)
            self._inner = _filled(plan, self.checks)
            self._column.addWidget(self._inner)
            self._inner.show()


class WarningsLink(LinkButton):
    """Beside the button that moves: how much is against the protocol; leads to it."""

    def __init__(self) -> None:
        super().__init__("")
        self.setIcon(icon("triangle-alert", "warning"))
        self.hide()

    def show_warnings(self, sentences: Sequence[str]) -> None:
        self.setVisible(bool(sentences))
        self.setText(words.warning_count(len(sentences)))
        self.setToolTip("\n".join(sentences))
        self.setAccessibleDescription(" ".join(sentences))


def _filled(plan: MovePlan, checks: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    head = QHBoxLayout()
    head.setSpacing(12)
    head.addWidget(Label(words.change_count(len(plan.changes)), "strong"))
    told = Label(words.stays(plan.stays), "small", "secondary", wraps=True)
    told.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    head.addWidget(told, 1)
    column.addLayout(head)
    column.addLayout(_table(plan))
    column.addSpacing(6)
    column.addWidget(checks)
    return holder


def _checks(told: Sequence[tuple[str, str]]) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    column.addWidget(Label(_("Protocol check"), "strong"))
    for kind, sentence in told:
        column.addLayout(_check(kind, sentence))
    return holder


def _table(plan: MovePlan) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(6)
    grid.setVerticalSpacing(5)
    for column, share in ((1, 5), (2, 8), (3, 8)):
        grid.setColumnStretch(column, share)
    for column, head in enumerate((_("Visit"), _("Now"), _("After")), start=1):
        grid.addWidget(Label(head, "small-strong", "secondary"), 0, column)
    for row, change in enumerate(plan.changes, start=1):
        _fill_row(grid, row, change)
    return grid


def _fill_row(grid: QGridLayout, row: int, change: VisitChange) -> None:
    name, now, now_window, after, after_window = words.change_row(change)
    key = change.key
    mark = GlyphMark(Glyph(key.kind, Status.PLANNED, glyph_text(key), Look.NEW_PLACE))
    grid.addWidget(mark, row, 0, Qt.AlignmentFlag.AlignTop)
    grid.addWidget(Label(name, "medium", wraps=True), row, 1, Qt.AlignmentFlag.AlignTop)
    for column, day, window, role in (
        (2, now, now_window, "body"),
        (3, after, after_window, "strong"),
    ):
        cell = QVBoxLayout()
        cell.setSpacing(0)
        cell.addWidget(Label(day, "strong" if role == "strong" else "body"))
        if window:
            cell.addWidget(Label(window, "tiny", "secondary", wraps=True))
        cell.addStretch(1)
        grid.addLayout(cell, row, column)


def _check(kind: str, sentence: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    name, tint = _SIGNS[kind]
    row.addWidget(IconLabel(name, tint), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(sentence, wraps=True), 1)
    return row
