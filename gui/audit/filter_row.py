"""Which entries are wanted: patient, person, what was done, and when."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import Enum, auto

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from domain.storage.audit import What
from domain.storage.trail_reading import TrailFilter
from gui.widgets.buttons import LinkButton
from gui.widgets.day_field import DayEdit
from gui.widgets.inputs import Choice
from gui.widgets.label import Label
from gui.words import trail
from gui.words.language import _


class Span(Enum):
    """The days a reader most often asks for."""

    ANY = auto()
    TODAY = auto()
    YESTERDAY = auto()
    WEEK = auto()
    MONTH = auto()
    BETWEEN = auto()


class Kind(Enum):
    """Several actions of one kind."""

    CORRECTIONS = auto()


class FilterRow(QWidget):
    """Choices side by side; each narrows what the others leave."""

    changed = Signal()
    """Something else is wanted."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.patient = Choice[str]([("", _("All patients"))], _("Patient"))
        self.who = Choice[str]([("", _("Everybody"))], _("Who"))
        named = sorted(((one, trail.what(one)) for one in What), key=lambda pair: pair[1])
        self.what = Choice[What | Kind | None](
            [(None, _("All actions")), (Kind.CORRECTIONS, _("Corrections only")), *named],
            _("What was done"),
        )
        self.span = Choice[Span](
            [
                (Span.ANY, _("Any day")),
                (Span.TODAY, _("Today")),
                (Span.YESTERDAY, _("Yesterday")),
                (Span.WEEK, _("Last 7 days")),
                (Span.MONTH, _("Last 30 days")),
                (Span.BETWEEN, _("Between…")),
            ],
            _("Days"),
        )
        self.first = DayEdit(today - timedelta(days=30), _("From day"))
        self.last = DayEdit(today, _("To day"))
        self._to = Label("–")
        self.clear = LinkButton(_("Clear filters"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self.patient, self.who, self.what, self.span):
            row.addWidget(widget)
        for widget in (self.first, self._to, self.last, self.clear):
            row.addWidget(widget)
        row.addStretch(1)
        for choice in (self.patient, self.who, self.what, self.span):
            choice.currentIndexChanged.connect(self._say)
        for day in (self.first, self.last):
            day.dateChanged.connect(self._say)
        self.clear.clicked.connect(self.show_everything)
        self._show_days()

    @property
    def wanted(self) -> TrailFilter:
        first, last = self._days()
        chosen = self.what.choice
        return TrailFilter(
            patient=self.patient.choice,
            who=self.who.choice,
            what=chosen if isinstance(chosen, What) else None,
            corrections=chosen is Kind.CORRECTIONS,
            first=first,
            last=last,
        )

    def offer(self, patients: Sequence[str], people: Sequence[str]) -> None:
        """The patients and people there are; what is chosen stays, even who is gone."""
        for choice, everything, names in (
            (self.patient, _("All patients"), patients),
            (self.who, _("Everybody"), people),
        ):
            before = choice.choice
            offered = sorted({*names, before} - {""})
            choice.replace_options([("", everything), *((name, name) for name in offered)])
            choice.blockSignals(True)
            choice.choose(before)
            choice.blockSignals(False)

    def choose_patient(self, code: str) -> None:
        self.patient.choose(code)

    def show_everything(self) -> None:
        for choice in (self.patient, self.who, self.what, self.span):
            choice.blockSignals(True)
            choice.setCurrentIndex(0)
            choice.blockSignals(False)
        self._say()

    def _days(self) -> tuple[date | None, date | None]:
        today = self._today
        match self.span.choice:
            case Span.ANY:
                return None, None
            case Span.TODAY:
                return today, today
            case Span.YESTERDAY:
                return today - timedelta(days=1), today - timedelta(days=1)
            case Span.WEEK:
                return today - timedelta(days=6), today
            case Span.MONTH:
                return today - timedelta(days=29), today
            case Span.BETWEEN:
                return self.first.day, self.last.day

    def _show_days(self) -> None:
        between = self.span.choice is Span.BETWEEN
        for widget in (self.first, self._to, self.last):
            widget.setVisible(between)
        self.clear.setVisible(self.wanted != TrailFilter())

    def _say(self) -> None:
        self._show_days()
        self.changed.emit()
