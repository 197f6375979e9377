"""Queries, which ask about a value, and deviations, which say where the protocol was left."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from domain.errors import CopperdeskError
from domain.visits import VisitKey


class QueryRule(StrEnum):
    """What made the program ask; `domain.findings` has the limits of each."""

    # Opened by an import, for a row that the sheet or the record made doubtful
    OUT_OF_WINDOW = "out_of_window"
    COLLECTED_MISMATCH = "collected_mismatch"
    COLLECTION_DATE_UNKNOWN = "collection_date_unknown"
    # Of a result, whether it was imported or typed
    BELOW_LOQ = "below_loq"
    ABOVE_ULOQ = "above_uloq"
    UNUSABLE = "unusable"
    HAEMOLYSED = "haemolysed"
    COPPER_IMPLAUSIBLE = "copper_implausible"
    COPPER_JUMP = "copper_jump"
    RESULT_BEFORE_COLLECTION = "result_before_collection"
    RESULT_MISSING = "result_missing"
    DUPLICATE_TUBE = "duplicate_tube"
    SPECIMEN_DOUBTFUL = "specimen_doubtful"
    # Of an infusion or a rating
    DOSE_DEVIATES = "dose_deviates"
    WEIGHT_DIFFERS = "weight_differs"
    SCORE_JUMP = "score_jump"
    ITEMS_INCOMPLETE = "items_incomplete"
    SCORE_MISSING = "score_missing"
    # A person's own question
    ASKED = "asked"


class QueryState(StrEnum):
    """Where a query stands.

    A person answers and closes a query, or marks the finding verified, which keeps the rule
    quiet until the value changes. The rule itself withdraws one that no longer holds.
    """

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"
    VERIFIED = "verified"
    WITHDRAWN = "withdrawn"

    @property
    def is_pending(self) -> bool:
        """Whether somebody still has to act."""
        return self in (QueryState.OPEN, QueryState.ANSWERED)


@dataclass(frozen=True, slots=True)
class Query:
    """One question about one visit's value."""

    number: int
    key: VisitKey
    rule: QueryRule
    opened_at: datetime
    opened_by: str
    state: QueryState = QueryState.OPEN
    detail: Mapping[str, str] = field(default_factory=dict[str, str])
    """What the sentence needs: verbatim, cell, file, days …"""
    answer: str = ""
    question: str = ""
    """A person's own words; empty where a rule asks."""
    about: str = ""
    """The value the rule looked at: it asks again only about another value."""
    answered_at: datetime | None = None
    answered_by: str = ""
    closed_at: datetime | None = None
    """When it was closed, marked verified, or withdrawn."""
    closed_by: str = ""


class DeviationRule(StrEnum):
    """How the protocol was left."""

    OUT_OF_WINDOW = "out_of_window"
    """A draw or a rating on a day outside its window."""
    MISSED = "missed"
    """An infusion not given, or a rating not done."""
    NOT_DRAWN = "not_drawn"
    WRONG_ORDER = "wrong_order"
    """A draw before the infusion it follows, or before-dose visit after the dose."""
    GAP_OVER_MAXIMUM = "gap_over_maximum"
    GAP_UNDER_MINIMUM = "gap_under_minimum"
    COURSE_TOO_LONG = "course_too_long"
    """An infusion later after infusion 1 than the protocol allows."""


class DeviationState(StrEnum):
    """A rule drafts and withdraws a deviation; a person confirms it with a remark."""

    DRAFTED = "drafted"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Deviation:
    """One departure from the protocol; visit and rule name it."""

    key: VisitKey
    rule: DeviationRule
    drafted_at: datetime
    state: DeviationState = DeviationState.DRAFTED
    detail: Mapping[str, str] = field(default_factory=dict[str, str])
    """What the sentence needs: days, limit, other, reason."""
    remark: str = ""
    confirmed_at: datetime | None = None
    confirmed_by: str = ""

    @property
    def stands(self) -> bool:
        return self.state is not DeviationState.WITHDRAWN


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on a patient, or on one visit of the patient."""

    number: int
    patient: str
    text: str
    written_at: datetime
    written_by: str
    key: VisitKey | None = None


class WhyNotThat(StrEnum):
    """Why a query, a deviation or a note cannot be changed as asked."""

    NO_SUCH_QUERY = "no_such_query"
    NO_SUCH_DEVIATION = "no_such_deviation"
    ANSWER_MISSING = "answer_missing"
    QUESTION_MISSING = "question_missing"
    TEXT_MISSING = "text_missing"
    NOT_PENDING = "not_pending"
    """The query is closed, verified or withdrawn."""
    STILL_PENDING = "still_pending"


class QualityRefused(CopperdeskError):
    """A step in the life of a query or a deviation that cannot be taken; nothing was written."""

    def __init__(self, why: WhyNotThat, *, number: int = 0) -> None:
        super().__init__(f"query {number}: {why}" if number else str(why))
        self.why = why
        self.number = number
