"""A searchable list of patients and their draws, for a row that found none by itself."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from domain.labsheet.known import KnownDraw, KnownStudy
from domain.labsheet.rows import PlannedRow
from gui.theme import app_theme
from gui.widgets.buttons import PlainButton, TintedButton
from gui.widgets.label import Label
from gui.words import dates, lab_rows, visits
from gui.words.language import _

_FAR = 10_000


def draw_in_words(draw: KnownDraw) -> str:
    """KET-027 · Cu3, and in a line of its own: waiting, 17 Mar 07:50."""
    values = {
        "patient": draw.patient,
        "draw": visits.draw_label(draw.code),
        "when": _when(draw),
        "value": lab_rows.value_of(draw.current),
    }
    if draw.is_waiting:
        state = _("waiting, collected {when}")
    elif draw.current is not None:
        state = _("has {value}, collected {when}")
    else:
        state = _("planned {when}")
    return _("{patient} · {draw}\n{state}").format(state=state.format(**values), **values)


def likely_first(known: KnownStudy, row: PlannedRow) -> tuple[KnownDraw, ...]:
    """Open draws: the suggested, then the row's own patient's, then waiting, then nearest."""
    suggested = [(one.patient, one.draw) for one in row.suggestions]
    return tuple(
        sorted(
            (draw for draw in known.draws if draw.is_open),
            key=lambda draw: (
                (draw.patient, draw.code) not in suggested,
                draw.patient != row.patient,
                not draw.is_waiting,
                _days_apart(draw, row.collected_on),
            ),
        )
    )


def _when(draw: KnownDraw) -> str:
    if draw.collected_at is not None:
        return dates.short_moment(draw.collected_at)
    return dates.day_and_month(draw.collected_on or draw.window.target)


def _days_apart(draw: KnownDraw, on: date | None) -> int:
    if on is None:
        return _FAR
    return abs(((draw.collected_on or draw.window.target) - on).days)


class DrawChooser(QWidget):
    """Type to narrow, Enter or a click to choose, Esc to go back."""

    chosen = Signal(str, str)
    """Patient and draw to take the row for."""
    left = Signal()
    """The user went back without choosing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draws: tuple[KnownDraw, ...] = ()
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setPlaceholderText(_("Find patient or draw"))
        self.search.setAccessibleName(_("Find patient or draw"))
        self.search.textChanged.connect(self._narrow)
        self.search.returnPressed.connect(self._choose)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Draws that may take the result"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(app_theme().px(180))
        self.list.setProperty("lines", "two")
        self.list.itemActivated.connect(self._choose)
        self.use = TintedButton(_("Use this draw"))
        self.use.clicked.connect(self._choose)
        back = PlainButton(_("Back"))
        back.clicked.connect(self.left)
        self._nothing = Label("", tone="secondary", wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        buttons = QHBoxLayout()
        buttons.addWidget(self.use, 1)
        buttons.addWidget(back)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addWidget(self._nothing)
        column.addLayout(buttons)

    def offer(self, known: KnownStudy, row: PlannedRow) -> None:
        self._draws = likely_first(known, row)
        self.list.clear()
        for draw in self._draws:
            item = QListWidgetItem(draw_in_words(draw))
            self.list.addItem(item)
        self.search.clear()
        self._narrow("")
        self.search.setFocus()

    def _narrow(self, text: str) -> None:
        wanted = text.casefold().split()
        first: QListWidgetItem | None = None
        for number in range(self.list.count()):
            item = self.list.item(number)
            fits = all(word in item.text().casefold() for word in wanted)
            item.setHidden(not fits)
            first = item if fits and first is None else first
        if first is not None:
            self.list.setCurrentItem(first)
        self.use.setEnabled(first is not None)
        self._nothing.setVisible(first is None)
        self._nothing.setText(_("No draw matches “{text}”.").format(text=text.strip()))

    def _choose(self) -> None:
        at = self.list.currentRow()
        if at < 0 or self.list.item(at).isHidden():
            return
        draw = self._draws[at]
        self.chosen.emit(draw.patient, draw.code)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape:
                self.left.emit()
            case Qt.Key.Key_Down | Qt.Key.Key_Up if self.search.hasFocus():
                self.list.setFocus()
            case _:
                super().keyPressEvent(event)
