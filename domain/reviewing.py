"""What the rules find, laid beside the queries and deviations that are stored; the difference
is written by the action that caused it."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import chain
from typing import Protocol

from domain.changing import changed
from domain.departures import departures
from domain.findings import Case, Finding, findings, still_doubtful
from domain.progress import Steps, unwatched
from domain.quality import (
    Deviation,
    DeviationRule,
    DeviationState,
    Query,
    QueryRule,
    QueryState,
)
from domain.storage.action import Action
from domain.storage.audit import What
from domain.storage.contents import MANY_PATIENTS, Contents
from domain.storage.quality_contents import QualityContents
from domain.storage.quality_tables import deviation_row, query_row
from domain.visits import VisitKey

REVIEWED_TABLES = frozenset(
    {"study", "patients", "infusions", "draws", "ratings", "rating_items", "results"}
)
"""A change of any of these may make a rule hold, or no longer hold."""
_DEPARTURES_LOOK_AT = frozenset({"study", "infusions", "draws", "ratings"})
_OF_AN_IMPORT = frozenset(
    {QueryRule.OUT_OF_WINDOW, QueryRule.COLLECTED_MISMATCH, QueryRule.COLLECTION_DATE_UNKNOWN}
)
_NEVER_WITHDRAWN = frozenset({QueryRule.ASKED})


class Reviewer(Protocol):
    """When the rules look, and in whose name what they find is stored: an action, for one."""

    @property
    def now(self) -> datetime: ...
    @property
    def who(self) -> str: ...


def review(
    action: Action,
    patients: Iterable[str],
    contents: Contents,
    quality: QualityContents,
    on_review: Steps = unwatched,
) -> None:
    """Bring the queries and deviations of `patients` up to date inside `action`.

    Reads what is stored now; patients whose tubes share a number with theirs are reviewed
    too. Nothing is written where the rules find what they found before. `on_review` is told
    how many patients were reviewed.
    """
    numbers = _Numbers(contents)
    may_depart = action.what is What.REVIEW or bool(action.touched & _DEPARTURES_LOOK_AT)
    waiting, seen = deque(patients), set[str]()
    shared_tubes = quality.shared_tubes
    if len(waiting) > MANY_PATIENTS:
        quality.read_findings()
        contents.read_courses()
        tubes = quality.all_shared_tubes()
        shared_tubes = partial(_of_patient, tubes)
    while waiting:
        code = waiting.popleft()
        case = None if code in seen else _case(code, action, contents, shared_tubes)
        if case is None:
            continue
        seen.add(code)
        queries = quality.queries_of(code)
        waiting += _sharing(case.shared_tubes.values(), queries)
        there = {query.number: query for query in queries}
        for query in _queries(case, queries, action, numbers.take):
            before = there.get(query.number)
            if before is None:
                action.add_later("queries", query_row(query))
            else:
                action.change_later("queries", query_row(before), query_row(query))
        if may_depart:
            for deviation in _deviations(case, quality.deviations_of(code), action):
                action.put("deviations", deviation_row(deviation))
        on_review(len(seen))


def has_news(
    patient: str, reviewer: Reviewer, contents: Contents, quality: QualityContents
) -> bool:
    """Whether the rules find something else about `patient` than is stored; writes nothing."""
    case = _case(patient, reviewer, contents, quality.shared_tubes)
    if case is None:
        return False
    asked = _queries(case, quality.queries_of(patient), reviewer, lambda: 0)
    drafted = _deviations(case, quality.deviations_of(patient), reviewer)
    return any(True for _one in chain(asked, drafted))


SharedTubes = Mapping[str, tuple[tuple[str, str], ...]]


def _of_patient(tubes: Mapping[str, SharedTubes], patient: str) -> SharedTubes:
    return tubes.get(patient, {})


def _case(
    code: str,
    reviewer: Reviewer,
    contents: Contents,
    shared_tubes: Callable[[str], SharedTubes],
) -> Case | None:
    stored = contents.now_of(code)
    if stored is None:
        return None
    patient, course = stored
    protocol, shared = contents.facts().protocol, shared_tubes(code)
    return Case(patient, course, protocol, reviewer.now.date(), shared)


class _Numbers:
    """The next numbers of queries, asked for only when one is opened."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self._next: int | None = None

    def take(self) -> int:
        number = self._next if self._next is not None else self._contents.next_number("queries")
        self._next = number + 1
        return number


