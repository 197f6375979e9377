"""Sentences on groups of patients, made from results only."""

from collections.abc import Sequence

from gui.words import analysis as words
from gui.words.language import _, ngettext, pgettext
from gui.words.numbers import bare_p, number, p_value
from stats.group_outcome import (
    GroupComparison,
    Grouping,
    GroupingKind,
    GroupName,
    Quantity,
    SeveralGroups,
)
from stats.outcome import AdjustedP, NotEstimable
from stats.presence import Measure
from stats.settings import Comparison, Unit

Table = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]
"""Heading and rows."""


def quantity(of: Quantity) -> str:
    """Copper at baseline; change of copper, baseline → after infusion 5."""
    name = words.measure(of.measure)
    if isinstance(of.at, Comparison):
        return _("{measure}, change {interval}").format(
            measure=name, interval=words.interval_of_draws(of.at)
        )
    return _("{measure} {draw}").format(measure=name, draw=words.draw_in_sentence(of.at))


def grouping(of: Grouping) -> str:
    """By what the patients are divided: a heading."""
    return {
        GroupingKind.COMORBIDITY: of.name,
        GroupingKind.ANY_COMORBIDITY: _("Any comorbidity"),
        GroupingKind.NUMBER_OF_COMORBIDITIES: _("Number of comorbidities"),
        GroupingKind.DIAGNOSIS: _("Diagnosis"),
        GroupingKind.RESPONSE: _("Response"),
        GroupingKind.COMPLETENESS: _("Copper at every draw"),
    }[of.kind]


def grouping_in_title(of: Grouping) -> str:
    """The same behind a colon."""
    told = grouping(of)
    return told if of.name else told[:1].lower() + told[1:]


def group(of: GroupName, by: Grouping) -> str:
    """A group under a tick of a figure or above a column."""
    return {
        GroupName.WITH: _("With {name}").format(name=by.name)
        if by.name
        else pgettext("comorbidities", "Any"),
        GroupName.WITHOUT: _("Without {name}").format(name=by.name)
        if by.name
        else pgettext("comorbidities", "None"),
        GroupName.BD: _("Bipolar disorder"),
        GroupName.MDD: _("Major depressive disorder"),
        GroupName.NONE: pgettext("comorbidities", "None"),
        GroupName.ONE: pgettext("comorbidities", "One"),
        GroupName.TWO_OR_MORE: pgettext("comorbidities", "Two or more"),
        GroupName.RESPONDERS: _("Responders"),
        GroupName.OTHERS: _("The others"),
        GroupName.COMPLETE: _("All draws"),
        GroupName.INCOMPLETE: _("A draw missing"),
    }[of]


def sizes_headings(of: GroupComparison) -> tuple[str, str]:
    """Above the columns of n, where the title names the grouping."""
    if of.first.name is GroupName.WITH:
        return _("n with"), _("n without")
    names = (group(one.name, of.grouping) for one in (of.first, of.second))
    first, second = (_("n, {group}").format(group=name) for name in names)
    return first, second


def question(of: GroupComparison | SeveralGroups) -> str:
    """Hypertension: copper at baseline."""
    told = quantity(of.quantity)
    if of.quantity.measure is Measure.COPPER:
        told = told[:1].lower() + told[1:]
    return f"{grouping(of.grouping)}: {told}"


def is_clear(of: GroupComparison, alpha: float) -> bool:
    """Whether p, adjusted where there is a family, is below alpha, and one group is higher."""
    test, shift = of.mann_whitney, of.hodges_lehmann
    if isinstance(test, NotEstimable) or isinstance(shift, NotEstimable):
        return False
    p = of.adjusted.p if isinstance(of.adjusted, AdjustedP) else test.p
    return p < alpha and shift.value != 0.0


def headline(of: GroupComparison, alpha: float) -> str:
    """Which group was higher, where that is clear."""
    test, shift = of.mann_whitney, of.hodges_lehmann
    if isinstance(test, NotEstimable):
        return words.not_estimable(test)
    if not is_clear(of, alpha) or isinstance(shift, NotEstimable):
        return _("No clear difference was found. This does not show that there is none.")
    higher, lower = (of.first, of.second) if shift.value > 0 else (of.second, of.first)
    return _("{quantity}: higher in “{higher}” than in “{lower}”").format(
        quantity=quantity(of.quantity),
        higher=group(higher.name, of.grouping),
        lower=group(lower.name, of.grouping),
    )


def summary(of: GroupComparison, unit: Unit) -> str:
    """Typical difference (Hodges–Lehmann) −7.7 µg/dL (95% CI …), p = 0.392, …, 11 and 13 …"""
    test, shift = of.mann_whitney, of.hodges_lehmann
    sizes = sizes_of(of)
    if isinstance(test, NotEstimable) or isinstance(shift, NotEstimable):
        return sizes
    places = words.places(of.quantity.measure, unit)
    difference = _("Typical difference (Hodges–Lehmann) {estimate} {unit} ({interval})").format(
        estimate=number(shift.value, places),
        unit=words.unit_of(of.quantity.measure, unit),
        interval=words.interval(shift, places),
    )
    return ", ".join([difference, p_value(test.p), *words.adjusted_with_family(of.adjusted), sizes])


def compared(of: GroupComparison) -> str:
    """Of what the difference is, and which group is taken from which."""
    return _("{quantity}: “{first}” minus “{second}”.").format(
        quantity=quantity(of.quantity),
        first=group(of.first.name, of.grouping),
        second=group(of.second.name, of.grouping),
    )


