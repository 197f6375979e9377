"""What a report is made from: the results, and where they come from."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from domain.storage.audit import Head
from stats.analysis_result import AnalysisResult
from stats.study_tables import PatientRow

if TYPE_CHECKING:
    from gui.words.protocol import Setting
    from stats.figures.visit_marks import Lane, Profile

DEFAULT_INFUSIONS = 8
"""Ticks at the foot of a figure where plain tables say nothing of infusions."""


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file the data was read from."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ReportSource:
    """Plain values, read from a study or from plain tables at one moment."""

    result: AnalysisResult
    patients: tuple[PatientRow, ...]
    title: str
    """Of the study, or of the tables."""
    written_at: datetime
    data_sha256: str
    """Of the tidy tables, as `fingerprint` computes it."""
    is_demo: bool = False
    files: tuple[DataFile, ...] = ()
    protocol: str = ""
    """Its name; empty for plain tables."""
    settings: "tuple[Setting, ...]" = ()
    """The protocol in words."""
    to_confirm: int = 0
    """Defaults of the protocol that nobody has confirmed, as Study settings counts them; one may
    stand behind several values."""
    head: Head | None = None
    """The end of the audit chain; None for plain tables."""
    lanes: "tuple[Lane, ...]" = ()
    """Every patient's visits, for the swimmer plot; empty for plain tables."""
    profiles: "tuple[Profile, ...]" = ()
    """Every patient's course by days, copper in the unit of the result; empty for plain tables,
    which know no days."""
    infusions: int = DEFAULT_INFUSIONS

    @property
    def unconfirmed(self) -> "tuple[Setting, ...]":
        return tuple(setting for setting in self.settings if setting.to_confirm)
