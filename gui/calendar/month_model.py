"""A month as a table of days, each with the visits of all patients on it."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from domain.calendar_days import CalendarDays, DayOff
from domain.patient import PatientState
from domain.study import Study
from domain.visits import Infusion, Status, VisitKind
from gui.calendar.shown_days import monday_of
from gui.calendar.timeline_rows import LANES, Event
from gui.table_model import Index
from gui.widgets.glyphs import Glyph
from gui.words import calendar as words
from gui.words import dates
from gui.words.holidays import holiday
from gui.words.language import _

_ROOT = QModelIndex()


class MonthModel(QAbstractTableModel):
    """Whole weeks that hold the month; visits cancelled by a withdrawal are left out."""

    def __init__(self, study: Study, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._study = study
        self._codes: Collection[str] | None = None
        self._events: Mapping[date, tuple[Event, ...]] = {}
        self._calendar: CalendarDays = study.days
        self.today = today
        self.month = today.replace(day=1)
        self._read()

    @property
    def first(self) -> date:
        """The Monday the table begins with."""
        return monday_of(self.month)

    def show_month(self, day: date) -> None:
        """Show the month of `day`."""
        self._show(day.replace(day=1))

    def move(self, months: int) -> None:
        number = self.month.year * 12 + self.month.month - 1 + months
        self._show(date(number // 12, number % 12 + 1, 1))

    def show_codes(self, codes: Collection[str] | None) -> None:
        """Show these patients only; None shows all."""
        self._codes = codes
        self.read_again(self.today)

    def read_again(self, today: date) -> None:
        self.beginResetModel()
        self.today = today
        self._calendar = self._study.days
        self._read()
        self.endResetModel()

    def day_at(self, index: Index) -> date:
        return self.first + timedelta(days=7 * index.row() + index.column())

    def place(self, day: date) -> QModelIndex:
        """The cell of `day`; invalid outside the table."""
        away = (day - self.first).days
        if not 0 <= away < 7 * self.rowCount():
            return QModelIndex()
        return self.index(away // 7, away % 7)

    def events_on(self, day: date) -> tuple[Event, ...]:
        """Infusions, then draws, then ratings, each by patient."""
        return self._events.get(day, ())

    def counts_on(self, day: date) -> dict[VisitKind, int]:
        counted = Counter(event.key.kind for event in self.events_on(day))
        return {kind: counted[kind] for kind in LANES if counted[kind]}

    def day_off(self, day: date) -> DayOff | None:
        return self._calendar.day_off(day)

    def _show(self, month: date) -> None:
        if month != self.month:
            self.month = month
            self.read_again(self.today)

    def _read(self) -> None:
        """Only the visits of the days shown are looked at closely: a study may be large."""
        first = self.first
        last = first + timedelta(days=7 * self.rowCount() - 1)
        patients = self._study.patients()
        found: defaultdict[date, list[Event]] = defaultdict(list)
        for code, course in self._study.courses().items():
            if self._codes is not None and code not in self._codes:
                continue
            withdrawn = patients[code].state is PatientState.WITHDRAWN
            for visit in course.visits():
                if not first <= visit.shown_on <= last:
                    continue
                status = visit.status(self.today)
                if not (withdrawn and status is Status.CANCELLED):
                    label = visit.key.code if isinstance(visit, Infusion) else ""
                    glyph = Glyph(visit.key.kind, status, label)
                    found[visit.shown_on].append(Event(visit, status, glyph))
        self._events = {day: tuple(sorted(of_day, key=_order)) for day, of_day in found.items()}

    # Qt overrides

    def rowCount(self, parent: Index = _ROOT) -> int:
        if parent.isValid():
            return 0
        after = (self.month.replace(day=28) + timedelta(days=4)).replace(day=1)
        return (after - timedelta(days=1) - self.first).days // 7 + 1

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else 7

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.AccessibleTextRole or not index.isValid():
            return None
        day = self.day_at(index)
        return words.spoken_day(day, self.counts_on(day), self.words_of_day_off(day))

    def words_of_day_off(self, day: date) -> str:
        """The name of the public holiday, or that the ward is closed."""
        match self._calendar.day_off(day):
            case DayOff.HOLIDAY:
                return holiday(self._calendar.holidays[day])
            case DayOff.CLOSED:
                return _("closed")
            case _:
                return ""

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if orientation is Qt.Orientation.Vertical:
            return words.week_number(self.first + timedelta(weeks=section))
        spoken = role == Qt.ItemDataRole.AccessibleTextRole
        return dates.weekday_name(section) if spoken else dates.weekday_short(section)


def _order(event: Event) -> tuple[int, str, str]:
    return LANES.index(event.key.kind), event.key.patient, event.key.code
