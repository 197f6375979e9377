"""The import plan: what every row of a lab sheet is, and exactly what accepting it would write."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from domain.labsheet.accepting import settled
from domain.labsheet.asking import date_question
from domain.labsheet.collecting import without_collecting
from domain.labsheet.decisions import Decision
from domain.labsheet.judging import Judge, Judged
from domain.labsheet.known import KnownStudy
from domain.labsheet.layout import Extraction, extract
from domain.labsheet.mapping import DateOrder, Mapping
from domain.labsheet.matching import StudyIndex
from domain.labsheet.moments import slashed_in
from domain.labsheet.questions import Question
from domain.labsheet.rows import IgnoredRow, PlannedRow, Reason, ResultToStore, RowStatus
from domain.labsheet.vocabulary import Vocabulary
from domain.labsheet.workbook import Workbook


@dataclass(frozen=True, slots=True)
class AbsentDraw:
    """A draw waiting for its result that the file does not mention."""

    patient: str
    draw: str
    collected_on: date
    collected_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Basis:
    """What a plan was made from, so that a decision can make the next one."""

    extraction: Extraction
    known: KnownStudy
    vocabulary: Vocabulary


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
    basis: Basis | None = field(repr=False, compare=False, default=None)

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

    def decided(self, *decisions: Decision) -> "ImportPlan":
        """The next plan; the latest decision of a kind about a row counts."""
        return self._with((*_without_repeats(self.decisions, decisions), *decisions))

    def undecided(self, *cells: str) -> "ImportPlan":
        """The plan with every decision about these rows taken back."""
        return self._with(_without_cells(self.decisions, frozenset(cells)))

    def _with(self, decisions: tuple[Decision, ...]) -> "ImportPlan":
        assert self.basis is not None
        basis = self.basis
        with without_collecting():
            return _plan(basis.extraction, self.mapping, basis.known, basis.vocabulary, decisions)

    def row(self, cell: str) -> PlannedRow | None:
        return next((row for row in self.rows if row.cell == cell), None)


def plan_import(
    workbook: Workbook,
    mapping: Mapping,
    known: KnownStudy,
    vocabulary: Vocabulary,
    decisions: Iterable[Decision] = (),
) -> ImportPlan:
    """Judge every row of the sheet against the study; pure, nothing is written.

    `known.today` is the day of the import. Personal columns are left behind here: neither
    the plan nor its basis holds a cell of them.
    """
    with without_collecting():
        extraction = extract(workbook, mapping, vocabulary)
        return _plan(extraction, mapping, known, vocabulary, tuple(decisions))


def _plan(
    extraction: Extraction,
    mapping: Mapping,
    known: KnownStudy,
    vocabulary: Vocabulary,
    decisions: tuple[Decision, ...],
) -> ImportPlan:
    judge = Judge(StudyIndex(known), mapping, vocabulary, decisions)
    judged = [judge.judge(reading) for reading in extraction.readings]
    file, sha256 = extraction.file, extraction.sha256
    rows = tuple(settled(one, mapping, file=file, sha256=sha256) for one in judged)
    return ImportPlan(
        file=file,
        sha256=sha256,
        mapping=mapping,
        rows=rows,
        ignored=extraction.ignored,
        needs=_needs(mapping, judged),
        expected_but_absent=_absent(judged, known),
        decisions=decisions,
        imported_before=any(digest == sha256 for digest, _ in known.imported_files),
        basis=Basis(extraction, known, vocabulary),
    )


def _needs(mapping: Mapping, judged: list[Judged]) -> tuple[Question, ...]:
    unsettled = any(one.row.why.reason is Reason.DATE_ORDER_UNSETTLED for one in judged)
    if mapping.date_order is not DateOrder.UNSETTLED and not unsettled:
        return ()
    cells = [one.facts.reading.collected for one in judged if one.facts.is_order_open]
    return (date_question(slashed_in([cell.text for cell in cells if cell is not None])),)


def _absent(judged: list[Judged], known: KnownStudy) -> tuple[AbsentDraw, ...]:
    """Draws waiting for a result on the sheet's latest day that no row leads to.

    A draw collected at the very time of a row that has no match is not called absent:
    that row is most likely its result, and a person is asked about it.
    """
    met = {(one.found.patient, one.found.code) for one in judged if one.found is not None}
    met |= {
        (suggestion.patient, suggestion.draw)
        for one in judged
        for suggestion in one.row.suggestions
        if suggestion.same_time
    }
    days = [
        day
        for one in judged
        for day in (one.row.collected_on, one.facts.reported_on)
        if day is not None and day <= known.today
    ]
    latest = max(days, default=known.today)
    return tuple(
        AbsentDraw(draw.patient, draw.code, draw.collected_on, draw.collected_at)
        for draw in known.draws
        if draw.is_waiting
        and draw.collected_on is not None
        and draw.collected_on <= latest
        and (draw.patient, draw.code) not in met
    )


def _without_repeats(
    before: tuple[Decision, ...], later: tuple[Decision, ...]
) -> tuple[Decision, ...]:
    """Earlier decisions without the rows that a later one of the same kind is about."""
    for decision in later:
        cells = frozenset(decision.cells)
        same = tuple(one for one in before if one.kind is decision.kind)
        before = (
            *(one for one in before if one.kind is not decision.kind),
            *_without_cells(same, cells),
        )
    return before


def _without_cells(decisions: tuple[Decision, ...], cells: frozenset[str]) -> tuple[Decision, ...]:
    kept = (
        replace(one, cells=tuple(cell for cell in one.cells if cell not in cells))
        for one in decisions
    )
    return tuple(one for one in kept if one.cells)
