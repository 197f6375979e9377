"""What recording or missing an infusion makes of the patient's course, and storing it whole."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime

from domain import recording
from domain.changes import Changes
from domain.move_plan import changes_between
from domain.moves import Ward, is_too_near, made_way
from domain.schedule import Course
from domain.storage.audit import What
from domain.study_actions import StudyActions
from domain.study_errors import UnknownVisit
from domain.visits import Infusion, VisitState


class StudyCourses(StudyActions):
    """For the commands of its subclasses."""

    def _store_infusion(
        self, what: What, infusion: Infusion, now: datetime, *, reason: str = ""
    ) -> Changes:
        """Store an infusion as given, with what follows it and what makes way for it."""
        before = self.course(infusion.patient)
        course = recording.with_infusion(before, infusion, self.protocol, self.days)
        if is_too_near(course, infusion.key, self.protocol):
            course = made_way(course, infusion.key, self._ward(infusion.patient))
        moved = tuple(
            (change.key, change.after.shown_on)
            for change in changes_between(before, course)
            if isinstance(change.after, Infusion) and change.after.state is VisitState.PLANNED
        )
        return replace(self._store_course(what, course, now, reason=reason), made_way=moved)

    def _course_without(self, missed: Infusion) -> Course:
        """The course after `missed` was not given."""
        course = self.course(missed.patient)
        self._know_holidays(range(missed.planned_on.year - 1, missed.planned_on.year + 3))
        return recording.with_missed_infusion(
            course,
            missed,
            weekdays=self._weekdays(missed.patient),
            protocol=self.protocol,
            days=self.days,
        )

    def _ward(self, patient: str) -> Ward:
        if patient not in self.patients():
            raise UnknownVisit(patient)
        booked = Counter(
            infusion.shown_on
            for code, course in self.courses().items()
            if code != patient
            for infusion in course.current_infusions()
            if _stands(infusion)
        )
        days = [i.shown_on for i in self.course(patient).infusions]
        if days:
            self._know_holidays(range(min(days).year - 1, max(days).year + 3))
        return Ward(self.protocol, self.days, self._weekdays(patient), booked)


def _stands(infusion: Infusion) -> bool:
    return infusion.state in (VisitState.PLANNED, VisitState.DONE)
