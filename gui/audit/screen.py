"""The Audit trail screen: who changed what, when and why; read-only, and verified on request."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget

from domain.changes import Changes
from domain.storage.audit import AuditEntry
from gui.navigation import Navigator, Place
from gui.prompts import Prompter
from gui.session import Session
from gui.table_model import Column, TableModel
from gui.theme import app_theme
from gui.widgets.buttons import PlainButton
from gui.widgets.empty_state import EmptyState
from gui.widgets.label import Label
from gui.widgets.message_bar import announce
from gui.widgets.page_header import PageHeader
from gui.widgets.screen import Screen
from gui.widgets.table_view import RowTable
from gui.words import dates, trail, verification
from gui.words.language import _

_PAUSE = 150


@dataclass(frozen=True, slots=True)
class TrailRow:
    """One entry with its words, made once: the search looks at all of them."""

    entry: AuditEntry
    when: str
    what: str
    item: str
    before: str
    after: str
    why: str

    def holds(self, wanted: str) -> bool:
        entry = self.entry
        texts = (
            self.when, entry.who, entry.patient, self.what, self.item, self.before, self.after,
            self.why,
        )  # fmt: skip
        return any(wanted in text.casefold() for text in texts)


class AuditScreen(Screen):
    """Newest first."""

    def __init__(self, session: Session, prompter: Prompter, navigator: Navigator) -> None:
        super().__init__()
        self._session = session
        self._is_stale = True
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Filter entries"))
        self.search.setAccessibleName(_("Filter entries"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(app_theme().px(220))
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._filter)
        self.search.textChanged.connect(self._pause.start)
        self.verify = PlainButton(_("Verify"), icon_name="shield-check")
        self.verify.clicked.connect(self._verify)
        self.verdict = Label(role="strong", wraps=True)
        self.verdict.hide()
        header = PageHeader(_("Audit trail"))
        header.add_action(self.search)
        header.add_action(self.verify)
        self.model = TableModel[TrailRow](trail_columns(), parent=self)
        self.table = RowTable(
            self.model,
            _("Audit trail"),
            widths=(150, 90, 90, 135, 205, 130, 240, 130),
            stretched=6,
        )
        self.empty = EmptyState("", _("Clear"))
        self.empty.asked.connect(self.search.clear)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self.page.addWidget(header)
        self.page.addWidget(self.verdict)
        self.page.addWidget(self._stack, 1)
        self.table.sort_by(0, Qt.SortOrder.DescendingOrder)
        session.changed.connect(self._show_changes)
        self._read()

    def take_focus(self) -> None:
        self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def show_place(self, place: Place) -> None:
        """A patient's own entries, where the place names one."""
        if place.patient:
            self.search.setText(place.patient)
            self._filter()

    def _read(self) -> None:
        self._is_stale = False
        self.model.set_rows(list(map(_trail_row, self._session.study.trail())))
        self._say()

    def _filter(self) -> None:
        wanted = self.search.text().strip().casefold()
        self.model.set_filter((lambda row: row.holds(wanted)) if wanted else None)
        self._say()

    def _say(self) -> None:
        shown, everything = len(self.model.rows), len(self.model.all_rows)
        self._stack.setCurrentIndex(0 if shown else 1)
        text = self.search.text().strip()
        self.empty.say(_("No entry matches “{text}”.").format(text=text), _("Clear"))
        self.say_context(trail.count(everything, shown))

    def _verify(self) -> None:
        """The file belongs to this thread, so the check runs here; it takes a second or two."""
        QGuiApplication.setOverrideCursor(Qt.CursorShape.BusyCursor)
        try:
            found = self._session.study.verify()
        finally:
            QGuiApplication.restoreOverrideCursor()
        sentence = verification.verdict(found)
        self.verdict.set_tone("ok" if found.is_clean else "overdue")
        self.verdict.setText(sentence)
        self.verdict.show()
        announce(self.verdict, sentence)

    def _show_changes(self, _changes: Changes) -> None:
        self.verdict.hide()
        if self.isVisible():
            self._read()
        else:
            self._is_stale = True

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._read()


def trail_columns() -> tuple[Column[TrailRow], ...]:
    return (
        Column[TrailRow](_("When"), lambda row: row.when, sort_key=lambda row: row.entry.seq),
        Column[TrailRow](_("Who"), lambda row: row.entry.who),
        Column[TrailRow](_("Patient"), lambda row: row.entry.patient, is_strong=True),
        Column[TrailRow](_("What"), lambda row: row.what),
        Column[TrailRow](_("Item"), lambda row: row.item),
        Column[TrailRow](_("Old"), lambda row: row.before, tool_tip=lambda row: row.before),
        Column[TrailRow](_("New"), lambda row: row.after, tool_tip=lambda row: row.after),
        Column[TrailRow](_("Reason"), lambda row: row.why, tool_tip=lambda row: row.why),
    )


def _trail_row(entry: AuditEntry) -> TrailRow:
    return TrailRow(
        entry,
        dates.moment(entry.at),
        trail.what(entry.what),
        trail.item(entry),
        trail.before(entry),
        trail.after(entry),
        trail.why(entry),
    )
