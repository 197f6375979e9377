"""Section 4: comorbidity and diagnosis, at each draw and in the change to infusion 5."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from stats.group_comparison import (
    Membership,
    QuantityValues,
    compare_groups,
    group_of,
    missing_from,
    values_of,
)
from stats.group_outcome import (
    GroupComparison,
    Grouping,
    GroupingKind,
    GroupName,
    Groups,
    Quantity,
    SeveralGroups,
)
from stats.multiplicity import adjusted_over
from stats.observations import Observations
from stats.outcome import NotEstimable, SectionFamily
from stats.presence import Measure
from stats.sections.intervals import leading_change
from stats.several_samples import kruskal_wallis
from stats.study_tables import PatientRow

_BY_NUMBER = (GroupName.NONE, GroupName.ONE, GroupName.TWO_OR_MORE)
_DIAGNOSES = {"BD": GroupName.BD, "MDD": GroupName.MDD}


def groups(observations: Observations) -> Groups:
    """Every grouping of the patients in every quantity; two groups, or three by number."""
    change = leading_change(observations.settings)
    quantities = [
        values_of(Quantity(Measure.COPPER, at), observations)
        for at in (*observations.draws, *(() if change is None else (change,)))
    ]
    return Groups(
        two=tuple(one for quantity in quantities for one in _of_quantity(quantity, observations)),
        several=tuple(_by_number(quantity, observations) for quantity in quantities),
    )


def _of_quantity(quantity: QuantityValues, observations: Observations) -> Iterator[GroupComparison]:
    """Each comorbidity, adjusted over all of them; then any against none, and the diagnoses."""

    def compared(
        kind: GroupingKind, told: Membership, first: GroupName, second: GroupName, of: str = ""
    ) -> GroupComparison:
        return compare_groups(Grouping(kind, of), quantity, told, first, second, observations)

    by_comorbidity = [
        compared(
            GroupingKind.COMORBIDITY,
            _divided(observations, lambda row, name=name: name in row.comorbidities),
            GroupName.WITH,
            GroupName.WITHOUT,
            of=name,
        )
        for name in observations.tables.comorbidities
    ]
    adjusted = adjusted_over(
        SectionFamily.COMORBIDITIES_AT_DRAW, {one.grouping.name: _p(one) for one in by_comorbidity}
    )
    for one in by_comorbidity:
        yield replace(one, adjusted=adjusted.get(one.grouping.name, _p(one)))
    yield compared(
        GroupingKind.ANY_COMORBIDITY,
        _divided(observations, lambda row: bool(row.comorbidities)),
        GroupName.WITH,
        GroupName.WITHOUT,
    )
    yield compared(
        GroupingKind.DIAGNOSIS,
        {
            row.patient: _DIAGNOSES.get(row.diagnosis.upper())
            for row in observations.tables.patients
        },
        GroupName.BD,
        GroupName.MDD,
    )


def _p(one: GroupComparison) -> float | NotEstimable:
    return one.mann_whitney if isinstance(one.mann_whitney, NotEstimable) else one.mann_whitney.p


def _divided(observations: Observations, has: Callable[[PatientRow], bool]) -> Membership:
    return {
        row.patient: GroupName.WITH if has(row) else GroupName.WITHOUT
        for row in observations.tables.patients
    }


def _by_number(quantity: QuantityValues, observations: Observations) -> SeveralGroups:
    membership = {
        row.patient: _BY_NUMBER[min(len(row.comorbidities), 2)]
        for row in observations.tables.patients
    }
    found = tuple(
        group_of(
            name,
            [patient for patient in quantity.values if membership[patient] is name],
            quantity,
            observations,
        )
        for name in _BY_NUMBER
    )
    return SeveralGroups(
        Grouping(GroupingKind.NUMBER_OF_COMORBIDITIES),
        quantity.quantity,
        found,
        missing_from(quantity, membership, _BY_NUMBER),
        quantity.failure
        or kruskal_wallis(
            [[quantity.values[member.patient] for member in group.members] for group in found]
        ),
    )