def _sharing(
    shared: Iterable[tuple[tuple[str, str], ...]], queries: Iterable[Query]
) -> Iterator[str]:
    """Patients whose tubes have, or had until now, the number of one of these."""
    for others in shared:
        yield from (patient for patient, _ in others)
    for query in queries:
        if query.rule is QueryRule.DUPLICATE_TUBE and query.state.is_pending:
            for named in query.detail.get("others", "").split(", "):
                yield named.rpartition(" ")[0]


def _queries(
    case: Case, stored: Sequence[Query], reviewer: Reviewer, number: Callable[[], int]
) -> Iterator[Query]:
    """The queries to write: opened, asked anew, or withdrawn."""
    latest: dict[tuple[VisitKey, QueryRule], Query] = {(q.key, q.rule): q for q in stored}
    found = {(one.key, one.rule): one for one in findings(case)}
    for place, finding in found.items():
        query = latest.get(place)
        asked = _asked(finding, query, reviewer, number)
        if asked is not None and asked != query:
            yield asked
    for query in stored:
        place = (query.key, query.rule)
        if not query.state.is_pending or query.rule in _NEVER_WITHDRAWN:
            continue
        if place in found and query is latest[place]:
            continue
        if (
            place not in found
            and query.rule in _OF_AN_IMPORT
            and still_doubtful(query.rule, query.key, case.course)
        ):
            continue
        yield changed(query, state=QueryState.WITHDRAWN, closed_at=reviewer.now, closed_by="")


def _asked(
    finding: Finding, query: Query | None, reviewer: Reviewer, number: Callable[[], int]
) -> Query | None:
    """The query that asks about `finding`; None where nothing is to be asked again."""
    if query is not None and query.about in ("", finding.about):
        if query.state is not QueryState.WITHDRAWN:
            return query
        state = QueryState.ANSWERED if query.answer else QueryState.OPEN
        return replace(query, state=state, about=finding.about, closed_at=None, closed_by="")
    if query is not None and query.state.is_pending:
        return replace(
            query,
            state=QueryState.OPEN,
            about=finding.about,
            detail=finding.detail,
            opened_at=reviewer.now,
            opened_by=reviewer.who,
            answer="",
            answered_at=None,
            answered_by="",
        )
    return Query(
        number(),
        finding.key,
        finding.rule,
        reviewer.now,
        reviewer.who,
        detail=finding.detail,
        about=finding.about,
    )


def _deviations(case: Case, stored: Iterable[Deviation], reviewer: Reviewer) -> Iterator[Deviation]:
    """The deviations to write: drafted, changed, or withdrawn."""
    known: dict[tuple[VisitKey, DeviationRule], Deviation] = {(d.key, d.rule): d for d in stored}
    found = {(one.key, one.rule): one for one in departures(case.course, case.protocol)}
    for place, one in found.items():
        deviation = known.get(place)
        if deviation is None:
            yield Deviation(one.key, one.rule, reviewer.now, detail=one.detail)
        elif not deviation.stands:
            drafted = Deviation(one.key, one.rule, reviewer.now, detail=one.detail)
            yield replace(drafted, remark=deviation.remark)
        elif dict(deviation.detail) != dict(one.detail):
            # What was confirmed is no longer what happened.
            yield replace(
                deviation,
                detail=one.detail,
                state=DeviationState.DRAFTED,
                confirmed_at=None,
                confirmed_by="",
            )
    for place, deviation in known.items():
        if deviation.stands and place not in found:
            yield replace(deviation, state=DeviationState.WITHDRAWN)
