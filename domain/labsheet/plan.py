"""The import plan: what every row of a lab sheet is, and exactly what accepting it would write."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from domain.labsheet.decisions import Decision
from domain.labsheet.known import KnownStudy
from domain.labsheet.mapping import Mapping
from domain.labsheet.rows import IgnoredRow, PlannedRow, ResultToStore, RowStatus


class Asks(StrEnum):
    """A choice that the sheet does not settle."""

    SHEET = "sheet"
    RESULT_COLUMN = "result_column"
    PATIENT_COLUMN = "patient_column"
    DATE_ORDER = "date_order"


@dataclass(frozen=True, slots=True)
class Question:
    """Asked once, answered in the mapping."""

    asks: Asks
    choices: tuple[str, ...]
    """Sheet names, column letters, or values of `DateOrder`."""


@dataclass(frozen=True, slots=True)
class AbsentDraw:
    """A draw waiting for its result that the file does not mention."""

    patient: str
    draw: str
    collected_on: date
    collected_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Every data row of a sheet with its status; nothing is written by making it."""

    file: str
    """The file's name, with any PESEL or name in it blacked out."""
    sha256: str
    mapping: Mapping
    rows: tuple[PlannedRow, ...]
    ignored: tuple[IgnoredRow, ...] = ()
    needs: tuple[Question, ...] = ()
    expected_but_absent: tuple[AbsentDraw, ...] = ()
    decisions: tuple[Decision, ...] = ()
    imported_before: bool = False
    """The same bytes were imported before."""
    known: KnownStudy = field(repr=False, default=KnownStudy((), (), date.min))

    @property
    def counts(self) -> dict[RowStatus, int]:
        """Rows by status; statuses without a row are left out."""
        counted = Counter(row.status for row in self.rows)
        return {status: counted[status] for status in RowStatus if counted[status]}

    @property
    def blocking(self) -> tuple[PlannedRow, ...]:
        """The rows that need a person before anything can be imported."""
        return tuple(row for row in self.rows if row.needs_decision)

    @property
    def flagged(self) -> tuple[PlannedRow, ...]:
        """The rows that are stored together with a query."""
        return tuple(row for row in self.rows if row.is_flagged)

    @property
    def strangers(self) -> tuple[PlannedRow, ...]:
        """Undecided rows of unknown patients, to be decided in one step."""
        return tuple(row for row in self.blocking if row.status is RowStatus.NO_MATCH)

    @property
    def to_store(self) -> tuple[ResultToStore, ...]:
        """Exactly what accepting the plan writes, in the order of the sheet."""
        return tuple(row.to_store for row in self.rows if row.to_store is not None)

    @property
    def can_be_accepted(self) -> bool:
        return not self.blocking and not self.needs and bool(self.to_store)

    def row(self, cell: str) -> PlannedRow | None:
        return next((row for row in self.rows if row.cell == cell), None)
