"""EX and DV: the infusions that were given, and where the protocol was left."""

from collections.abc import Iterator
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
from domain.export.table import Kind, Row, Table, Variable

if TYPE_CHECKING:
    from domain.study import Study

_EX = (
    *start_of("EX"),
    Variable("EXTRT", label="Name of Treatment", origin="Protocol"),
    Variable("EXDOSE", Kind.DECIMAL, label="Dose", unit="mg", origin="Collected"),
    Variable("EXDOSU", label="Dose Units", origin="Assigned"),
    Variable("EXADJ", label="Reason for Dose Adjustment", origin="Collected",
             comment="Why it was interrupted, where it was"),
    VISIT_NUMBER,
    VISIT,
    Variable("EXSTDTC", label="Start Date/Time of Treatment", origin="Collected"),
    Variable("EXSTDY", Kind.INTEGER, label="Study Day of Start of Treatment", origin="Derived"),
)  # fmt: skip
_DV = (
    *start_of("DV"),
    Variable("DVTERM", label="Protocol Deviation Term", origin="Derived",
             comment="The rule with what it found; a person's remark behind it"),
    Variable("DVDECOD", label="Protocol Deviation Coded Term", origin="Derived"),
    Variable("DVCAT", label="Category for Protocol Deviation", origin="Derived",
             codes={"DRAFTED": "found by a rule", "CONFIRMED": "confirmed by a person"}),
    VISIT_NUMBER,
    VISIT,
    Variable("DVSTDTC", label="Start Date/Time of Deviation", origin="Derived",
             comment="When the visit took place, or should have"),
)  # fmt: skip
_INTERRUPTED = "INTERRUPTED"


def exposure(study: "Study") -> Table:
    """A row an infusion given; those not given are deviations, in DV."""
    return Table("EX", _EX, tuple(numbered(study, "EX", _given(study))), "Exposure")


def deviations(study: "Study") -> Table:
    """A row a deviation that stands; one a rule withdrew is left out."""
    return Table("DV", _DV, tuple(numbered(study, "DV", _left(study))), "Protocol Deviations")


def _given(study: "Study") -> Iterator[tuple[str, Row]]:
    doses = first_doses(study)
    for code, course in study.courses().items():
        for infusion in sorted(course.given(), key=lambda one: (one.shown_on, one.number)):
            yield (
                code,
                {
                    "EXTRT": "KETAMINE",
                    "EXDOSE": infusion.dose_mg,
                    "EXDOSU": "" if infusion.dose_mg is None else "mg",
                    "EXADJ": infusion.interruption
                    or (_INTERRUPTED if infusion.interrupted else ""),
                    **visit_of(infusion.key),
                    "EXSTDTC": moment_of(infusion),
                    "EXSTDY": study_day(infusion.done_on, doses[code]),
                },
            )


def _left(study: "Study") -> Iterator[tuple[str, Row]]:
    standing = sorted(
        (one for one in study.deviations() if one.stands),
        key=lambda one: (one.key.patient, study.visit(one.key).shown_on),
    )
    for deviation in standing:
        detail = ", ".join(f"{name} {value}" for name, value in deviation.detail.items())
        told = ": ".join(filter(None, (str(deviation.rule), detail)))
        visit = study.visit(deviation.key)
        yield (
            deviation.key.patient,
            {
                "DVTERM": "; ".join(filter(None, (told, deviation.remark))),
                "DVDECOD": str(deviation.rule).upper(),
                "DVCAT": str(deviation.state).upper(),
                **visit_of(deviation.key),
                "DVSTDTC": moment_of(visit) or visit.shown_on.isoformat(),
            },
        )
