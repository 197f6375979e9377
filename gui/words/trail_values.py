"""The stored columns of the audit trail in words, and what is stored in them."""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from functools import cache
from typing import cast

from domain.labsheet.rows import RowStatus
from domain.patient import Diagnosis, Sex
from domain.quality import DeviationRule, DeviationState, QueryRule, QueryState
from domain.screening import Outcome
from domain.visits import VisitKind
from gui.words import (
    dates,
    deviations,
    enrolment,
    labsheet,
    numbers,
    queries,
    screening,
    visits,
)
from gui.words.language import _, language, pgettext
from gui.words.reasons import reason


def text(name: str, value: object) -> str:
    """The stored value as a person reads it: 27 Feb 2026 for 2026-02-27."""
    say = _SAY.get(name)
    return say(str(value)) if say else str(value)


def column(name: str) -> str:
    """What the column is called."""
    return _columns(language()).get(name, name.replace("_", " "))


@cache
def _columns(_code: str) -> Mapping[str, str]:
    """A trail names its columns a hundred thousand times; each language looks them up once."""
    return _of_visits() | _of_patients() | _of_results()


def _day(value: str) -> str:
    return dates.plain_day(date.fromisoformat(value))


def _moment(value: str) -> str:
    return dates.moment(datetime.fromisoformat(value))


def _clock(value: str) -> str:
    return dates.clock(time.fromisoformat(value))


def _number(value: str) -> str:
    return value.replace(".", numbers.decimal_mark())


def _yes_or_no(value: str) -> str:
    return _("yes") if value == "1" else _("no")


def _state(value: str) -> str:
    return _states(language()).get(value, value)


@cache
def _states(_code: str) -> Mapping[str, str]:
    queried = {state.value: queries.state(state).lower() for state in QueryState}
    deviating = {state.value: deviations.state(state).lower() for state in DeviationState}
    return (
        queried
        | deviating
        | {
            "planned": pgettext("state", "planned"),
            "done": pgettext("state", "done"),
            "missed": pgettext("state", "missed"),
            "cancelled": pgettext("state", "cancelled"),
            "active": pgettext("state", "active"),
            "completed": pgettext("state", "completed"),
            "withdrawn": pgettext("state", "withdrawn"),
            "current": pgettext("state", "current"),
            "superseded": pgettext("state", "superseded"),
        }
    )


def _rule(value: str) -> str:
    if value in set(QueryRule):
        return queries.rule(QueryRule(value))
    return deviations.rule(DeviationRule(value)) if value in set(DeviationRule) else value


def _outcome(value: str) -> str:
    return screening.outcome(Outcome(value))


def _condition(value: str) -> str:
    return pgettext("specimen", "good") if value == "ok" else labsheet.condition(value)


def _weekdays(value: str) -> str:
    return ", ".join(dates.weekday_short(int(number)) for number in value)


def _counts(value: str) -> str:
    by_status = cast("Mapping[str, int]", json.loads(value))
    return ", ".join(
        f"{labsheet.status(status)} {by_status[status]}"
        for status in RowStatus
        if status in by_status
    )


def _detail(value: str) -> str:
    """days 7, limit 5: what a rule found, as it was stored."""
    found = cast("Mapping[str, str]", json.loads(value))
    names = _details(language())
    return ", ".join(f"{names.get(name, name)} {part}" for name, part in found.items() if part)


@cache
def _details(_code: str) -> Mapping[str, str]:
    return {
        "days": pgettext("detail", "days"),
        "limit": pgettext("detail", "limit"),
        "other": pgettext("detail", "counted from"),
        "others": pgettext("detail", "also on"),
        "reason": pgettext("detail", "reason"),
        "verbatim": pgettext("detail", "as written"),
        "file": pgettext("detail", "file"),
        "cell": pgettext("detail", "cell"),
        "sheet": pgettext("detail", "sheet"),
        "before": pgettext("detail", "before"),
        "after": pgettext("detail", "after"),
        "scale": pgettext("detail", "scale"),
        "there": pgettext("detail", "entered"),
        "tube": pgettext("detail", "tube"),
        "condition": pgettext("detail", "condition"),
        "dose": pgettext("detail", "dose (mg)"),
        "per_kg": pgettext("detail", "mg/kg"),
        "planned": pgettext("detail", "planned"),
        "weight": pgettext("detail", "weight (kg)"),
        "enrolled": pgettext("detail", "at enrolment"),
        "reported": pgettext("detail", "reported"),
        "collected": pgettext("detail", "collected"),
        "recorded": pgettext("detail", "as recorded"),
        "first": pgettext("detail", "window from"),
        "last": pgettext("detail", "window to"),
    }


def _unit(value: str) -> str:
    return value.replace("u", "µ", 1) if value.startswith("u") else value


def _about(value: str) -> str:
    """A result as the rules compare it: its unit may stand at the end."""
    amount, space, unit = value.rpartition(" ")
    return f"{amount}{space}{_unit(unit)}" if amount and "/" in unit else value


def _as_written(value: str) -> str:
    """In quotes: the sheet's own text has its own decimal sign."""
    return _("“{text}”").format(text=value)


def _sex(value: str) -> str:
    return enrolment.sex(Sex(value))


def _diagnosis(value: str) -> str:
    return enrolment.diagnosis(Diagnosis(value))


