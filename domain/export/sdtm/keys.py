"""What every SDTM-like table has: who, which visit, when, and on which study day."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from domain.export.table import Kind, Row, Value, Variable
from domain.visits import Visit, VisitKey, VisitKind

if TYPE_CHECKING:
    from domain.study import Study

STUDY = Variable("STUDYID", label="Study Identifier", origin="Assigned")
DOMAIN = Variable("DOMAIN", label="Domain Abbreviation", origin="Assigned")
SUBJECT = Variable(
    "USUBJID", label="Unique Subject Identifier", origin="Derived", comment="STUDYID-SUBJID"
)
VISIT_NUMBER = Variable(
    "VISITNUM", Kind.DECIMAL, label="Visit Number", origin="Assigned",
    comment="Infusion n is 10 n, the draw after it 10 n + 5, week w is 100 + w, post 200",
)  # fmt: skip
VISIT = Variable("VISIT", label="Visit Name", origin="Assigned")
_BASELINE, _POST = 5.0, 200.0


def start_of(domain: str) -> tuple[Variable, ...]:
    """The first four variables of an events, interventions or findings table."""
    number = Variable(
        f"{domain}SEQ", Kind.INTEGER, label="Sequence Number", origin="Derived",
        comment="Within the subject",
    )  # fmt: skip
    return (STUDY, DOMAIN, SUBJECT, number)


def numbered(study: "Study", domain: str, rows: Iterable[tuple[str, Row]]) -> Iterator[Row]:
    """`rows`, each of a patient's code and its own values, with the variables of `start_of`."""
    counts: dict[str, int] = {}
    for code, row in rows:
        counts[code] = counts.get(code, 0) + 1
        yield {**who(study, domain, code), f"{domain}SEQ": counts[code], **row}


def who(study: "Study", domain: str, code: str) -> Row:
    short = study_id(study)
    return {"STUDYID": short, "DOMAIN": domain, "USUBJID": f"{short}-{code}"}


def study_id(study: "Study") -> str:
    """The study's short name in capitals; that of a made-up study says so."""
    name = "-".join(re.findall(r"[A-Z0-9]+", study.facts.short_name.upper())) or "STUDY"
    return f"{name}-MADE-UP" if study.is_demo else name


def visit_of(key: VisitKey) -> Row:
    """VISITNUM and VISIT of a visit."""
    match key.kind:
        case VisitKind.INFUSION:
            return {"VISITNUM": 10.0 * int(key.code), "VISIT": f"INFUSION {key.code}"}
        case VisitKind.DRAW:
            return _visit_of_draw(key.code)
        case VisitKind.RATING:
            return _visit_of_rating(key.code)


def moment_of(visit: Visit) -> str:
    """ISO 8601 with the offset; the date alone where the time of day is not known."""
    when = visit.done_at or visit.done_on
    if isinstance(when, datetime):
        return when.isoformat(timespec="minutes")
    return "" if when is None else when.isoformat()


def study_day(on: date | None, first_dose: date | None) -> int | None:
    """Day 1 is that of the first infusion given; there is no day 0."""
    if on is None or first_dose is None:
        return None
    days = (on - first_dose).days
    return days + 1 if days >= 0 else days


def first_doses(study: "Study") -> Mapping[str, date | None]:
    """The day of the first infusion given, by patient."""
    return {
        code: min((i.done_on for i in course.given() if i.done_on is not None), default=None)
        for code, course in study.courses().items()
    }


def _visit_of_draw(code: str) -> Row:
    if code == "baseline":
        return _visit(_BASELINE, "BASELINE")
    if code == "post":
        return _visit(_POST, "POST-TREATMENT")
    if code.startswith("inf"):
        return _visit(10.0 * int(code[3:]) + 5.0, f"AFTER INFUSION {code[3:]}")
    return _visit(None, "UNSCHEDULED")


def _visit_of_rating(code: str) -> Row:
    if code == "post":
        return _visit(_POST, "POST-TREATMENT")
    if code.startswith("week"):
        return _visit(100.0 + int(code[4:]), f"WEEK {code[4:]}")
    return _visit(None, "UNSCHEDULED")


def _visit(number: float | None, name: str) -> Row:
    told: dict[str, Value] = {"VISITNUM": number, "VISIT": name}
    return told
