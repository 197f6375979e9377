"""One lab sheet on its way into the study: how it is read, its plan, and what was decided."""

import tomllib
from collections.abc import Mapping as Table
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Self

from domain.labsheet.decisions import Decision
from domain.labsheet.explaining import explained
from domain.labsheet.fitting import Difference, Fit, Misfit, fit
from domain.labsheet.guesses import Field, Guess
from domain.labsheet.known import KnownStudy
from domain.labsheet.mapping import DateOrder, Layout, Mapping
from domain.labsheet.plan import ImportPlan, plan_import
from domain.labsheet.questions import COLUMN_ASKED, NONE_OF_THEM, Asks, Question
from domain.labsheet.reading import Cancel, read_workbook
from domain.labsheet.recalling import decided_before
from domain.labsheet.saved_preview import SavedPreview, reopened
from domain.labsheet.settling import with_column_said
from domain.labsheet.understanding import Understanding, guess, guess_with_heading
from domain.labsheet.vocabulary import Vocabulary
from domain.labsheet.workbook import Sheet, Workbook, column_number
from gui.labimport.tally import Tally
from resources import text_of

SHEET_ENDINGS = (".xlsx", ".xls", ".csv", ".txt")
_SURE = 0.5


@dataclass(frozen=True, slots=True)
class SheetCheck:
    """A sheet as read, understood and planned; each step of the person gives the next one."""

    path: Path
    workbook: Workbook
    words: Vocabulary
    understanding: Understanding
    plan: ImportPlan
    remembered_lab: str = ""
    """The laboratory whose remembered columns were taken over; empty if they were guessed."""
    answered: frozenset[Asks] = frozenset()
    remembered_on: date | None = None
    """The day of the last import from that laboratory."""
    differs_from: str = ""
    """The laboratory whose remembered columns are like these, but not the same."""
    differences: tuple[Difference, ...] = ()
    guesses: tuple[Guess, ...] = ()
    """How sure each part of the reading is, and why."""
    is_taken_up: bool = False
    """Read and decided as a person saved it for later."""
    no_longer: tuple[str, ...] = ()
    """Cells whose saved decision does not hold any more."""
    saved_beside: Path | None = None
    """Decisions about this very file that are kept beside it, and not taken up."""
    recalled: tuple[Decision, ...] = ()
    """Decisions taken over from an earlier import of the same file."""
    tally: Tally = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "tally", Tally.of(self.plan.rows))

    @property
    def mapping(self) -> Mapping:
        return self.plan.mapping

    @property
    def known(self) -> KnownStudy:
        """The study as the plan took it."""
        assert self.plan.basis is not None
        return self.plan.basis.known

    @property
    def lab(self) -> str:
        return self.plan.mapping.lab

    @property
    def sheet(self) -> Sheet:
        return self.workbook.sheet(self.mapping.sheet) or self.workbook.sheets[0]

    @property
    def questions(self) -> tuple[Question, ...]:
        """What has to be answered before anything can be imported."""
        open_ones = [asked for asked in self.understanding.needs if asked.asks not in self.answered]
        about = {asked.asks for asked in open_ones}
        open_ones += [asked for asked in self.plan.needs if asked.asks not in about]
        return tuple(open_ones)

    def guess_of(self, field: Field) -> Guess | None:
        """How sure one part of the reading is that stands on the sheet once."""
        return next((one for one in self.guesses if one.field is field), None)

    def guess_of_column(self, column: int) -> Guess | None:
        """How sure the reading of a column is; None for one that holds nothing."""
        columns = (one for one in self.guesses if one.field is Field.COLUMN)
        return next((one for one in columns if one.column == column), None)

    @property
    def is_understood(self) -> bool:
        """The columns were understood with confidence and nothing is left to ask."""
        looked_over = bool(self.remembered_lab) or self.is_taken_up
        sure = looked_over or self.understanding.confidence >= _SURE
        return sure and not self.questions and not self.differs_from and bool(self.plan.rows)

    @property
    def own_decisions(self) -> tuple[Decision, ...]:
        """Those a person made now; not those taken over from an earlier import."""
        return tuple(one for one in self.plan.decisions if one not in self.recalled)

    @property
    def is_unlike_a_sheet(self) -> bool:
        """Nothing in it looks like a laboratory's sheet; a person may still say what it holds."""
        looked_over = bool(self.remembered_lab) or self.is_taken_up
        return not looked_over and self.understanding.is_unlike_a_sheet

    @property
    def can_be_imported(self) -> bool:
        is_open = self.tally.undecided or self.plan.needs or self.questions
        return bool(self.tally.stored) and not is_open

    def decided(self, decision: Decision) -> Self:
        return replace(self, plan=self.plan.decided(decision))

    def undecided(self, cell: str) -> Self:
        """Without the decisions about the row `cell`."""
        return replace(self, plan=self.plan.undecided(cell))

    def mapped(self, mapping: Mapping) -> Self:
        """Read with other columns; decisions about rows that are still there are kept."""
        return self._planned(mapping, self.known)

    def with_columns(self, mapping: Mapping) -> Self:
        """A person has looked at the columns: questions about columns are answered by them."""
        told = {asks for asks, role in COLUMN_ASKED.items() if mapping.columns_of(role)}
        return replace(self, answered=self.answered | told).mapped(mapping)

    def answers(self, question: Question, choice: str) -> Self:
        """The sheet read as a person answered."""
        answered = replace(self, answered=self.answered | {question.asks})
        match question.asks:
            case Asks.SHEET:
                return answered.read_from(choice, self._heading_row_of(choice))
            case Asks.DATE_ORDER:
                return answered.mapped(replace(self.mapping, date_order=DateOrder(choice)))
            case _ if choice == NONE_OF_THEM:
                return answered
            case _:
                role = COLUMN_ASKED[question.asks]
                column = column_number(choice)
                return answered.mapped(with_column_said(self.mapping, self.sheet, role, column))

    def taken_up(self, preview: SavedPreview) -> Self:
        """As it was saved for later, with every decision that still holds.

        Raises PreviewOfAnotherFile.
        """
        again = reopened(preview, self.workbook, self.known, self.words)
        return replace(
            self,
            plan=again.plan,
            answered=self.answered | again.answered,
            differs_from="",
            differences=(),
            is_taken_up=True,
            recalled=(),
            no_longer=again.dropped,
        ).with_guesses()

    def known_again(self, known: KnownStudy) -> Self:
        """The same against the study as it stands now."""
        return self._planned(self.mapping, known)

    def read_from(self, sheet: str, heading_row: int) -> Self:
        """With the heading where a person says it is; columns are guessed again."""
        understood = guess_with_heading(self.workbook, sheet, heading_row, self.words, self.known)
        mapping = replace(understood.mapping, lab=self.lab)
        again = replace(
            self, understanding=understood, remembered_lab="", differs_from="", differences=()
        )
        return again._planned(mapping, self.known)

    def read_sheet(self, sheet: str) -> Self:
        """Another sheet of the workbook, its heading guessed."""
        return self.read_from(sheet, self._heading_row_of(sheet))

    def _heading_row_of(self, name: str) -> int:
        sheet = self.workbook.sheet(name)
        if sheet is None or not sheet.rows:
            return 1
        alone = guess(replace(self.workbook, sheets=(sheet,)), self.words, self.known)
        return alone.mapping.header_rows[0] if alone.mapping.header_rows else 1

    def _planned(self, mapping: Mapping, known: KnownStudy) -> Self:
        plan = plan_import(self.workbook, mapping, known, self.words)
        cells = {row.cell for row in plan.rows}
        is_read_alike = mapping == self.mapping
        kept = [
            one
            for one in self.plan.decisions
            if cells.issuperset(one.cells) and (is_read_alike or one not in self.recalled)
        ]
        check = replace(self, plan=plan.decided(*kept) if kept else plan)
        return check if is_read_alike else check.with_recalled().with_guesses()

    def with_recalled(self) -> Self:
        """With what was decided of its rows when the same file was imported before."""
        recalled = decided_before(self.plan)
        plan = self.plan.decided(*recalled) if recalled else self.plan
        return replace(self, plan=plan, recalled=recalled)

    def with_guesses(self) -> Self:
        """With how sure each part of the mapping is."""
        is_open = self.mapping.layout is not Layout.BLOCKS and Asks.SHEET not in self.answered
        alike = self.understanding.sheets[1:] if is_open else ()
        guesses = explained(self.mapping, self.workbook, self.words, self.known, alike)
        return replace(self, guesses=guesses)


