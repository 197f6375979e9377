"""Section 7: who lacks which draw, and whether those who have all were different at baseline."""

from stats.group_comparison import compare_groups, values_of
from stats.group_outcome import Grouping, GroupingKind, GroupName, Quantity
from stats.observations import Copper, Observations
from stats.presence import Measure
from stats.response_outcome import Missingness


def missingness(observations: Observations) -> Missingness:
    """n by draw, and the baseline of completers against the others."""
    complete = observations.complete
    membership = {
        patient: GroupName.COMPLETE if patient in complete else GroupName.INCOMPLETE
        for patient in observations.patients
    }
    baseline = observations.draws[0] if observations.draws else "baseline"
    return Missingness(
        n_by_draw=tuple(
            (draw, sum(isinstance(value, Copper) for value in at_draw.values()))
            for draw, at_draw in observations.copper.items()
        ),
        n_complete=len(complete),
        completers=tuple(
            compare_groups(
                Grouping(GroupingKind.COMPLETENESS),
                values_of(Quantity(measure, baseline), observations),
                membership,
                GroupName.COMPLETE,
                GroupName.INCOMPLETE,
                observations,
            )
            for measure in Measure
        ),
    )
