"""The methods of the report, for a paper: a paragraph a part, made from the settings."""

from collections.abc import Mapping

from gui.words import analysis as words
from gui.words import associations, omnibus, patient_groups, response, sensitivity
from gui.words.language import _
from gui.words.numbers import number, plain
from stats.analysis_result import AnalysisResult
from stats.settings import AnalysisSettings, BelowLoq, Haemolysed, OutOfWindow, Test

Part = tuple[str, str]
"""Heading and text."""


def methods(
    result: AnalysisResult, software: Mapping[str, str], infusions: int
) -> tuple[Part, ...]:
    """Every part of the plan, in the order of the report."""
    settings = result.settings
    return (
        (
            _("Patients and values"),
            " ".join((_design(infusions), _values(settings), *_ratings(result))),
        ),
        (_("Planned comparisons"), f"{_tests(settings)} {_multiplicity(settings)}"),
        (_("All draws at once"), " ".join(omnibus.method())),
        (_("Change of copper and of symptoms"), _symptoms(result)),
        (_("Comorbidity and diagnosis"), _groups(result)),
        (_("Response"), " ".join(response.method())),
        (_("Other ways of computing"), f"{' '.join(sensitivity.method())} {_margin(settings)}"),
        (_("Software and chance"), f"{_software(software)} {_seed(settings)}"),
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
    described = _("Quartiles are of type 7 (Hyndman and Fan 1996).")
    return f"{window} {loq} {haemolysed} {missing} {described}"


def _ratings(result: AnalysisResult) -> tuple[str, ...]:
    """Of a study whose ratings have a calendar of their own."""
    told = _(
        "MADRS and YMRS go by their own visits; a change over two draws takes the ratings of week "
        "0, of the week nearest in time, and post."
    )
    return (told,) if result.rating_series else ()


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
        alpha=plain(settings.alpha),
    )


def _multiplicity(settings: AnalysisSettings) -> str:
    return _(
        "p-values were adjusted by Holm's method over {family}; all pairs of draws are shown "
        "with their own Holm adjustment. Exact p-values are given, below 0.001 as p < 0.001; "
        "intervals cover {level}%."
    ).format(family=words.family(settings.family), level=words.level(settings.alpha))


def _symptoms(result: AnalysisResult) -> str:
    seed = result.settings.seed
    told = [
        sentence
        for one in (*result.correlations, *result.within_patient)
        for sentence in associations.method(one, seed=seed)
    ]
    return " ".join(dict.fromkeys(told))


def _groups(result: AnalysisResult) -> str:
    told = [
        sentence
        for one in (*result.groups.two, *result.groups.several)
        for sentence in patient_groups.method(one)
    ]
    course = _(
        "Whether the course of copper over all draws differs between two groups: visit × group in "
        "the mixed model with a random intercept (Kenward–Roger)."
    )
    return " ".join((*dict.fromkeys(told), course))


def _margin(settings: AnalysisSettings) -> str:
    """The margin of equivalence, or that none was set."""
    if settings.equivalence_margin is None:
        return _(
            "No margin of equivalence was set beforehand, so equivalence was not tested; the "
            "smallest margin that would do is given."
        )
    return _("The margin of equivalence was set to ± {margin} {unit}.").format(
        margin=number(
            settings.equivalence_margin * settings.unit.per_ug_dl, words.decimals(settings.unit)
        ),
        unit=words.unit(settings.unit),
    )


def _software(versions: Mapping[str, str]) -> str:
    named = ", ".join(f"{name} {version}" for name, version in versions.items())
    return _("Software: {versions}.").format(versions=named)


def _seed(settings: AnalysisSettings) -> str:
    return _(
        "Random orders of rank correlations and random samples of patients for the interval of "
        "Kendall's W come from the seed {seed}, so that they can be repeated."
    ).format(seed=settings.seed)
