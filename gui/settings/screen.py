"""The Study settings screen: sections to edit, and what saving would change beside them."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QStackedWidget

from domain.changes import Changes
from domain.confirming import Confirmation
from domain.move_edits import ChangeProtocol, ConfirmDefaults
from domain.protocol_change import ProtocolPlan
from gui.navigation import Navigator, Place
from gui.prompts import Prompter
from gui.session import Session
from gui.settings.analysis_section import AnalysisSection
from gui.settings.backups_section import BackupsSection
from gui.settings.calendar_section import CalendarSection
from gui.settings.changes_panel import ChangesPanel
from gui.settings.draft import SettingsDraft
from gui.settings.draws_section import DrawsSection
from gui.settings.infusions_section import InfusionsSection
from gui.settings.laboratory_section import LaboratorySection
from gui.settings.protection_section import ProtectionSection
from gui.settings.ratings_section import RatingsSection
from gui.settings.reasons_section import ReasonsSection
from gui.settings.section import Section
from gui.settings.section_list import SectionList
from gui.settings.study_section import StudySection
from gui.tasks import LatestTask
from gui.theme import app_theme
from gui.widgets.buttons import PlainButton
from gui.widgets.card import Card
from gui.widgets.label import Label
from gui.widgets.page_header import PageHeader
from gui.widgets.screen import Screen
from gui.words import settings as words
from gui.words.language import _
from gui.words.settings import Part

PAUSE_MS = 120
"""How long typing has to rest before the preview is made again."""
_WIDEST = 760
"""Wider, a number would stand too far from what it means."""
_BESIDE_FROM = 1080
"""Width from which the preview stands beside the sections."""


class SettingsScreen(Screen):
    """What the protocol says; edits are stored only when they are saved with a reason."""

    def __init__(self, session: Session, prompter: Prompter, navigator: Navigator) -> None:
        super().__init__()
        self.key_hints = _("↑↓ sections · Ctrl+Enter save")
        self._session = session
        self._prompter = prompter
        self.draft = SettingsDraft(session, self)
        self._confirmations: Mapping[str, Confirmation] = {}
        self.sections: dict[Part, Section] = {
            section.part: section
            for section in (
                StudySection(session, self.draft),
                InfusionsSection(self.draft),
                DrawsSection(self.draft),
                RatingsSection(self.draft),
                CalendarSection(session, self.draft),
                LaboratorySection(self.draft),
                AnalysisSection(self.draft),
                ReasonsSection(self.draft),
                ProtectionSection(session, self.draft, navigator),
                BackupsSection(session, self.draft, navigator),
            )
        }
        self.list = SectionList(list(self.sections))
        self.panel = ChangesPanel()
        self.confirm_all = PlainButton(_("Confirm all…"), icon_name="check")
        self._header = PageHeader(_("Study settings"))
        self._read_only = Card(kind="warning", margin=12)
        self._stack = QStackedWidget()
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._preview = LatestTask(self)
        self._lay_out()
        self._connect()
        self._read()
        self.list.choose(Part.STUDY)

    @property
    def section(self) -> Section:
        """The section that is shown."""
        return self.sections[list(self.sections)[self.list.currentRow()]]

    goes_on = True

    @property
    def unsaved(self) -> str:
        return words.not_saved(self.draft.changed_parts)

    def take_over(self, before: Screen) -> None:
        assert isinstance(before, SettingsScreen)
        self.panel.reason.setText(before.panel.reason.text())
        self.draft.take_over(before.draft)
        self.list.setCurrentRow(before.list.currentRow())

    def take_focus(self) -> None:
        self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def show_place(self, place: Place) -> None:
        """A section, where the place names one."""
        if place.detail in set(Part):
            self.list.choose(Part(place.detail))

    def _lay_out(self) -> None:
        self._header.add_action(self.confirm_all)
        self.page.addWidget(self._header)
        told = _("This study is open for reading only, so nothing can be changed here.")
        self._read_only.body.addWidget(Label(told, "strong", wraps=True))
        self._read_only.setVisible(self._session.study.is_read_only)
        self.page.addWidget(self._read_only)
        for section in self.sections.values():
            scroll = QScrollArea()
            scroll.setWidget(section)
            scroll.setWidgetResizable(True)
            scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self._stack.addWidget(scroll)
            section.setEnabled(not self._session.study.is_read_only)
        self._body.setSpacing(14)
        self._body.addWidget(self._stack, 3)
        self._body.addWidget(self.panel, 2)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self.list)
        row.addLayout(self._body, 1)
        self.page.addLayout(row, 1)

    def _connect(self) -> None:
        self.list.section_chosen.connect(self._show_section)
        self.draft.changed.connect(self._follow_edit)
        self.draft.reloaded.connect(self._read)
        self.panel.save_asked.connect(self._save)
        self.panel.discard_asked.connect(self._discard)
        self.confirm_all.clicked.connect(self._confirm_all)
        for section in self.sections.values():
            section.confirm_asked.connect(self._confirm)
        self._pause.timeout.connect(self._plan)
        self._preview.answered.connect(self._show_plan)
        self._session.changed.connect(self._show_changes)
        self._session.closing.connect(self._stop)
        self._session.closed.connect(self._stop)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            save = QShortcut(QKeySequence(keys), self)
            save.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            save.activated.connect(self.panel.give_save)
        app_theme().changed.connect(self._fit)

    def _show_section(self, part: Part) -> None:
        self._stack.setCurrentIndex(list(self.sections).index(part))
        if part is Part.BACKUPS:
            self.sections[part].read()

    def _read(self) -> None:
        """Show the draft anew, as when it was loaded or thrown away."""
        self._confirmations = self._session.study.confirmations()
        for section in self.sections.values():
            section.read()
        self._show_state()

    def _show_state(self) -> None:
        draft, can_write = self.draft, not self._session.study.is_read_only
        open_names = set(draft.protocol.to_confirm)
        problems = draft.problems
        for section in self.sections.values():
            section.show_standing(self._confirmations, can_write=can_write)
            section.show_problems(problems)
        self.list.show_open(
            {part: len(open_names & set(one.defaults)) for part, one in self.sections.items()},
            {part: _is_wrong(part, set(problems)) for part in self.sections},
            draft.changed_parts,
        )
        self._header.set_subtitle(draft.stored.name)
        self.confirm_all.setVisible(bool(open_names) and can_write)
        self.panel.setVisible(draft.is_changed)
        told = _("Not saved yet") if draft.is_changed else words.unconfirmed(len(open_names))
        self.say_context(told)

    def _follow_edit(self) -> None:
        if not self.draft.is_changed:
            self.panel.start()
        self._show_state()
        self.panel.show_settings(self.draft)
        self._preview.drop()
        self._pause.start()

    def _plan(self) -> None:
        """Work out, away from the window, which visits saving would change."""
        if not self.draft.is_changed or self.draft.problems:
            return
        case, wanted = self._session.study.protocol_case(), self.draft.protocol
        self._preview.ask(lambda: case.plan(wanted))

    def _show_plan(self, plan: ProtocolPlan) -> None:
        if plan.after == self.draft.protocol:
            self.panel.show_plan(plan)

    def _save(self, reason: str) -> None:
        if self.draft.problems or not self.draft.is_changed:
            return
        short_name = self.draft.short_name.strip()
        renamed = short_name if short_name != self.draft.stored_short_name else ""
        if self._session.perform(ChangeProtocol(self.draft.protocol, reason, renamed)):
            self.panel.start()
            self.take_focus()

    def _stop(self) -> None:
        self._pause.stop()
        self._preview.drop()

    def _discard(self) -> None:
        self._stop()
        self.panel.start()
        self.draft.reload()
        self.take_focus()

    def _confirm(self, name: str) -> None:
        self._session.perform(ConfirmDefaults(frozenset({name})))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _confirm_all(self) -> None:
        names = self.draft.protocol.to_confirm
        listed = "\n".join(f"•  {words.default(name)}" for name in names)
        agreed = self._prompter.confirm(
            words.confirm_all(len(names)),
            _("No source states these. Confirm them only if they are those of your study:")
            + f"\n\n{listed}",
            _("Confirm all"),
        )
        if agreed:
            self._session.perform(ConfirmDefaults(frozenset(names)))

    def _show_changes(self, changes: Changes) -> None:
        if changes.settings:
            self._confirmations = self._session.study.confirmations()
            self.draft.follow_study()
        elif changes.schedule and self.draft.is_changed:
            self._pause.start()

    def _fit(self) -> None:
        beside = self.width() >= app_theme().px(_BESIDE_FROM)
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._body.setDirection(direction)
        for section in self.sections.values():
            section.setMaximumWidth(app_theme().px(_WIDEST))
        # Beside, its room is kept: a form that narrows moves under the pointer that edits it.
        kept = self.panel.sizePolicy()
        kept.setRetainSizeWhenHidden(beside)
        self.panel.setSizePolicy(kept)
        self.panel.fit(beside=beside)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def _is_wrong(part: Part, places: set[str]) -> bool:
    if part is Part.STUDY:
        return bool(places & {"short_name", "code_pattern"})
    return any(place.split(".")[0] == part for place in places)
