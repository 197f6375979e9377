"""Queries, deviations, notes and the screening log: what a person does about them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.changes import Changes
from domain.quality import (
    DeviationRule,
    DeviationState,
    Note,
    QualityRefused,
    Query,
    QueryRule,
    QueryState,
    WhyNotThat,
)
from domain.reviewing import has_news, review
from domain.screening import Outcome, Screened, checked
from domain.storage.audit import What
from domain.storage.quality_tables import deviation_row, note_row, query_row, screening_row
from domain.study_actions import StudyActions
from domain.visits import VisitKey


@dataclass(frozen=True, slots=True)
class _Reviewer:
    now: datetime
    who: str


class StudyQuality(StudyActions):
    """The commands of the data quality screen and of remarks."""

    def query(self, number: int) -> Query:
        """The query with `number`. Raises `QualityRefused` if there is none."""
        found = next((query for query in self.queries() if query.number == number), None)
        if found is None:
            raise QualityRefused(WhyNotThat.NO_SUCH_QUERY, number=number)
        return found

    def raise_query(self, key: VisitKey, question: str, *, now: datetime) -> Changes:
        """Ask about a visit in a person's own words."""
        if not question.strip():
            raise QualityRefused(WhyNotThat.QUESTION_MISSING)
        self.visit(key)
        number = self._contents.next_number("queries")
        query = Query(number, key, QueryRule.ASKED, now, self.by, question=question.strip())
        return self._store_query(What.RAISE_QUERY, query, now)

    def answer_query(self, number: int, answer: str, *, now: datetime) -> Changes:
        """Answer a query; it stays on the list until somebody closes it."""
        answered = replace(
            self._pending(number),
            state=QueryState.ANSWERED,
            answer=_needed(answer, number),
            answered_at=now,
            answered_by=self.by,
        )
        return self._store_query(What.ANSWER_QUERY, answered, now)

    def close_query(self, number: int, *, now: datetime, answer: str = "") -> Changes:
        """Close a query, with an answer if it has none yet."""
        query = self._pending(number)
        if answer.strip() or not query.answer:
            query = replace(
                query, answer=_needed(answer, number), answered_at=now, answered_by=self.by
            )
        closed = replace(query, state=QueryState.CLOSED, closed_at=now, closed_by=self.by)
        return self._store_query(What.CLOSE_QUERY, closed, now)

    def verify_query(self, number: int, *, now: datetime, answer: str = "") -> Changes:
        """Mark the finding as known and right: the rule stays quiet until the value changes."""
        query = self._pending(number)
        verified = replace(query, state=QueryState.VERIFIED, closed_at=now, closed_by=self.by)
        if answer.strip():
            verified = replace(
                verified, answer=answer.strip(), answered_at=now, answered_by=self.by
            )
        return self._store_query(What.VERIFY_QUERY, verified, now)

    def reopen_query(self, number: int, *, now: datetime) -> Changes:
        """Put a closed or verified query back on the list; a withdrawn one does not hold."""
        query = self.query(number)
        if query.state.is_pending:
            raise QualityRefused(WhyNotThat.STILL_PENDING, number=number)
        if query.state is QueryState.WITHDRAWN:
            raise QualityRefused(WhyNotThat.NOT_PENDING, number=number)
        opened = replace(query, state=QueryState.OPEN, closed_at=None, closed_by="")
        return self._store_query(What.REOPEN_QUERY, opened, now)

    def confirm_deviation(
        self, key: VisitKey, rule: DeviationRule, *, remark: str, now: datetime
    ) -> Changes:
        """Confirm a drafted deviation, with what is to be said of it."""
        drafted = self._quality.deviation(key, rule)
        if drafted is None or not drafted.stands:
            raise QualityRefused(WhyNotThat.NO_SUCH_DEVIATION)
        if not remark.strip():
            raise QualityRefused(WhyNotThat.ANSWER_MISSING)
        confirmed = replace(
            drafted,
            state=DeviationState.CONFIRMED,
            remark=remark.strip(),
            confirmed_at=now,
            confirmed_by=self.by,
        )
        with self._action(What.CONFIRM_DEVIATION, now) as action:
            action.put("deviations", deviation_row(confirmed))
        return self._changes(action)

    def add_note(
        self, patient: str, text: str, *, now: datetime, key: VisitKey | None = None
    ) -> Changes:
        """Write a remark on a patient, or on the visit `key` of the patient."""
        self.patient(patient)
        if not text.strip():
            raise QualityRefused(WhyNotThat.TEXT_MISSING)
        if key is not None:
            assert key.patient == patient, "the visit is the patient's"
            self.visit(key)
        number = self._contents.next_number("notes")
        note = Note(number, patient, text.strip(), now, self.by, key)
        with self._action(What.ADD_NOTE, now) as action:
            action.put("notes", note_row(note))
        return self._changes(action)

    def screen(
        self, code: str, *, on: date, outcome: Outcome, now: datetime, reason: str = ""
    ) -> Changes:
        """Enter somebody into the screening log; raises `ScreeningRefused`."""
        asked = Screened(code, on, outcome, reason.strip())
        entry = checked(asked, self.patients(), self._quality.screening(), today=now.date())
        with self._action(What.SCREEN, now) as action:
            action.put("screening", screening_row(entry))
        return self._changes(action)

    def has_news(self, patient: str, *, now: datetime) -> bool:
        """Whether `review` would write something about `patient`."""
        return has_news(patient, _Reviewer(now, self.by), self._contents, self._quality)

    def review(self, *, now: datetime, patients: Iterable[str] | None = None) -> Changes:
        """Let every rule look at every patient, or at some: findings may come with time alone.

        Commands do this for the patients they touch; this is for a study that was not
        opened for a while, or was made by an earlier version. Nothing is written where the
        rules find nothing new.
        """
        codes = self.patients() if patients is None else patients
        with self._action(What.REVIEW, now) as action:
            review(action, codes, self._contents, self._quality)
        return self._changes(action)

    # Inside

    def _pending(self, number: int) -> Query:
        query = self.query(number)
        if not query.state.is_pending:
            raise QualityRefused(WhyNotThat.NOT_PENDING, number=number)
        return query

    def _store_query(self, what: What, query: Query, now: datetime) -> Changes:
        with self._action(what, now) as action:
            action.put("queries", query_row(query))
        return self._changes(action)


def _needed(answer: str, number: int) -> str:
    if not answer.strip():
        raise QualityRefused(WhyNotThat.ANSWER_MISSING, number=number)
    return answer.strip()
