"""The copper results of one patient as a small table."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu

from domain.protocol import Protocol
from domain.storage.tables import StoredResult
from domain.study import Study
from domain.visits import Draw, Status, VisitKey, VisitState
from gui.table_model import Column, TableModel
from gui.widgets.buttons import IconButton
from gui.widgets.card import Card
from gui.widgets.label import Label
from gui.widgets.table_view import RowTable
from gui.words import patient_page as words
from gui.words import visits
from gui.words.language import _, pgettext
from gui.words.patient_page import ResultAct

_ROW_HEIGHT = 27
_AFTER_LINE = (ResultAct.RECORD, ResultAct.ASK)
_PENDING = (Status.DUE_TODAY, Status.LATE, Status.OVERDUE)


@dataclass(frozen=True, slots=True)
class CopperRow:
    """One draw with its current result."""

    draw: Draw
    status: Status
    change: float | None
    """From baseline, µg/dL; None too where both values are limits."""
    change_operator: str
    """"<" or ">" where one of the two is only known to be below or above a limit."""
    was: float | None
    """The value the laboratory has corrected, µg/dL."""
    results: int = 0
    """How many there are, current or not."""


def copper_rows(study: Study, patient: str, today: date) -> tuple[CopperRow, ...]:
    """The draws in the order of the protocol; cancelled and far-off ones are left out."""
    draws = _in_order(study.course(patient).draws, study.protocol)
    baseline = next((d for d in draws if d.key.code == "baseline"), None)
    rows: list[CopperRow] = []
    for draw in draws:
        status = draw.status(today)
        if status in (Status.CANCELLED, Status.PLANNED):
            continue
        change, operator = _change(baseline, draw)
        stored = study.results(patient, draw.key.code)
        rows.append(CopperRow(draw, status, change, operator, _was(stored), len(stored)))
    return tuple(rows)


class ResultsCard(Card):
    """Draw, when collected, value, change from baseline, and where it was read."""

    asked = Signal(object, object)
    """A `ResultAct` is wanted of a `Draw`."""

    def __init__(self) -> None:
        super().__init__(_("Copper results"))
        top = QHBoxLayout()
        self.body.removeWidget(self.heading)
        top.addWidget(self.heading, 1)
        top.addWidget(Label(_("Change is from baseline"), "small", "secondary"))
        self.more = IconButton("ellipsis", _("More about the chosen result"), bare=True)
        self.more.clicked.connect(self._show_menu_of_button)
        top.addWidget(self.more)
        self.body.addLayout(top)
        self.model = TableModel[CopperRow](_columns(), parent=self)
        self.table = RowTable(
            self.model,
            _("Copper results"),
            widths=(88, 140, 84, 76, 150),
            stretched=4,
            row_height=_ROW_HEIGHT,
            shows_all=True,
        )
        self.table.setProperty("frame", "none")
        self.body.addWidget(self.table)
        self._none = Label(_("Nothing collected yet."), tone="secondary")
        self.body.addWidget(self._none)
        self.table.opened.connect(self.table.ask_menu_of_row)
        self.table.menu_asked.connect(self._show_menu)

    def menu(self) -> QMenu:
        """What can be done about the chosen result, or about the last draw collected."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        row = self._chosen()
        for act in () if row is None else _acts(row):
            if act in _AFTER_LINE:
                menu.addSeparator()
            assert row is not None, "there are acts"
            action = menu.addAction(words.result_act(act, row.draw))
            action.setEnabled(act is not ResultAct.CHOOSE or row.results > 1)
            action.triggered.connect(partial(self.asked.emit, act, row.draw))
        return menu

    def _choose(self, key: VisitKey) -> None:
        index = self.model.index_of(lambda row: row.draw.key == key)
        if index.isValid():
            self.table.select_row(index.row())

    def _chosen(self) -> CopperRow | None:
        chosen = self.model.row_at(self.table.currentIndex())
        collected = (row for row in reversed(self.model.rows) if _is_collected(row))
        return chosen or next(collected, None) or next(reversed(self.model.rows), None)

    def _show_menu_of_button(self) -> None:
        self._show_menu(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _show_menu(self, place: QPoint) -> None:
        self.menu().popup(place)

    def show_rows(self, rows: tuple[CopperRow, ...]) -> None:
        chosen = self.model.row_at(self.table.currentIndex())
        self.model.set_rows(rows)
        if chosen is not None:
            self._choose(chosen.draw.key)
        self.more.setVisible(bool(rows))
        self.table.setVisible(bool(rows))
        self._none.setVisible(not rows)


def _is_collected(row: CopperRow) -> bool:
    return row.draw.state is VisitState.DONE


def _acts(row: CopperRow) -> Iterator[ResultAct]:
    """Only what was collected has results."""
    if _is_collected(row):
        yield ResultAct.CORRECT if row.draw.result is not None else ResultAct.ENTER
        yield ResultAct.CHOOSE
    if row.draw.is_recorded:
        yield ResultAct.RECORD
    yield ResultAct.ASK
    yield ResultAct.CALENDAR


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
            lambda row: "" if row.change is None else words.change(row.change_operator, row.change),
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


def _change(baseline: Draw | None, draw: Draw) -> tuple[float | None, str]:
    """The change since baseline, and whether it is only known to lie below or above that."""
    if baseline is None or baseline.key == draw.key or not baseline.result or not draw.result:
        return None, ""
    before, after = _value(baseline), _value(draw)
    if before is None or after is None:
        return None, ""
    below = {"": "", "<": ">", ">": "<"}[baseline.result.operator]
    operators = {below, draw.result.operator} - {""}
    if len(operators) > 1:
        return None, ""
    return after - before, next(iter(operators), "")


def _was(results: tuple[StoredResult, ...]) -> float | None:
    older = [stored.result.ug_dl for stored in results if not stored.is_current]
    return older[-1] if older else None
