"""Sentences on the planned comparisons computed in other ways, made from results only."""

from gui.words import analysis as words
from gui.words.language import _, ngettext
from gui.words.numbers import bare_p, number, p_value, percent
from stats.outcome import Estimate, NotEstimable
from stats.response_outcome import Equivalence, Sensitivity, SensitivityRow, Variant
from stats.settings import Unit

Table = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]
"""Heading and rows."""


def variant(of: Variant) -> str:
    """A row of the table."""
    return {
        Variant.PLANNED: _("As planned"),
        Variant.COMPLETE_PATIENTS: _("Patients with every draw"),
        Variant.SIGNED_RANK: _("Wilcoxon signed-rank"),
        Variant.PRATT: _("Signed-rank after Pratt (zeros ranked)"),
        Variant.PAIRED_T: _("Paired t test"),
        Variant.LOG_COPPER: _("Logarithm of copper (ratio of geometric means)"),
        Variant.WITHOUT_FLAGGED: _("Without marked values"),
        Variant.WITHOUT_OUT_OF_WINDOW: _("Without draws out of window"),
        Variant.WOMEN: _("Women"),
        Variant.MEN: _("Men"),
    }[of]


def headline(of: Sensitivity, alpha: float) -> str:
    """Whether every row falls on the side of alpha of the planned one; which does not."""
    others = [row for row in of.rows if row.variant is not Variant.PLANNED]
    told = [row for row in others if row.agrees is not None]
    if not told:
        return _("There is no planned result to compare with.")
    apart = [variant(row.variant) for row in told if not row.agrees]
    if not apart:
        return ngettext(
            "{count} other way of computing it falls on the same side of {alpha}",
            "All {count} other ways of computing it fall on the same side of {alpha}",
            len(told),
        ).format(count=len(told), alpha=number(alpha, 2))
    return _("On the other side of {alpha}: {ways}").format(
        alpha=number(alpha, 2), ways=", ".join(apart)
    )


def table(of: Sensitivity, unit: Unit) -> Table:
    """One row for each way: n, estimate with interval, p."""
    levels = [one.estimate.level for one in of.rows if isinstance(one.estimate, Estimate)]
    ci = words.ci(1.0 - next(iter(levels), 0.95))
    change = _("Change ({unit}, {ci})").format(unit=words.unit(unit), ci=ci)
    heading = (_("Way"), "n", change, "p")
    return heading, tuple(_row(row, unit) for row in of.rows)


def subgroups(of: Sensitivity) -> str:
    """Why rows of women and men do not count as other ways."""
    if not any(row.variant in (Variant.WOMEN, Variant.MEN) for row in of.rows):
        return ""
    return _("Women and men alone are fewer patients: shown below, not counted as other ways.")


def without_one(of: Sensitivity) -> str:
    """Leaving out any one patient: p from 0.001 (without P04) to 0.012 (without P11)."""
    known = [(one.p, one.patient) for one in of.without_one if isinstance(one.p, float)]
    if not known:
        return ""
    lowest, highest = min(known), max(known, key=lambda one: one[0])
    return _(
        "Leaving out any one patient: p from {low} (without {first}) to {high} (without {last})."
    ).format(low=bare_p(lowest[0]), first=lowest[1], high=bare_p(highest[0]), last=highest[1])


def equivalence(of: Equivalence | NotEstimable, unit: Unit) -> str:
    """From which margin on the change would count as none, or the test against the margin set."""
    if isinstance(of, NotEstimable):
        return words.not_estimable(of)
    places = words.decimals(unit)
    if isinstance(of.p, NotEstimable) or isinstance(of.margin, NotEstimable):
        return _(
            "Mean change {interval}: the two draws would count as equivalent only with a margin "
            "of more than {margin} {unit}."
        ).format(
            interval=words.interval(of.interval, places),
            margin=number(of.smallest_margin, places),
            unit=words.unit(unit),
        )
    return _(
        "Two one-sided tests against a margin of {margin} {unit}: {p}; mean change {interval}."
    ).format(
        margin=number(of.margin, places),
        unit=words.unit(unit),
        p=p_value(of.p),
        interval=words.interval(of.interval, places),
    )


def detectable(of: Sensitivity, unit: Unit) -> str:
    """What this n can find at all; said instead of a power of the result."""
    effect = of.detectable
    if isinstance(effect, NotEstimable):
        return ""
    return ngettext(
        "With {n} pair that scatters as these, a true mean change of {change} {unit} or more, "
        "either way, would be found with {power} power.",
        "With {n} pairs that scatter as these, a true mean change of {change} {unit} or more, "
        "either way, would be found with {power} power.",
        effect.n,
    ).format(
        n=effect.n,
        change=number(effect.value, words.decimals(unit)),
        unit=words.unit(unit),
        power=percent(effect.power),
    )


def method() -> list[str]:
    """The method in full, with its references."""
    return [
        _(
            "Each row repeats the planned comparison with one thing changed. Equivalence by two "
            "one-sided t tests (Schuirmann 1987); the detectable change by the noncentral t "
            "distribution."
        )
    ]


def _row(of: SensitivityRow, unit: Unit) -> tuple[str, ...]:
    places = 3 if of.variant is Variant.LOG_COPPER else words.decimals(unit)
    estimate = words.with_interval(of.estimate, places)
    if of.variant is Variant.LOG_COPPER and not isinstance(of.estimate, NotEstimable):
        estimate = f"× {estimate}"
    p = words.not_estimable(of.p) if isinstance(of.p, NotEstimable) else bare_p(of.p)
    return variant(of.variant), str(of.n), estimate, p
