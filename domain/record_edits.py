"""Edits of corrections, results, queries, deviations, notes and the screening log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from domain.changes import Changes
from domain.patient import Patient
from domain.quality import DeviationRule
from domain.results import Result
from domain.screening import Outcome
from domain.study import Study
from domain.visits import Draw, Infusion, Rating, VisitKey


@dataclass(frozen=True, slots=True)
class Correct:
    """A recorded visit as it should have been recorded."""

    wanted: Infusion | Draw | Rating
    reason: str

    def apply(self, study: Study, *, now: datetime) -> Changes:
        return study.correct(self.wanted, reason=self.reason, now=now)


@dataclass(frozen=True, slots=True)
class CorrectPatient:
    wanted: Patient
    reason: str

    def apply(self, study: Study, *, now: datetime) -> Changes:
        return study.correct_patient(self.wanted, reason=self.reason, now=now)


@dataclass(frozen=True, slots=True)
class EnterResult:
    key: VisitKey
    result: Result
    reason: str = ""

    def apply(self, study: Study, *, now: datetime) -> Changes:
        return study.enter_result(self.key, self.result, reason=self.reason, now=now)


@dataclass(frozen=True, slots=True)
class ChooseResult:
    key: VisitKey
    serial: int
    reason: str

    def apply(self, study: Study, *, now: datetime) -> Changes:
        return study.choose_result(self.key, self.serial, reason=self.reason, now=now)


@dataclass(frozen=True, slots=True)
class RaiseQuery:
    key: VisitKey
    question: str

    def apply(self, study: Study, *, now: datetime) -> Changes:
        return study.raise_query(self.key, self.question, now=now)


@dataclass(frozen=True, slots=True)
class AnswerQuery:
    number: int
    answer: str

    def apply(self, study: Study, *, now: datetime) -> Changes:
        return study.answer_query(self.number, self.answer, now=now)


@dataclass(frozen=True, slots=True)
class CloseQuery:
    number: int
    answer: str = ""

    def apply(self, study: Study, *, now: datetime) -> Changes:
        return study.close_query(self.number, answer=self.answer, now=now)


@dataclass(frozen=True, slots=True)
class VerifyQuery:
    number: int
    answer: str = ""

    def apply(self, study: Study, *, now: datetime) -> Changes:
        return study.verify_query(self.number, answer=self.answer, now=now)


@dataclass(frozen=True, slots=True)
class ReopenQuery:
    number: int

    def apply(self, study: Study, *, now: datetime) -> Changes:
        return study.reopen_query(self.number, now=now)


@dataclass(frozen=True, slots=True)
class ConfirmDeviation:
    key: VisitKey
    rule: DeviationRule
    remark: str

    def apply(self, study: Study, *, now: datetime) -> Changes:
        return study.confirm_deviation(self.key, self.rule, remark=self.remark, now=now)


@dataclass(frozen=True, slots=True)
class AddNote:
    patient: str
    text: str
    key: VisitKey | None = None

    def apply(self, study: Study, *, now: datetime) -> Changes:
        return study.add_note(self.patient, self.text, key=self.key, now=now)


@dataclass(frozen=True, slots=True)
class Screen:
    """One person for the screening log."""

    code: str
    on: date
    outcome: Outcome
    reason: str = ""

    def apply(self, study: Study, *, now: datetime) -> Changes:
        return study.screen(
            self.code, on=self.on, outcome=self.outcome, reason=self.reason, now=now
        )