def _kind(value: str) -> str:
    return visits.kind(VisitKind(value)) if value else value


_SAY: Mapping[str, Callable[[str], str]] = {
    **dict.fromkeys(
        ("done_on", "target_on", "window_from", "window_to", "first_planned_on", "enrolled_on",
         "withdrawn_on", "reported_on", "last_used", "screened_on"),
        _day,
    ),
    **dict.fromkeys(("done_at", "imported_at", "opened_at", "made_at", "answered_at", "closed_at",
         "drafted_at", "confirmed_at", "written_at"), _moment),
    **dict.fromkeys(("dose_mg", "weight_kg", "value"), _number),
    **dict.fromkeys(("state", "status"), _state),
    **dict.fromkeys(("reason", "withdrawal_reason"), reason),
    **dict.fromkeys(("interrupted", "is_demo"), _yes_or_no),
    "starts_at": _clock,
    "condition": _condition,
    "weekdays": _weekdays,
    "counts": _counts,
    "detail": _detail,
    "unit": _unit,
    "verbatim": _as_written,
    "draw": visits.draw_label,
    "rule": _rule,
    "outcome": _outcome,
    "kind": _kind,
    "about": _about,
    "scale": str.upper,
    "sex": _sex,
    "diagnosis": _diagnosis,
}  # fmt: skip


def _of_visits() -> dict[str, str]:
    return {
        "state": pgettext("column", "state"),
        "kind": pgettext("column", "kind"),
        "target_on": pgettext("column", "target"),
        "window_from": pgettext("column", "window from"),
        "window_to": pgettext("column", "window to"),
        "first_planned_on": pgettext("column", "first planned"),
        "done_on": pgettext("column", "day"),
        "done_at": pgettext("column", "time"),
        "starts_at": pgettext("column", "starts at"),
        "dose_mg": pgettext("column", "dose (mg)"),
        "weight_kg": pgettext("column", "weight (kg)"),
        "interrupted": pgettext("column", "interrupted"),
        "interruption": pgettext("column", "interruption"),
        "scale": pgettext("column", "scale"),
        "item": pgettext("column", "item"),
        "score": pgettext("column", "score"),
        "madrs": "MADRS",
        "ymrs": "YMRS",
        "rater": pgettext("column", "rater"),
        "collector": pgettext("column", "collector"),
        "specimen_id": pgettext("column", "tube"),
        "condition": pgettext("column", "condition"),
        "reason": pgettext("column", "reason"),
        "note": pgettext("column", "note"),
    }


def _of_patients() -> dict[str, str]:
    return {
        "sex": pgettext("column", "sex"),
        "diagnosis": pgettext("column", "diagnosis"),
        "birth_year": pgettext("column", "birth year"),
        "enrolled_on": pgettext("column", "enrolled on"),
        "weekdays": pgettext("column", "weekdays"),
        "comorbidity": pgettext("column", "comorbidity"),
        "withdrawn_on": pgettext("column", "withdrawn on"),
        "withdrawal_reason": pgettext("column", "reason of withdrawal"),
        "name": pgettext("column", "name"),
        "short_name": pgettext("column", "short name"),
        "is_demo": pgettext("column", "demo study"),
        "made_at": pgettext("column", "made at"),
        "text": pgettext("column", "text"),
        "written_at": pgettext("column", "written at"),
        "written_by": pgettext("column", "written by"),
        "screened_on": pgettext("column", "screened on"),
        "outcome": pgettext("column", "outcome"),
    }


def _of_results() -> dict[str, str]:
    return {
        "draw": pgettext("column", "draw"),
        "value": pgettext("column", "value"),
        "unit": pgettext("column", "unit"),
        "status": pgettext("column", "status"),
        "operator": pgettext("column", "operator"),
        "verbatim": pgettext("column", "as written"),
        "reported_on": pgettext("column", "reported on"),
        "lab": pgettext("column", "laboratory"),
        "accession": pgettext("column", "laboratory’s number"),
        "flags": pgettext("column", "flags"),
        "file": pgettext("column", "file"),
        "sheet": pgettext("column", "sheet"),
        "source_file": pgettext("column", "file"),
        "source_cell": pgettext("column", "cell"),
        "sha256": "SHA-256",
        "source_sha256": "SHA-256",
        "serial": pgettext("column", "serial"),
        "import_number": pgettext("column", "import"),
        "imported_at": pgettext("column", "imported at"),
        "imported_by": pgettext("column", "imported by"),
        "counts": pgettext("column", "rows"),
        "rule": pgettext("column", "rule"),
        "detail": pgettext("column", "detail"),
        "about": pgettext("column", "about"),
        "opened_at": pgettext("column", "opened at"),
        "opened_by": pgettext("column", "opened by"),
        "answer": pgettext("column", "answer"),
        "question": pgettext("column", "question"),
        "answered_at": pgettext("column", "answered at"),
        "answered_by": pgettext("column", "answered by"),
        "closed_at": pgettext("column", "closed at"),
        "closed_by": pgettext("column", "closed by"),
        "drafted_at": pgettext("column", "drafted at"),
        "remark": pgettext("column", "remark"),
        "confirmed_at": pgettext("column", "confirmed at"),
        "confirmed_by": pgettext("column", "confirmed by"),
        "mapping": pgettext("column", "columns"),
        "last_used": pgettext("column", "last used"),
    }
