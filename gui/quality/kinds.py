"""What the two panes of data quality show: queries and deviations, as tables and as CSV."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from domain.quality import Deviation, DeviationState, Query, QueryState
from gui.quality.findings_pane import FindingKind, ShownState
from gui.table_model import Column
from gui.words import dates, deviations, queries, visits
from gui.words.language import _

QUERY_TITLES = (
    "number", "patient", "kind", "visit", "rule", "state", "question", "source", "opened_at",
    "opened_by", "answer", "answered_at", "answered_by", "closed_at", "closed_by",
)  # fmt: skip
DEVIATION_TITLES = (
    "patient", "kind", "visit", "rule", "state", "what", "drafted_at", "remark", "confirmed_at",
    "confirmed_by",
)  # fmt: skip


def query_kind() -> FindingKind[Query]:
    states = (QueryState.OPEN, QueryState.ANSWERED, QueryState.CLOSED, QueryState.VERIFIED)
    return FindingKind[Query](
        name=_("Queries"),
        columns=query_columns(),
        widths=(232, 84, 148, 240, 112, 96),
        stretched=3,
        states=(
            *(ShownState(queries.state(state), state) for state in states),
            ShownState(_("All"), None),
        ),
        identity=lambda query: query.number,
        state=lambda query: query.state,
        rule=lambda query: query.rule,
        rule_words=lambda query: queries.rule(query.rule),
        holds=_query_holds,
        empty=queries.none_in_state,
        empty_button=_("Add a query…"),
    )


def deviation_kind() -> FindingKind[Deviation]:
    states = (DeviationState.DRAFTED, DeviationState.CONFIRMED)
    return FindingKind[Deviation](
        name=_("Deviations"),
        columns=deviation_columns(),
        widths=(190, 84, 172, 290, 116),
        stretched=3,
        states=(
            ShownState(_("All"), None),
            *(ShownState(deviations.state(state), state) for state in states),
        ),
        identity=lambda one: (one.key, one.rule),
        state=lambda one: one.state,
        rule=lambda one: one.rule,
        rule_words=lambda one: deviations.rule(one.rule),
        holds=_deviation_holds,
        empty=deviations.none_in_state,
        empty_button=_("Show queries"),
    )


def query_columns() -> tuple[Column[Query], ...]:
    """Sorted by rule first, a rule's queries by patient."""
    return (
        Column[Query](
            _("Question"),
            lambda query: queries.rule(query.rule),
            sort_key=lambda query: (queries.rule(query.rule), query.key, query.number),
            is_strong=True,
        ),
        Column[Query](
            _("Patient"),
            lambda query: query.key.patient,
            sort_key=lambda query: (query.key, query.number),
        ),
        Column[Query](_("Visit"), lambda query: visits.visit(query.key)),
        Column[Query](_("What is asked"), queries.asks, tool_tip=queries.asks),
        Column[Query](
            _("Opened"),
            lambda query: dates.plain_day(query.opened_at.date()),
            sort_key=lambda query: query.opened_at,
        ),
        Column[Query](_("State"), lambda query: queries.state(query.state)),
    )


def deviation_columns() -> tuple[Column[Deviation], ...]:
    return (
        Column[Deviation](
            _("Deviation"),
            lambda one: deviations.rule(one.rule),
            sort_key=lambda one: (deviations.rule(one.rule), one.key),
            is_strong=True,
        ),
        Column[Deviation](
            _("Patient"), lambda one: one.key.patient, sort_key=lambda one: (one.key, one.rule)
        ),
        Column[Deviation](_("Visit"), lambda one: visits.visit(one.key)),
        Column[Deviation](_("What happened"), deviations.sentence, tool_tip=deviations.sentence),
        Column[Deviation](_("State"), lambda one: deviations.state(one.state)),
    )


def query_cells(rows: Iterable[Query]) -> list[Sequence[object]]:
    """Each query as a line of `QUERY_TITLES`; codes and ISO moments, sentences as shown."""
    return [
        (
            one.number, one.key.patient, one.key.kind, one.key.code, one.rule, one.state,
            queries.asks(one), queries.source(one), _iso(one.opened_at), one.opened_by,
            one.answer, _iso(one.answered_at), one.answered_by, _iso(one.closed_at), one.closed_by,
        )
        for one in rows
    ]  # fmt: skip


def deviation_cells(rows: Iterable[Deviation]) -> list[Sequence[object]]:
    """Each deviation as a line of `DEVIATION_TITLES`."""
    return [
        (
            one.key.patient, one.key.kind, one.key.code, one.rule, one.state,
            deviations.sentence(one), _iso(one.drafted_at), one.remark, _iso(one.confirmed_at),
            one.confirmed_by,
        )
        for one in rows
    ]  # fmt: skip


def _iso(moment: datetime | None) -> str:
    return "" if moment is None else moment.isoformat(timespec="seconds")


def _query_holds(query: Query, wanted: str) -> bool:
    texts = (query.key.patient, visits.visit(query.key), queries.asks(query), query.answer)
    return any(wanted in text.casefold() for text in texts)


def _deviation_holds(one: Deviation, wanted: str) -> bool:
    texts = (one.key.patient, visits.visit(one.key), deviations.sentence(one), one.remark)
    return any(wanted in text.casefold() for text in texts)
