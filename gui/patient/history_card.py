"""What happened to a patient, what was noted, and what is asked about: lists behind a switch."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from domain.quality import Note, Query
from gui.widgets.buttons import LinkButton
from gui.widgets.card import Card
from gui.widgets.label import Label
from gui.widgets.segmented import Segmented
from gui.words import dates, today
from gui.words.history import Happening
from gui.words.language import _

_SHOWN = 8


class HistoryCard(Card):
    """The newest lines; the whole trail is one click away."""

    trail_asked = Signal()
    """The user wants the audit trail of this patient."""
    queries_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choice = Segmented(
            [
                _("History"),
                _("Notes {count}").format(count=0),
                _("Queries {count}").format(count=0),
            ]
        )
        self._trail = LinkButton(_("Full audit trail"))
        self._trail.clicked.connect(self.trail_asked)
        self._quality = LinkButton(_("Open data quality"))
        self._quality.clicked.connect(self.queries_asked)
        top = QHBoxLayout()
        top.addWidget(self.choice)
        top.addStretch(1)
        top.addWidget(self._trail)
        top.addWidget(self._quality)
        self.body.addLayout(top)
        self._stack = QStackedWidget()
        self._pages = [QWidget(), QWidget(), QWidget()]
        for page in self._pages:
            QVBoxLayout(page).setContentsMargins(0, 0, 0, 0)
            self._stack.addWidget(page)
        self.body.addWidget(self._stack)
        self.choice.chosen.connect(self._show)
        self._show(0)

    def show_history(self, lines: Sequence[Happening]) -> None:
        rows = [(dates.short_moment(line.at), line.who, line.sentence) for line in lines[:_SHOWN]]
        self._fill(0, rows, _("Nothing recorded yet."))

    def show_notes(self, notes: Sequence[Note]) -> None:
        """The newest first."""
        self.choice.rename(1, _("Notes {count}").format(count=len(notes)))
        rows = [
            (dates.short_moment(note.written_at), note.written_by, note.text)
            for note in reversed(notes)
        ]
        self._fill(1, rows, _("No notes yet."))

    def show_queries(self, queries: Sequence[Query]) -> None:
        self.choice.rename(2, _("Queries {count}").format(count=len(queries)))
        rows = [
            (dates.short_moment(query.opened_at), *today.query_line(query)) for query in queries
        ]
        self._fill(2, rows, _("No open queries."))

    def _fill(self, number: int, rows: Sequence[tuple[str, str, str]], empty: str) -> None:
        layout = self._pages[number].layout()
        assert layout is not None
        while (item := layout.takeAt(0)) is not None:
            widget = item.widget()
            assert widget is not None
            widget.hide()
            widget.deleteLater()
        filled = _lines(rows) if rows else Label(empty, tone="secondary")
        layout.addWidget(filled)
        filled.show()

    def _show(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        self._trail.setVisible(number == 0)
        self._quality.setVisible(number == 2)


def _lines(rows: Sequence[tuple[str, str, str]]) -> QWidget:
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(7)
    grid.setColumnStretch(2, 1)
    for number, (when, who, sentence) in enumerate(rows):
        grid.addWidget(Label(when, "small", "secondary"), number, 0)
        grid.addWidget(Label(who, "small", "secondary"), number, 1)
        grid.addWidget(Label(sentence, wraps=True), number, 2)
    return holder
