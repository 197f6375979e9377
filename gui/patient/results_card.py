"""The copper results of one patient as a small table."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu

from domain.protocol import Protocol
from domain.storage.tables import StoredResult
from domain.study import Study
from domain.visits import Draw, Status, VisitState
from gui.table_model import Column, TableModel
from gui.theme import app_theme
from gui.widgets.buttons import IconButton
from gui.widgets.card import Card
from gui.widgets.label import Label
from gui.widgets.table_view import RowTable
from gui.words import numbers, visits
from gui.words import patient_page as words
from gui.words.language import _, pgettext

_ROW_HEIGHT = 27
_PENDING = (Status.DUE_TODAY, Status.LATE, Status.OVERDUE)


@dataclass(frozen=True, slots=True)
class CopperRow:
    """One draw with its current result."""

    draw: Draw
    status: Status
    change: float | None
    """From baseline, µg/dL."""
    was: float | None
    """The value the laboratory has corrected, µg/dL."""
    results: int = 0
    """How many there are, current or not."""


def copper_rows(study: Study, patient: str, today: date) -> tuple[CopperRow, ...]:
    """The draws in the order of the protocol; cancelled and far-off ones are left out."""
    draws = _in_order(study.course(patient).draws, study.protocol)
    baseline = next((_value(d) for d in draws if d.key.code == "baseline"), None)
    rows: list[CopperRow] = []
    for draw in draws:
        status = draw.status(today)
        if status in (Status.CANCELLED, Status.PLANNED):
            continue
        value = _value(draw)
        is_later = value is not None and baseline is not None and draw.key.code != "baseline"
        change = value - baseline if is_later and value and baseline else None
        stored = study.results(patient, draw.key.code)
        rows.append(CopperRow(draw, status, change, _was(stored), len(stored)))
    return tuple(rows)


class ResultsCard(Card):
    """Draw, when collected, value, change from baseline, and where it was read."""

    result_asked = Signal(object)
    """The user types a result of this `Draw`."""
    current_asked = Signal(object)
    """The user says which of the results of this `Draw` counts."""

    def __init__(self) -> None:
        super().__init__(_("Copper results"))
        top = QHBoxLayout()
        self.body.removeWidget(self.heading)
        top.addWidget(self.heading, 1)
        top.addWidget(Label(_("Change is from baseline"), "small", "secondary"))
        self.more = IconButton("ellipsis", _("More about the chosen result"), bare=True)
        self.more.clicked.connect(self._show_menu)
        top.addWidget(self.more)
        self.body.addLayout(top)
        self.model = TableModel[CopperRow](_columns(), parent=self)
        self.table = RowTable(
            self.model, _("Copper results"), widths=(88, 140, 84, 76, 150), stretched=4
        )
        self.table.setProperty("frame", "none")
        self.table.setShowGrid(False)
        self.table.setSortingEnabled(False)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(self.table)
        self._none = Label(_("Nothing collected yet."), tone="secondary")
        self.body.addWidget(self._none)
        self.table.opened.connect(self._show_menu)
        app_theme().changed.connect(self._fit)

    def menu(self) -> QMenu:
        """What can be done about the chosen result, or about the last draw collected."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        row = self._chosen()
        if row is None:
            menu.addAction(_("Nothing collected yet.")).setEnabled(False)
            return menu
        draw = row.draw
        label = visits.draw_label(draw.key.code)
        enter = menu.addAction(_("{draw}: enter a result by hand…").format(draw=label))
        enter.triggered.connect(partial(self.result_asked.emit, draw))
        current = menu.addAction(_("{draw}: which result counts…").format(draw=label))
        current.triggered.connect(partial(self.current_asked.emit, draw))
        current.setEnabled(row.results > 1)
        return menu

    def _chosen(self) -> CopperRow | None:
        """Only what was collected has results."""
        rows = [row for row in self.model.rows if row.draw.state is VisitState.DONE]
        chosen = self.model.row_at(self.table.currentIndex())
        return chosen if chosen in rows else next(reversed(rows), None)

    def _show_menu(self, _row: object = None) -> None:
        self.menu().popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def show_rows(self, rows: tuple[CopperRow, ...]) -> None:
        self.model.set_rows(rows)
        self.more.setVisible(bool(rows))
        self.table.setVisible(bool(rows))
        self._none.setVisible(not rows)
        self._fit()

    def _fit(self) -> None:
        """As high as its rows: the page scrolls, the table does not."""
        header = self.table.horizontalHeader().sizeHint().height()
        row = app_theme().px(_ROW_HEIGHT)
        self.table.verticalHeader().setDefaultSectionSize(row)
        self.table.setFixedHeight(header + row * len(self.model.rows) + 4)


def _columns() -> tuple[Column[CopperRow], ...]:
    return (
        Column[CopperRow](
            pgettext("column", "Draw"),
            lambda row: visits.draw_label(row.draw.key.code),
            is_strong=True,
        ),
        Column[CopperRow](
            _("Collected"),
            lambda row: words.collected(row.draw, row.status),
            tone=lambda row: "text" if row.status not in _PENDING else "warning",
        ),
        Column[CopperRow](_("µg/dL"), lambda row: words.result(row.draw), is_number=True),
        Column[CopperRow](
            _("Change"),
            lambda row: "" if row.change is None else numbers.signed(row.change),
            is_number=True,
        ),
        Column[CopperRow](
            _("Source"),
            lambda row: words.source(row.draw, row.status, row.was),
            tone=lambda _row: "text_secondary",
            tool_tip=lambda row: words.source(row.draw, row.status, None),
        ),
    )


def _in_order(draws: tuple[Draw, ...], protocol: Protocol) -> list[Draw]:
    order = {rule.code: place for place, rule in enumerate(protocol.draws)}
    return sorted(draws, key=lambda d: (order.get(d.key.code, len(order)), d.shown_on))


def _value(draw: Draw) -> float | None:
    return draw.result.ug_dl if draw.result is not None else None


def _was(results: tuple[StoredResult, ...]) -> float | None:
    older = [stored.result.ug_dl for stored in results if not stored.is_current]
    return older[-1] if older else None
