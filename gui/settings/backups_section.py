"""Backups: where they are, which there are, making one now, and restoring."""

from domain.protocol import Protocol
from domain.storage.backup import Backup, backups_of, folder_of
from gui.actions import Command
from gui.navigation import Navigator
from gui.session import Session
from gui.settings.draft import SettingsDraft
from gui.settings.section import Section, in_a_row
from gui.table_model import Column, TableModel
from gui.theme import app_theme
from gui.widgets.buttons import PlainButton
from gui.widgets.label import Label
from gui.widgets.table_view import RowTable
from gui.words import dates, numbers
from gui.words.language import _
from gui.words.settings import Part

_HEIGHT = 240


class BackupsSection(Section):
    """The copies beside the study, newest first."""

    def __init__(self, session: Session, draft: SettingsDraft, navigator: Navigator) -> None:
        super().__init__(Part.BACKUPS, draft)
        self._session = session
        self._navigator = navigator
        card = self.add_card(_("Backups"))
        self._last = Label("", "strong", wraps=True)
        self._folder = Label("", "small", "secondary", wraps=True)
        self.now = PlainButton(_("Back up now"), icon_name="save")
        self.now.clicked.connect(self._back_up)
        self.restore = PlainButton(_("Restore from a backup…"), icon_name="history")
        self.restore.clicked.connect(self._restore)
        card.body.addWidget(self._last)
        card.body.addWidget(self._folder)
        told = _(
            "A backup is made by itself before each import, and when a changed study is closed. "
            "Each is opened and checked. Old ones are thinned out. Restoring makes a new study "
            "file; nothing is overwritten."
        )
        card.body.addWidget(Label(told, "small", "secondary", wraps=True))
        card.body.addLayout(in_a_row(self.now, self.restore))
        self.model = TableModel[Backup](_columns(), parent=self)
        self.table = RowTable(
            self.model, _("Backups of this study"), widths=(170, 90, 220), stretched=2
        )
        card.body.addWidget(self.table)
        self.column.addStretch(1)
        app_theme().changed.connect(self._fit)
        self._fit()

    def show_protocol(self, protocol: Protocol) -> None:
        study = self._session.study
        backups = backups_of(study.path)
        self.model.set_rows(backups)
        self.table.setVisible(bool(backups))
        if backups:
            said = _("Last backup {moment}").format(moment=dates.moment(backups[0].at))
        else:
            said = _("No backup yet.")
        self._last.setText(said)
        self._folder.setText(_("Folder: {folder}").format(folder=folder_of(study.path)))

    def _back_up(self) -> None:
        self._navigator.command_asked.emit(Command.BACK_UP)

    def _restore(self) -> None:
        self._navigator.command_asked.emit(Command.RESTORE)

    def _fit(self) -> None:
        self.table.setFixedHeight(app_theme().px(_HEIGHT))


def _columns() -> tuple[Column[Backup], ...]:
    return (
        Column[Backup](_("Made"), lambda one: dates.moment(one.at), is_strong=True),
        Column[Backup](_("Entries"), lambda one: numbers.whole(one.count), is_number=True),
        Column[Backup](_("File"), lambda one: one.path.name, tool_tip=lambda one: str(one.path)),
    )
