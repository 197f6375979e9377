"""LB and RS: copper, and the scores of MADRS and YMRS."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from domain.export.sdtm.keys import (
    VISIT,
    VISIT_NUMBER,
    first_doses,
    moment_of,
    numbered,
    start_of,
    study_day,
    visit_of,
)
from domain.export.table import Kind, Row, Table, Value, Variable
from domain.protocol import LaboratoryRules
from domain.scales import Items, Scale, item_names
from domain.visits import Draw, Rating, VisitState

if TYPE_CHECKING:
    from domain.study import Study

_LB = (
    *start_of("LB"),
    Variable("LBREFID", label="Specimen ID", origin="Collected", comment="Number of the tube"),
    Variable("LBTESTCD", label="Lab Test or Examination Short Name", codes={"COPPER": "Copper"},
             origin="Assigned"),
    Variable("LBTEST", label="Lab Test or Examination Name", origin="Assigned"),
    Variable("LBCAT", label="Category for Lab Test", origin="Assigned"),
    Variable("LBORRES", label="Result or Finding in Original Units", origin="Collected",
             comment="With the operator < or >; what the lab wrote where there is no number"),
    Variable("LBORRESU", label="Original Units", origin="Collected"),
    Variable("LBORNRLO", label="Reference Range Lower Limit in Orig Unit", origin="Protocol",
             comment="Given where the result was reported in ug/dL"),
    Variable("LBORNRHI", label="Reference Range Upper Limit in Orig Unit", origin="Protocol",
             comment="Given where the result was reported in ug/dL"),
    Variable("LBSTRESC", label="Character Result/Finding in Std Format", origin="Derived"),
    Variable("LBSTRESN", Kind.DECIMAL, label="Numeric Result/Finding in Standard Units",
             unit="ug/dL", origin="Derived", comment="Empty below or above a limit"),
    Variable("LBSTRESU", label="Standard Units", origin="Assigned"),
    Variable("LBSTNRLO", Kind.DECIMAL, label="Reference Range Lower Limit-Std Units",
             origin="Protocol"),
    Variable("LBSTNRHI", Kind.DECIMAL, label="Reference Range Upper Limit-Std Units",
             origin="Protocol"),
    Variable("LBNRIND", label="Reference Range Indicator", origin="Derived",
             codes={"LOW": "below", "NORMAL": "within", "HIGH": "above"}),
    Variable("LBSTAT", label="Completion Status", origin="Collected",
             codes={"NOT DONE": "no result"}),
    Variable("LBREASND", label="Reason Test Not Done", origin="Collected"),
    Variable("LBNAM", label="Vendor Name", origin="Collected"),
    Variable("LBSPEC", label="Specimen Type", origin="Protocol"),
    Variable("LBSPCCND", label="Specimen Condition", origin="Collected"),
    Variable("LBBLFL", label="Baseline Flag", codes={"Y": "the baseline draw"}, origin="Derived"),
    VISIT_NUMBER,
    VISIT,
    Variable("LBDTC", label="Date/Time of Specimen Collection", origin="Collected"),
    Variable("LBDY", Kind.INTEGER, label="Study Day of Specimen Collection", origin="Derived"),
)  # fmt: skip
_RS = (
    *start_of("RS"),
    Variable("RSTESTCD", label="Assessment Short Name", origin="Assigned",
             comment="MADRSTOT and YMRSTOT are totals; MADRS01 … and YMRS01 … the items"),
    Variable("RSTEST", label="Assessment Name", origin="Assigned"),
    Variable("RSCAT", label="Category for Assessment", origin="Assigned",
             codes={"MADRS": "Montgomery-Asberg Depression Rating Scale",
                    "YMRS": "Young Mania Rating Scale"}),
    Variable("RSORRES", label="Result or Finding in Original Units", origin="Collected"),
    Variable("RSSTRESC", label="Character Result/Finding in Std Format", origin="Derived"),
    Variable("RSSTRESN", Kind.DECIMAL, label="Numeric Result/Finding in Std Units",
             origin="Derived"),
    Variable("RSSTAT", label="Completion Status", origin="Collected",
             codes={"NOT DONE": "not rated"}),
    Variable("RSREASND", label="Reason Not Done", origin="Collected"),
    Variable("RSEVALID", label="Evaluator Identifier", origin="Collected"),
    VISIT_NUMBER,
    VISIT,
    Variable("RSDTC", label="Date/Time of Assessment", origin="Collected"),
    Variable("RSDY", Kind.INTEGER, label="Study Day of Assessment", origin="Derived"),
)  # fmt: skip
_NOT_DONE = (VisitState.MISSED, VisitState.CANCELLED)


def laboratory(study: "Study") -> Table:
    """A row a draw that was collected, missed or cancelled; the result is the current one."""
    return Table("LB", _LB, tuple(numbered(study, "LB", _copper(study))), "Laboratory Test Results")


def ratings(study: "Study") -> Table:
    """A row for each total and each item; one for each scale of a rating that was not done."""
    label = "Disease Response and Clin Classification"
    return Table("RS", _RS, tuple(numbered(study, "RS", _scores(study))), label)


def _copper(study: "Study") -> Iterator[tuple[str, Row]]:
    doses = first_doses(study)
    for code, course in study.courses().items():
        for draw in sorted(course.draws, key=lambda one: one.shown_on):
            if draw.state is not VisitState.PLANNED:
                yield (
                    code,
                    {
                        "LBREFID": draw.specimen_id,
                        "LBTESTCD": "COPPER",
                        "LBTEST": "Copper",
                        "LBCAT": "CHEMISTRY",
                        "LBSPEC": "SERUM",
                        "LBSPCCND": draw.condition.upper(),
                        "LBBLFL": "Y" if draw.key.code == "baseline" and draw.result else "",
                        **_result(draw, study.protocol.laboratory),
                        **visit_of(draw.key),
                        "LBDTC": moment_of(draw),
                        "LBDY": study_day(draw.done_on, doses[code]),
                    },
                )


def _result(draw: Draw, rules: LaboratoryRules) -> Row:
    result = draw.result
    if draw.state in _NOT_DONE:
        return {"LBSTAT": "NOT DONE", "LBREASND": draw.reason}
    if result is None:
        return {"LBSTAT": "NOT DONE", "LBREASND": "waiting_for_lab"}
    if result.value is None or result.unit is None:
        return {"LBORRES": result.verbatim, "LBSTAT": "NOT DONE", "LBREASND": "unusable",
                "LBNAM": result.lab}  # fmt: skip
    standard = result.ug_dl
    assert standard is not None, "there are a value and a unit"
    low, high = rules.reference_low_ug_dl, rules.reference_high_ug_dl
    own_range: dict[str, Value] = (
        {"LBORNRLO": f"{low:g}", "LBORNRHI": f"{high:g}"} if result.unit == "ug/dL" else {}
    )
    return {
        "LBORRES": f"{result.operator}{result.value}",
        "LBORRESU": str(result.unit),
        **own_range,
        "LBSTRESC": f"{result.operator}{_plain(standard)}",
        "LBSTRESN": None if result.operator else standard,
        "LBSTRESU": "ug/dL",
        "LBSTNRLO": low,
        "LBSTNRHI": high,
        "LBNRIND": _indicator(standard, result.operator, low, high),
        "LBNAM": result.lab,
    }


def _indicator(value: float, operator: str, low: float, high: float) -> str:
    """Where a value lies; a limit alone may not tell."""
    if value < low or (operator == "<" and value <= low):
        return "LOW" if operator != ">" else ""
    if value > high or (operator == ">" and value >= high):
        return "HIGH" if operator != "<" else ""
    return "" if operator else "NORMAL"


def _plain(value: float) -> str:
    return f"{Decimal(repr(value)).normalize():f}"


def _scores(study: "Study") -> Iterator[tuple[str, Row]]:
    doses = first_doses(study)
    for code, course in study.courses().items():
        for rating in sorted(course.ratings, key=lambda one: one.shown_on):
            for row in _of_rating(rating):
                yield (
                    code,
                    {
                        **row,
                        **visit_of(rating.key),
                        "RSEVALID": rating.rater,
                        "RSDTC": moment_of(rating),
                        "RSDY": study_day(rating.done_on, doses[code]),
                    },
                )


def _of_rating(rating: Rating) -> Iterator[Row]:
    if rating.state is VisitState.PLANNED:
        return
    scales: tuple[tuple[Scale, int | None, Items], ...] = (
        (Scale.MADRS, rating.madrs, rating.madrs_items),
        (Scale.YMRS, rating.ymrs, rating.ymrs_items),
    )
    for scale, total, items in scales:
        name = scale.upper()
        test: Row = {"RSCAT": name, "RSTESTCD": f"{name}TOT", "RSTEST": f"{name} Total Score"}
        if total is None:
            yield {**test, "RSSTAT": "NOT DONE", "RSREASND": rating.reason}
        else:
            yield {**test, **_score(total)}
        for number, (item, score) in enumerate(zip(item_names(scale), items, strict=False), 1):
            if score is not None:
                words = item.replace("_", " ").capitalize()
                yield {"RSCAT": name, "RSTESTCD": f"{name}{number:02}",
                       "RSTEST": f"{name} {number}: {words}", **_score(score)}  # fmt: skip


def _score(score: int) -> Row:
    return {"RSORRES": str(score), "RSSTRESC": str(score), "RSSTRESN": score}
