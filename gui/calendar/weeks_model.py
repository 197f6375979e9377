"""One patient's course as a table: a row a week, a column a weekday, spoken text in every cell."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from domain.calendar_days import CalendarDays, DayOff
from domain.visits import VisitState
from gui.calendar.shown_days import monday_of
from gui.calendar.timeline_rows import Event, TimelineRow
from gui.table_model import Index
from gui.words import dates, timeline
from gui.words.holidays import holiday
from gui.words.language import _

_ROOT = QModelIndex()
_WEEK = timedelta(weeks=1)


class WeeksModel(QAbstractTableModel):
    """The weeks from the first visit or window of a course to its last."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._row: TimelineRow | None = None
        self._calendar: CalendarDays | None = None
        self._weeks: tuple[date, ...] = ()
        self._names: tuple[str, ...] = ()
        self.today = date.min

    @property
    def weeks(self) -> Sequence[date]:
        """The Mondays, one a row."""
        return self._weeks

    @property
    def row(self) -> TimelineRow | None:
        """The course as the timeline knows it."""
        return self._row

    def show(self, row: TimelineRow, calendar: CalendarDays, today: date) -> None:
        """Show the course of `row` as seen on `today`."""
        self.beginResetModel()
        self._row, self._calendar, self.today = row, calendar, today
        self._weeks = _weeks_of(row)
        self._names = tuple(_names_of(row, self._weeks))
        self.endResetModel()

    def day_at(self, index: Index) -> date:
        return self._weeks[index.row()] + timedelta(days=index.column())

    def place(self, day: date) -> QModelIndex:
        """The cell of `day`; invalid where it lies outside the course."""
        monday = monday_of(day)
        if monday not in self._weeks:
            return QModelIndex()
        return self.index(self._weeks.index(monday), day.weekday())

    def events_at(self, index: Index) -> tuple[Event, ...]:
        if self._row is None or not index.isValid():
            return ()
        return self._row.events_on(self.day_at(index))

    def day_off(self, day: date) -> DayOff | None:
        return self._calendar.day_off(day) if self._calendar else None

    # Qt overrides

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._weeks)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else 7

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self._row is None or role != Qt.ItemDataRole.AccessibleTextRole or not index.isValid():
            return None
        shown = [(event.visit, event.status) for event in self.events_at(index)]
        day = self.day_at(index)
        return timeline.spoken_cell(self._row.code, day, shown, self._off(day))

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if orientation is Qt.Orientation.Vertical:
            return self._names[section] if 0 <= section < len(self._names) else None
        spoken = role == Qt.ItemDataRole.AccessibleTextRole
        return dates.weekday_name(section) if spoken else dates.weekday_short(section)

    def _off(self, day: date) -> str:
        match self.day_off(day):
            case DayOff.HOLIDAY if self._calendar is not None:
                return holiday(self._calendar.holidays[day])
            case DayOff.CLOSED:
                return _("closed")
            case _:
                return ""


def _weeks_of(row: TimelineRow) -> tuple[date, ...]:
    days = [*row.events, *(edge for w in row.whiskers for edge in (w.first, w.last))]
    if not days:
        return ()
    monday, last = monday_of(min(days)), monday_of(max(days))
    count = (last - monday) // _WEEK + 1
    return tuple(monday + number * _WEEK for number in range(count))


def _names_of(row: TimelineRow, weeks: Sequence[date]) -> list[str]:
    """Baseline before the first infusion's week, Follow-up after the last one's."""
    standing = [
        i.shown_on
        for i in row.course.current_infusions()
        if i.state in (VisitState.PLANNED, VisitState.DONE)
    ]
    if not standing:
        return [dates.day_and_month(monday) for monday in weeks]
    first, last = monday_of(min(standing)), monday_of(max(standing))
    return [_name_of(monday, first, last) for monday in weeks]


def _name_of(monday: date, first: date, last: date) -> str:
    if monday < first:
        return _("Baseline")
    if monday > last:
        return _("Follow-up")
    return timeline.week((monday - first) // _WEEK + 1)
