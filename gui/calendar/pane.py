"""What the views of the calendar have in common: timeline, month, one patient."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain.changes import Changes
from domain.visits import VisitKey
from gui.calendar.timeline_rows import Event, TimelineRow
from gui.widgets.empty_state import EmptyState


class CalendarPane(QWidget):
    """A way to look at the visits; the details bar under it shows the chosen one."""

    event_chosen = Signal(object, object)
    """The `Event` chosen, or None, and the `TimelineRow` it belongs to, or None."""
    details_asked = Signal()
    """Enter: the actions of the event are at hand."""
    move_asked = Signal(object, object)
    """The user dropped this `Infusion` on that day."""
    context_said = Signal(str)
    """What the status bar says."""
    enrol_asked = Signal()
    """The user wants to enrol a patient."""

    def __init__(self) -> None:
        super().__init__()
        self.context = ""
        self.empty = EmptyState()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(10)

    @property
    def chosen(self) -> tuple[Event | None, TimelineRow | None]:
        """The event and the row that the details bar shows."""
        raise NotImplementedError

    def say(self, context: str) -> None:
        self.context = context
        self.context_said.emit(context)

    def go_to_today(self) -> None:
        """Show where today is."""

    def turn(self, by: int) -> None:
        """Earlier (−1) or later (+1), by a week, a month or a patient."""

    def search(self, text: str) -> None:
        """Show the patients whose code holds `text`."""

    def go_to_found(self) -> None:
        """Enter in the search: the first patient found."""

    def show_visit(self, key: VisitKey) -> None:
        """Bring the visit on the screen and choose it."""

    def show_patient(self, code: str) -> None:
        """Bring the patient's next step on the screen."""

    def show_changes(self, changes: Changes) -> None:
        """A write went through."""

    def read_again(self) -> None:
        """The day, the protocol or everything changed."""

    def take_focus(self) -> None:
        """The user came here by keyboard."""
