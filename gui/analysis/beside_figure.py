"""What stands beside the figure: the checks, and who is included."""

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gui.widgets.buttons import LinkButton
from gui.widgets.label import IconLabel, Label
from gui.words import analysis as words
from gui.words import analysis_tables as tables
from gui.words.language import _
from stats.outcome import PairedOutcome

_MANY = 3
"""More codes than this are shown on demand only."""


class BesideFigure(QWidget):
    """Checks above, the missing by reason below, each patient a link."""

    patient_asked = Signal(str)
    """The person wants to see this patient."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._inner = QWidget()
        self._outcome: PairedOutcome | None = None
        self._shows_all = False

    def show_outcome(self, outcome: PairedOutcome) -> None:
        self._outcome = outcome
        self._shows_all = False
        self._fill()

    def _fill(self) -> None:
        assert self._outcome is not None
        self._inner.deleteLater()
        self._inner = QWidget()
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        found = tables.checks(self._outcome)
        if found:
            column.addWidget(Label(_("Checks"), "strong"))
        for holds, told, detail in found:
            column.addLayout(_check(told, detail, holds=holds))
        column.addSpacing(6)
        column.addWidget(Label(tables.included(self._outcome), "strong"))
        column.addLayout(self._missing(self._outcome))
        if self._outcome.missing:
            toggle = LinkButton(
                _("Show reasons only")
                if self._shows_all
                else tables.show_missing(len(self._outcome.missing))
            )
            toggle.clicked.connect(self._toggle)
            column.addWidget(toggle, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._column.addWidget(self._inner)
        self._inner.show()  # else Qt shows it a turn of the event loop later, after a blank moment

    def _missing(self, outcome: PairedOutcome) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for row, (reason, codes) in enumerate(words.grouped_missing(outcome.missing)):
            shown = codes if self._shows_all or len(codes) <= _MANY else ()
            label = Label("", wraps=True)
            label.setTextFormat(Qt.TextFormat.RichText)
            label.setText(_linked(reason, shown))
            label.setTextInteractionFlags(
                Qt.TextInteractionFlag.LinksAccessibleByMouse
                | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
            )
            label.linkActivated.connect(self.patient_asked)
            grid.addWidget(label, row, 0)
            count = Label(str(len(codes)), "strong")
            grid.addWidget(count, row, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        return grid

    def _toggle(self) -> None:
        self._shows_all = not self._shows_all
        self._fill()


def _check(told: str, detail: str, *, holds: bool | None) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    name, tint = {
        True: ("check", "ok"),
        False: ("triangle-alert", "warning"),
        None: ("info", "link"),
    }[holds]
    row.addWidget(IconLabel(name, tint), 0, Qt.AlignmentFlag.AlignTop)
    texts = QVBoxLayout()
    texts.setSpacing(0)
    texts.addWidget(Label(told, "strong", wraps=True))
    texts.addWidget(Label(detail, "small", "secondary", wraps=True))
    row.addLayout(texts, 1)
    return row


def _linked(reason: str, codes: tuple[str, ...]) -> str:
    links = ", ".join(f'<a href="{escape(code)}">{escape(code)}</a>' for code in codes)
    return f"{escape(reason)}: {links}" if links else escape(reason)
