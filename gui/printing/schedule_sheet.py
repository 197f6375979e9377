"""The schedule of one patient on A4, for the ward's folder."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QRectF, Qt

from domain.schedule import Course
from domain.visits import Draw, Infusion, Rating, Status
from gui.printing.ink import A4, Ink, Paper
from gui.widgets.glyphs import Glyph
from gui.words import printing as words
from gui.words.agenda import glyph_text

_SIDE, _TOP, _BOTTOM = 15.0, 14.0, 14.0
_HEAD, _COLUMN_HEADS, _ROW = 20.0, 7.0, 8.0
_X_GLYPH, _X_DAY, _X_WHAT, _X_WINDOW, _X_STATE = 19.0, 26.0, 76.0, 126.0, 162.0

_Row = tuple[Infusion | Draw | Rating, Status]


@dataclass(frozen=True, slots=True)
class ScheduleSheet:
    """Every visit of a course by day; visits that were cancelled are left out."""

    study_name: str
    patient: str
    rows: tuple[_Row, ...]
    now: datetime
    is_made_up: bool

    @classmethod
    def of(
        cls, course: Course, *, study_name: str, now: datetime, is_made_up: bool
    ) -> "ScheduleSheet":
        shown = [(visit, visit.status(now.date())) for visit in course.visits()]
        rows = [row for row in shown if row[1] is not Status.CANCELLED]
        rows.sort(key=lambda row: (row[0].shown_on, row[0].key.kind, row[0].key))
        return cls(study_name, course.patient, tuple(rows), now, is_made_up)

    @property
    def title(self) -> str:
        return words.schedule_title(self.patient)

    @property
    def paper(self) -> Paper:
        return A4

    @property
    def page_count(self) -> int:
        return max(1, -(-len(self.rows) // _rows_a_page()))

    def paint(self, ink: Ink, page: int) -> None:
        if self.is_made_up:
            ink.watermark(A4, words.made_up())
        width = A4.width - 2 * _SIDE
        ink.text(QRectF(_SIDE, _TOP, width, 8), self.title, 16, bold=True)
        ink.text(QRectF(_SIDE, _TOP + 8, width, 5), self.study_name, 10)
        printed = words.printed(self.now, page + 1, self.page_count)
        right = Qt.AlignmentFlag.AlignRight
        ink.text(QRectF(_SIDE, _TOP + 8, width, 5), printed, 9, align=right)
        if self.is_made_up:
            ink.text(QRectF(_SIDE, _TOP, width, 8), words.made_up(), 10, bold=True, align=right)
        y = _TOP + _HEAD
        for x, head in zip(
            (_X_DAY, _X_WHAT, _X_WINDOW, _X_STATE), words.schedule_heads(), strict=True
        ):
            ink.text(QRectF(x, y, 45, _COLUMN_HEADS), head, 8)
        y += _COLUMN_HEADS
        ink.line(_SIDE, y, A4.width - _SIDE, y, 0.3)
        start = page * _rows_a_page()
        for visit, status in self.rows[start : start + _rows_a_page()]:
            _paint_row(ink, visit, status, y)
            y += _ROW
            ink.line(_SIDE, y, A4.width - _SIDE, y, 0.1)


def _rows_a_page() -> int:
    return int((A4.height - _TOP - _HEAD - _COLUMN_HEADS - _BOTTOM) // _ROW)


def _paint_row(ink: Ink, visit: Infusion | Draw | Rating, status: Status, y: float) -> None:
    key = visit.key
    ink.glyph(_X_GLYPH, y + _ROW / 2, Glyph(key.kind, status, glyph_text(key)), 0.75)
    when, what, window, state = words.schedule_row(visit, status)
    ink.text(QRectF(_X_DAY, y, 49, _ROW), when, 10, bold=True)
    ink.text(QRectF(_X_WHAT, y, 49, _ROW), what, 10)
    ink.text(QRectF(_X_WINDOW, y, 35, _ROW), window, 9)
    ink.text(QRectF(_X_STATE, y, 34, _ROW), state, 9)
