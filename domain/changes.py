"""What a write touched, so that views refresh only what they show."""

from dataclasses import dataclass
from datetime import date

from domain.visits import VisitKey


@dataclass(frozen=True, slots=True)
class Changes:
    """The answer of every command."""

    action: int = 0
    """Number of the action in the audit trail; `Study.take_back` takes it back.
    0 if all was so already: nothing was written, and there is nothing to take back."""
    patients: frozenset[str] = frozenset()
    """Codes of the patients touched."""
    schedule: bool = False
    """Infusions, draws or ratings changed."""
    results: bool = False
    """Values an analysis uses changed: results, scores, patients, windows."""
    queries: bool = False
    """Queries or deviations changed."""
    remarks: bool = False
    """Notes or the screening log changed."""
    settings: bool = False
    opened_queries: int = 0
    """How many queries the rules opened in the same action."""
    drafted_deviations: int = 0
    """How many deviations from the protocol they drafted."""
    made_way: tuple[tuple[VisitKey, date], ...] = ()
    """Planned infusions that went to another day, since one given late came too near to them."""
    kept: tuple[tuple[str, str], ...] = ()
    """Patient and draw code of the draws whose results an undone import had to leave as they
    are, since they were edited since."""
