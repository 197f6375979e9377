"""What enrolling would plan: the picture, every date, and what had to give way."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from domain.calendar_days import CalendarDays
from domain.schedule import Course, Notice
from domain.visits import Draw, Infusion, Rating, Status, VisitKind
from gui.patients.course_picture import CoursePreview
from gui.widgets.card import Card
from gui.widgets.glyphs import Glyph, GlyphMark
from gui.widgets.label import IconLabel, Label
from gui.words import dates, visits
from gui.words import schedule as words_of
from gui.words.agenda import glyph_text
from gui.words.language import _


class EnrolPreview(Card):
    """Follows the form; it stores nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Schedule preview"), parent=parent)
        self.course: Course | None = None
        self._status = Label(role="small", tone="secondary", wraps=True)
        self._picture = CoursePreview()
        self._columns = {kind: _DateColumn(kind) for kind in VisitKind}
        self._notices = QVBoxLayout()
        self._notices.setSpacing(4)
        self._shown: list[_NoticeLine] = []
        columns = QHBoxLayout()
        columns.setSpacing(16)
        for column in self._columns.values():
            columns.addWidget(column, 0, Qt.AlignmentFlag.AlignTop)
        columns.addStretch(1)
        self.body.addWidget(self._status)
        self.body.addWidget(self._picture)
        self.body.addLayout(columns)
        self.body.addLayout(self._notices)
        self.body.addStretch(1)

    @property
    def notices(self) -> list[str]:
        return [line.sentence for line in self._shown]

    @property
    def shown_dates(self) -> dict[VisitKind, list[str]]:
        """The dates as shown, by kind."""
        return {kind: column.shown for kind, column in self._columns.items()}

    @property
    def status(self) -> str:
        return self._status.text()

    def say(self, words: str) -> None:
        """Why there is no preview, or not yet; the last course shown is taken away."""
        self.course = None
        self._status.setText(words)
        self._picture.hide()
        for column in self._columns.values():
            column.hide()
        self._show_notices([], None)

    def show_course(self, course: Course, days: CalendarDays) -> None:
        self.course = course
        first, last = course.infusions[0].planned_on, course.infusions[-1].planned_on
        self._status.setText(
            _("Infusions from {first} to {last}. Nothing is stored yet.").format(
                first=dates.day(first), last=dates.day(last)
            )
        )
        self._picture.show_course(course, days)
        self._picture.show()
        for kind, column in self._columns.items():
            column.show_visits([v for v in course.visits() if v.key.kind is kind])
            column.show()
        self._show_notices(course.notices, days)
        self._picture.setAccessibleName(_("Schedule preview"))
        self._picture.setAccessibleDescription(
            "; ".join(f"{visits.visit(v)}, {dates.day(v.window.target)}" for v in course.visits())
        )

    def _show_notices(self, notices: Sequence[Notice], days: CalendarDays | None) -> None:
        for line in self._shown:
            self._notices.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._shown = []
        for notice in notices:
            assert days is not None
            line = _NoticeLine(words_of.notice(notice, days), words_of.is_warning(notice))
            self._notices.addWidget(line)
            self._shown.append(line)


class _NoticeLine(QWidget):
    def __init__(self, sentence: str, is_warning: bool) -> None:
        super().__init__()
        self.sentence = sentence
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        name, tint = ("triangle-alert", "warning") if is_warning else ("info", "link")
        row.addWidget(IconLabel(name, tint), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Label(sentence, "small", wraps=True), 1)


class _DateColumn(QWidget):
    """One kind of visit: glyph, label, day, window; rows are kept and filled again."""

    def __init__(self, kind: VisitKind) -> None:
        super().__init__()
        self._kind = kind
        self._rows: list[tuple[GlyphMark, Label, Label, Label]] = []
        self.shown: list[str] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 4, 0, 0)
        self._grid.setHorizontalSpacing(7)
        self._grid.setVerticalSpacing(3)
        heading = Label(visits.kind_plural(kind), "small-strong", "secondary")
        self._grid.addWidget(heading, 0, 0, 1, 4)

    def show_visits(self, planned: Sequence[Infusion | Draw | Rating]) -> None:
        while len(self._rows) < len(planned):
            self._add_row()
        self.shown = [dates.short_day(visit.window.target) for visit in planned]
        for number, row in enumerate(self._rows):
            for part in row:
                part.setVisible(number < len(planned))
        for row, visit, day in zip(self._rows, planned, self.shown, strict=False):
            mark, label, date_label, window = row
            mark.show_glyph(Glyph(self._kind, Status.PLANNED, glyph_text(visit.key)))
            label.setText("" if isinstance(visit, Infusion) else visits.short_label(visit))
            label.setVisible(not isinstance(visit, Infusion))
            date_label.setText(day)
            has_window = isinstance(visit, Draw)
            window.setText(_days(visit) if has_window else "")
            window.setVisible(has_window)

    def _add_row(self) -> None:
        mark = GlyphMark(Glyph(self._kind, Status.PLANNED))
        label = Label(role="small-strong")
        row = (mark, label, Label(role="small"), Label(role="small", tone="secondary"))
        line = len(self._rows) + 1
        for place, part in enumerate(row):
            middle = Qt.AlignmentFlag.AlignCenter if place == 0 else Qt.AlignmentFlag.AlignVCenter
            self._grid.addWidget(part, line, place, middle)
        self._rows.append(row)


def _days(visit: Draw) -> str:
    return dates.days_between(visit.window.first, visit.window.last)
