"""What the statistics and the report are busy with."""

from datetime import datetime

from gui.words import dates
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


def what_the_report_holds() -> str:
    """Of the button that writes it."""
    return _(
        "Every answer with its tables and figures, as of now: for the end of a month, or to hand on"
    )


def report_of(moment: datetime) -> str:
    """Above the languages of the report."""
    return _("All answers, data as of {moment}. Language:").format(moment=dates.moment(moment))


def where_to_put(moment: datetime) -> str:
    """Over the choice of a folder."""
    return _("Where to put the report of the data as of {moment}").format(
        moment=dates.moment(moment)
    )


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
