"""How every command writes: in one transaction, through the audit trail, and what it touched."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from datetime import datetime

from domain.changes import Changes
from domain.patient import Patient
from domain.progress import Steps, unwatched
from domain.reviewing import REVIEWED_TABLES, review
from domain.schedule import Course
from domain.storage.audit import Action, What
from domain.storage.study_file import StudyFile
from domain.storage.tables import patient_row, put_visit
from domain.study_records import StudyRecords
from domain.visits import Visit


class StudyActions(StudyRecords):
    """An open study that can be written to; the commands are those of its subclasses."""

    def __init__(self, file: StudyFile, by: str) -> None:
        super().__init__(file)
        self.by = by

    @contextmanager
    def _action(
        self,
        what: What,
        now: datetime,
        *,
        reason: str = "",
        takes_back: int | None = None,
        is_demo: bool | None = None,
        reviewed: bool = True,
        on_review: Steps = unwatched,
    ) -> Generator[Action]:
        demo = self.is_demo if is_demo is None else is_demo
        try:
            with self._file.transaction() as connection:
                action = Action(
                    connection,
                    what,
                    now=now,
                    who=self.by,
                    is_demo=demo,
                    reason=reason,
                    takes_back=takes_back,
                )
                yield action
                if reviewed:
                    self._review_touched(action, on_review)
        except BaseException:
            self._contents.forget()
            self._quality.forget()
            raise
        self._forget(action)

    def _review_touched(self, action: Action, on_review: Steps) -> None:
        """Let the rules look at whom `action` touched, as part of the action."""
        if action.touched & REVIEWED_TABLES:
            self._forget(action)
            everybody = "study" in action.touched
            review(
                action,
                self.patients() if everybody else sorted(action.patients),
                self._contents,
                self._quality,
                on_review,
            )

    def _forget(self, action: Action) -> None:
        self._contents.forget(action.patients, action.touched)
        self._quality.forget(action.patients, action.touched)

    def _changes(self, action: Action) -> Changes:
        touched = action.touched
        schedule = bool(touched & {"infusions", "draws", "ratings"})
        return Changes(
            action=action.number if touched else 0,
            patients=frozenset(action.patients),
            schedule=schedule,
            results=schedule or bool(touched & {"results", "patients", "comorbidities"}),
            queries=bool(touched & {"queries", "deviations"}),
            remarks=bool(touched & {"notes", "screening"}),
            settings="study" in touched,
        )

    def _store_visit(self, what: What, visit: Visit, now: datetime, *, reason: str = "") -> Changes:
        with self._action(what, now, reason=reason) as action:
            put_visit(action, visit)
        return self._changes(action)

    def _store_course(
        self, what: What, course: Course, now: datetime, *, reason: str = ""
    ) -> Changes:
        with self._action(what, now, reason=reason) as action:
            put_visits(action, course.visits())
        return self._changes(action)


def put_patient(action: Action, patient: Patient) -> None:
    """Write a patient with the comorbidities; those stored and no longer named are removed."""
    action.put("patients", patient_row(patient))
    there = action.connection.execute(
        "SELECT comorbidity FROM comorbidities WHERE patient = ?", (patient.code,)
    ).fetchall()
    for (comorbidity,) in there:
        if comorbidity not in patient.comorbidities:
            action.remove("comorbidities", (patient.code, comorbidity))
    for comorbidity in patient.comorbidities:
        action.put("comorbidities", {"patient": patient.code, "comorbidity": comorbidity})


def put_visits(action: Action, visits: Iterable[Visit]) -> None:
    for visit in visits:
        put_visit(action, visit)