def vocabulary() -> Vocabulary:
    """The words of laboratories that come with the program."""
    return Vocabulary.from_tables(tomllib.loads(text_of("labsheets/synonyms.toml")))


def open_check(
    path: Path, known: KnownStudy, remembered: Table[str, Mapping], cancel: Cancel
) -> SheetCheck:
    """Read, understand and plan a file; raises SheetRefused. Runs on a worker thread."""
    workbook = read_workbook(path, cancel=cancel)
    words = vocabulary()
    understood = guess(workbook, words, known)
    lab, best = _remembered_fit(workbook, remembered, words)
    if best is None or not best.is_usable:
        plan = plan_import(workbook, understood.mapping, known, words)
        named = () if best is None else best.differences
        guessed = SheetCheck(
            path, workbook, words, understood, plan, differs_from=lab, differences=named
        )
        return replace(guessed, guesses=understood.guesses).with_recalled()
    mapping = replace(best.mapping, lab=lab)
    answered = frozenset(asked.asks for asked in understood.needs)
    plan = plan_import(workbook, mapping, known, words)
    check = SheetCheck(
        path, workbook, words, understood, plan, lab, answered, differences=best.differences
    )
    return check.with_recalled().with_guesses()


def _remembered_fit(
    workbook: Workbook, remembered: Table[str, Mapping], words: Vocabulary
) -> tuple[str, Fit | None]:
    """The laboratory whose remembered columns are most like this sheet's; it may be none."""
    fits = [(lab, fit(mapping, workbook, words)) for lab, mapping in remembered.items()]
    near = [(lab, one) for lab, one in fits if one.is_usable or _is_near(one)]
    if not near:
        return "", None
    return min(near, key=lambda one: (not one[1].is_usable, len(one[1].differences)))


def _is_near(one: Fit) -> bool:
    """Some of the headings are there, so that it is worth naming those that are not."""
    lost = sum(difference.forbids_reading for difference in one.differences)
    told = sum(bool(use.header) for use in one.mapping.columns)
    return 0 < lost < told and all(d.misfit is not Misfit.SHEET_MISSING for d in one.differences)
