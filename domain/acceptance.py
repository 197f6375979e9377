"""Writing an import plan into the study: what the preview showed, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from domain.findings import value_of
from domain.labsheet.plan import ImportPlan
from domain.labsheet.rows import ResultToStore
from domain.progress import Steps, unwatched
from domain.quality import Query, QueryRule
from domain.storage.action import Action
from domain.storage.quality_tables import query_row
from domain.storage.tables import (
    ImportRecord,
    StoredResult,
    import_row,
    result_row,
    visit_row,
)
from domain.visits import Draw, VisitKey, VisitKind, VisitState


@dataclass(frozen=True, slots=True)
class Written:
    """What an import wrote, by patient and draw: all results of the draw, and the draw."""

    results: Mapping[tuple[str, str], list[StoredResult]]
    draws: Mapping[tuple[str, str], Draw]


def write_plan(
    action: Action,
    plan: ImportPlan,
    *,
    draws: Mapping[tuple[str, str], Draw],
    stored: Mapping[tuple[str, str], tuple[StoredResult, ...]],
    import_number: int,
    query_number: int,
    on_written: Steps = unwatched,
) -> Written:
    """Write every result of `plan` inside `action`, with its provenance and its queries."""
    counts = {str(status): count for status, count in plan.counts.items()}
    assert plan.basis is not None
    record = ImportRecord(
        import_number,
        plan.file,
        plan.sha256,
        plan.basis.extraction.sheet,
        action.now,
        action.who,
        counts,
    )
    action.put("imports", import_row(record))
    results: dict[tuple[str, str], list[StoredResult]] = {}
    changed: dict[tuple[str, str], Draw] = {}
    for done, item in enumerate(plan.to_store, start=1):
        place = (item.patient, item.draw)
        there = results.setdefault(place, list(stored.get(place, ())))
        _write_result(action, item, there, import_number)
        changed[place] = _write_draw(action, item, changed.get(place) or draws[place])
        for code in item.queries:
            asked = _query(action, item, QueryRule(code), query_number, draws[place])
            action.add_later("queries", query_row(asked))
            query_number += 1
        on_written(done)
    return Written(results, changed)


def _write_result(
    action: Action, item: ResultToStore, there: list[StoredResult], import_number: int
) -> None:
    if item.is_current:
        for index, earlier in enumerate(there):
            if earlier.is_current:
                there[index] = replace(earlier, is_current=False)
                action.put("results", result_row(there[index]))
    new = StoredResult(
        item.patient,
        item.draw,
        max((earlier.serial for earlier in there), default=0) + 1,
        item.result,
        is_current=item.is_current,
        import_number=import_number,
    )
    there.append(new)
    action.add_later("results", result_row(new))


def _write_draw(action: Action, item: ResultToStore, draw: Draw) -> Draw:
    changed = draw
    if item.marks_collected and item.collected_on is not None:
        changed = replace(
            changed,
            state=VisitState.DONE,
            done_on=item.collected_on,
            done_at=_local(item.collected_at, action.now),
            recorded_at=action.now,
            recorded_by=action.who,
        )
    if item.specimen_id and not draw.specimen_id:
        changed = replace(changed, specimen_id=item.specimen_id)
    if item.condition and item.condition != draw.condition:
        changed = replace(changed, condition=item.condition)
    if changed is not draw:
        action.put("draws", visit_row(changed))
    return changed


def _query(action: Action, item: ResultToStore, rule: QueryRule, number: int, draw: Draw) -> Query:
    written = {
        "verbatim": item.result.verbatim,
        "file": item.result.source.file,
        "cell": item.cell,
    }
    return Query(
        number,
        VisitKey(item.patient, VisitKind.DRAW, item.draw),
        rule,
        action.now,
        action.who,
        detail=written | _days_asked_about(rule, item, draw),
        about=value_of(item.result),
    )


def _days_asked_about(rule: QueryRule, item: ResultToStore, draw: Draw) -> dict[str, str]:
    """The days that do not fit: as the sheet has them, and as the study does."""
    if item.collected_on is None:
        return {}
    if rule is QueryRule.OUT_OF_WINDOW:
        day = draw.done_on or item.collected_on
        window = draw.window
        return {"collected": str(day), "first": str(window.first), "last": str(window.last)}
    if rule is not QueryRule.COLLECTED_MISMATCH or draw.done_on is None:
        return {}
    if item.collected_on == draw.done_on and item.collected_at and draw.done_at:
        recorded = draw.done_at.replace(tzinfo=None).isoformat(timespec="minutes")
        return {
            "collected": item.collected_at.isoformat(timespec="minutes"), "recorded": recorded
        }  # fmt: skip
    return {"collected": str(item.collected_on), "recorded": str(draw.done_on)}


def _local(naive: datetime | None, now: datetime) -> datetime | None:
    # The sheet's wall-clock time, read in the zone the study is recorded in.
    return None if naive is None else naive.replace(tzinfo=now.tzinfo)
