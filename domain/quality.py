"""Queries: what a rule or a person asks about a value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from domain.visits import VisitKey


class QueryRule(StrEnum):
    """What made the program ask."""

    OUT_OF_WINDOW = "out_of_window"
    BELOW_LOQ = "below_loq"
    ABOVE_ULOQ = "above_uloq"
    UNUSABLE = "unusable"
    HAEMOLYSED = "haemolysed"
    COLLECTED_MISMATCH = "collected_mismatch"
    COLLECTION_DATE_UNKNOWN = "collection_date_unknown"


class QueryState(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


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
