"""Paints the glyphs of a cell, and the ring around the current one."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from domain.visits import VisitKey
from gui.calendar.glyph_stamps import GlyphStamps
from gui.calendar.timeline_layout import DIMMED, Mark, marks
from gui.calendar.timeline_model import TimelineModel
from gui.theme import app_theme
from gui.widgets.glyphs import glyph_extent

_RING = 2.0


class TimelineDelegate(QStyledItemDelegate):
    """Only paints; grounds, lines and whiskers are already there."""

    def __init__(self, model: TimelineModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.current_cell = QPersistentModelIndex()
        self.current_key: VisitKey | None = None
        self.has_focus = False
        self._stamps = GlyphStamps(self)

    # Qt overrides

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        events = self._model.events_at(index)
        is_current = self.current_cell == index
        if not events and not is_current:
            return
        cell = QRectF(option.rect)  # pyright: ignore[reportAttributeAccessIssue,reportUnknownMemberType,reportUnknownArgumentType] -- missing in the stubs
        placed = marks(events, cell)
        if is_current:
            self._paint_ring(painter, cell, placed)
        is_dimmed = self._model.is_dimmed(index.row())
        if is_dimmed:
            painter.setOpacity(DIMMED)
        for mark in placed:
            self._stamps.paint(painter, mark.center, mark.event.glyph, mark.scale)
        if is_dimmed:
            painter.setOpacity(1)

    def _paint_ring(self, painter: QPainter, cell: QRectF, placed: tuple[Mark, ...]) -> None:
        colors = app_theme().colors
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if len(placed) > 1:
            self._paint_choice(painter, placed)
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
