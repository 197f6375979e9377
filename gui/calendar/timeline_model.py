"""The timeline as a table: a row a patient, a column a day, spoken text in every cell."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from domain.calendar_days import CalendarDays, DayOff
from domain.study import Study
from gui.calendar.shown_days import ShownDays, reach, shown_days
from gui.calendar.timeline_rows import Event, TimelineRow, timeline_row
from gui.table_model import Index
from gui.words import dates, timeline
from gui.words.language import _

_ROOT = QModelIndex()


class TimelineModel(QAbstractTableModel):
    """Patients by days; rows are made when first looked at, and again when a write touched them."""

    def __init__(self, study: Study, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._study = study
        self._calendar = study.days
        self._infusions = study.protocol.infusions.count
        self._codes: tuple[str, ...] = ()
        self._places: dict[str, int] = {}
        self._rows: dict[str, TimelineRow] = {}
        self.today = today
        self.days: ShownDays = shown_days(self._calendar, *reach(today, ()))

    @property
    def codes(self) -> Sequence[str]:
        return self._codes

    @property
    def calendar(self) -> CalendarDays:
        return self._calendar

    def row_at(self, number: int) -> TimelineRow:
        code = self._codes[number]
        row = self._rows.get(code)
        if row is None:
            row = timeline_row(
                self._study.patient(code),
                self._study.courses()[code],
                infusions=self._infusions,
                today=self.today,
            )
            self._rows[code] = row
        return row

    def day_at(self, column: int) -> date:
        return self.days.days[column]

    def events_at(self, index: Index) -> tuple[Event, ...]:
        if not index.isValid():
            return ()
        return self.row_at(index.row()).events_on(self.day_at(index.column()))

    def place(self, code: str, day: date) -> QModelIndex:
        """The cell of a patient and a day; invalid if either is not shown."""
        row, column = self._places.get(code), self.days.column(day)
        return QModelIndex() if row is None or column is None else self.index(row, column)

    def show_codes(self, codes: Sequence[str]) -> None:
        if tuple(codes) == self._codes:
            return
        self.beginResetModel()
        self._codes = tuple(codes)
        self._places = {code: row for row, code in enumerate(self._codes)}
        self.endResetModel()

    def show_days(self, days: ShownDays) -> None:
        if days == self.days:
            return
        self.beginResetModel()
        self.days = days
        self.endResetModel()

    def refresh(self, codes: Iterable[str]) -> None:
        """Make the rows of `codes` again and say that they changed."""
        for code in codes:
            self._rows.pop(code, None)
            row = self._places.get(code)
            if row is not None:
                last = self.index(row, self.columnCount() - 1)
                self.dataChanged.emit(self.index(row, 0), last)
                self.headerDataChanged.emit(Qt.Orientation.Vertical, row, row)

    def refresh_all(self, today: date) -> None:
        """The day, the protocol or the whole study changed."""
        self.beginResetModel()
        self.today = today
        self._calendar = self._study.days
        self._infusions = self._study.protocol.infusions.count
        self._rows.clear()
        self.endResetModel()

    # Qt overrides

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._codes)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.days.days)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role != Qt.ItemDataRole.AccessibleTextRole:
            return None
        column = index.column()
        day = self.day_at(column)
        shown = [(event.visit, event.status) for event in self.events_at(index)]
        return timeline.spoken_cell(self._codes[index.row()], day, shown, self._off(day, column))

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if orientation is Qt.Orientation.Horizontal:
            if not 0 <= section < len(self.days.days):
                return None
            day = self.day_at(section)
            spoken = role == Qt.ItemDataRole.AccessibleTextRole
            return dates.spoken_day(day) if spoken else str(day.day)
        if not 0 <= section < len(self._codes):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._codes[section]
        return self._spoken_row(self.row_at(section))

    def _spoken_row(self, row: TimelineRow) -> str:
        parts = (
            row.code,
            timeline.diagnosis(row.patient.diagnosis),
            timeline.progress(row.given, row.infusions, row.step),
            timeline.next_step(row.step, self.today).text,
        )
        return ", ".join(parts)

    def _off(self, day: date, column: int) -> str:
        match self.days.off[column]:
            case DayOff.HOLIDAY:
                return self._calendar.holidays[day]
            case DayOff.CLOSED:
                return _("closed")
            case _:
                return ""
