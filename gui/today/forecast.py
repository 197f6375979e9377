"""The strip at the top: not done, today and the coming days, each with its counts."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from domain.visits import Status, VisitKind
from gui.theme import app_theme
from gui.widgets.glyphs import Glyph, paint_glyph
from gui.words.today import spoken_day

TALL, FLAT = 74, 38
_PAD = 10
_HEADING_SIZES = (12, 11, 10)
"""The largest that fits; where none does, the number stands below."""


@dataclass(frozen=True, slots=True)
class CellWords:
    """One cell: its heading, its counts, and how it looks."""

    heading: str
    spoken: str
    counts: dict[VisitKind, int]
    nothing: str = ""
    """What it says without a visit."""
    is_off: bool = False
    is_alarm: bool = False
    """The cell of what was not done, while there is any."""

    @property
    def total(self) -> int:
        return sum(self.counts.values())


class ForecastStrip(QWidget):
    """Ten cells of which one is chosen."""

    chosen = Signal(int)
    """The user chose the cell with this number."""

    def __init__(self, cells: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_flat = False
        self._group = QButtonGroup(self)
        self._cells = [_Cell() for _number in range(cells)]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(7)
        for number, cell in enumerate(self._cells):
            self._group.addButton(cell, number)
            row.addWidget(cell, 1)
        self._group.idClicked.connect(self.chosen)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def cells(self) -> list[QAbstractButton]:
        return list(self._cells)

    def show_cells(self, words: list[CellWords], chosen: int) -> None:
        for cell, said in zip(self._cells, words, strict=True):
            cell.show_words(said)
        self._cells[chosen].setChecked(True)
        self._fit()

    def set_flat(self, flat: bool) -> None:
        """One line a cell, where the window is low."""
        self._is_flat = flat
        self._fit()

    def _fit(self) -> None:
        theme = app_theme()
        narrow = any(cell.is_too_narrow() for cell in self._cells)
        height = theme.px(FLAT if self._is_flat or narrow else TALL)
        for cell in self._cells:
            cell.setFixedHeight(height)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class _Cell(QAbstractButton):
    def __init__(self) -> None:
        super().__init__()
        self._words = CellWords("", "", {})
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_words(self, words: CellWords) -> None:
        self._words = words
        spoken = spoken_day(words.spoken, words.counts, words.nothing)
        self.setAccessibleName(spoken)
        self.setToolTip(spoken)
        self.update()

    def is_too_narrow(self) -> bool:
        """Whether the counts by kind do not fit beside each other."""
        theme = app_theme()
        if not self._words.total:
            return False
        return self._counts_width(QFontMetricsF(theme.font(12))) > self.width() - theme.px(2 * _PAD)

    def _counts_width(self, metrics: QFontMetricsF) -> float:
        theme = app_theme()
        return sum(
            theme.px(16) + metrics.horizontalAdvance(str(count)) + theme.px(7)
            for count in self._words.counts.values()
            if count
        ) - theme.px(7)

    def _paint_ground(self, painter: QPainter) -> None:
        colors = app_theme().colors
        words = self._words
        ground, edge, width = colors.surface, colors.divider, 1
        if words.is_off and not words.total:
            ground = colors.weekend
        if words.is_alarm:
            ground, edge = colors.overdue_fill, colors.overdue
        if self.isChecked():
            ground = ground if words.is_alarm else colors.selection
            edge, width = colors.overdue if words.is_alarm else colors.accent, 2
        if self.hasFocus():
            edge, width = colors.focus, 2
        inset = width / 2
        painter.setBrush(ground)
        painter.setPen(QPen(edge, width))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 5, 5)

    def _paint_heading(self, painter: QPainter, line: QRectF) -> None:
        theme = app_theme()
        colors = theme.colors
        words = self._words
        ink = colors.overdue if words.is_alarm else colors.text
        if not words.total and not words.is_alarm:
            ink = colors.text_secondary
        painter.setPen(ink)
        painter.setFont(theme.font(15, 700))
        total = str(words.total) if words.total else "–"
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        beside = line.width() - painter.fontMetrics().horizontalAdvance(total) - theme.px(4)
        fitting = [size for size in _HEADING_SIZES if self._heading_width(size) <= beside]
        if fitting:
            painter.drawText(line, right, total)
            painter.setFont(theme.font(fitting[0], 600))
            painter.drawText(line, left, words.heading)
            return
        half = line.height() / 2
        painter.drawText(line.adjusted(0, half - theme.px(3), 0, 0), right, total)
        painter.setFont(theme.font(_HEADING_SIZES[-1], 600))
        heading = painter.fontMetrics().elidedText(
            words.heading, Qt.TextElideMode.ElideRight, round(line.width()) + 1
        )
        painter.drawText(line.adjusted(0, theme.px(3), 0, -half), left, heading)

    def _heading_width(self, size: float) -> int:
        metrics = QFontMetrics(app_theme().font(size, 600))
        return metrics.horizontalAdvance(self._words.heading)

    def _paint_counts(self, painter: QPainter, line: QRectF) -> None:
        theme = app_theme()
        painter.setFont(theme.font(12))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if not self._words.total:
            painter.setPen(theme.colors.text_secondary)
            said = painter.fontMetrics().elidedText(
                self._words.nothing, Qt.TextElideMode.ElideRight, round(line.width()) + _PAD // 2
            )
            painter.drawText(line.adjusted(0, 0, _PAD, 0), left, said)
            return
        x = line.left()
        for kind, count in self._words.counts.items():
            if not count:
                continue
            middle = QPointF(x + theme.px(6), line.center().y())
            scale = 0.72 if kind is not VisitKind.RATING else 0.95
            paint_glyph(
                painter, middle, Glyph(kind, Status.PLANNED), theme.colors, scale * theme.scale
            )
            painter.setPen(theme.colors.text)
            painter.setFont(theme.font(12))
            x += theme.px(16)
            painter.drawText(QRectF(x, line.top(), line.width(), line.height()), left, str(count))
            x += painter.fontMetrics().horizontalAdvance(str(count)) + theme.px(7)

    # Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(app_theme().px(60), app_theme().px(FLAT))

    def minimumSizeHint(self) -> QSize:
        return QSize(app_theme().px(44), app_theme().px(FLAT))

    def keyPressEvent(self, e: QKeyEvent) -> None:
        if e.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(e)

    def paintEvent(self, e: QPaintEvent) -> None:
        theme = app_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        is_flat = self.height() < theme.px(TALL)
        pad = min(theme.px(_PAD), self.width() // 13) if is_flat else theme.px(_PAD)
        inside = QRectF(self.rect()).adjusted(pad, 0, -pad, 0)
        if is_flat:
            self._paint_heading(painter, inside)
        else:
            line = theme.px(34)
            self._paint_heading(painter, QRectF(inside.left(), 0, inside.width(), line))
            below = QRectF(
                inside.left(), inside.height() - line, inside.width(), line - theme.px(4)
            )
            self._paint_counts(painter, below)
        painter.end()
