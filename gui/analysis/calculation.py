"""From the study's records to results; runs away from the window, knows no Qt."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from domain.frames import patient_rows, rating_rows, visit_rows
from domain.protocol import AnalysisRules
from stats.settings import AnalysisSettings, Comparison, Family, Test
from stats.study_tables import PatientRow

if TYPE_CHECKING:
    from domain.study import Study
    from stats.analysis_result import AnalysisResult, Step

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class StudyRows:
    """What an analysis starts from, as plain values read from the study at one moment."""

    patients: Rows
    visits: Rows
    draws: tuple[str, ...]
    read_at: datetime
    infusions: int = 8
    ratings: Rows = field(default_factory=list[dict[str, Any]])
    """At visits of their own; empty where they are known at the draws only."""


def rows_of(study: "Study", *, now: datetime) -> StudyRows:
    """Read the study; quick, and the only part that touches it."""
    protocol = study.protocol
    return StudyRows(
        patient_rows(study.patients()),
        visit_rows(study.courses(), protocol, now.date()),
        tuple(rule.code for rule in protocol.draws),
        now,
        protocol.infusions.count,
        rating_rows(study.courses(), protocol, now.date()),
    )


def settings_of(rules: AnalysisRules) -> AnalysisSettings:
    """The settings the protocol asks for."""
    return AnalysisSettings(
        comparisons=tuple(Comparison(one.earlier, one.later) for one in rules.comparisons),
        test=Test(rules.test.value),
        family=Family(rules.family.value),
        alpha=rules.alpha,
    )


def people_of(rows: StudyRows) -> tuple[PatientRow, ...]:
    """The patients, for a table of their characteristics."""
    known = ("patient_id", "sex", "age", "diagnosis")
    return tuple(
        PatientRow(
            row["patient_id"],
            row["sex"],
            None if row["age"] is None else float(row["age"]),
            row["diagnosis"],
            frozenset(name for name, has in row.items() if name not in known and has),
        )
        for row in sorted(rows.patients, key=lambda row: str(row["patient_id"]))
    )


def calculate(
    rows: StudyRows,
    settings: AnalysisSettings,
    begins: "Callable[[Step], None] | None" = None,
) -> "AnalysisResult":
    """The whole plan; imports the science stack the first time.

    `begins` is told each step as it begins.
    """
    from stats.plan import analyse_tables
    from stats.tables import from_rows

    tables = from_rows(rows.patients, rows.visits, rows.ratings)
    settings = replace(settings, draws=rows.draws)
    if begins is None:
        return analyse_tables(tables, settings)
    return analyse_tables(tables, settings, begins=begins)


def compute(
    tell: "Callable[[Step], None]", rows: StudyRows, settings: AnalysisSettings
) -> "tuple[AnalysisResult, dict[str, str]]":
    """The whole plan, and the software it was computed with; for the science process."""
    from gui.report.manifest import software

    return calculate(rows, settings, tell), software()
