"""The sentences of the report that belong to no single result."""

from collections.abc import Mapping

from gui.words import analysis as words
from gui.words.language import _
from gui.words.numbers import number
from stats.settings import AnalysisSettings, BelowLoq, Haemolysed, OutOfWindow, Test


def made_up() -> str:
    return _("Made-up data: this is the demo study. Nothing here is about real patients.")


def title(of: str) -> str:
    return _("Serum copper during ketamine infusions: {study}").format(study=of)


def methods(settings: AnalysisSettings, software: Mapping[str, str], infusions: int) -> list[str]:
    """The paragraph for a paper, as sentences in paragraphs."""
    return [
        " ".join((_design(infusions), _values(settings))),
        " ".join((_tests(settings), _multiplicity(settings))),
        _software(software),
    ]


def unconfirmed(count: int) -> str:
    if not count:
        return _("Every setting of the protocol is stated by a source or confirmed.")
    return _("The protocol stands on defaults that nobody has confirmed yet. They are listed here.")


def who_is_missing(n: int, of_all: int) -> str:
    return _("{n} of {all} patients have both draws. The others, by reason:").format(
        n=n, all=of_all
    )


def nobody_is_missing(n: int) -> str:
    return _("All {patients} have both draws.").format(patients=words.patients(n))


def complete(n: int, of_all: int) -> str:
    return _("{n} of {patients} have copper at every planned draw.").format(
        n=n, patients=words.patients(of_all)
    )


def unscheduled(count: int) -> str:
    return _("Extra draws outside the plan, used in no comparison: {count}.").format(count=count)


def rounding() -> str:
    return _(
        "Numbers are rounded for reading; result.json holds them in full precision. "
        "Changes are later minus earlier."
    )


def _design(infusions: int) -> str:
    return _(
        "Serum copper was measured before, during and after a course of {count} ketamine infusions "
        "in patients with major depressive disorder or bipolar disorder. There was no control "
        "group. Changes are later minus earlier, in the patients who have both draws."
    ).format(count=infusions)


def _values(settings: AnalysisSettings) -> str:
    window = {
        OutOfWindow.INCLUDE: _("Draws taken out of their window were included and marked."),
        OutOfWindow.LEAVE_OUT: _("Draws taken out of their window were left out."),
    }[settings.out_of_window]
    loq = {
        BelowLoq.LOQ_SQRT2: _(
            "Values below the limit of quantification (LOQ) entered as LOQ/√2 (Hornung and Reed "
            "1990)."
        ),
        BelowLoq.LOQ: _("Values below the limit of quantification (LOQ) entered as the LOQ."),
        BelowLoq.LEAVE_OUT: _("Values below the limit of quantification were left out."),
    }[settings.below_loq]
    haemolysed = {
        Haemolysed.LEAVE_OUT: _("Haemolysed samples were left out."),
        Haemolysed.INCLUDE: _("Haemolysed samples were included and marked."),
    }[settings.haemolysed]
    missing = _("Missing values were not imputed; every result names its n and who is missing.")
    return f"{window} {loq} {haemolysed} {missing}"


def _tests(settings: AnalysisSettings) -> str:
    signed_rank = _(
        "Whether copper shifted between two draws was asked with the Wilcoxon signed-rank test: "
        "zero changes dropped, exact distribution conditional on ties (Streitberg and Röhmel "
        "1986), with the Hodges–Lehmann estimate and its exact interval"
    )
    paired_t = _("whether the mean changed, with the paired t test and its t interval")
    first, second = (
        (_("the test planned first"), _("beside it"))
        if settings.test is Test.SIGNED_RANK
        else (_("beside it"), _("the test planned first"))
    )
    return _(
        "{signed_rank} ({first}); {paired_t} ({second}). Tests are two-sided, alpha = {alpha}. "
        "The test was set by the protocol and not chosen by a test of normality. Effect sizes are "
        "Cohen's d_z (interval by the noncentral t), Hedges' g_av and the matched rank-biserial "
        "correlation; the Bayes factor has a JZS prior of scale 0.7071 (Rouder et al. 2009)."
    ).format(
        signed_rank=signed_rank,
        first=first,
        paired_t=paired_t,
        second=second,
        alpha=number(settings.alpha, 2),
    )


def _multiplicity(settings: AnalysisSettings) -> str:
    return _(
        "p-values were adjusted by Holm's method over the {family}; all pairs of draws are shown "
        "with their own Holm adjustment. Exact p-values are given, below 0.001 as p < 0.001; "
        "intervals cover {level}%."
    ).format(family=words.family(settings.family), level=number(100.0 * (1.0 - settings.alpha), 0))


def _software(versions: Mapping[str, str]) -> str:
    named = ", ".join(f"{name} {version}" for name, version in versions.items())
    return _("Software: {versions}.").format(versions=named)
