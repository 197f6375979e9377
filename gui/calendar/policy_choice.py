"""What later visits do when an infusion moves: three policies, each with its outcome."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from domain.move_plan import MoveOptions, MovePlan, Policy
from gui.theme import app_theme
from gui.widgets.label import Label
from gui.words import moves as words
from gui.words.language import _

_INDENT = 30


class PolicyChoice(QWidget):
    """One policy is chosen; those that the protocol does not allow say why not."""

    chosen = Signal()
    """The user chose another policy."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self.buttons = {policy: QRadioButton() for policy in Policy}
        self._outcomes = {policy: Label("", "small", "secondary", wraps=True) for policy in Policy}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(Label(_("Later visits"), "strong"))
        for number, (policy, button) in enumerate(self.buttons.items()):
            self._group.addButton(button, number)
            column.addWidget(button)
            told = QHBoxLayout()
            told.setContentsMargins(app_theme().px(_INDENT), 0, 0, 0)
            told.addWidget(self._outcomes[policy])
            column.addLayout(told)
        self._group.idClicked.connect(self._tell)

    @property
    def policy(self) -> Policy:
        return list(Policy)[self._group.checkedId()]

    def begin(self) -> None:
        """The first policy is the usual one."""
        self._group.button(0).setChecked(True)

    def offer(self, options: MoveOptions, weekdays: tuple[int, ...]) -> None:
        """Say what each policy would do; where the chosen one cannot, choose one that can."""
        for policy, button in self.buttons.items():
            found = options.plans[policy]
            button.setText(words.policy(policy, weekdays))
            button.setEnabled(isinstance(found, MovePlan))
            told = "" if options.refused is not None else words.outcome(found)
            self._outcomes[policy].setText(told)
        if options.plan(self.policy) is None:
            possible = [policy for policy in Policy if options.plan(policy) is not None]
            if possible:
                self.buttons[possible[0]].setChecked(True)

    def _tell(self, _number: int) -> None:
        self.chosen.emit()
