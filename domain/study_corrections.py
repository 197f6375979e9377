"""Corrections of visits, patients and results, with a reason; the trail keeps what was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from domain import correcting
from domain.changes import Changes
from domain.dosing import DoseNote, dose_note
from domain.enrolling import EnrolmentRefused, patient_problems
from domain.findings import Case, Finding, doubts
from domain.patient import Patient
from domain.reasons import says_why
from domain.recording import RecordingRefused, Unrecordable
from domain.results import Result
from domain.storage.audit import What
from domain.storage.tables import StoredResult, result_row
from domain.study_actions import put_patient
from domain.study_courses import StudyCourses
from domain.study_errors import UnknownVisit
from domain.study_quality import StudyQuality
from domain.visits import Draw, Infusion, Rating, VisitKey, VisitKind, VisitState


class StudyCorrections(StudyQuality, StudyCourses):
    """Commands that put right what was recorded."""

    def correct(self, wanted: Infusion | Draw | Rating, *, reason: str, now: datetime) -> Changes:
        """Store a recorded visit as `wanted`, which differs in what a person recorded only.

        Draws and ratings anchored to an infusion whose day changes follow it, as when its
        time is changed. Raises `RecordingRefused` and the like; see `correcting.corrected`.
        """
        stored = self.visit(wanted.key)
        assert type(stored) is type(wanted), "the key says the kind"
        visit = correcting.corrected(
            stored, wanted, patient=self.patient(wanted.patient), reason=reason, now=now
        )
        what = What.COMPLETE if correcting.only_completes(stored, wanted) else What.CORRECT
        if not isinstance(visit, Infusion) or visit.state is not VisitState.DONE:
            return self._store_visit(what, visit, now, reason=reason)
        return self._store_infusion(what, visit, now, reason=reason)

    def correct_patient(self, wanted: Patient, *, reason: str, now: datetime) -> Changes:
        """Store a patient's details as `wanted`; code and state are not details."""
        stored = self.patient(wanted.code)
        kept = replace(
            wanted,
            state=stored.state,
            withdrawn_on=stored.withdrawn_on,
            withdrawal_reason=stored.withdrawal_reason,
        )
        if not says_why(reason):
            raise EnrolmentRefused("reason", "")
        for problem in patient_problems(kept, today=now.date()):
            raise problem
        with self._action(What.CORRECT_PATIENT, now, reason=reason) as action:
            put_patient(action, kept)
        return self._changes(action)

    def enter_result(
        self, key: VisitKey, result: Result, *, now: datetime, reason: str = ""
    ) -> Changes:
        """Store a result typed by hand; it takes the place of a current one, which is kept.

        Replacing needs a reason. Raises `RecordingRefused` if the draw was not collected.
        """
        stored = self._collected(key)
        correcting.check_result(key, result)
        if any(one.is_current for one in stored) and not says_why(reason):
            raise RecordingRefused(Unrecordable.REASON_MISSING, key)
        serial = max((one.serial for one in stored), default=0) + 1
        new = StoredResult(key.patient, key.code, serial, result)
        return self._store_results(What.ADD_RESULT, (*stored, new), serial, now, reason)

    def choose_result(self, key: VisitKey, serial: int, *, reason: str, now: datetime) -> Changes:
        """Make another of a draw's results the current one."""
        stored = self._collected(key)
        if serial not in {one.serial for one in stored}:
            raise UnknownVisit(f"{key.patient} {key.code} result {serial}")
        if not says_why(reason):
            raise RecordingRefused(Unrecordable.REASON_MISSING, key)
        return self._store_results(What.CHOOSE_RESULT, stored, serial, now, reason)

    def result_doubts(self, key: VisitKey, result: Result, *, today: date) -> tuple[Finding, ...]:
        """What the rules would ask about a result that is typed; nothing is stored."""
        patient, course = self.patient(key.patient), self.course(key.patient)
        return doubts(Case(patient, course, self.protocol, today), key, result)

    def dose_note(self, key: VisitKey) -> DoseNote | None:
        """What there is to remark on the dose of an infusion; the weight at enrolment will do."""
        infusion = self.visit(key)
        assert isinstance(infusion, Infusion), "the key says the kind"
        weight = infusion.weight_kg or self.patient(key.patient).weight_kg
        return dose_note(infusion.dose_mg, weight, self.protocol.infusions)

    # Inside

    def _collected(self, key: VisitKey) -> tuple[StoredResult, ...]:
        assert key.kind is VisitKind.DRAW, "only draws have results"
        if self.visit(key).state is not VisitState.DONE:
            raise RecordingRefused(Unrecordable.NOT_RECORDED, key)
        return self.results(key.patient, key.code)

    def _store_results(
        self,
        what: What,
        results: tuple[StoredResult, ...],
        current: int,
        now: datetime,
        reason: str,
    ) -> Changes:
        # The one that was current goes first: two at a time are not allowed.
        ordered = sorted(results, key=lambda one: one.serial == current)
        with self._action(what, now, reason=reason) as action:
            for one in ordered:
                standing = replace(one, is_current=one.serial == current)
                action.put("results", result_row(standing))
        return self._changes(action)
