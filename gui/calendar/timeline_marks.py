"""Paints the glyphs of the rows on the screen, and the ring around the current cell.

Row by row and not cell by cell, as a delegate would: nine cells of ten are empty.
"""

from PySide6.QtCore import QObject, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QTableView

from domain.visits import VisitKey
from gui.calendar.glyph_stamps import GlyphStamps
from gui.calendar.timeline_layout import DIMMED, Mark, marks
from gui.calendar.timeline_model import TimelineModel
from gui.theme import app_theme
from gui.widgets.glyphs import glyph_extent

_RING = 2.0


class TimelineMarks(QObject):
    """Only paints; grounds, lines and whiskers are already there."""

    def __init__(self, view: QTableView, model: TimelineModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self.current_cell = QPersistentModelIndex()
        self.current_key: VisitKey | None = None
        self.has_focus = False
        self._stamps = GlyphStamps(self)

    def paint(self, painter: QPainter, rows: range, columns: range) -> None:
        """Paint what stands in these cells."""
        if not rows or not columns:
            return
        self._paint_ring(painter)
        first, last = self._model.day_at(columns[0]), self._model.day_at(columns[-1])
        for number in rows:
            painter.setOpacity(DIMMED if self._model.is_dimmed(number) else 1)
            for day, events in self._model.row_at(number).events.items():
                column = self._model.days.column(day) if first <= day <= last else None
                if column is not None:
                    for mark in marks(events, self._cell(number, column)):
                        self._stamps.paint(painter, mark.center, mark.event.glyph, mark.scale)
        painter.setOpacity(1)

    def _cell(self, row: int, column: int) -> QRectF:
        view = self._view
        return QRectF(
            view.columnViewportPosition(column),
            view.rowViewportPosition(row),
            view.columnWidth(column),
            view.rowHeight(row),
        )

    def _paint_ring(self, painter: QPainter) -> None:
        if not self.current_cell.isValid():
            return
        cell = self._cell(self.current_cell.row(), self.current_cell.column())
        events = self._model.events_at(self.current_cell)
        colors = app_theme().colors
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if len(events) > 1:
            self._paint_choice(painter, marks(events, cell))
        painter.setPen(QPen(colors.focus if self.has_focus else colors.control_border, _RING))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(cell.adjusted(1.5, 1.5, -1.5, -1.5), 3, 3)
        painter.restore()

    def _paint_choice(self, painter: QPainter, placed: tuple[Mark, ...]) -> None:
        """Of several events in the cell, the current one stands on a framed ground."""
        colors = app_theme().colors
        painter.setPen(QPen(colors.focus, 1))
        painter.setBrush(colors.selection)
        for mark in placed:
            if mark.event.key == self.current_key:
                reach = glyph_extent(mark.event.key.kind) * mark.scale + 0.5
                corner = QPointF(reach, reach)
                painter.drawRoundedRect(QRectF(mark.center - corner, mark.center + corner), 3, 3)