def sizes_of(of: GroupComparison) -> str:
    """11 and 13 patients."""
    told = ngettext("{first} and {second} patient", "{first} and {second} patients", of.second.n)
    return told.format(first=of.first.n, second=of.second.n)


def further(of: GroupComparison, unit: Unit) -> str:
    """Effect size, Welch's test and the difference beside the earlier value, in one line."""
    places = words.places(of.quantity.measure, unit)
    parts: list[str] = []
    if not isinstance(of.mann_whitney, NotEstimable):
        test = of.mann_whitney
        parts.append(
            _("U = {u}, rank-biserial r = {r}").format(
                u=number(test.u_first, 0 if test.u_first == int(test.u_first) else 1),
                r=number(test.rank_biserial, 2),
            )
        )
    if not isinstance(of.welch, NotEstimable):
        told = _("Welch: difference of means {difference}, {p}")
        difference = words.with_interval(of.welch.difference, places)
        parts.append(told.format(difference=difference, p=p_value(of.welch.p)))
    if of.ancova is not None and not isinstance(of.ancova, NotEstimable):
        told = _("beside the earlier value (ANCOVA): {difference}, {p}")
        difference = words.with_interval(of.ancova.difference, places)
        parts.append(told.format(difference=difference, p=p_value(of.ancova.p)))
    return " · ".join(parts)


def table(of: Sequence[GroupComparison], unit: Unit) -> Table:
    """A row for each quantity: n of both groups, difference with interval, p."""
    shifts = [one.hodges_lehmann for one in of]
    levels = [one.level for one in shifts if not isinstance(one, NotEstimable)]
    heading = (
        _("Quantity"),
        _("Patients"),
        _("Difference ({ci})").format(ci=words.ci(1.0 - next(iter(levels), 0.95))),
        "p",
        _("Holm p"),
        _("Effect size"),
    )
    return heading, tuple(_row(one, unit) for one in of)


def several_table(of: Sequence[SeveralGroups]) -> Table:
    """A row for each quantity: n of each group, the test."""
    heading = (_("Quantity"), _("Patients"), _("Statistic"), "p")
    rows: list[tuple[str, ...]] = []
    for one in of:
        sizes = ", ".join(str(each.n) for each in one.groups)
        test = one.kruskal_wallis
        if isinstance(test, NotEstimable):
            rows.append((quantity(one.quantity), sizes, words.with_interval(test, 1), "–"))
        else:
            told = f"H({test.df}) = {number(test.h, 2)}"
            rows.append((quantity(one.quantity), sizes, told, bare_p(test.p)))
    return heading, tuple(rows)


def _row(one: GroupComparison, unit: Unit) -> tuple[str, ...]:
    told = quantity(one.quantity)
    sizes = _("{first} and {second}").format(first=one.first.n, second=one.second.n)
    test = one.mann_whitney
    if isinstance(test, NotEstimable):
        return told, sizes, words.with_interval(test, 1), "–", "–", "–"
    places = words.places(one.quantity.measure, unit)
    adjusted = bare_p(one.adjusted.p) if isinstance(one.adjusted, AdjustedP) else "–"
    difference = words.with_interval(one.hodges_lehmann, places)
    return told, sizes, difference, bare_p(test.p), adjusted, f"r = {number(test.rank_biserial, 2)}"


def several_headline(of: SeveralGroups, alpha: float) -> str:
    test = of.kruskal_wallis
    if isinstance(test, NotEstimable):
        return words.not_estimable(test)
    if test.p >= alpha:
        return _("No clear difference was found. This does not show that there is none.")
    return _("{quantity} differs with the number of comorbidities").format(
        quantity=quantity(of.quantity)
    )


def several_summary(of: SeveralGroups, unit: Unit) -> str:
    """Median by group, then the test."""
    places = words.places(of.quantity.measure, unit)
    medians = [
        _("{group}: median {median} {unit}, {patients}").format(
            group=group(one.name, of.grouping),
            median=number(one.description.median, places),
            unit=words.unit_of(of.quantity.measure, unit),
            patients=words.patients(one.n),
        )
        for one in of.groups
        if not isinstance(one.description, NotEstimable)
    ]
    test = of.kruskal_wallis
    if not isinstance(test, NotEstimable):
        medians.append(f"H({test.df}) = {number(test.h, 2)}, {p_value(test.p)}")
    return "; ".join(medians)


def method(of: GroupComparison | SeveralGroups) -> list[str]:
    """The method in full, with its references."""
    if isinstance(of, SeveralGroups):
        return [
            _(
                "Kruskal–Wallis test, corrected for ties; p by the chi-square approximation. Each "
                "group needs 3 patients."
            )
        ]
    sentences = [
        _(
            "Mann–Whitney test, two-sided, exact given the ties (shift algorithm, Streitberg and "
            "Röhmel 1986); Hodges–Lehmann shift, first group minus second, with exact interval; "
            "rank-biserial correlation; Welch's t test. Each group needs 3 patients."
        )
    ]
    if not isinstance(of.mann_whitney, NotEstimable) and not of.mann_whitney.is_exact:
        sentences.append(_("So many patients that p is the normal approximation."))
    if of.ancova is not None:
        sentences.append(
            _(
                "ANCOVA: the later value regressed on group and earlier value (Vickers and Altman "
                "2001)."
            )
        )
    if isinstance(of.adjusted, AdjustedP):
        sentences.append(_("Holm over the comorbidities within a draw."))
    return sentences
