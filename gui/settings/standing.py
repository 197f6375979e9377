"""Whether somebody confirmed a default that no source states, and the button to do it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from domain.confirming import Confirmation
from gui.widgets.buttons import LinkButton
from gui.widgets.label import IconLabel, Label
from gui.words import settings as words
from gui.words.language import _


class Standing(QWidget):
    """One line below a heading: to be confirmed, or by whom it was and when."""

    confirm_asked = Signal(str)
    """The user confirms it; carries the name of the default."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._icon = IconLabel("triangle-alert", "warning", 14)
        self._words = Label(role="small", tone="warning")
        self.button = LinkButton(
            _("Confirm"), name=_("Confirm: {setting}").format(setting=words.default(name))
        )
        self.button.clicked.connect(self._ask)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._icon)
        row.addWidget(self._words)
        row.addWidget(self.button)
        row.addStretch(1)

    @property
    def text(self) -> str:
        return self._words.text()

    def show_standing(
        self, *, is_open: bool, confirmation: Confirmation | None, can_write: bool
    ) -> None:
        self.button.setVisible(is_open)
        self.button.setEnabled(can_write)
        named = words.default(self._name)
        if is_open:
            self._icon.show_icon("triangle-alert", "warning")
            self._words.set_tone("warning")
            told = _("To be confirmed")
        elif confirmation is not None:
            self._icon.show_icon("check", "ok")
            self._words.set_tone("secondary")
            told = words.confirmed(confirmation)
        else:
            self._icon.show_icon("check", "ok")
            self._words.set_tone("secondary")
            told = _("Stated by a source, or confirmed")
        self._words.setText(_("{setting}: {standing}").format(setting=named, standing=told))

    def _ask(self) -> None:
        self.confirm_asked.emit(self._name)
