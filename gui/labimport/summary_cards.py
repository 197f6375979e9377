"""What the import would do, and what the file should have had."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from domain.labsheet.plan import AbsentDraw
from domain.labsheet.rows import PlannedRow, RowStatus
from gui.labimport.tally import Tally, is_unusable
from gui.widgets.card import Card
from gui.widgets.label import Label, Tone
from gui.words import dates, visits
from gui.words.language import _

_MOST_SHOWN = 8


def outcome(tally: Tally) -> tuple[tuple[str, int, Tone], ...]:
    """The lines of the card; those before the ignored ones add up to what is stored."""
    replaced = tally.count(lambda row: row.to_store is not None and row.to_store.replaces)
    flagged = tally.count(_is_stored_with_query)
    undecided, unusable = tally.undecided, tally.unusable
    lines: list[tuple[str, int, Tone]] = [
        (_("New results"), tally.stored - replaced - flagged - unusable, "text"),
        (_("Flagged, stored with a query"), flagged, "text"),
        (_("Replaced results"), replaced, "text"),
    ]
    if unusable:
        lines.append((_("Unusable specimens, with a query"), unusable, "text"))
    lines.append((_("Same, ignored"), _count(tally, RowStatus.SAME), "text"))
    others = _count(tally, RowStatus.NOT_COPPER) + _count(tally, RowStatus.CONTROL)
    if others:
        lines.append((_("Other tests and controls, ignored"), others, "text"))
    skipped = tally.count(lambda row: row.skipped)
    if skipped:
        lines.append((_("Skipped by you"), skipped, "text"))
    lines.append((_("Still to decide"), undecided, "overdue" if undecided else "text"))
    return tuple(lines)


def _is_stored_with_query(row: PlannedRow) -> bool:
    item = row.to_store
    if item is None or item.replaces or is_unusable(row):
        return False
    return bool(item.queries)


def _count(tally: Tally, status: RowStatus) -> int:
    return tally.count(lambda row: row.status is status and not row.skipped)


class OutcomeCard(Card):
    """If you import: so many new, flagged, replaced, ignored."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("If you import"), margin=14, spacing=6, parent=parent)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        self.body.addLayout(self._grid)

    def show_tally(self, tally: Tally) -> None:
        _clear(self._grid)
        for line, (words, count, tone) in enumerate(outcome(tally)):
            self._grid.addWidget(Label(words, wraps=True), line, 0)
            number = Label(str(count), "strong", tone)
            self._grid.addWidget(number, line, 1, Qt.AlignmentFlag.AlignRight)


class AbsentCard(Card):
    """Draws that wait for a result the file does not have."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Expected, but not in this file"), margin=14, spacing=6, parent=parent)
        self.has_any = False
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.body.addLayout(self._lines)

    def show_absent(self, absent: tuple[AbsentDraw, ...]) -> None:
        _clear(self._lines)
        self.has_any = bool(absent)
        for draw in absent[:_MOST_SHOWN]:
            self._lines.addWidget(Label(absent_draw(draw), tone="secondary", wraps=True))
        if len(absent) > _MOST_SHOWN:
            more = _("and {count} more").format(count=len(absent) - _MOST_SHOWN)
            self._lines.addWidget(Label(more, tone="secondary"))
        self.setVisible(self.has_any)


def absent_draw(draw: AbsentDraw) -> str:
    """KET-022 Post (collected 19 Mar)."""
    return _("{patient} {draw} (collected {day})").format(
        patient=draw.patient,
        draw=visits.draw_label(draw.draw),
        day=dates.day_and_month(draw.collected_on),
    )


def _clear(layout: QGridLayout | QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
