"""What the statistics and the report are busy with."""

from gui.words.language import _
from stats.analysis_result import Step


def loading() -> str:
    return _("Loading the statistics…")


def step(of: Step) -> str:
    return {
        Step.PAIRS: _("Comparing pairs of draws…"),
        Step.ALL_DRAWS: _("Fitting the models of all draws…"),
        Step.SYMPTOMS: _("Relating copper to symptoms…"),
        Step.GROUPS: _("Comparing groups of patients…"),
        Step.OTHER_WAYS: _("Computing in other ways…"),
    }[of]


def part(of: str) -> str:
    """A part of the report, by its code."""
    return {
        "tables": _("Writing the tables…"),
        "figures": _("Drawing the figures…"),
        "html": _("Writing the report for the browser…"),
        "word": _("Writing the Word document…"),
        "pdf": _("Writing the PDF…"),
    }[of]


def cancelled() -> str:
    return _("The calculation was cancelled.")


def out_of_date() -> str:
    return _("Out of date: the data changed since this was computed.")
