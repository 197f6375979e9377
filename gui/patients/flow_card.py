"""The numbers of the flow diagram, as two sums that always add up."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel

from domain.screening import Flow
from gui.widgets.buttons import LinkButton
from gui.widgets.card import Card
from gui.widgets.label import Label
from gui.words import screening as words


class FlowCard(Card):
    """Screened = not eligible + enrolled; enrolled = in the study + completed + withdrew."""

    number_chosen = Signal(str)
    """The user wants the rows a number counts; carries its name in `words.flow`."""

    def __init__(self) -> None:
        super().__init__(margin=12, spacing=2)
        self.buttons: dict[str, LinkButton] = {}
        self._sums = [QHBoxLayout(), QHBoxLayout()]
        for line, total in zip(self._sums, words.FLOW_SUMS, strict=True):
            line.setSpacing(2)
            for place, name in enumerate(total):
                if place:
                    line.addWidget(_sign("=" if place == 1 else "+"))
                button = self.buttons.setdefault(name, LinkButton(""))
                if button.parent() is None:
                    button.clicked.connect(self._choose)
                    line.addWidget(button)
                else:
                    line.addWidget(self._again(name))
            line.addStretch(1)
            self.body.addLayout(line)
        self._reasons = Label("", "small", "secondary", wraps=True)
        self.body.addWidget(self._reasons)

    @property
    def text(self) -> str:
        """What the card says."""
        return " ".join(button.text() for button in self.buttons.values())

    def show_flow(self, flow: Flow) -> None:
        numbers = words.flow_numbers(flow)
        for name, button in self.buttons.items():
            button.setText(words.flow_box(name, numbers[name]))
        self._enrolled.setText(words.flow_box(words.ENROLLED, numbers[words.ENROLLED]))
        told = words.reasons_counted(flow)
        self._reasons.setText(told)
        self._reasons.setVisible(bool(told))

    def _again(self, name: str) -> Label:
        """The number that ends the first sum begins the second."""
        assert name == words.ENROLLED
        self._enrolled = Label("", "strong")
        self._enrolled.setContentsMargins(8, 0, 4, 0)
        return self._enrolled

    def _choose(self) -> None:
        for name, button in self.buttons.items():
            if button is self.sender():
                self.number_chosen.emit(name)


def _sign(text: str) -> QLabel:
    return Label(text, "strong", "secondary")
