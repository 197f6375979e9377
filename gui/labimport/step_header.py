"""File → Columns → Check rows → Import: where one is on the way."""

from enum import IntEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.icons import paint_icon
from gui.theme import app_theme
from gui.words.language import _

_CIRCLE = 20
_GAP = 8
_CHEVRON = 32


class Step(IntEnum):
    FILE = 0
    COLUMNS = 1
    CHECK_ROWS = 2
    IMPORT = 3


def step_words() -> tuple[str, ...]:
    return (_("File"), _("Columns"), _("Check rows"), _("Import"))


class StepHeader(QWidget):
    """Four numbered steps; the ones behind carry a tick."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = step_words()
        self._current = Step.FILE
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        app_theme().changed.connect(self.updateGeometry)
        self.show_step(Step.FILE)

    def show_step(self, step: Step) -> None:
        self._current = step
        self.setAccessibleName(
            _("Step {number} of {total}: {step}").format(
                number=step + 1, total=len(self._words), step=self._words[step]
            )
        )
        self.update()

    def _paint_step(self, painter: QPainter, step: int, left: float) -> float:
        """Paint one step from `left`; return where it ends."""
        theme = app_theme()
        colors = theme.colors
        side = theme.px(_CIRCLE)
        circle = QRectF(left + 1, (self.height() - side) / 2, side, side)
        painter.setPen(QPen(colors.accent if step <= self._current else colors.control_border, 1.5))
        done, current = step < self._current, step == self._current
        painter.setBrush(colors.accent if current else colors.selection if done else colors.surface)
        painter.drawEllipse(circle)
        if done:
            inner = circle.adjusted(4, 4, -4, -4)
            paint_icon(painter, "check", inner, "link")
        else:
            painter.setFont(theme.font(12, 700))
            painter.setPen(colors.on_solid if current else colors.text_secondary)
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(step + 1))
        font = theme.font(13, 600 if step <= self._current else 500)
        painter.setFont(font)
        painter.setPen(colors.text if step <= self._current else colors.text_secondary)
        width = QFontMetrics(font).horizontalAdvance(self._words[step])
        start = circle.right() + theme.px(_GAP)
        words = QRectF(start, 0, width + 2, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._words[step])
        return start + width

    # Qt overrides

    def sizeHint(self) -> QSize:
        theme = app_theme()
        metrics = QFontMetrics(theme.font(13, 600))
        words = sum(metrics.horizontalAdvance(text) for text in self._words)
        steps = len(self._words) * theme.px(_CIRCLE + _GAP)
        return QSize(words + steps + 3 * theme.px(_CHEVRON) + 8, theme.px(_CIRCLE) + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = app_theme()
        left = 0.0
        for step in range(len(self._words)):
            left = self._paint_step(painter, step, left)
            if step + 1 < len(self._words):
                side = theme.px(12)
                middle = QPointF(left + theme.px(_CHEVRON) / 2, self.height() / 2)
                where = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
                paint_icon(painter, "chevron-right", where, "control_border")
                left += theme.px(_CHEVRON)
        painter.end()
