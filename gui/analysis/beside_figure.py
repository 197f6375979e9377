"""What stands beside the figure: the checks, and who is included."""

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gui.analysis.answer import Answer, Check
from gui.widgets.buttons import LinkButton
from gui.widgets.label import IconLabel, Label
from gui.words.analysis_tables import show_missing
from gui.words.language import _

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
        self._inner = QWidget(self)
        self._answer: Answer | None = None
        self._shows_all = False

    def show_answer(self, answer: Answer) -> None:
        self._answer = answer
        self._shows_all = False
        self._fill(answer)

    def _fill(self, answer: Answer) -> None:
        self._inner.hide()
        self._inner.deleteLater()
        self._inner = QWidget(self)
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        if answer.checks:
            column.addWidget(Label(_("Checks"), "strong"))
        for check in answer.checks:
            column.addLayout(_row(check))
        if answer.included:
            column.addSpacing(6)
            column.addWidget(Label(answer.included, "strong", wraps=True))
        column.addLayout(self._missing(answer))
        if any(len(codes) > _MANY for _reason, codes in answer.missing):
            toggle = LinkButton(
                _("Show reasons only") if self._shows_all else show_missing(answer.n_missing)
            )
            toggle.clicked.connect(self._toggle)
            column.addWidget(toggle, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._column.addWidget(self._inner)
        self._inner.show()  # else Qt shows it a turn of the event loop later, after a blank moment

    def _missing(self, answer: Answer) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for row, (reason, codes) in enumerate(answer.missing):
            shown = codes if self._shows_all or len(codes) <= _MANY else ()
            label = Label("", wraps=True)
            label.setTextFormat(Qt.TextFormat.RichText)
            label.setText(_linked(reason, shown))
            label.setAccessibleName(f"{reason}: {', '.join(codes)}")
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
        assert self._answer is not None
        self._shows_all = not self._shows_all
        self._fill(self._answer)
        toggle = self._inner.findChild(LinkButton)
        if toggle is not None:
            toggle.setFocus()


def _row(check: Check) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    name, tint = {
        True: ("check", "ok"),
        False: ("triangle-alert", "warning"),
        None: ("info", "link"),
    }[check.holds]
    row.addWidget(IconLabel(name, tint), 0, Qt.AlignmentFlag.AlignTop)
    texts = QVBoxLayout()
    texts.setSpacing(0)
    texts.addWidget(Label(check.told, "strong" if check.detail else "body", wraps=True))
    if check.detail:
        texts.addWidget(Label(check.detail, "small", "secondary", wraps=True))
    row.addLayout(texts, 1)
    return row


def _linked(reason: str, codes: tuple[str, ...]) -> str:
    links = ", ".join(f'<a href="{escape(code)}">{escape(code)}</a>' for code in codes)
    return f"{escape(reason)}: {links}" if links else escape(reason)
