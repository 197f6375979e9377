"""Patients divided into groups, and two of the groups compared in one quantity."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from stats.comparison import scaled
from stats.describe import describe
from stats.group_outcome import (
    Ancova,
    Group,
    GroupComparison,
    Grouping,
    GroupName,
    Member,
    Quantity,
    Welch,
)
from stats.observations import Observations, missing_any
from stats.outcome import NotEstimable, Reason
from stats.paired import paired_changes
from stats.presence import Gap, Missing, MissingReason
from stats.settings import Comparison
from stats.two_samples import ancova, hodges_lehmann_shift, mann_whitney, welch

Test = TypeVar("Test", Welch, Ancova)

Membership = Mapping[str, GroupName | None]
"""For every patient the group; None where the table does not say."""


@dataclass(frozen=True, slots=True)
class QuantityValues:
    """A quantity in every patient who has it, in µg/dL or points, by patient code."""

    quantity: Quantity
    values: Mapping[str, float]
    ends: Mapping[str, tuple[float, float]] | None
    """Of a change, the values at the earlier and at the later draw."""
    gaps: Mapping[str, tuple[Gap, ...]]
    """Of those who lack it."""
    failure: NotEstimable | None
    """Where the protocol has no such draw."""


def values_of(quantity: Quantity, observations: Observations) -> QuantityValues:
    """`quantity` in everyone who has it, copper in µg/dL; the others with what they lack."""
    measure, at = quantity.measure, quantity.at
    draws = (at.earlier, at.later) if isinstance(at, Comparison) else (at,)
    needed = [(measure, draw, observations.at(measure, draw)) for draw in draws]
    gaps = {missing.patient: missing.gaps for missing in missing_any(needed)}
    known = [patient for patient in observations.patients if patient not in gaps]
    columns = [_numbers(values, known) for _, _, values in needed]
    absent = [draw for draw in draws if draw not in observations.draws]
    failure = NotEstimable(Reason.NO_SUCH_DRAW, draw=absent[0]) if absent else None
    if len(columns) == 1:
        values = dict(zip(known, columns[0], strict=True))
        return QuantityValues(quantity, values, None, gaps, failure)
    earlier, later = columns
    ends = dict(zip(known, zip(earlier, later, strict=True), strict=True))
    changes = dict(zip(known, paired_changes(earlier, later), strict=True))
    return QuantityValues(quantity, changes, ends, gaps, failure)


def compare_groups(
    grouping: Grouping,
    quantity: QuantityValues,
    membership: Membership,
    first: GroupName,
    second: GroupName,
    observations: Observations,
) -> GroupComparison:
    """Two groups of `membership` compared; the other patients are missing, with their reason."""
    alpha = observations.settings.alpha
    factor = observations.per_unit(quantity.quantity.measure)
    members = {
        name: [patient for patient in quantity.values if membership[patient] is name]
        for name in (first, second)
    }
    x, y = ([quantity.values[patient] for patient in members[name]] for name in (first, second))
    failure = quantity.failure or _empty(membership, first, second)
    return GroupComparison(
        grouping=grouping,
        quantity=quantity.quantity,
        first=group_of(first, members[first], quantity, observations),
        second=group_of(second, members[second], quantity, observations),
        missing=missing_from(quantity, membership, (first, second)),
        mann_whitney=failure or mann_whitney(x, y),
        hodges_lehmann=failure or scaled(hodges_lehmann_shift(x, y, alpha=alpha), factor),
        welch=failure or _scaled(welch(x, y, alpha=alpha), factor),
        ancova=None
        if quantity.ends is None
        else failure
        or _scaled(
            ancova(
                *(
                    [quantity.ends[patient] for patient in members[name]]
                    for name in (first, second)
                ),
                alpha=alpha,
            ),
            factor,
        ),
        adjusted=None,
    )


def group_of(
    name: GroupName, members: list[str], quantity: QuantityValues, observations: Observations
) -> Group:
    """The patients `members` with their values and description, in the unit of the result."""
    factor = observations.per_unit(quantity.quantity.measure)
    values = [quantity.values[patient] for patient in members]
    return Group(
        name,
        tuple(
            Member(patient, value * factor) for patient, value in zip(members, values, strict=True)
        ),
        scaled(describe(values, alpha=observations.settings.alpha), factor),
    )


def missing_from(
    quantity: QuantityValues, membership: Membership, names: tuple[GroupName, ...]
) -> tuple[Missing, ...]:
    """Everyone who is in none of the groups or lacks the value, by patient code."""
    missing: list[Missing] = []
    for patient, name in membership.items():
        if name is None:
            missing.append(Missing(patient, (Gap("", MissingReason.GROUP_NOT_KNOWN),)))
        elif name not in names:
            missing.append(Missing(patient, (Gap("", MissingReason.NOT_IN_GROUP),)))
        elif patient in quantity.gaps:
            missing.append(Missing(patient, quantity.gaps[patient]))
    return tuple(missing)


def _numbers(values: Mapping[str, float | MissingReason], patients: list[str]) -> list[float]:
    found = (values[patient] for patient in patients)
    return [value for value in found if not isinstance(value, MissingReason)]


def _scaled(test: Test | NotEstimable, factor: float) -> Test | NotEstimable:
    if isinstance(test, NotEstimable):
        return test
    return replace(test, difference=test.difference.scaled(factor))


def _empty(membership: Membership, first: GroupName, second: GroupName) -> NotEstimable | None:
    found = set(membership.values())
    if first not in found:
        return NotEstimable(Reason.NOBODY_IN_GROUP)
    return NotEstimable(Reason.EVERYBODY_IN_GROUP) if second not in found else None
