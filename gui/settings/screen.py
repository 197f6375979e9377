"""The Study settings screen: the protocol of this study, setting by setting, to read."""

from PySide6.QtCore import Qt

from domain.changes import Changes
from gui.navigation import Navigator
from gui.prompts import Prompter
from gui.session import Session
from gui.table_model import Column, TableModel
from gui.widgets.label import Label
from gui.widgets.page_header import PageHeader
from gui.widgets.screen import Screen
from gui.widgets.table_view import RowTable
from gui.words import protocol as words_of
from gui.words.language import _, ngettext
from gui.words.protocol import Setting


class SettingsScreen(Screen):
    """What the protocol says, and what nobody has confirmed yet."""

    def __init__(self, session: Session, prompter: Prompter, navigator: Navigator) -> None:
        super().__init__()
        self._session = session
        self._header = PageHeader(_("Study settings"))
        self.model = TableModel[Setting](setting_columns(), parent=self)
        self.table = RowTable(
            self.model, _("Study settings"), widths=(150, 210, 420, 250), stretched=2
        )
        self.page.addWidget(self._header)
        self.page.addWidget(
            Label(
                _(
                    "Settings marked “To be confirmed” are stated by no source; "
                    "reports list them until someone confirms them."
                ),
                tone="secondary",
                wraps=True,
            )
        )
        self.page.addWidget(self.table, 1)
        self._read()
        session.changed.connect(self._show_changes)

    def take_focus(self) -> None:
        self.table.setFocus(Qt.FocusReason.TabFocusReason)
        if not self.table.currentIndex().isValid():
            self.table.select_row(0)

    def _read(self) -> None:
        protocol = self._session.study.protocol
        rows = words_of.settings(protocol)
        self.model.set_rows(rows)
        self._header.set_subtitle(protocol.name)
        open_settings = sum(row.to_confirm for row in rows)
        self.say_context(
            ngettext(
                "{count} setting to be confirmed", "{count} settings to be confirmed", open_settings
            ).format(count=open_settings)
        )

    def _show_changes(self, changes: Changes) -> None:
        if changes.settings:
            self._read()


def setting_columns() -> tuple[Column[Setting], ...]:
    return (
        Column[Setting](_("Part"), lambda row: row.part, is_strong=True),
        Column[Setting](_("Setting"), lambda row: row.name),
        Column[Setting](_("Value"), lambda row: row.value, tool_tip=lambda row: row.value),
        Column[Setting](
            _("Where it comes from"),
            lambda row: row.standing,
            tone=lambda row: "warning" if row.to_confirm else "text_secondary",
            icon=lambda row: ("triangle-alert", "warning") if row.to_confirm else None,
        ),
    )
