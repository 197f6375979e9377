"""The next step of a patient, or the visit chosen in the calendar, and recording it."""

from domain.next_step import NextStep
from gui.calendar.details_bar import DetailsBar
from gui.calendar.timeline_rows import Event, TimelineRow
from gui.prompts import Prompter
from gui.session import Session
from gui.widgets.buttons import Kind
from gui.words import patient_page as words
from gui.words.language import _


class NextCard(DetailsBar):
    """As the bar under the timeline, on the page of one patient."""

    offers_patient = False
    offers_query = False
    kept_lines = 1
    narrow_below = 0
    main_kind: Kind = "primary"

    def __init__(self, session: Session, prompter: Prompter) -> None:
        self._step: NextStep | None = None
        super().__init__(session, prompter)
        self.become("next")

    def show_step(self, row: TimelineRow) -> None:
        """Show what comes next for the patient."""
        self._step = row.step
        visit = row.step.visit
        self.show_event(row.event(visit.key) if visit is not None else None, row)

    def _is_next(self, event: Event) -> bool:
        step = self._step
        return step is not None and step.visit is not None and step.visit.key == event.key

    # What DetailsBar asks for

    def says_status(self, event: Event) -> bool:
        return not self._is_next(event)

    def headline_of(self, event: Event) -> str:
        if self._is_next(event):
            return words.next_headline(event.visit, event.status)
        return super().headline_of(event)

    def words_without_event(self, row: TimelineRow | None) -> tuple[str, str]:
        if row is None or self._step is None or self._step.visit is not None:
            return super().words_without_event(row)
        return words.nothing_next(self._step), _("Choose a visit to see what was recorded.")
