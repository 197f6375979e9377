"""What planning an import has to know of the study: patients, their draws, their results."""

from dataclasses import dataclass, field
from datetime import date, datetime

from domain.results import Result
from domain.visits import VisitState, Window


@dataclass(frozen=True, slots=True)
class KnownPatient:
    code: str
    enrolled_on: date


@dataclass(frozen=True, slots=True)
class KnownDraw:
    """One draw of one patient, as it stands before the import."""

    patient: str
    code: str
    """baseline, inf1 …, post, extra1 …"""
    window: Window
    state: VisitState
    collected_on: date | None = None
    collected_at: datetime | None = None
    """Local time without a zone, where the time of day is known."""
    specimen_id: str = ""
    condition: str = ""
    before_dose: bool = False
    """True for the baseline draw; the draw after an infusion follows its dose."""
    infusion_on: date | None = None
    """The day of infusion 1 (baseline) or of the draw's own infusion; None for the post draw."""
    infusion_started_at: datetime | None = None
    """Local time without a zone; None while the infusion has not been given."""
    current: Result | None = None
    """The current result, with the tube number it came from in `accession`."""

    @property
    def is_open(self) -> bool:
        """Planned or collected: a result may belong here."""
        return self.state in (VisitState.PLANNED, VisitState.DONE)

    @property
    def is_waiting(self) -> bool:
        """Collected, and the laboratory has not answered."""
        return self.state is VisitState.DONE and self.current is None


@dataclass(frozen=True, slots=True)
class KnownStudy:
    """The study on the day of the import; `draws` in the order of the course."""

    patients: tuple[KnownPatient, ...]
    draws: tuple[KnownDraw, ...]
    today: date
    imported_files: tuple[tuple[str, str], ...] = ()
    """SHA-256 and name of files imported before and not undone."""
    code_pattern: str = ""
    """Of patient codes: each # is a digit; empty if not known."""
    state: str = field(default="", compare=False)
    """The hash of the study's last audit entry: the same means that nothing was written since."""

    def draws_of(self, patient: str) -> tuple[KnownDraw, ...]:
        return tuple(draw for draw in self.draws if draw.patient == patient)
