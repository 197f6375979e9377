"""All visits of one day, beside the month."""

from datetime import date

from PySide6.QtCore import QModelIndex, Qt, Signal

from domain.visits import VisitKey
from gui.calendar.month_model import MonthModel
from gui.calendar.timeline_rows import Event
from gui.table_model import Column, TableModel
from gui.widgets.card import Card
from gui.widgets.label import Label
from gui.widgets.table_view import RowTable
from gui.words import calendar as words
from gui.words import dates, visits
from gui.words.language import _


class DayListCard(Card):
    """A row a visit; choosing one shows it in the details bar."""

    event_chosen = Signal(object)
    """The `Event` of the chosen row, or None."""
    details_asked = Signal()

    def __init__(self) -> None:
        super().__init__(" ", margin=14)
        self._counts = Label("", "small", "secondary", wraps=True)
        self.model = TableModel[Event](_columns(), parent=self)
        self.table = RowTable(self.model, _("Visits of the day"), widths=(88, 96, 120), stretched=1)
        self.table.setProperty("frame", "none")
        self.table.opened.connect(self._open)
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self.body.addWidget(self._counts)
        self.body.addWidget(self.table, 1)

    @property
    def current(self) -> Event | None:
        return self.model.row_at(self.table.currentIndex())

    def show_day(self, day: date, model: MonthModel) -> None:
        before = self.current
        self.heading.setText(dates.day(day))
        self._counts.setText(words.counts(model.counts_on(day), model.words_of_day_off(day)))
        self.model.set_rows(model.events_on(day))
        if before is None or not self.choose(before.key):
            self._tell()

    def choose(self, key: VisitKey) -> bool:
        index = self.model.index_of(lambda event: event.key == key)
        if index.isValid():
            self.table.select_row(index.row())
        return index.isValid()

    def take_focus(self) -> None:
        self.table.setFocus(Qt.FocusReason.TabFocusReason)
        if self.model.rows and not self.table.currentIndex().isValid():
            self.table.select_row(0)

    def _choose(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        self._tell()

    def _open(self, _event: Event) -> None:
        self.details_asked.emit()

    def _tell(self) -> None:
        self.event_chosen.emit(self.current)


def _columns() -> tuple[Column[Event], ...]:
    return (
        Column[Event](_("Patient"), lambda event: event.key.patient, is_strong=True),
        Column[Event](_("Visit"), lambda event: visits.name(event.key)),
        Column[Event](
            _("State"),
            lambda event: visits.status(event.status),
            tone=lambda event: "overdue" if event.status.is_not_done else "text_secondary",
            tool_tip=lambda event: visits.status(event.status),
        ),
    )
