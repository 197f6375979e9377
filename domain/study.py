"""The study: one method for each thing a coordinator does, one transaction each.

Commands return `Changes`; questions return records. The window and the command line
know nothing below this door.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from domain import correcting, recording
from domain.changes import Changes
from domain.dosing import check_measures
from domain.enrolling import patient_of
from domain.errors import CopperdeskError
from domain.patient import Enrolment, PatientState
from domain.protocol import Protocol
from domain.protocol_file import protocol_as_text
from domain.recording import RecordingRefused, Unrecordable
from domain.restoring import restore
from domain.scales import Items
from domain.storage.audit import What
from domain.storage.backup import newest_good
from domain.storage.connecting import ERRORS
from domain.storage.contents import StudyFacts
from domain.storage.migrate import open_up_to_date
from domain.storage.study_file import IN_MEMORY, StudyFile, StudyRefused, WhyNot
from domain.study_actions import put_patient, put_visits
from domain.study_corrections import StudyCorrections
from domain.study_errors import ImportRefused
from domain.study_safety import StudySafety
from domain.visits import Draw, Infusion, Rating, VisitKey, VisitState

if TYPE_CHECKING:  # opening a study waits for neither sheets nor exchange tables
    from domain.exchange.tables import StudyTables
    from domain.labsheet.known import KnownStudy
    from domain.labsheet.plan import ImportPlan

_V = TypeVar("_V", bound=Infusion | Draw | Rating)

REPLACEABLE = (
    WhyNot.MISSING, WhyNot.DAMAGED, WhyNot.FOREIGN, WhyNot.NEWER, WhyNot.ALTERED,
)  # fmt: skip
"""Refusals after which a backup helps."""
READABLE = (WhyNot.DAMAGED, WhyNot.ALTERED, WhyNot.NO_PERMISSION, WhyNot.NO_SPACE)
"""Refusals after which the study may still be looked at."""


class Study(StudyCorrections, StudySafety):
    """An open study. `by` is the name of who records, as chosen at the start."""

    # Opening and closing

    @classmethod
    def create(
        cls,
        path: Path,
        protocol: Protocol,
        *,
        name: str,
        by: str,
        now: datetime,
        short_name: str = "",
        is_demo: bool = False,
    ) -> Study:
        """A new, empty study at `path`. Raises `StudyRefused` if a file is there."""
        from uuid import uuid4

        file = StudyFile.create(path, now=now)
        study = cls(file, by)
        facts = StudyFacts(str(uuid4()), name, short_name or name, protocol, is_demo, now)
        with study._action(What.CREATE_STUDY, now, is_demo=is_demo) as action:
            action.put("study", facts.as_row(protocol_as_text(protocol)))
        study._know_holidays(range(now.year - 1, now.year + 3))
        return study

    @classmethod
    def in_memory(cls, protocol: Protocol, *, now: datetime, by: str = "test") -> Study:
        """A study that lives only as long as this object."""
        return cls.create(IN_MEMORY, protocol, name="In memory", by=by, now=now)

    @classmethod
    def open(cls, path: Path, *, by: str, now: datetime) -> Study:
        """The study at `path`; one of an earlier version is backed up and brought up to date.

        Raises `StudyRefused` with the reason if it cannot be used, and with the newest good
        backup if it is gone, damaged, or not this version's; `BackupRefused` if the backup
        before bringing it up to date cannot be made.
        """
        try:
            return cls._readable(open_up_to_date(path, now=now), by)
        except StudyRefused as refused:
            if refused.why in REPLACEABLE:
                refused.backup = newest_good(path)
            refused.can_be_read = refused.why in READABLE and _can_be_read(path)
            raise

    @classmethod
    def open_to_read(cls, path: Path, *, by: str) -> Study:
        """The study at `path` as it stands, to be looked at only: every command is refused.

        Raises `StudyRefused` if it cannot be read either.
        """
        return cls._readable(StudyFile.open_to_read(path), by)

    @classmethod
    def _readable(cls, file: StudyFile, by: str) -> Study:
        """A study all of whose rows can be read; values that SQLite takes may still be none."""
        study = cls(file, by)
        try:
            study._contents.read_all()
        except (*ERRORS, CopperdeskError, ValueError, ArithmeticError, LookupError, TypeError) as e:
            study.close()
            raise StudyRefused(WhyNot.DAMAGED, file.path) from e
        return study

    # Commands

    def enrol(self, enrolment: Enrolment, *, now: datetime) -> Changes:
        """Store a patient and the whole course that `preview` showed."""
        self.check_code(enrolment.code)
        for problem in self.enrolment_problems(enrolment, today=now.date()):
            raise problem
        course = self.preview(enrolment)
        with self._action(What.ENROL, now) as action:
            put_patient(action, patient_of(enrolment))
            put_visits(action, course.visits())
        return self._changes(action)

    def store_tables(self, tables: StudyTables, *, now: datetime) -> Changes:
        """Store a whole study that was read from exchange tables; this one must be empty."""
        from domain.exchange import tables as exchange_tables

        assert not self.patients(), "tables go into a new study"
        with self._action(What.FROM_TABLES, now) as action:
            exchange_tables.store(action, tables)
        self._know_holidays(tables.years)
        return self._changes(action)

    def give_infusion(
        self,
        key: VisitKey,
        *,
        on: date,
        at: datetime | None,
        now: datetime,
        dose_mg: float | None = None,
        weight_kg: float | None = None,
        interrupted: bool = False,
        interruption: str = "",
        note: str = "",
    ) -> Changes:
        """Record an infusion as given; draws and ratings anchored to it follow.

        `dose_note` then says whether the dose is worth a remark; it never stops anybody.
        """
        infusion = recording.open_visit(self._open(key, Infusion))
        infusion = recording.done(
            infusion, on=on, at=at, patient=self.patient(key.patient), now=now, by=self.by
        )
        infusion = replace(
            infusion,
            dose_mg=dose_mg,
            weight_kg=weight_kg,
            interrupted=interrupted or bool(interruption),
            interruption=interruption,
            note=note,
        )
        check_measures(dose_mg=dose_mg, weight_kg=weight_kg)
        course = recording.with_infusion(
            self.course(key.patient), infusion, self.protocol, self.days
        )
        return self._store_course(What.GIVE_INFUSION, course, now)

    def collect_draw(
        self,
        key: VisitKey,
        *,
        on: date,
        at: datetime | None,
        now: datetime,
        specimen_id: str = "",
        collector: str = "",
        condition: str = "",
        note: str = "",
    ) -> Changes:
        """Record a draw as collected."""
        draw = recording.open_visit(self._open(key, Draw))
        draw = recording.done(
            draw, on=on, at=at, patient=self.patient(key.patient), now=now, by=self.by
        )
        draw = replace(
            draw, specimen_id=specimen_id, collector=collector, condition=condition, note=note
        )
        return self._store_visit(What.COLLECT_DRAW, draw, now)

    def rate(
        self,
        key: VisitKey,
        *,
        on: date,
        at: datetime | None,
        now: datetime,
        madrs: int | None,
        ymrs: int | None,
        rater: str = "",
        note: str = "",
        madrs_items: Items = (),
        ymrs_items: Items = (),
    ) -> Changes:
        """Record a rating: its totals, or its items, which give the totals."""
        rating = recording.open_visit(self._open(key, Rating))
        rating = recording.done(
            rating, on=on, at=at, patient=self.patient(key.patient), now=now, by=self.by
        )
        rating = replace(
            rating,
            madrs=madrs,
            ymrs=ymrs,
            rater=rater or self.by,
            note=note,
            madrs_items=madrs_items,
            ymrs_items=ymrs_items,
        )
        rating = correcting.scored(rating)
        return self._store_visit(What.RATE, rating, now)

    def miss(self, key: VisitKey, *, reason: str, now: datetime, note: str = "") -> Changes:
        """Record that a visit did not take place; a made-up infusion takes the next slot."""
        if not reason:
            raise RecordingRefused(Unrecordable.REASON_MISSING, key)
        visit = recording.open_visit(self.visit(key))
        missed = replace(
            visit,
            state=VisitState.MISSED,
            reason=reason,
            note=note,
            recorded_at=now,
            recorded_by=self.by,
        )
        if not isinstance(missed, Infusion):
            return self._store_visit(What.MISS, missed, now, reason=reason)
        course = self.course(key.patient)
        after = recording.with_missed_infusion(
            course,
            missed,
            weekdays=self._weekdays(key.patient),
            protocol=self.protocol,
            days=self.days,
        )
        return self._store_course(What.MISS, after, now, reason=reason)

    def change_time(
        self, key: VisitKey, *, on: date, at: datetime | None, now: datetime, reason: str = ""
    ) -> Changes:
        """Correct when a recorded visit took place."""
        visit = self.visit(key)
        if visit.state is not VisitState.DONE:
            raise RecordingRefused(Unrecordable.NOT_RECORDED, key)
        changed = recording.done(
            visit, on=on, at=at, patient=self.patient(key.patient), now=now, by=visit.recorded_by
        )
        changed = replace(changed, recorded_at=visit.recorded_at)
        if not isinstance(changed, Infusion):
            return self._store_visit(What.CHANGE_TIME, changed, now, reason=reason)
        course = recording.with_infusion(
            self.course(key.patient), changed, self.protocol, self.days
        )
        return self._store_course(What.CHANGE_TIME, course, now, reason=reason)

    def withdraw(self, patient: str, *, on: date, reason: str, now: datetime) -> Changes:
        """Cancel every open visit of a patient; what was recorded is kept."""
        leaving = replace(
            self.patient(patient),
            state=PatientState.WITHDRAWN,
            withdrawn_on=on,
            withdrawal_reason=reason,
        )
        course = recording.withdrawn(self.course(patient), self.protocol, self.days)
        with self._action(What.WITHDRAW, now, reason=reason) as action:
            put_patient(action, leaving)
            put_visits(action, course.visits())
        return self._changes(action)

    def accept(self, plan: ImportPlan, *, now: datetime, lab: str = "") -> Changes:
        """Write every result of a decided plan, or nothing.

        Raises `ImportRefused` if rows are undecided or the study changed since the plan
        was made, and `BackupRefused` if the backup before it cannot be made. `lab` remembers
        how the sheet was understood.
        """
        from domain.acceptance import write_plan

        if not plan.can_be_accepted:
            raise ImportRefused(undecided=len(plan.blocking))
        known = None if plan.basis is None else plan.basis.known
        if known is None or not self._is_as(known):
            raise ImportRefused(outdated=True)
        self.back_up_before(now)
        with self._action(What.IMPORT_RESULTS, now) as action:
            write_plan(
                action,
                plan,
                draws=self._contents.draws(),
                stored=self._contents.results(),
                import_number=self._contents.next_number("imports"),
                query_number=self._contents.next_number("queries"),
            )
            if lab:
                action.put("lab_mappings", self._contents.lab_mapping_row(lab, plan.mapping, now))
        return self._changes(action)

    def _is_as(self, known: KnownStudy) -> bool:
        """Nothing an import looks at was changed since."""
        if known.state == self.head().hash:
            return True
        return self.known_for_import(today=known.today) == known

    def take_back(self, action_number: int, *, now: datetime) -> Changes:
        """Undo one action by a new one that restores its rows; undoing that is redoing it.

        Raises `EditedSince` if any of the rows was changed since.
        """
        entries = self.trail(action=action_number)
        with self._action(What.TAKE_BACK, now, takes_back=action_number) as action:
            restore(action, action_number, entries)
        return self._changes(action)

    @contextmanager
    def together(self) -> Generator[None]:
        """Every command inside is an action of its own, but they are stored as one, or none."""
        try:
            with self._file.transaction():
                yield
        except BaseException:
            self._contents.forget()
            self._quality.forget()
            raise

    # Inside

    def _open(self, key: VisitKey, kind: type[_V]) -> _V:
        visit = self.visit(key)
        assert isinstance(visit, kind), "the key says the kind"
        return visit


def _can_be_read(path: Path) -> bool:
    try:
        Study.open_to_read(path, by="").close()
    except StudyRefused:
        return False
    return True
