"""Moving an infusion: the day, what later visits do, what changes, and what the protocol says."""

from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from domain.changes import Changes
from domain.move_edits import MoveInfusion
from domain.move_plan import MoveOptions, MovePlan, Policy
from domain.visits import Infusion, Status, VisitKey, VisitKind
from gui.calendar.event_actions import can_move
from gui.calendar.move_reason import MoveReason
from gui.calendar.move_summary import MoveSummary, WarningsLink
from gui.calendar.policy_choice import PolicyChoice
from gui.session import Session
from gui.theme import app_theme
from gui.widgets.buttons import IconButton, PlainButton, PrimaryButton
from gui.widgets.card import Card, Line
from gui.widgets.day_field import DayEdit
from gui.widgets.glyphs import Glyph, GlyphMark
from gui.widgets.inputs import Combo
from gui.widgets.label import Label
from gui.widgets.message_bar import announce
from gui.words import dates, schedule_edits, visits
from gui.words import moves as words
from gui.words.language import _

_WIDTH = 404
_LOW = 480
_AHEAD = timedelta(days=60)
_STEPS = {Qt.Key.Key_Left.value: -1, Qt.Key.Key_Right.value: 1}
"""With Alt: a day earlier or later."""


class MovePanel(Card):
    """A preview of the move; nothing is stored before its button is pressed."""

    closed = Signal()
    """The user is done, or changed their mind."""
    planned = Signal(object)
    """Another `MovePlan` is shown, or None where the day is refused."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(kind="side", margin=16, spacing=8, parent=parent)
        self._session = session
        self._key: VisitKey | None = None
        self._options: MoveOptions | None = None
        self._mark = GlyphMark(Glyph(VisitKind.INFUSION, Status.PLANNED), 1.1)
        self._title = Label("", "card-title", wraps=True)
        self._from = Label("", "strong")
        self.day = DayEdit(session.today(), _("Move to"))
        self.day.dateChanged.connect(self._plan)
        self._refused = Label("", tone="overdue", wraps=True)
        self._choice = PolicyChoice()
        self.summary = MoveSummary()
        self.warnings = WarningsLink()
        self._why = MoveReason()
        self.apply = PrimaryButton("")
        self.cancel = PlainButton(_("Cancel"))
        self._lay_out()
        self._connect()
        self.hide()

    @property
    def plan(self) -> MovePlan | None:
        """What pressing the button would store; None where the day or policy is refused."""
        return self._options.plan(self.policy) if self._options is not None else None

    @property
    def key(self) -> VisitKey | None:
        """The infusion to be moved, while there is one."""
        return self._key

    @property
    def policy(self) -> Policy:
        return self._choice.policy

    @property
    def policies(self) -> dict[Policy, QRadioButton]:
        return self._choice.buttons

    @property
    def reason(self) -> Combo:
        return self._why.reason

    @property
    def note(self) -> QLineEdit:
        return self._why.note

    @property
    def refusal(self) -> str:
        """Why the day cannot be taken at all; empty where it can."""
        return self._refused.text()

    def begin(self, infusion: Infusion, to: date | None = None) -> None:
        """Preview moving `infusion` to a day; else the next legal day is suggested."""
        self._key = infusion.key
        self._mark.show_glyph(Glyph(infusion.key.kind, Status.PLANNED, infusion.key.code))
        self._title.setText(
            _("Move {visit} – {patient}").format(
                visit=visits.visit_in_sentence(infusion), patient=infusion.patient
            )
        )
        self._from.setText(dates.day(infusion.planned_on))
        self._why.begin(self._session.study.protocol.reasons.move)
        self._choice.begin()
        self.day.blockSignals(True)
        self.day.set_day(to or self._suggested(infusion))
        self.day.blockSignals(False)
        self.show()
        self._plan()
        self.day.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_panel(self) -> None:
        if self.isHidden():
            return
        self._key = self._options = None
        self.hide()
        self.closed.emit()

    def _suggested(self, infusion: Infusion) -> date:
        start = max(infusion.planned_on, self._session.today())
        refused = self._session.study.refused_days(infusion.key, start, start + _AHEAD)
        days = (start + timedelta(days=n) for n in range(_AHEAD.days + 1))
        return next((day for day in days if day not in refused), start)

    def _step_day(self, by: int) -> None:
        """The next or previous day the infusion may stand on."""
        if self._key is None:
            return
        first, last = sorted((self.day.day + timedelta(days=by), self.day.day + by * _AHEAD))
        refused = self._session.study.refused_days(self._key, first, last)
        day = self.day.day
        for _step in range(_AHEAD.days):
            day += timedelta(days=by)
            if day not in refused:
                self.day.set_day(day)
                return

    def _plan(self) -> None:
        if self._key is None:
            return
        study = self._session.study
        self._options = study.move_options(self._key, self.day.day)
        refused = self._options.refused
        self._refused.setText(words.refused(refused) if refused is not None else "")
        self._refused.setVisible(refused is not None)
        self._choice.offer(self._options, study.patient(self._key.patient).weekdays)
        self._show_plan()

    def _show_plan(self) -> None:
        plan = self.plan
        self.summary.show_plan(plan, self._session.study.days)
        self.warnings.show_warnings(self.summary.warnings)
        self.apply.setText(words.move_button(len(plan.changes)) if plan else _("Move"))
        self._show_ready()
        self.planned.emit(plan)
        announce(self, words.spoken_plan(plan) if plan else self.refusal)

    def _show_ready(self) -> None:
        self.apply.setEnabled(self.plan is not None and bool(self._why.code))

    def _show_warnings(self) -> None:
        self._scroll.ensureWidgetVisible(self.summary.checks)
        announce(self, " ".join(self.summary.warnings))

    def _apply(self) -> None:
        plan = self.plan
        if plan is None or not self._why.code:
            return
        edit = MoveInfusion(
            plan.key,
            to=plan.to,
            policy=plan.policy,
            reason=self._why.code,
            note=self._why.remark,
        )
        self._key = None
        if self._session.perform(edit, schedule_edits.moved(plan)):
            self.close_panel()
        else:
            self._key = plan.key

    def _connect(self) -> None:
        self._choice.chosen.connect(self._show_plan)
        self.warnings.clicked.connect(self._show_warnings)
        self.reason.currentIndexChanged.connect(self._show_ready)
        self.apply.clicked.connect(self._apply)
        self.cancel.clicked.connect(self.close_panel)
        self._session.changed.connect(self._follow)
        self._session.closing.connect(self.close_panel)
        app_theme().changed.connect(self._fit)
        self._fit()

    def _follow(self, _changes: Changes) -> None:
        """The study changed under the preview: plan again, or end where nothing can be moved."""
        if self._key is None:
            return
        study = self._session.study
        if self._key.patient in study.patients() and can_move(study.visit(self._key)):
            self._plan()
        else:
            self.close_panel()

    def _fit(self) -> None:
        self.setFixedWidth(app_theme().px(_WIDTH))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._mark)
        top.addWidget(self._title, 1)
        close = IconButton("x", _("Close without moving"), bare=True)
        close.clicked.connect(self.close_panel)
        top.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        when = QHBoxLayout()
        when.setSpacing(6)
        for widget in (Label(_("From")), self._from, Label(_("to")), self.day):
            when.addWidget(widget)
        when.addStretch(1)
        inside = QWidget()
        inside.setProperty("scrolled", True)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(2)
        column.addWidget(self._refused)
        column.addWidget(self._choice)
        column.addSpacing(6)
        column.addWidget(Line())
        column.addWidget(self.summary)
        column.addStretch(1)
        self._scroll = scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName(_("What the move changes"))
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.warnings)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.apply)
        self.body.addLayout(top)
        self.body.addLayout(when)
        self.body.addWidget(scroll, 1)
        self._scrolled = column
        self._line = Line()
        self.body.addWidget(self._line)
        self.body.addWidget(self._why)
        self.body.addLayout(buttons)

    def wants(self, event: QKeyEvent) -> bool:
        """Whether this key belongs to the preview, wherever in the calendar the focus is."""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        is_step = alt and event.key() in _STEPS
        return is_step or event.key() == Qt.Key.Key_Escape or _applies(event)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little height, the reason scrolls with what it is for."""
        super().resizeEvent(event)
        is_low = self.height() < app_theme().px(_LOW)
        if is_low and self.body.indexOf(self._why) >= 0:
            self._scrolled.insertWidget(self._scrolled.count() - 1, self._why)
        elif not is_low and self.body.indexOf(self._why) < 0:
            self.body.insertWidget(self.body.indexOf(self._line) + 1, self._why)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.wants(event):
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        elif event.key() in _STEPS:
            self._step_day(_STEPS[event.key()])
        else:
            self._apply()


def _applies(event: QKeyEvent) -> bool:
    is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return is_enter and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
