"""`groups`: two groups of patients, or those with no, one, two or more comorbidities.

`grouping` (`kind`, `name`), `measure`, `unit`, `draw` or `earlier` and `later` (a change).

Two groups: `first` and `second` (`name`, `n`, `description`, `values`: patient, value); `estimate`
and `ci` are the Hodges–Lehmann shift first − second, `p` the Mann–Whitney p. `mann_whitney`
(`n_first`, `n_second`, `u_first`, `p`, `is_exact`, `has_ties`, `rank_biserial`), `hodges_lehmann`
(`estimate`, `ci`, `coverage`), `welch` (`t`, `df`, `p`, `difference`), `ancova` (`difference`,
`slope`, `t`, `df`, `p`; null unless a change is compared).

By number: `groups`, a list of the same; `kruskal_wallis` (`h`, `df`, `p`, `epsilon_squared`);
`estimate` and `ci` are null.
"""

from stats.group_outcome import (
    Group,
    GroupComparison,
    Grouping,
    MannWhitney,
    Quantity,
    SeveralGroups,
)
from stats.json_sections.parts import Json, answer, head, software_versions, unit_of, written
from stats.outcome import NotEstimable
from stats.settings import Comparison, Unit

METHOD = (
    "Mann-Whitney test, two-sided, exact and conditional on ties (Streitberg and Roehmel 1986);"
    " Hodges-Lehmann shift with exact interval"
)
METHOD_BEYOND_EXACT = (
    "Mann-Whitney test, two-sided, normal approximation with the variance given the ties;"
    " Hodges-Lehmann shift with its interval"
)
METHOD_SEVERAL = "Kruskal-Wallis test, corrected for ties, chi-square approximation"


def two_groups(section: str, one: GroupComparison, unit: Unit) -> Json:
    """`section` begins the id: the same comparison serves response and missing values."""
    test = one.mann_whitney
    known = isinstance(test, MannWhitney)
    return {
        **head(
            f"{section}.{_identity(one.grouping, one.quantity)}",
            f"Does {_quantity(one.quantity)} differ by {_division(one.grouping)}?",
            of="available",
            failure=one.failure,
            n_patients=one.n,
            n_values=one.n * (2 if one.quantity.is_change else 1),
            missing=one.missing,
        ),
        **_subject(one.grouping, one.quantity, unit),
        **answer(
            one.hodges_lehmann,
            test.p if known else None,
            one.adjusted,
            METHOD if not known or test.is_exact else METHOD_BEYOND_EXACT,
        ),
        "first": _group(one.first),
        "second": _group(one.second),
        "mann_whitney": written(test),
        "hodges_lehmann": written(one.hodges_lehmann),
        "welch": written(one.welch),
        "ancova": written(one.ancova),
        "notes": [],
        "software": software_versions(),
    }


def several_groups(one: SeveralGroups, unit: Unit) -> Json:
    test = one.kruskal_wallis
    failed = isinstance(test, NotEstimable)
    return {
        **head(
            f"groups.{_identity(one.grouping, one.quantity)}",
            f"Does {_quantity(one.quantity)} differ by {_division(one.grouping)}?",
            of="available",
            failure=test if failed else None,
            n_patients=one.n,
            n_values=one.n * (2 if one.quantity.is_change else 1),
            missing=one.missing,
        ),
        **_subject(one.grouping, one.quantity, unit),
        **answer(None, None if failed else test.p, None, METHOD_SEVERAL),
        "groups": [_group(group) for group in one.groups],
        "kruskal_wallis": written(test),
        "notes": [],
        "software": software_versions(),
    }


def _identity(grouping: Grouping, quantity: Quantity) -> str:
    by = f"{grouping.kind.value}.{grouping.name}" if grouping.name else grouping.kind.value
    at = quantity.at
    place = f"{at.earlier}__{at.later}" if isinstance(at, Comparison) else at
    return f"{by}.{quantity.measure.value}.{place}"


def _quantity(quantity: Quantity) -> str:
    at, measure = quantity.at, quantity.measure.value
    if isinstance(at, Comparison):
        return f"the change of {measure} from {at.earlier} to {at.later}"
    return f"{measure} at {at}"


def _division(grouping: Grouping) -> str:
    return grouping.name or grouping.kind.value.replace("_", " ")


def _subject(grouping: Grouping, quantity: Quantity, unit: Unit) -> Json:
    at = quantity.at
    return {
        "grouping": {"kind": grouping.kind.value, "name": grouping.name},
        "measure": quantity.measure.value,
        "unit": unit_of(quantity.measure, unit),
        **(
            {"earlier": at.earlier, "later": at.later}
            if isinstance(at, Comparison)
            else {"draw": at}
        ),
    }


def _group(group: Group) -> Json:
    return {
        "name": group.name.value,
        "n": group.n,
        "description": written(group.description),
        "values": [written(member) for member in group.members],
    }
