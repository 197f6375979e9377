"""Where the visits and the days of an infusion are in each view of the calendar."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Protocol

from PySide6.QtCore import QPoint, QPointF, QRectF
from PySide6.QtWidgets import QTableView

from domain.visits import Infusion, VisitKind
from gui.calendar.month_model import MonthModel
from gui.calendar.month_view import MonthView
from gui.calendar.timeline_layout import DAY_WIDTH, ROW_HEIGHT, lane
from gui.calendar.timeline_model import TimelineModel
from gui.calendar.timeline_rows import Event
from gui.calendar.timeline_view import TimelineView
from gui.calendar.weeks_model import WeeksModel
from gui.calendar.weeks_paint import upper_line
from gui.calendar.weeks_view import WeeksView
from gui.theme import app_theme
from gui.words import moves as words

_DAY = timedelta(days=1)
_ASIDE = 16
"""From the corner of a day of the month, beside its visits."""


class DropPlaces(Protocol):
    """A view as somebody sees it who drags an infusion over it."""

    @property
    def view(self) -> QTableView: ...

    def event_near(self, at: QPoint) -> Event | None:
        """What is grabbed at this place of the viewport."""
        ...

    def reach(self) -> tuple[date, date]:
        """The first day the view has, and the last."""
        ...

    def days(self) -> Sequence[date]:
        """The days on the screen."""
        ...

    def day_at(self, infusion: Infusion, at: QPoint) -> date | None:
        """The day that would take the infusion there; None where none is."""
        ...

    def outside(self, infusion: Infusion) -> str:
        """What is said where no day takes it."""
        ...

    def cell(self, infusion: Infusion, day: date) -> QRectF:
        """Of a day; empty where the view has none."""
        ...

    def landing(self, cell: QRectF) -> tuple[QPointF, float]:
        """Where in a cell the infusion would stand, and how large."""
        ...


class TimelinePlaces:
    """A row a patient: only that of the infusion takes it."""

    def __init__(self, view: TimelineView, model: TimelineModel) -> None:
        self._view = view
        self._model = model

    @property
    def view(self) -> QTableView:
        return self._view

    def event_near(self, at: QPoint) -> Event | None:
        return self._view.event_near(at)

    def reach(self) -> tuple[date, date]:
        return self._model.day_at(0), self._model.day_at(self._model.columnCount() - 1)

    def days(self) -> Sequence[date]:
        view = self._view
        first, last = view.columnAt(0), view.columnAt(view.viewport().width() - 1)
        end = last if last >= 0 else self._model.columnCount() - 1
        return [self._model.day_at(column) for column in range(max(0, first), end + 1)]

    def day_at(self, infusion: Infusion, at: QPoint) -> date | None:
        column, row = self._view.columnAt(at.x()), self._view.rowAt(at.y())
        if column < 0 or row < 0 or self._model.row_at(row).code != infusion.patient:
            return None
        return self._model.day_at(column)

    def outside(self, infusion: Infusion) -> str:
        return words.stay_in_row(infusion.patient)

    def cell(self, infusion: Infusion, day: date) -> QRectF:
        index = self._model.place(infusion.patient, day)
        return QRectF(self._view.visualRect(index)) if index.isValid() else QRectF()

    def landing(self, cell: QRectF) -> tuple[QPointF, float]:
        scale = min(cell.height() / ROW_HEIGHT, cell.width() / DAY_WIDTH)
        return QPointF(cell.center().x(), lane(VisitKind.INFUSION, cell)), scale


class _WeekRows:
    """A cell a day, whoever's the infusion is."""

    def __init__(self, view: MonthView | WeeksView, model: MonthModel | WeeksModel) -> None:
        self._view = view
        self._model = model

    @property
    def view(self) -> QTableView:
        return self._view

    def event_near(self, at: QPoint) -> Event | None:
        return self._view.event_at(at)

    def reach(self) -> tuple[date, date]:
        model = self._model
        return model.day_at(model.index(0, 0)), model.day_at(model.index(model.rowCount() - 1, 6))

    def days(self) -> Sequence[date]:
        first, last = self.reach()
        return [first + number * _DAY for number in range((last - first).days + 1)]

    def day_at(self, infusion: Infusion, at: QPoint) -> date | None:
        index = self._view.indexAt(at)
        return self._model.day_at(index) if index.isValid() else None

    def outside(self, infusion: Infusion) -> str:
        return words.stay_on_a_day()

    def cell(self, infusion: Infusion, day: date) -> QRectF:
        index = self._model.place(day)
        return QRectF(self._view.visualRect(index)) if index.isValid() else QRectF()


class MonthPlaces(_WeekRows):
    """The month of the cohort."""

    def landing(self, cell: QRectF) -> tuple[QPointF, float]:
        aside = app_theme().px(_ASIDE)
        return cell.bottomRight() - QPointF(aside, aside), app_theme().scale


class WeeksPlaces(_WeekRows):
    """The weeks of one patient."""

    def landing(self, cell: QRectF) -> tuple[QPointF, float]:
        return QPointF(cell.center().x(), upper_line(cell)), app_theme().scale
