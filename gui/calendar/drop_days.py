"""While an infusion is dragged: the days that take it, the one under the mouse, and why not."""

from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from domain.visits import Infusion, Status, VisitKind
from gui.calendar.drop_places import DropPlaces
from gui.theme import app_theme
from gui.widgets.card import Card
from gui.widgets.glyphs import Glyph, Look, paint_glyph
from gui.widgets.label import Label

_GAP = 6


class DropDays(QWidget):
    """Lies over the view and lets the mouse through."""

    def __init__(self, places: DropPlaces) -> None:
        super().__init__(places.view.viewport())
        self._places = places
        self._infusion: Infusion | None = None
        self._refused: frozenset[date] = frozenset()
        self._day: date | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._sign = Card(kind="info", margin=8, spacing=0, parent=self)
        self._told = Label("", "medium")
        self._sign.body.addWidget(self._told)
        self.hide()

    @property
    def told(self) -> str:
        """What the sign beside the mouse says; empty while nothing is dragged."""
        return self._told.text() if self.isVisible() else ""

    def show_days(
        self, infusion: Infusion, refused: frozenset[date], day: date | None, told: str
    ) -> None:
        """`day` is under the mouse, or None where no day takes the infusion."""
        self._infusion, self._refused, self._day = infusion, refused, day
        is_legal = day is not None and day not in refused
        self._told.setText(told)
        self._told.set_tone("text" if is_legal else "overdue")
        self._sign.become("info" if is_legal else "overdue")
        self.setGeometry(self._places.view.viewport().rect())
        self.show()
        self.raise_()
        self._place_sign()
        self.update()

    def clear(self) -> None:
        self._infusion = None
        self.hide()

    def _cell(self, day: date) -> QRectF:
        assert self._infusion is not None
        return self._places.cell(self._infusion, day)

    def _place_sign(self) -> None:
        assert self._infusion is not None
        self._sign.adjustSize()
        cell = self._cell(self._day or self._infusion.planned_on)
        x = cell.center().x() - self._sign.width() / 2
        y = cell.bottom() + _GAP
        if y + self._sign.height() > self.height():
            y = cell.top() - _GAP - self._sign.height()
        most = max(0, self.width() - self._sign.width() - _GAP)
        self._sign.move(round(min(max(x, _GAP), most)), round(max(y, _GAP)))

    def _paint_ghost(self, painter: QPainter, infusion: Infusion, cell: QRectF) -> None:
        glyph = Glyph(VisitKind.INFUSION, Status.PLANNED, infusion.key.code, Look.NEW_PLACE)
        center, scale = self._places.landing(cell)
        paint_glyph(painter, center, glyph, app_theme().colors, scale)

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._infusion is None:
            return
        colors = app_theme().colors
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for day in self._places.days():
            cell = self._cell(day).adjusted(1.5, 2.5, -2.5, -3.5)
            if day == self._day:
                is_legal = day not in self._refused
                color = colors.focus if is_legal else colors.overdue
                _frame(painter, cell, color, 2)
                if is_legal:
                    self._paint_ghost(painter, self._infusion, self._cell(day))
            elif day not in self._refused:
                _frame(painter, cell, colors.infusion, 1)
        painter.end()


def _frame(painter: QPainter, cell: QRectF, color: QColor, width: float) -> None:
    painter.setPen(QPen(color, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(cell, 3, 3)
