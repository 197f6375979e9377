"""What every section of the settings has in common: cards, standing of defaults, reading back."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from domain.confirming import Confirmation
from domain.protocol import Protocol
from gui.settings.draft import SettingsDraft
from gui.settings.standing import Standing
from gui.widgets.card import Card
from gui.widgets.field import Field
from gui.words import settings as words


class Section(QWidget):
    """Shows a part of the draft, and writes back what somebody edits."""

    confirm_asked = Signal(str)
    """The user confirms this default."""

    def __init__(self, of: words.Part, draft: SettingsDraft) -> None:
        super().__init__()
        self.part = of
        self._draft = draft
        self._is_reading = False
        self.standings: dict[str, Standing] = {}
        """Whether each default of this section is confirmed, by its name."""
        self.fields: dict[str, Field[QWidget]] = {}
        """The fields that can be refused, by their place in the protocol."""
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 6, 0)
        self.column.setSpacing(12)
        self.setProperty("scrolled", True)

    @property
    def defaults(self) -> tuple[str, ...]:
        """The defaults of this section that no source states."""
        return tuple(self.standings)

    def read(self) -> None:
        """Show the draft as it stands."""
        self._is_reading = True
        self.show_protocol(self._draft.protocol)
        self._is_reading = False

    def show_protocol(self, protocol: Protocol) -> None:
        """Put the values of `protocol` into the controls."""

    def edited(self, protocol: Protocol) -> Protocol:
        """`protocol` with what the controls say."""
        return protocol

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Say beside each field why it cannot stay so."""
        for place, field in self.fields.items():
            problem = problems.get(place, "")
            if problem and field.error != problem:
                field.refuse(problem)
            elif not problem and field.error:
                field.accept()

    def show_standing(self, confirmations: Mapping[str, Confirmation], *, can_write: bool) -> None:
        """Which defaults are still to be confirmed, and who confirmed the others."""
        for name, standing in self.standings.items():
            standing.show_standing(
                is_open=name in self._draft.protocol.to_confirm,
                confirmation=confirmations.get(name),
                can_write=can_write,
            )

    def take(self) -> None:
        """Something was edited: write it back."""
        if not self._is_reading:
            self._draft.change(self.edited(self._draft.protocol))

    # For the sections

    def add_card(self, heading: str, *defaults: str) -> Card:
        """A card with its heading and, on a line each, the standing of its defaults."""
        card = Card(heading)
        standings = QVBoxLayout()
        standings.setSpacing(0)
        for name in defaults:
            standing = Standing(name)
            standing.confirm_asked.connect(self.confirm_asked)
            self.standings[name] = standing
            standings.addWidget(standing)
        card.body.addLayout(standings)
        self.column.addWidget(card)
        return card

    def add_field(self, place: str, label: str, control: QWidget, hint: str = "") -> Field[QWidget]:
        """A control with its label, refused by its place in the protocol."""
        can_be_wrong = not isinstance(control, QComboBox)
        field = Field[QWidget](label, control, hint, keeps_room=can_be_wrong)
        self.fields[place] = field
        return field


def side_by_side(fields: Sequence[QWidget], per_row: int = 3) -> QGridLayout:
    """Fields in rows of as many, at the top of their cells."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(10)
    for number, field in enumerate(fields):
        grid.addWidget(field, number // per_row, number % per_row, Qt.AlignmentFlag.AlignTop)
    for place in range(per_row):
        grid.setColumnStretch(place, 1)
    return grid


def in_a_row(*widgets: QWidget) -> QHBoxLayout:
    """Widgets from the left, as wide as they are."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
