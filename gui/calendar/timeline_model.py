"""The timeline as a table: a row a patient, a column a day, spoken text in every cell."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from domain.calendar_days import CalendarDays, DayOff
from domain.study import Study
from gui.calendar.move_rows import MoveRows, Side
from gui.calendar.shown_days import ShownDays, reach, shown_days
from gui.calendar.timeline_rows import Event, TimelineRow, timeline_row
from gui.table_model import Index
from gui.words import dates, timeline
from gui.words import moves as words_of_moves
from gui.words.holidays import holiday
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
        self._move: MoveRows | None = None
        self._split: int | None = None
        self.today = today
        self.days: ShownDays = shown_days(self._calendar, *reach(today, ()))

    @property
    def codes(self) -> Sequence[str]:
        return self._codes

    @property
    def calendar(self) -> CalendarDays:
        return self._calendar

    @property
    def move(self) -> MoveRows | None:
        """The move that is previewed, if any."""
        return self._move

    def side_at(self, number: int) -> Side | None:
        """Which of the two rows of a previewed move this is; None for other patients."""
        if self._split is None or not 0 <= number - self._split <= 1:
            return None
        return Side.NOW if number == self._split else Side.AFTER

    def is_dimmed(self, number: int) -> bool:
        """Whether another patient's move is being previewed."""
        return self._split is not None and self.side_at(number) is None

    def row_at(self, number: int) -> TimelineRow:
        side = self.side_at(number)
        if side is not None and self._move is not None:
            return self._move.row(side)
        is_below = self._split is not None and number > self._split
        code = self._codes[number - 1 if is_below else number]
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
        row, column = self._number_of(code), self.days.column(day)
        return QModelIndex() if row is None or column is None else self.index(row, column)

    def show_codes(self, codes: Sequence[str]) -> None:
        if tuple(codes) == self._codes:
            return
        self.beginResetModel()
        self._codes = tuple(codes)
        self._places = {code: row for row, code in enumerate(self._codes)}
        self._split = self._places.get(self._move.code) if self._move is not None else None
        self.endResetModel()

    def show_days(self, days: ShownDays) -> None:
        if days == self.days:
            return
        self.beginResetModel()
        self.days = days
        self.endResetModel()

    def show_move(self, move: MoveRows | None) -> None:
        """Split the patient's row in two while a move is previewed."""
        is_same = move is not None and self._move is not None and move.code == self._move.code
        if is_same and self._split is not None:
            self._move = move
            self._say_changed(self._split, self._split + 1)
            return
        if self._split is not None:
            self.beginRemoveRows(_ROOT, self._split + 1, self._split + 1)
            self._split = None
            self.endRemoveRows()
        self._move = move
        if move is not None and move.code in self._places:
            place = self._places[move.code]
            self.beginInsertRows(_ROOT, place + 1, place + 1)
            self._split = place
            self.endInsertRows()
        if self._codes:
            self._say_changed(0, self.rowCount() - 1)

    def refresh(self, codes: Iterable[str]) -> None:
        """Make the rows of `codes` again and say that they changed."""
        for code in codes:
            self._rows.pop(code, None)
            row = self._number_of(code)
            if row is not None:
                self._say_changed(row, row)

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
        return 0 if parent.isValid() else len(self._codes) + (self._split is not None)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.days.days)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role != Qt.ItemDataRole.AccessibleTextRole:
            return None
        column = index.column()
        day = self.day_at(column)
        shown = [(event.visit, event.status) for event in self.events_at(index)]
        patient = self.row_at(index.row()).code
        side = self.side_at(index.row())
        if side is not None:
            patient = words_of_moves.spoken_row(patient, is_after=side is Side.AFTER)
        return timeline.spoken_cell(patient, day, shown, self._off(day, column))

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
        if not 0 <= section < self.rowCount():
            return None
        row, side = self.row_at(section), self.side_at(section)
        if role == Qt.ItemDataRole.DisplayRole:
            return row.code
        return self._spoken_row(row, side)

    def _number_of(self, code: str) -> int | None:
        """The first row of a patient."""
        place = self._places.get(code)
        if place is None or self._split is None or place <= self._split:
            return place
        return place + 1

    def _say_changed(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, self.columnCount() - 1))
        self.headerDataChanged.emit(Qt.Orientation.Vertical, first, last)

    def _spoken_row(self, row: TimelineRow, side: Side | None) -> str:
        if side is not None:
            return words_of_moves.spoken_row(row.code, is_after=side is Side.AFTER)
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
                return holiday(self._calendar.holidays[day])
            case DayOff.CLOSED:
                return _("closed")
            case _:
                return ""
