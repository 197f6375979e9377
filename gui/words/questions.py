"""The questions of the plan in words: titles in the list, and their numbers of patients."""

from gui.words import analysis as words
from gui.words import patient_groups
from gui.words.language import _, ngettext
from gui.words.visits import draw_label
from stats.group_outcome import Grouping, GroupingKind
from stats.presence import Measure
from stats.settings import Comparison, Exploration, Subgroup

NO_BREAK = "\N{NO-BREAK SPACE}"


def over_all_draws(measure: Measure) -> str:
    return _("{measure} over all draws").format(measure=words.measure(measure))


def changes(scale: Measure, of: Comparison) -> str:
    """Copper and MADRS: baseline → Cu5; short, and no two alike."""
    pair = f"{NO_BREAK}→{NO_BREAK}".join(map(_draw_in_pair, (of.earlier, of.later)))
    return _("Copper and {scale}: {pair}").format(scale=words.measure(scale), pair=pair)


def changes_of(n: int) -> str:
    """Under it: what of both is compared, and in how many."""
    return _("changes, {patients}").format(patients=words.patients(n))


def within_patients(scale: Measure) -> str:
    return _("Copper and {scale} within patients").format(scale=words.measure(scale))


def grouping(of: Grouping) -> str:
    """MDD or bipolar; with or without a comorbidity."""
    if of.kind is GroupingKind.DIAGNOSIS:
        return _("Bipolar or MDD")
    if of.kind is GroupingKind.ANY_COMORBIDITY:
        return _("With or without comorbidity")
    if of.kind is GroupingKind.COMORBIDITY:
        return _("With or without {name}").format(name=of.name)
    return patient_groups.grouping(of)


def other_ways(of: Comparison) -> str:
    return _("Other ways: {pair}").format(pair=words.interval_of_draws(of))


def exploration(of: Exploration) -> str:
    """Copper: baseline → after infusion 3, women."""
    told = f"{words.measure(of.measure)}: {words.interval_of_draws(of.comparison)}"
    if of.subgroup is Subgroup.EVERYBODY:
        return told
    name = subgroup(of.subgroup, of.comorbidity)
    return f"{told}, {name[:1].lower() + name[1:] if name[1:2].islower() else name}"


def file_name(of: Exploration) -> str:
    """For the files of a report."""
    pair = f"{of.comparison.earlier}-{of.comparison.later}"
    parts = ("added", of.measure.value, pair, of.subgroup.value, of.comorbidity)
    return "-".join(part.replace("_", "-").replace(" ", "-") for part in parts if part)


def subgroup(of: Subgroup, comorbidity: str = "") -> str:
    return {
        Subgroup.EVERYBODY: _("All patients"),
        Subgroup.WOMEN: _("Women"),
        Subgroup.MEN: _("Men"),
        Subgroup.MDD: _("Major depressive disorder"),
        Subgroup.BD: _("Bipolar disorder"),
        Subgroup.WITH_COMORBIDITY: _("With {name}").format(name=comorbidity)
        if comorbidity
        else _("With a comorbidity"),
        Subgroup.WITHOUT_COMORBIDITY: _("Without {name}").format(name=comorbidity)
        if comorbidity
        else _("Without comorbidity"),
    }[of]


def complete_of(complete: int, n: int) -> str:
    """16 complete of 29: how many have every draw, of those with any."""
    told = ngettext("{complete} complete of {n}", "{complete} complete of {n}", n)
    return told.format(complete=complete, n=n)


def two_sizes(first: int, second: int) -> str:
    return _("{first} and {second}").format(first=first, second=second)


def _draw_in_pair(code: str) -> str:
    """baseline, Cu5, post: inside a line."""
    label = draw_label(code)
    return label if label.startswith("Cu") else f"{label[:1].lower()}{label[1:]}"


def included(n: int, of_all: int) -> str:
    """Who is included: 21 of 33."""
    return _("Who is included: {n} of {all}").format(n=n, all=of_all)


def pairs_apart(count: int, n: int, alpha: str) -> str:
    """How many of the pairs of draws differ clearly."""
    told = ngettext(
        "{count} of {n} pair of draws differs clearly (Holm-adjusted p below {alpha})",
        "{count} of {n} pairs of draws differ clearly (Holm-adjusted p below {alpha})",
        n,
    )
    return told.format(count=count, n=n, alpha=alpha)
