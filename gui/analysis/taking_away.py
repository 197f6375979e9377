"""What leaves the tab: the clipboard, the figure's file, the table of values."""

import atexit
import csv
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from gui.analysis.calculation import register_own_fonts
from gui.analysis.fact_table import Facts
from gui.analysis.figure_texts import caption
from gui.words import analysis as words
from gui.words import analysis_tables as tables
from gui.words import figures
from stats.analysis_result import AnalysisResult
from stats.outcome import PairedOutcome
from stats.presence import Measure

if TYPE_CHECKING:
    from collections.abc import Sequence


def copy_comparison(outcome: PairedOutcome, result: AnalysisResult) -> None:
    """Sentences and tables onto the clipboard, for Word (HTML) and Excel (tabs)."""
    unit = result.settings.unit
    sentences = [
        words.headline(outcome, result.settings.alpha),
        words.summary(outcome, unit),
        words.counts(outcome),
    ]
    found = [Facts(*tables.descriptives(outcome, unit)), Facts(*tables.tests(outcome, unit))]
    _copy(sentences, found, [*tables.method(outcome, result), caption(outcome)])


def copy_sample(result: AnalysisResult) -> None:
    _copy([], [Facts(*tables.by_draw(result, measure)) for measure in Measure], [])


def save_figure(outcome: PairedOutcome, result: AnalysisResult, path: Path) -> None:
    """The figure in its light print style; the suffix of `path` says the format.

    Raises OSError if it cannot be written.
    """
    from stats.figures.paired_change import paired_change
    from stats.figures.style import FileFormat, save

    register_own_fonts()
    figure = paired_change(outcome, figures.paired_change(outcome, result.settings.unit))
    save(figure, path, FileFormat(path.suffix.lower().removeprefix(".")))


def save_values(outcome: PairedOutcome, path: Path) -> None:
    """The included values as CSV: patient, both draws, change; full precision.

    Raises OSError if it cannot be written.
    """
    comparison = outcome.comparison
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["patient_id", comparison.earlier, comparison.later, "change", "marks"])
        for pair in outcome.pairs:
            marks = " ".join(sorted(pair.earlier_marks | pair.later_marks))
            writer.writerow([pair.patient, pair.earlier, pair.later, pair.change, marks])


def _copy(sentences: "Sequence[str]", found: "Sequence[Facts]", notes: "Sequence[str]") -> None:
    paragraphs = "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences)
    footnotes = "".join(f"<p><small>{escape(note)}</small></p>" for note in notes)
    data = QMimeData()
    data.setHtml(paragraphs + "<br>".join(facts.as_html() for facts in found) + footnotes)
    parts = [*sentences, *(facts.as_tabbed() for facts in found), *notes]
    data.setText("\n\n".join(parts))
    QGuiApplication.clipboard().setMimeData(data)
    atexit.unregister(_leave_text)
    atexit.register(_leave_text, data.text())


def _leave_text(copied: str) -> None:
    """Leave plain text on the clipboard: what Python made would be freed after Python is gone.

    Seen with PySide6 6.11.3, offscreen: the process then ends with a segmentation fault.
    """
    if QGuiApplication.instance() is None:
        return
    clipboard = QGuiApplication.clipboard()
    if clipboard.text() == copied:
        clipboard.setText(copied)
