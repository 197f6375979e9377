"""What comes next for one patient: the line a coordinator reads beside the code."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.patient import Patient, PatientState
from domain.schedule import Course
from domain.visits import Draw, Infusion, Rating, Status, VisitKind, VisitState


class Step(StrEnum):
    """Kinds of next step, the most pressing first."""

    WITHDRAWN = "withdrawn"
    OVERDUE = "overdue"
    LATE = "late"
    DUE_TODAY = "due_today"
    PLANNED = "planned"
    WAITING_FOR_LAB = "waiting_for_lab"
    COMPLETED = "completed"


@dataclass(frozen=True, slots=True)
class NextStep:
    """The step, the visit it is about, and its day where it has one."""

    step: Step
    visit: Infusion | Draw | Rating | None = None
    day: date | None = None


class Group(StrEnum):
    """Where a patient stands in the study."""

    NOT_STARTED = "not_started"
    IN_TREATMENT = "in_treatment"
    COMPLETED = "completed"
    """Nothing is planned any more; samples may still wait for the laboratory."""
    WITHDREW = "withdrew"


def group_of(patient: Patient, step: NextStep, given: int) -> Group:
    """Where a patient with this next step, and as many infusions given, stands."""
    if patient.state is PatientState.WITHDRAWN:
        return Group.WITHDREW
    if step.step in (Step.COMPLETED, Step.WAITING_FOR_LAB):
        return Group.COMPLETED
    return Group.IN_TREATMENT if given else Group.NOT_STARTED


_OPEN_STEPS = {
    Status.OVERDUE: Step.OVERDUE,
    Status.LATE: Step.LATE,
    Status.DUE_TODAY: Step.DUE_TODAY,
    Status.PLANNED: Step.PLANNED,
}
_URGENCY = {step: rank for rank, step in enumerate(Step)}
_KIND_ORDER = {kind: rank for rank, kind in enumerate(VisitKind)}


def next_step(patient: Patient, course: Course, today: date) -> NextStep:
    """What is to be done next for `patient`, as seen on the local day `today`.

    Overdue comes before late, late before due today, then the earliest planned visit;
    on one day an infusion before its draw, the draw before the rating. With nothing
    open, the oldest draw that waits for the laboratory is named.
    """
    if patient.state is PatientState.WITHDRAWN:
        return NextStep(Step.WITHDRAWN, day=patient.withdrawn_on)
    open_visits = [
        NextStep(_OPEN_STEPS[visit.status(today)], visit, visit.window.target)
        for visit in course.visits()
        if visit.state is VisitState.PLANNED
    ]
    if open_visits:
        return min(open_visits, key=_urgency)
    waiting = [draw for draw in course.draws if draw.status(today) is Status.WAITING_FOR_LAB]
    if waiting:
        oldest = min(waiting, key=lambda draw: (draw.shown_on, draw.key))
        return NextStep(Step.WAITING_FOR_LAB, oldest, oldest.shown_on)
    return NextStep(Step.COMPLETED)


def _urgency(found: NextStep) -> tuple[object, ...]:
    assert found.visit is not None
    visit = found.visit
    return (_URGENCY[found.step], visit.window.target, _KIND_ORDER[visit.key.kind], visit.key)
