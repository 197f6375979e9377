"""What the marks mean: kinds of visit, then how a visit can stand."""

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from domain.visits import Status, VisitKind
from gui.theme import app_theme
from gui.widgets.glyphs import Glyph, Look, paint_glyph
from gui.words import visits
from gui.words.language import _

_LINE = 24
_GAP = 12
_MARK = 22
Entries = tuple[tuple[Glyph, str], ...]


class Legend(QWidget):
    """One line where there is room, else as many as it takes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._kinds = tuple(
            (Glyph(kind, Status.PLANNED), visits.kind(kind))
            for kind in (VisitKind.INFUSION, VisitKind.DRAW, VisitKind.RATING)
        )
        self._statuses: Entries = ()
        self._heights: dict[int, int] = {}
        """By width: a layout asks for the same ones a hundred times."""
        self.explain_move(is_previewed=False)
        app_theme().changed.connect(self._measure_anew)

    def explain_move(self, *, is_previewed: bool) -> None:
        """Old and new places while a move is previewed; else how a visit can stand."""
        self._statuses = _places_of_a_move() if is_previewed else _statuses()
        spoken = ", ".join(words for _glyph, words in (*self._kinds, *self._statuses))
        self.setAccessibleName(_("Legend: {marks}").format(marks=spoken))
        self._measure_anew()
        self.update()

    def _measure_anew(self) -> None:
        self._heights.clear()
        self.updateGeometry()

    def _places(self, width: int) -> Iterator[tuple[QRectF, Glyph, str, bool]]:
        """Each entry's rectangle, filled line by line."""
        theme = app_theme()
        line, mark, gap = theme.px(_LINE), theme.px(_MARK), theme.px(_GAP)
        x = y = 0
        for entries, weight in ((self._kinds, 600), (self._statuses, 400)):
            metrics = QFontMetrics(theme.font(12, weight))
            for glyph, words in entries:
                wide = mark + metrics.horizontalAdvance(words) + 2
                if x and x + wide > width:
                    x, y = 0, y + line
                yield QRectF(x, y, wide, line), glyph, words, weight == 600
                x += wide + gap
            x += gap

    # Qt overrides

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, arg__1: int) -> int:
        if arg__1 not in self._heights:
            bottoms = [rect.bottom() for rect, *_rest in self._places(arg__1)]
            self._heights[arg__1] = round(max(bottoms))
        return self._heights[arg__1]

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(200, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, app_theme().px(_LINE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.height() != self.heightForWidth(self.width()):
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = app_theme()
        painter = QPainter(self)
        mark = theme.px(_MARK)
        for rect, glyph, words, is_kind in self._places(self.width()):
            middle = QPointF(rect.left() + mark / 2 - 1, rect.center().y())
            scale = theme.scale * (1.2 if is_kind and glyph.kind is VisitKind.RATING else 0.85)
            paint_glyph(painter, middle, glyph, theme.colors, scale)
            painter.setFont(theme.font(12, 600 if is_kind else 400))
            painter.setPen(theme.color("text" if is_kind else "text_secondary"))
            where = rect.adjusted(mark, 0, 0, 0)
            painter.drawText(where, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, words)
        if self.height() < 2 * theme.px(_LINE):
            self._paint_divider(painter)
        painter.end()

    def _paint_divider(self, painter: QPainter) -> None:
        """On one line, a bar parts the kinds from the statuses."""
        theme = app_theme()
        first_status = list(self._places(self.width()))[len(self._kinds)][0]
        x = first_status.left() - theme.px(_GAP) * 0.75
        middle = first_status.center().y()
        painter.setPen(QPen(theme.color("control_border"), 1))
        painter.drawLine(QPointF(x, middle - theme.px(8)), QPointF(x, middle + theme.px(8)))


def _places_of_a_move() -> Entries:
    return (
        (
            Glyph(VisitKind.INFUSION, Status.PLANNED, look=Look.OLD_PLACE),
            _("Old place (dashed)"),
        ),
        (
            Glyph(VisitKind.INFUSION, Status.PLANNED, look=Look.NEW_PLACE),
            _("New place (tinted)"),
        ),
    )


def _statuses() -> Entries:
    words = (
        (Status.PLANNED, visits.status(Status.PLANNED)),
        (Status.DUE_TODAY, visits.status(Status.DUE_TODAY)),
        (Status.LATE, _("Late, window open")),
        (Status.OVERDUE, visits.status(Status.OVERDUE)),
        (Status.WAITING_FOR_LAB, visits.status(Status.WAITING_FOR_LAB)),
        (Status.DONE, visits.status(Status.DONE)),
        (Status.DONE_OUT_OF_WINDOW, _("Done out of window")),
        (Status.MISSED, visits.status(Status.MISSED)),
    )
    return tuple((Glyph(VisitKind.DRAW, status), word) for status, word in words)
