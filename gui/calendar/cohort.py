"""Which patients the timeline lists: the filter, the search, and who ended before its weeks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.patient import Patient, PatientState
from domain.schedule import Course
from domain.study import Study
from domain.visits import VisitState


class Shown(StrEnum):
    """The choices of the patient filter."""

    ALL = "all"
    """All but those whose course ended before the weeks shown."""
    NOT_STARTED = "not_started"
    IN_TREATMENT = "in_treatment"
    FINISHED = "finished"
    WITHDRAWN = "withdrawn"
    NOT_DONE = "not_done"
    """Those with a late or overdue visit."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the filter asks about one patient."""

    group: Shown
    has_not_done: bool
    is_open: bool
    """Something is still to be recorded."""
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class Selection:
    """The codes listed, and how many earlier patients are not."""

    codes: tuple[str, ...]
    earlier: int
    """Left out because their course ended before the weeks shown."""
    filtered: int
    """Left out by the filter or the search."""


class Cohort:
    """All patients of the study as the filter sees them; touched ones are read again."""

    def __init__(self, study: Study, today: date) -> None:
        self._study = study
        self.today = today
        self._standings: dict[str, Standing] = {}
        self._ordered: list[tuple[str, Standing]] | None = None
        self.read_again()

    @property
    def standings(self) -> Mapping[str, Standing]:
        return self._standings

    def read_again(self, codes: frozenset[str] | None = None) -> None:
        """Look at `codes` again, or at all patients."""
        patients, courses = self._study.patients(), self._study.courses()
        self._ordered = None
        if codes is None:
            self._standings = {
                code: standing(patient, courses[code], self.today)
                for code, patient in patients.items()
            }
            return
        for code in codes:
            if code in patients:
                self._standings[code] = standing(patients[code], courses[code], self.today)
            else:
                self._standings.pop(code, None)

    def select(self, shown: Shown, search: str, first_shown: date) -> Selection:
        """Who is listed while the weeks from `first_shown` on are on the screen."""
        wanted = search.strip().casefold()
        if not wanted and shown is Shown.ALL:
            return self._all_from(first_shown)
        codes: list[str] = []
        filtered = 0
        for code, of_patient in self._in_order():
            if wanted not in code.casefold() or not _is_in(of_patient, shown):
                filtered += 1
            else:
                codes.append(code)
        return Selection(tuple(codes), 0, filtered)

    def _all_from(self, first_shown: date) -> Selection:
        """Everybody but those whose course ended before: asked at every step of a week."""
        codes = tuple(
            code
            for code, of_patient in self._in_order()
            if of_patient.is_open or of_patient.last_day >= first_shown
        )
        return Selection(codes, len(self._standings) - len(codes), 0)

    def _in_order(self) -> Sequence[tuple[str, Standing]]:
        if self._ordered is None:
            self._ordered = sorted(self._standings.items(), key=lambda entry: entry[0])
        return self._ordered


def standing(patient: Patient, course: Course, today: date) -> Standing:
    visits = course.visits()
    is_open = any(visit.state is VisitState.PLANNED for visit in visits)
    shown = [visit.shown_on for visit in visits if visit.state is not VisitState.CANCELLED]
    if patient.withdrawn_on is not None:
        shown.append(patient.withdrawn_on)
    return Standing(
        group=_group(patient, is_open=is_open, has_started=bool(course.given())),
        has_not_done=any(visit.status(today).is_not_done for visit in visits),
        is_open=is_open,
        first_day=min(shown, default=patient.enrolled_on),
        last_day=max(shown, default=patient.enrolled_on),
    )


def _group(patient: Patient, *, is_open: bool, has_started: bool) -> Shown:
    if patient.state is PatientState.WITHDRAWN:
        return Shown.WITHDRAWN
    if not is_open:
        return Shown.FINISHED
    return Shown.IN_TREATMENT if has_started else Shown.NOT_STARTED


def _is_in(of_patient: Standing, shown: Shown) -> bool:
    if shown is Shown.ALL:
        return True
    return of_patient.has_not_done if shown is Shown.NOT_DONE else of_patient.group is shown
