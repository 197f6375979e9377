"""Passphrase: whether the study is encrypted, and the way to change that."""

from gui.actions import Command
from gui.navigation import Navigator
from gui.session import Session
from gui.settings.draft import SettingsDraft
from gui.settings.section import Section, in_a_row
from gui.widgets.buttons import PlainButton
from gui.widgets.label import IconLabel, Label
from gui.words.language import _
from gui.words.settings import Part


class ProtectionSection(Section):
    """Says how the file is kept; setting and removing is a command of the program."""

    def __init__(self, session: Session, draft: SettingsDraft, navigator: Navigator) -> None:
        super().__init__(Part.PROTECTION, draft)
        self._navigator = navigator
        is_protected = session.study.is_protected
        card = self.add_card(_("Passphrase"))
        icon = IconLabel("lock" if is_protected else "lock-open", "text_secondary", 18)
        state = _("This study is protected") if is_protected else _("This study is not protected")
        card.body.addLayout(in_a_row(icon, Label(state, "strong")))
        told = (
            _("The file and its backups are encrypted. Without the passphrase nobody opens them.")
            if is_protected
            else _(
                "Whoever gets at the file can read it. A passphrase encrypts it and its backups."
            )
        )
        card.body.addWidget(Label(told, tone="secondary", wraps=True))
        warning = _("A forgotten passphrase cannot be recovered, by anybody.")
        card.body.addWidget(Label(warning, tone="secondary", wraps=True))
        words = (
            _("Change or remove passphrase…") if is_protected else _("Protect with a passphrase…")
        )
        self.protect = PlainButton(words, icon_name="key-round")
        self.protect.clicked.connect(self._ask)
        card.body.addLayout(in_a_row(self.protect))
        self.column.addStretch(1)

    def _ask(self) -> None:
        self._navigator.command_asked.emit(Command.PROTECT)
