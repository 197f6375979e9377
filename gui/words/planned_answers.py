"""Which answer the plan names for which question, and why another shows other numbers."""

from collections.abc import Sequence

from gui.words import analysis as words
from gui.words.language import _, ngettext
from gui.words.numbers import number, p_value
from stats.omnibus_outcome import OmnibusOutcome
from stats.outcome import AdjustedP, NotEstimable, PairedOutcome
from stats.presence import Measure
from stats.settings import Unit


def of_planned(pairs: int) -> str:
    """Of a planned comparison, where the same two draws stand among `pairs` elsewhere."""
    return _(
        "The plan names this test as the answer for these two draws: report these numbers, not "
        "those the two draws have among all {count} pairs."
    ).format(count=pairs)


def beside_all_draws(
    found: OmnibusOutcome, planned: Sequence[PairedOutcome], unit: Unit
) -> list[str]:
    """Of a question on all draws at once: what it answers, and what to report of two draws."""
    model = found.leading_model
    known = [one for one in planned if one.failure is None]
    if found.measure is not Measure.COPPER or model is None or not known:
        return []
    return [
        _(
            "The plan asks here whether copper differed between any of the draws. For two draws "
            "report the planned comparison: {answers}."
        ).format(answers="; ".join(_answer(one, unit) for one in known)),
        _(
            "The numbers below differ from it, for they come from the means of a model of all "
            "values ({patients}), not from the changes of those who have both draws; and Holm "
            "covers {holm}."
        ).format(patients=words.patients(model.n), holm=_holm(len(model.contrasts), known)),
    ]


def beside_every_pair(pairs: int, planned: Sequence[PairedOutcome]) -> str:
    """Of every two draws compared alike; only the adjustment differs from the plan's answer."""
    adjusted = [one.adjusted for one in planned if not isinstance(one.adjusted, NotEstimable)]
    if not adjusted:
        return _("Beside the planned comparisons, every two draws are compared alike.")
    family = words.family(adjusted[0].family, adjusted[0].size)
    return _(
        "Beside the planned comparisons, every two draws are compared alike. A planned comparison "
        "has the same change and p here, but Holm covers {count} pairs; the plan’s answer is the "
        "one adjusted over its own family ({family})."
    ).format(count=pairs, family=family)


def _answer(outcome: PairedOutcome, unit: Unit) -> str:
    """Baseline → after infusion 5, −7.3 µg/dL, Holm-adjusted p = 0.005, 21 patients."""
    parts = [words.interval_of_draws(outcome.comparison)]
    estimate = words.leading_estimate(outcome)
    if estimate is not None:
        places = words.places(outcome.measure, unit)
        parts.append(f"{number(estimate.value, places)} {words.unit_of(outcome.measure, unit)}")
    parts += (
        [_("Holm-adjusted {p}").format(p=p_value(outcome.adjusted.p))]
        if isinstance(outcome.adjusted, AdjustedP)
        else []
    )
    return ", ".join([*parts, words.patients(outcome.n)])


def _holm(pairs: int, planned: Sequence[PairedOutcome]) -> str:
    """15 pairs instead of 2."""
    covered = ngettext("{count} pair", "{count} pairs", pairs).format(count=pairs)
    sizes = {one.adjusted.size for one in planned if isinstance(one.adjusted, AdjustedP)}
    if len(sizes) != 1 or sizes == {pairs}:
        return covered
    return _("{pairs} instead of {planned}").format(pairs=covered, planned=sizes.pop())
