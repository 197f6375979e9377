"""An import plan as the JSON of `copperdesk import --check`; plain values, no sentences.

The caller hands in the words: `reason` turns a `Why` into the sentence of the row.
Keys and codes are those of the exchange documentation and stay stable.
"""

from collections.abc import Callable
from datetime import date, datetime

from domain.labsheet.mapping import DateOrder, Mapping, Role
from domain.labsheet.plan import ImportPlan
from domain.labsheet.questions import Question
from domain.labsheet.rows import PlannedRow, Why
from domain.labsheet.workbook import SheetRefused

_UNREAD_ROLES = frozenset({Role.UNUSED, Role.PERSONAL, Role.OTHER_TEST})


def plan_as_json(plan: ImportPlan, reason: Callable[[Why], str] | None = None) -> dict[str, object]:
    """The whole answer; without `reason` the row's reason is its code."""
    tell = reason or _code
    answer: dict[str, object] = {
        "file": plan.file,
        "sha256": plan.sha256,
        "refused": None,
        "reading": reading_as_json(plan.mapping),
        "rows": [_row(row, tell) for row in plan.rows],
        "counts": {status.value: count for status, count in plan.counts.items()},
        "expected_but_absent": [
            {
                "patient": absent.patient,
                "draw": absent.draw,
                "collected_at": _moment(absent.collected_on, absent.collected_at),
            }
            for absent in plan.expected_but_absent
        ],
    }
    if plan.needs:
        answer["needs"] = questions_as_json(plan.needs)
    return answer


def refusal_as_json(refused: SheetRefused, *, file: str, sentence: str) -> dict[str, object]:
    """The same shape for a file that could not be read."""
    return {
        "file": file,
        "sha256": None,
        "refused": sentence,
        "reason": refused.reason.value,
        "reading": None,
        "rows": [],
        "counts": {},
        "expected_but_absent": [],
    }


def questions_as_json(questions: tuple[Question, ...]) -> list[dict[str, object]]:
    return [
        {"question": question.asks.value, "choices": list(question.choices)}
        for question in questions
    ]


def reading_as_json(mapping: Mapping) -> dict[str, object]:
    order = mapping.date_order
    return {
        "sheet": mapping.sheet,
        "header_rows": list(mapping.header_rows),
        "layout": mapping.layout.value,
        "columns": {
            use.draw or use.role.value: use.letters
            for use in mapping.columns
            if use.role not in _UNREAD_ROLES
        },
        "date_order": None if order is DateOrder.NOT_NEEDED else order.value,
        "decimal": mapping.decimal.value,
        "unit": mapping.unit or None,
        "unit_source": mapping.unit_source.value,
    }


def _row(row: PlannedRow, tell: Callable[[Why], str]) -> dict[str, object]:
    unit = row.unit_as_written or None
    return {
        "cell": row.cell,
        "verbatim": row.verbatim,
        "patient": row.patient,
        "draw": row.draw,
        "collected_at": _moment(row.collected_on, row.collected_at),
        "operator": row.operator,
        "value": None if row.value is None else str(row.value),
        "unit": row.unit.value if row.unit else (unit if row.value is not None else None),
        "value_ug_dl": row.ug_dl,
        "value_umol_l": row.umol_l,
        "status": row.status.value,
        "flags": [flag.value for flag in row.flags],
        "reason": tell(row.why),
        "source_patient": row.patient_as_written,
        "suggest": [suggestion.patient for suggestion in row.suggestions],
        "needs_decision": row.needs_decision,
    }


def _moment(day: date | None, at: datetime | None) -> str | None:
    if at is not None:
        return at.isoformat(timespec="minutes")
    return None if day is None else day.isoformat()


def _code(why: Why) -> str:
    return why.reason.value
