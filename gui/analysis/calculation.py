"""From the study's records to results and pictures; runs on a worker, knows no Qt."""

from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING, Any

from domain.frames import patient_rows, visit_rows
from domain.protocol import AnalysisRules
from resources import path_of
from stats.settings import AnalysisSettings, Comparison, Family, Test

if TYPE_CHECKING:
    from domain.study import Study
    from stats.analysis_result import AnalysisResult
    from stats.figures.paired_change import PairedChangeTexts
    from stats.figures.style import FigureStyle
    from stats.outcome import PairedOutcome

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class StudyRows:
    """What an analysis starts from, as plain values read from the study at one moment."""

    patients: Rows
    visits: Rows
    draws: tuple[str, ...]
    read_at: datetime


@dataclass(frozen=True, slots=True)
class Picture:
    """A rendered figure: 32-bit RGBA pixels, row by row."""

    pixels: bytes
    width: int
    height: int


def rows_of(study: "Study", *, now: datetime) -> StudyRows:
    """Read the study; quick, and the only part that touches it."""
    protocol = study.protocol
    return StudyRows(
        patient_rows(study.patients()),
        visit_rows(study.courses(), protocol, now.date()),
        tuple(rule.code for rule in protocol.draws),
        now,
    )


def settings_of(rules: AnalysisRules) -> AnalysisSettings:
    """The settings the protocol asks for."""
    return AnalysisSettings(
        comparisons=tuple(Comparison(one.earlier, one.later) for one in rules.comparisons),
        test=Test(rules.test.value),
        family=Family(rules.family.value),
        alpha=rules.alpha,
    )


def calculate(rows: StudyRows, settings: AnalysisSettings) -> "AnalysisResult":
    """The whole plan; imports the science stack the first time."""
    from stats.plan import analyse_tables
    from stats.tables import from_rows

    tables = from_rows(rows.patients, rows.visits)
    return analyse_tables(tables, replace(settings, draws=rows.draws))


def render(
    outcome: "PairedOutcome",
    texts: "PairedChangeTexts",
    style: "FigureStyle",
    *,
    dots_per_inch: float,
) -> Picture:
    """The paired-change figure as pixels, in the size of `style`."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    from stats.figures.paired_change import paired_change

    with _one_at_a_time:
        register_own_fonts()
        figure = paired_change(outcome, texts, style)
        figure.set_dpi(dots_per_inch)
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        width, height = canvas.get_width_height()
        return Picture(bytes(canvas.buffer_rgba()), width, height)


def register_own_fonts() -> None:
    """Let figures use the fonts of the window."""
    from stats.figures.style import register_fonts

    register_fonts(sorted(path_of("fonts").glob("*.[ot]tf")))


_one_at_a_time = Lock()
"""matplotlib shares fonts and caches between figures; two threads must not draw at once."""
