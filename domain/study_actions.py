"""How every command writes: in one transaction, through the audit trail, and what it touched."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from datetime import datetime

from domain.changes import Changes
from domain.errors import CopperdeskError
from domain.patient import Patient
from domain.progress import Steps, unwatched
from domain.reviewing import REVIEWED_TABLES, review
from domain.schedule import Course
from domain.storage import audit
from domain.storage.action import Action
from domain.storage.audit import Head, What
from domain.storage.connecting import errors
from domain.storage.study_file import StudyFile, StudyRefused, WhyNot
from domain.storage.tables import patient_row, put_visit
from domain.study_records import StudyRecords
from domain.visits import Visit


class StudyActions(StudyRecords):
    """An open study that can be written to; the commands are those of its subclasses."""

    def __init__(self, file: StudyFile, by: str) -> None:
        super().__init__(file)
        self.by = by
        self._doubt: Head | None = None
        """Where the trail ended before a change of which is not known whether it is stored."""

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
        with self._all_or_nothing() as connection:
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
            action.write_entries()
        self._forget(action)

    @contextmanager
    def _all_or_nothing(self) -> Generator[sqlite3.Connection]:
        """All of what is done inside is stored, or `StudyRefused` is raised and nothing is.

        A drive may fail at the very last step, when all is stored but not known to stay: if
        it then takes another write, this was none of its failures. If it does not even say
        what is stored, the refusal is `in_doubt`, and the next command finds out first.
        """
        if self._file.is_in_transaction:  # the outer one answers for this
            try:
                with self._file.transaction() as connection:
                    yield connection
            except BaseException:
                self._forget_everything()
                raise
            return
        self._settle()
        put_back = (self._contents.as_known(), self._quality.as_known())
        before: Head | None = None
        try:
            with self._file.transaction() as connection:
                before = audit.head(connection)
                yield connection
        except CopperdeskError as error:
            stored = False if before is None else self._has_grown_since(before)
            if stored:
                return
            for known in put_back:
                known()
            if stored is None and isinstance(error, StudyRefused):
                error.in_doubt = True
                self._doubt = before
            raise
        except BaseException:
            self._forget_everything()
            raise

    def _settle(self) -> None:
        """Find out what became of the change before, if that is not known.

        Raises `StudyRefused` if it still cannot be told; also if it is stored, since what is
        to be done now was planned on what was before.
        """
        if self._doubt is None:
            return
        stored = self._has_grown_since(self._doubt)
        if stored is None:
            refused = StudyRefused(WhyNot.UNREACHABLE, self.path)
            refused.in_doubt = True
            raise refused
        self._doubt = None
        if stored:
            self._forget_everything()
            raise StudyRefused(WhyNot.SAVED_AFTER_ALL, self.path)

    def _has_grown_since(self, before: Head) -> bool | None:
        """Whether the trail has entries after `before` that stay; None if it cannot be told."""
        try:
            has_grown = audit.head(self._file.connection).count > before.count
        except errors():
            return None
        if not has_grown:
            return False
        return True if self._file.is_on_the_drive() else None

    def _forget_everything(self) -> None:
        self._contents.forget()
        self._quality.forget()

    def _review_touched(self, action: Action, on_review: Steps) -> None:
        """Let the rules look at whom `action` touched, as part of the action."""
        if action.touched & REVIEWED_TABLES:
            action.write_entries()
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
        patients, tables = action.take_news()
        self._contents.forget(patients, tables)
        self._quality.forget(patients, tables)

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
            opened_queries=0 if action.what is What.RAISE_QUERY else action.added["queries"],
            drafted_deviations=action.added["deviations"],
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
