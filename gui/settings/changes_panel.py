"""What saving would change: settings, visits before and after, the reason, and the button."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QWidget

from domain.protocol_change import ProtocolPlan
from domain.visits import VisitKey, VisitKind
from gui.records.reason_choice import what_is_wrong, will_do
from gui.settings.draft import SettingsDraft
from gui.table_model import Column, TableModel
from gui.theme import app_theme
from gui.widgets.buttons import PlainButton, PrimaryButton
from gui.widgets.card import Card
from gui.widgets.label import Label, NoteLine
from gui.widgets.message_bar import announce
from gui.widgets.table_view import RowTable
from gui.words import setting_changes as words_of_changes
from gui.words import settings as words
from gui.words import visits
from gui.words.language import _

_WIDTH = 502
_NO_LIMIT = 16777215
"""Qt's own number for a widget that may grow."""
_LINES = 5


@dataclass(frozen=True, slots=True)
class ChangedVisit:
    """One open visit that saving would touch."""

    key: VisitKey
    before: str
    after: str


class ChangesPanel(Card):
    """Nothing is stored before its button is pressed."""

    save_asked = Signal(str)
    """The user saves; carries the reason."""
    discard_asked = Signal()
    """The user wants the settings back as they are stored."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Not saved yet"), "accent", spacing=8, parent=parent)
        self._plan: ProtocolPlan | None = None
        self._has_problems = False
        self._settings = Label("", wraps=True)
        self._effect = Label("", "strong", wraps=True)
        self._notes = Label("", "small", "secondary", wraps=True)
        self._days_off = Label("", "small", "warning", wraps=True)
        self.model = TableModel[ChangedVisit](_columns(), parent=self)
        self.table = RowTable(
            self.model, _("Visits that would change"), widths=(110, 180, 176), stretched=2
        )
        self._foot = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._reason_label = Label(_("Reason (required)"), "small-strong", "secondary")
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(_("Reason (required)"))
        self.reason.setMaxLength(200)
        self.reason.setAccessibleName(_("Reason (required)"))
        self.reason.textChanged.connect(self._show_ready)
        self._refused = NoteLine()
        self.save = PrimaryButton(_("Save settings"))
        self.save.clicked.connect(self.give_save)
        self.discard = PlainButton(_("Discard"))
        self.discard.clicked.connect(self.discard_asked)
        self._lay_out()
        self.hide()

    @property
    def plan(self) -> ProtocolPlan | None:
        """What pressing the button would store; None while it is worked out or refused."""
        return self._plan

    @property
    def effect(self) -> str:
        """How many visits of how many patients saving would change."""
        return self._effect.text()

    @property
    def notes(self) -> str:
        """What else saving would mean, beyond the visits."""
        return self._notes.text()

    def show_settings(self, draft: SettingsDraft) -> None:
        """Name the settings that differ; the visits follow by `show_plan`."""
        self._plan = None
        changes = words_of_changes.setting_changes(draft.stored, draft.protocol)
        if draft.short_name != draft.stored_short_name:
            changes.append(
                words_of_changes.short_name_change(draft.stored_short_name, draft.short_name)
            )
        told = words_of_changes.changed_settings(changes)
        self._settings.setText("\n".join(words.more(told, _LINES)))
        had_problems, self._has_problems = self._has_problems, bool(draft.problems)
        if self._has_problems:
            self.show_plan(None)
            self._effect.setText(_("A value cannot stay as it is; look for the red note."))
        elif had_problems:
            self._effect.clear()
        self._show_ready()

    def show_plan(self, plan: ProtocolPlan | None) -> None:
        """The visits that would change; None while that is not known."""
        self._plan = plan
        rows = [] if plan is None else _rows(plan)
        self.model.set_rows(rows)
        self.table.setVisible(bool(rows))
        for label, say in ((self._notes, words.notes), (self._days_off, words.days_off)):
            told = "" if plan is None else say(plan)
            label.setText(told)
            label.setVisible(bool(told))
        if plan is not None:
            self._effect.setText(words.effect(plan))
            announce(self, self._effect.text())
        self.save.setText(words.save_button(plan))
        self._show_ready()

    def start(self) -> None:
        """An edit began: nothing is known of it yet."""
        self.reason.clear()

    def fit(self, *, beside: bool) -> None:
        """Beside the sections, or below them where there is no room."""
        theme = app_theme()
        width = theme.px(_WIDTH)
        self.setMinimumWidth(width if beside else 0)
        self.setMaximumWidth(width if beside else _NO_LIMIT)
        for label in (self.heading, self._settings, self._reason_label):
            label.setVisible(beside)
        self.table.setMinimumHeight(theme.px(110 if beside else 96))
        self.table.setMaximumHeight(_NO_LIMIT if beside else theme.px(96))
        direction = QBoxLayout.Direction
        self._foot.setDirection(direction.TopToBottom if beside else direction.LeftToRight)

    def give_save(self) -> None:
        """Press Save, if it can be pressed."""
        if self.save.isEnabled():
            self.save_asked.emit(self.reason.text().strip())

    @property
    def refusal(self) -> str:
        """What is wrong with the reason; empty where nothing is."""
        return self._refused.said

    def _show_ready(self) -> None:
        ready = self._plan is not None and not self._has_problems
        typed = self.reason.text()
        self._show_refusal(typed)
        self.save.setEnabled(ready and will_do(typed))

    def _show_refusal(self, typed: str) -> None:
        """Its line is always there: nothing moves under the pointer when it has words."""
        refused, advice = what_is_wrong(typed)
        self._refused.set_tone("overdue" if refused else "secondary")
        self._refused.say(refused or advice)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch(1)
        buttons.addWidget(self.discard)
        buttons.addWidget(self.save)
        for widget in (self._settings, self._effect, self._notes, self._days_off):
            self.body.addWidget(widget)
        self.body.addWidget(self.table, 1)
        self.body.addStretch(0)
        self.body.addWidget(self._reason_label)
        self._foot.setSpacing(8)
        self._foot.addWidget(self.reason, 1)
        self._foot.addLayout(buttons)
        self.body.addLayout(self._foot)
        self.body.addWidget(self._refused)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.discard_asked.emit()
        else:
            super().keyPressEvent(event)


def _rows(plan: ProtocolPlan) -> list[ChangedVisit]:
    rows = [
        ChangedVisit(change.key, words.stands(change.before), words.will_stand(change))
        for change in plan.changes
    ]
    placed = {visit.key: visit for course in plan.courses for visit in course.visits()}
    rows += [ChangedVisit(key, "–", words.stands(placed[key])) for key in plan.added]
    return sorted(rows, key=lambda row: row.key.patient)


def _columns() -> tuple[Column[ChangedVisit], ...]:
    return (
        Column[ChangedVisit](
            _("Visit"),
            lambda row: f"{row.key.patient}  {_short(row.key)}",
            spoken=lambda row: f"{row.key.patient}, {visits.visit(row.key)}",
        ),
        Column[ChangedVisit](_("Now"), lambda row: row.before, tool_tip=lambda row: row.before),
        Column[ChangedVisit](
            _("After"),
            lambda row: row.after,
            tool_tip=lambda row: row.after,
            tone=lambda _row: "link",
        ),
    )


def _short(key: VisitKey) -> str:
    """Cu7, Week 2; infusion 7."""
    is_infusion = key.kind is VisitKind.INFUSION
    return visits.visit_in_sentence(key) if is_infusion else visits.short_label(key)
