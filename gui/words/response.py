"""Sentences on response, and on values that are missing, made from results only."""

from gui.words import analysis as words
from gui.words.language import _, ngettext
from gui.words.numbers import number, percent
from stats.analysis_result import AnalysisResult
from stats.outcome import Estimate, NotEstimable
from stats.response_outcome import Proportion, Response

Table = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]
"""Heading and rows."""


def responded(of: Response) -> str:
    """7 of 22 patients responded …: 32% (95% CI 16% to 53%)."""
    if isinstance(of.response, NotEstimable):
        return words.not_estimable(of.response)
    told = ngettext(
        "{count} of {n} patient responded (MADRS fell by half or more): {share}",
        "{count} of {n} patients responded (MADRS fell by half or more): {share}",
        of.response.n,
    )
    return told.format(count=of.response.count, n=of.response.n, share=_share(of.response))


def remitted(of: Response) -> str:
    """4 of 22 patients were in remission …: 18% (95% CI 7% to 39%)."""
    if isinstance(of.remission, NotEstimable):
        return words.not_estimable(of.remission)
    told = ngettext(
        "{count} of {n} patient was in remission (MADRS 10 or less): {share}",
        "{count} of {n} patients were in remission (MADRS 10 or less): {share}",
        of.remission.n,
    )
    return told.format(count=of.remission.count, n=of.remission.n, share=_share(of.remission))


def table(of: Response) -> Table:
    """Both shares with their intervals."""
    level = 0.95 if isinstance(of.response, NotEstimable) else of.response.share.level
    share = _("Share ({ci})").format(ci=words.ci(1.0 - level))
    heading = (_("MADRS at post"), _("Patients"), _("Of"), share)
    rows = [
        (name, str(found.count), str(found.n), _bare_share(found))
        for name, found in (
            (_("Response: fell by half or more"), of.response),
            (_("Remission: 10 or less"), of.remission),
        )
        if not isinstance(found, NotEstimable)
    ]
    return heading, tuple(rows)


def by_draw_table(of: AnalysisResult) -> Table:
    """How many have copper at each draw, and how many lack it."""
    everybody = len(of.patients)
    heading = (_("Draw"), _("With copper"), _("Missing"))
    return heading, tuple(
        (words.draw_heading(draw), str(n), str(everybody - n))
        for draw, n in of.missingness.n_by_draw
    )


def auc(of: Estimate | NotEstimable) -> str:
    """How often copper changed more upward in a responder than in another."""
    if isinstance(of, NotEstimable):
        return words.not_estimable(of)
    return _(
        "Chance that copper rose more, or fell less, in a responder than in another patient: "
        "{area} ({interval}); 50% would be no difference."
    ).format(
        area=percent(of.value),
        interval=_percent_interval(of),
    )


def method() -> list[str]:
    """The method in full, with its references."""
    return [
        _(
            "Response is a fall of MADRS by half or more from baseline to one week after the last "
            "infusion; remission is MADRS 10 or less then. Intervals of Wilson (1927)."
        ),
        _(
            "Change of copper of responders against the others: exact Mann–Whitney test, whose p "
            "is also that of the area under the curve; interval of DeLong et al. (1988)."
        ),
    ]


def completeness(of: AnalysisResult) -> str:
    """18 of 24 patients have copper at every draw."""
    told = ngettext(
        "{count} of {n} patient has copper at every draw",
        "{count} of {n} patients have copper at every draw",
        len(of.patients),
    )
    return told.format(count=of.missingness.n_complete, n=len(of.patients))


def scores_by_draw(of: AnalysisResult) -> str:
    """What each row of the tables by draw is made of."""
    counted = _("Each row counts the patients who have the value.")
    own = _("Scores are those of the visits at which patients were rated.")
    nearest = _("Scores are those read nearest to the draw.")
    return f"{counted} {own if of.rating_series else nearest}"


def values_by_draw(of: AnalysisResult) -> str:
    """Baseline 24, after infusion 1 24 …: how many have copper."""
    return ", ".join(
        f"{words.draw_heading(draw)}: {number(n, 0)}" for draw, n in of.missingness.n_by_draw
    )


def _share(of: Proportion) -> str:
    return f"{percent(of.share.value)} ({_percent_interval(of.share)})"


def _bare_share(of: Proportion) -> str:
    """In a column whose heading says what the interval is."""
    return _("{value} ({low} to {high})").format(
        value=percent(of.share.value), low=percent(of.share.low), high=percent(of.share.high)
    )


def _percent_interval(of: Estimate) -> str:
    return _("{level}% CI {low} to {high}").format(
        level=words.level(1.0 - of.level), low=percent(of.low), high=percent(of.high)
    )
