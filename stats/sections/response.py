"""Section 5: response and remission, and the copper of those who responded."""

from stats.group_comparison import compare_groups, values_of
from stats.group_outcome import Grouping, GroupingKind, GroupName, Quantity
from stats.observations import Observations, missing_any
from stats.outcome import NotEstimable
from stats.presence import Measure, MissingReason
from stats.proportion import proportion
from stats.response_outcome import Response, SymptomCourse
from stats.roc import auc
from stats.sections.intervals import leading_change
from stats.settings import STUDY_COMPARISONS

RESPONSE_FALL = 0.5
"""Share of the baseline MADRS by which a responder falls, at least."""

REMISSION_UP_TO = 10
"""MADRS."""


def response(observations: Observations) -> Response:
    """MADRS at post against baseline, and Δcopper of responders against the others."""
    alpha = observations.settings.alpha
    needed = [(Measure.MADRS, draw, observations.at(Measure.MADRS, draw)) for draw in _ENDS]
    courses: dict[str, SymptomCourse] = {}
    for patient in observations.patients:
        baseline, post = (values[patient] for _, _, values in needed)
        if not isinstance(baseline, MissingReason) and not isinstance(post, MissingReason):
            courses[patient] = _course(patient, baseline, post)
    responders = sum(course.responded for course in courses.values())
    remitters = sum(course.remitted for course in courses.values())
    change = leading_change(observations.settings) or STUDY_COMPARISONS[0]
    quantity = values_of(Quantity(Measure.COPPER, change), observations)
    compared = compare_groups(
        Grouping(GroupingKind.RESPONSE),
        quantity,
        {patient: _group(courses.get(patient)) for patient in observations.patients},
        GroupName.RESPONDERS,
        GroupName.OTHERS,
        observations,
    )
    failure = compared.failure
    return Response(
        courses=tuple(courses.values()),
        missing=missing_any(needed),
        response=proportion(responders, len(courses), alpha=alpha),
        remission=proportion(remitters, len(courses), alpha=alpha),
        copper_change=compared,
        auc=failure
        if isinstance(failure, NotEstimable)
        else auc(
            *(
                [quantity.values[member.patient] for member in group.members]
                for group in (compared.first, compared.second)
            ),
            alpha=alpha,
        ),
    )


_ENDS = ("baseline", "post")


def _course(patient: str, baseline: float, post: float) -> SymptomCourse:
    return SymptomCourse(
        patient,
        baseline,
        post,
        change_percent=100.0 * (post - baseline) / baseline if baseline else None,
        responded=baseline > 0.0 and post <= (1.0 - RESPONSE_FALL) * baseline,
        remitted=post <= REMISSION_UP_TO,
    )


def _group(course: SymptomCourse | None) -> GroupName | None:
    if course is None:
        return None
    return GroupName.RESPONDERS if course.responded else GroupName.OTHERS
