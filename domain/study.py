"""The study: one method for each thing a coordinator does, one transaction each.

Commands return `Changes`; questions return records. The window and the command line
know nothing below this door.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

from domain import correcting, recording
from domain.changes import Changes
from domain.dosing import check_measures
from domain.enrolling import patient_of
from domain.patient import Enrolment, PatientState
from domain.progress import Progress, Steps, unwatched
from domain.reasons import says_why
from domain.recording import RecordingRefused, Unrecordable
from domain.restoring import preview_of_undo, restore, restore_import
from domain.scales import Items
from domain.storage.action import Action
from domain.storage.audit import AuditEntry, What
from domain.study_actions import put_patient, put_visits
from domain.study_corrections import StudyCorrections
from domain.study_errors import ImportRefused, NoImport
from domain.study_moves import StudyMoves
from domain.study_opening import StudyOpening
from domain.study_safety import StudySafety
from domain.undo_preview import UndoPreview
from domain.visits import Draw, Infusion, Rating, VisitKey, VisitState

if TYPE_CHECKING:  # opening a study waits for neither sheets nor exchange tables
    from domain.exchange.tables import StudyTables
    from domain.labsheet.known import KnownStudy
    from domain.labsheet.plan import ImportPlan

_V = TypeVar("_V", bound=Infusion | Draw | Rating)


class Study(StudyOpening, StudyCorrections, StudyMoves, StudySafety):
    """An open study. `by` is the name of who records, as chosen at the start."""

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
        with self._action(What.FROM_TABLES, now, reviewed=not tables.has_findings) as action:
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

        Planned infusions that it comes too near to make way: see `Changes.made_way`.
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
        return self._store_infusion(What.GIVE_INFUSION, infusion, now)

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
        return self._store_course(What.MISS, self._course_without(missed), now, reason=reason)

    def change_time(
        self, key: VisitKey, *, on: date, at: datetime | None, now: datetime, reason: str
    ) -> Changes:
        """Correct when a recorded visit took place; like every correction with a reason."""
        visit = self.visit(key)
        if not says_why(reason):
            raise RecordingRefused(Unrecordable.REASON_MISSING, key)
        if visit.state is not VisitState.DONE:
            raise RecordingRefused(Unrecordable.NOT_RECORDED, key)
        changed = recording.done(
            visit, on=on, at=at, patient=self.patient(key.patient), now=now, by=visit.recorded_by
        )
        changed = replace(changed, recorded_at=visit.recorded_at)
        if not isinstance(changed, Infusion):
            return self._store_visit(What.CHANGE_TIME, changed, now, reason=reason)
        return self._store_infusion(What.CHANGE_TIME, changed, now, reason=reason)

    def withdraw(self, patient: str, *, on: date, reason: str, now: datetime) -> Changes:
        """Cancel every open visit of a patient; what was recorded is kept.

        Taking the withdrawal back reinstates the patient. Raises `WithdrawalRefused`.
        """
        recording.check_withdrawal(self.patient(patient), on=on, reason=reason, today=now.date())
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

    def accept(
        self,
        plan: ImportPlan,
        *,
        now: datetime,
        lab: str = "",
        progress: Progress = unwatched,
    ) -> Changes:
        """Write every result of a decided plan, or nothing.

        Raises `ImportRefused` if rows are undecided or the study changed since the plan
        was made, and `BackupRefused` if the backup before it cannot be made. `lab` remembers
        how the sheet was understood. `progress` is told of every result written and every
        patient reviewed; what it raises leaves the study as it was.
        """
        from domain.acceptance import write_plan
        from domain.labsheet.collecting import without_collecting
        from domain.labsheet.privacy import to_remember

        if not plan.can_be_accepted:
            raise ImportRefused(undecided=len(plan.blocking))
        if plan.basis is None or not self._is_as(plan.basis.known):
            raise ImportRefused(outdated=True)
        results = len(plan.to_store)
        steps = results + len({result.patient for result in plan.to_store})
        progress(0, steps)
        self.back_up_before(now)
        progress(0, steps)
        with (
            without_collecting(),
            self._action(
                What.IMPORT_RESULTS,
                now,
                on_review=lambda done: progress(min(results + done, steps), steps),
            ) as action,
        ):
            written = write_plan(
                action,
                plan,
                on_written=lambda done: progress(done, steps),
                draws=self._contents.draws(),
                stored=self._contents.results(),
                import_number=self._contents.next_number("imports"),
                query_number=self._contents.next_number("queries"),
            )
            self._contents.keep_imported(written.results, written.draws)
            action.forget_news(of={"results", "draws"})
            if lab:
                mapping = to_remember(plan.mapping, plan.basis.vocabulary)
                action.put("lab_mappings", self._contents.lab_mapping_row(lab, mapping, now))
        return self._changes(action)

    def _is_as(self, known: KnownStudy) -> bool:
        """Nothing an import looks at was changed since."""
        if known.state == self.head().hash:
            return True
        return self.known_for_import(today=known.today) == known

    def take_back(
        self, action_number: int, *, now: datetime, progress: Progress = unwatched
    ) -> Changes:
        """Undo one action by a new one that restores its rows; undoing that is redoing it.

        Raises `EditedSince` if any of the rows was changed since. `progress` is told of every
        row restored and every patient reviewed; what it raises leaves the study as it was.
        """
        entries = self.trail(action=action_number)
        with self._taking_back(action_number, now, entries, progress) as (action, on_restored):
            restore(action, action_number, entries, on_restored)
        return self._changes(action)

    def undo_import(
        self, action_number: int, *, now: datetime, progress: Progress = unwatched
    ) -> Changes:
        """Take back the import that action `action_number` made, as a whole and however old.

        Draws edited since keep their rows, which `Changes.kept` names; raises `EditedSince`
        if there is nothing else, and `NoImport` for another action. `progress` is as for
        `take_back`.
        """
        self._settle()
        entries = self.trail(action=action_number)
        if not any(entry.table == "imports" and entry.new is not None for entry in entries):
            raise NoImport(action_number)
        with self._taking_back(action_number, now, entries, progress) as (action, on_restored):
            kept = restore_import(action, action_number, entries, on_restored)
        return replace(self._changes(action), kept=kept)

    def preview_undo_import(self, action_number: int) -> UndoPreview:
        """What `undo_import` would take out, bring back and keep."""
        return preview_of_undo(self._file.connection, self.trail(action=action_number))

    @contextmanager
    def together(self) -> Generator[None]:
        """Every command inside is an action of its own, but they are stored as one, or none."""
        with self._all_or_nothing():
            yield

    # Inside

    @contextmanager
    def _taking_back(
        self, number: int, now: datetime, entries: Sequence[AuditEntry], progress: Progress
    ) -> Generator[tuple[Action, Steps]]:
        rows = len(entries)
        steps = rows + len({entry.patient for entry in entries})
        with self._action(
            What.TAKE_BACK,
            now,
            takes_back=number,
            on_review=lambda done: progress(min(rows + done, steps), steps),
        ) as action:
            yield action, lambda done: progress(done, steps)

    def _open(self, key: VisitKey, kind: type[_V]) -> _V:
        visit = self.visit(key)
        assert isinstance(visit, kind), "the key says the kind"
        return visit
