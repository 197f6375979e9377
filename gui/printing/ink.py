"""Painting on paper: positions in millimetres, text in points, black on white."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPalette, QPen

from gui.colors import Colors
from gui.theme import FONT_FAMILY
from gui.widgets.glyphs import Glyph, paint_glyph

_UNITS_PER_MM = 10
"""Fonts are set in whole units, so a millimetre is divided into ten."""
_MM_PER_POINT = 25.4 / 72
_GLYPH_MM = 0.31
"""One unit of a glyph at scale 1, in millimetres: a circle is then 5 mm wide."""
_SMALLEST = 6.0
"""Points below which nobody reads a label."""
_WATERMARK = 232
"""How light the watermark is, 255 being white."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet or a label, in millimetres."""

    width: float
    height: float


A4 = Paper(210, 297)


class Printout(Protocol):
    """Something that can be printed: pages of one size."""

    @property
    def title(self) -> str:
        """What a file or a print job is called."""
        ...

    @property
    def paper(self) -> Paper: ...

    @property
    def page_count(self) -> int: ...

    def paint(self, ink: "Ink", page: int) -> None:
        """Paint the page with this number, from 0."""
        ...


class Ink:
    """A painter that thinks in millimetres; everything it paints is black on white."""

    def __init__(self, painter: QPainter, dots_per_inch: float) -> None:
        self.painter = painter
        scale = dots_per_inch / 25.4 / _UNITS_PER_MM
        painter.scale(scale, scale)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._black = QColor(Qt.GlobalColor.black)
        self._colors = Colors.of_system(
            QPalette(self._black, Qt.GlobalColor.white, Qt.GlobalColor.white,
                     self._black, self._black, self._black, Qt.GlobalColor.white)
        )  # fmt: skip

    def text_width(self, words: str, points: float, *, bold: bool = False) -> float:
        """How wide `words` are, in millimetres."""
        return QFontMetricsF(_font(points, bold)).horizontalAdvance(words) / _UNITS_PER_MM

    def text(
        self,
        box: QRectF,
        words: str,
        points: float,
        *,
        bold: bool = False,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        shrinks: bool = False,
    ) -> None:
        """One line in `box`, in the middle of its height.

        What does not fit ends in …; where it `shrinks`, it is first set smaller.
        """
        if shrinks:
            too_wide = self.text_width(words, points, bold=bold) / box.width()
            points = max(_SMALLEST, points / max(1.0, too_wide * 1.02))
        font = _font(points, bold)
        area = _in_units(box)
        fitted = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        self.painter.setFont(font)
        self.painter.setPen(self._black)
        self.painter.drawText(area, align | Qt.AlignmentFlag.AlignVCenter, fitted)

    def line(self, x1: float, y1: float, x2: float, y2: float, width: float = 0.2) -> None:
        self.painter.setPen(QPen(self._black, width * _UNITS_PER_MM))
        unit = _UNITS_PER_MM
        self.painter.drawLine(QPointF(x1 * unit, y1 * unit), QPointF(x2 * unit, y2 * unit))

    def frame(self, box: QRectF, width: float = 0.3) -> None:
        """An empty box, as one to tick."""
        self.painter.setPen(QPen(self._black, width * _UNITS_PER_MM))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawRect(_in_units(box))

    def bar(self, box: QRectF) -> None:
        """A solid area without smoothed edges, as a bar of a barcode."""
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        self.painter.fillRect(_in_units(box), self._black)
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def shade(self, box: QRectF, lightness: int) -> None:
        """A grey area; 255 is white."""
        self.painter.fillRect(_in_units(box), QColor(lightness, lightness, lightness))

    def glyph(self, x: float, y: float, glyph: Glyph, size: float = 1.0) -> None:
        """The mark of a visit around this place."""
        place = QPointF(x * _UNITS_PER_MM, y * _UNITS_PER_MM)
        paint_glyph(self.painter, place, glyph, self._colors, _GLYPH_MM * _UNITS_PER_MM * size)

    def watermark(self, paper: Paper, words: str) -> None:
        """Large and light across the page, to be painted before everything else."""
        with self._kept():
            unit = _UNITS_PER_MM
            self.painter.translate(paper.width * unit / 2, paper.height * unit / 2)
            self.painter.rotate(-35)
            self.painter.setFont(_font(min(paper.width, paper.height) * 0.3, bold=True))
            self.painter.setPen(QColor(_WATERMARK, _WATERMARK, _WATERMARK))
            reach = 2 * paper.width * unit
            box = QRectF(-reach / 2, -reach / 2, reach, reach)
            self.painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    @contextmanager
    def moved(self, x: float, y: float) -> Generator[None]:
        """Paint with the origin at this place."""
        with self._kept():
            self.painter.translate(x * _UNITS_PER_MM, y * _UNITS_PER_MM)
            yield

    @contextmanager
    def _kept(self) -> Generator[None]:
        self.painter.save()
        try:
            yield
        finally:
            self.painter.restore()


def _font(points: float, bold: bool = False) -> QFont:
    font = QFont(FONT_FAMILY)
    font.setPixelSize(max(1, round(points * _MM_PER_POINT * _UNITS_PER_MM)))
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    return font


def _in_units(box: QRectF) -> QRectF:
    unit = _UNITS_PER_MM
    return QRectF(box.x() * unit, box.y() * unit, box.width() * unit, box.height() * unit)
