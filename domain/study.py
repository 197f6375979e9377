"""The study: one method for each thing a coordinator does, one transaction each.

Commands return `Changes`; questions return records. The window and the command line
know nothing below this door.
"""

import uuid
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from domain import agenda as agendas
from domain import recording
from domain.acceptance import write_plan
from domain.calendar_days import CalendarDays, public_holidays
from domain.changes import Changes
from domain.errors import CopperdeskError
from domain.exchange import tables as exchange_tables
from domain.exchange.tables import StudyTables
from domain.labsheet.known import KnownStudy
from domain.labsheet.mapping import Mapping as LabMapping
from domain.labsheet.plan import ImportPlan
from domain.patient import Enrolment, Patient, PatientState
from domain.placement import plan_course
from domain.protocol import Protocol
from domain.protocol_file import protocol_as_text
from domain.quality import Query
from domain.recording import RecordingRefused, Unrecordable
from domain.schedule import Course
from domain.storage import audit
from domain.storage.audit import Action, AuditEntry, Head, Verification, What
from domain.storage.contents import Contents, StudyFacts
from domain.storage.study_file import IN_MEMORY, StudyFile
from domain.storage.tables import (
    ImportRecord,
    StoredResult,
    patient_row,
    table_of,
    visit_row,
)
from domain.visits import Draw, Infusion, Rating, Visit, VisitKey, VisitState

_V = TypeVar("_V", bound=Infusion | Draw | Rating)


class CodeRefused(CopperdeskError):
    """A patient code that is taken or unlike the study's pattern."""

    def __init__(self, code: str, pattern: str, *, taken: bool) -> None:
        super().__init__(f"patient code {code}: {'taken' if taken else f'unlike {pattern}'}")
        self.code = code
        self.pattern = pattern
        self.taken = taken


class EnrolmentRefused(CopperdeskError):
    """A field of the enrolment form that cannot be right."""

    def __init__(self, field: str, value: str) -> None:
        super().__init__(f"enrolment: {field} cannot be {value}")
        self.field = field
        self.value = value


class UnknownVisit(CopperdeskError):
    """A patient or visit the study does not have."""

    def __init__(self, what: str) -> None:
        super().__init__(f"not in this study: {what}")
        self.what = what


class EditedSince(CopperdeskError):
    """An action that cannot be taken back, because its rows were changed since."""

    def __init__(self, action: int, rows: tuple[str, ...]) -> None:
        super().__init__(f"action {action} cannot be taken back: {', '.join(rows)} changed since")
        self.action = action
        self.rows = rows


class ImportRefused(CopperdeskError):
    """An import that is not decided, or was planned on a study that changed meanwhile."""

    def __init__(self, *, undecided: int = 0, outdated: bool = False) -> None:
        super().__init__(
            "import refused: " + ("outdated" if outdated else f"{undecided} undecided")
        )
        self.undecided = undecided
        self.outdated = outdated


class Study:
    """An open study. `by` is the name of who records, as chosen at the start."""

    def __init__(self, file: StudyFile, by: str) -> None:
        self.by = by
        self._file = file
        self._contents = Contents(file.connection)

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
    ) -> "Study":
        """A new, empty study at `path`. Raises `StudyRefused` if a file is there."""
        file = StudyFile.create(path, now=now)
        study = cls(file, by)
        facts = StudyFacts(str(uuid.uuid4()), name, short_name or name, protocol, is_demo, now)
        with study._action(What.CREATE_STUDY, now, is_demo=is_demo) as action:
            action.put("study", facts.as_row(protocol_as_text(protocol)))
        study._know_holidays(range(now.year - 1, now.year + 3))
        return study

    @classmethod
    def in_memory(cls, protocol: Protocol, *, now: datetime, by: str = "test") -> "Study":
        """A study that lives only as long as this object."""
        return cls.create(IN_MEMORY, protocol, name="In memory", by=by, now=now)

    @classmethod
    def open(cls, path: Path, *, by: str, now: datetime) -> "Study":
        """The study at `path`. Raises `StudyRefused` with the reason if it cannot be used."""
        return cls(StudyFile.open(path, now=now), by)

    def close(self) -> None:
        self._file.close()

    # Questions

    @property
    def path(self) -> Path:
        return self._file.path

    @property
    def facts(self) -> StudyFacts:
        """Name, protocol, whether it is the demo study."""
        return self._contents.facts()

    @property
    def protocol(self) -> Protocol:
        return self.facts.protocol

    @property
    def is_demo(self) -> bool:
        return self.facts.is_demo

    @property
    def days(self) -> CalendarDays:
        """The working days of the study."""
        return CalendarDays(self.protocol.calendar, self._contents.holidays())

    def patients(self) -> Mapping[str, Patient]:
        """All patients by code, in the order of their codes."""
        return self._contents.patients()

    def patient(self, code: str) -> Patient:
        found = self.patients().get(code)
        if found is None:
            raise UnknownVisit(code)
        return found

    def courses(self) -> Mapping[str, Course]:
        """All visits by patient, in the order of their codes."""
        return self._contents.courses()

    def course(self, patient: str) -> Course:
        self.patient(patient)
        return self.courses()[patient]

    def visit(self, key: VisitKey) -> Infusion | Draw | Rating:
        found = next((v for v in self.course(key.patient).visits() if v.key == key), None)
        if found is None:
            raise UnknownVisit(f"{key.patient} {key.kind} {key.code}")
        return found

    def agenda(self, *, now: datetime, days: int = 8) -> agendas.Agenda:
        """What is not done, due today, done today, and coming in the next `days` days."""
        return agendas.agenda(
            self.courses().values(), self.patients(), self.protocol, now=now, days=days
        )

    def results(self, patient: str, draw: str) -> tuple[StoredResult, ...]:
        """All results of a draw, superseded ones included, oldest first."""
        return self._contents.results().get((patient, draw), ())

    def imports(self) -> tuple[ImportRecord, ...]:
        return self._contents.imports()

    def queries(self) -> tuple[Query, ...]:
        return self._contents.queries()

    def trail(
        self, *, patient: str | None = None, action: int | None = None
    ) -> tuple[AuditEntry, ...]:
        """The audit trail, oldest first."""
        return tuple(audit.entries(self._file.connection, patient=patient, action=action))

    def head(self) -> Head:
        """Length and last hash of the audit trail."""
        return audit.head(self._file.connection)

    def last_entry_at(self) -> datetime | None:
        return self._contents.last_entry_at()

    def verify(self) -> Verification:
        """Check file, audit chain, and that replaying the trail gives the tables."""
        return audit.verify(self._file.connection)

    def next_code(self) -> str:
        """The code after the highest one in use."""
        pattern = self.protocol.code_pattern
        digits = pattern.count("#")
        prefix = pattern[: pattern.index("#")] if digits else pattern
        numbers = [
            int(code[len(prefix) : len(prefix) + digits])
            for code in self.patients()
            if self.protocol.fits_code(code)
        ]
        return prefix + str(max(numbers, default=0) + 1).zfill(digits)

    def check_code(self, code: str) -> None:
        """Raise `CodeRefused` if `code` is taken or unlike the study's pattern."""
        if code in self.patients():
            raise CodeRefused(code, self.protocol.code_pattern, taken=True)
        if not self.protocol.fits_code(code):
            raise CodeRefused(code, self.protocol.code_pattern, taken=False)

    def enrolment_problems(
        self, enrolment: Enrolment, *, today: date
    ) -> tuple[EnrolmentRefused, ...]:
        """Every field that `enrol` would refuse; the code is checked by `check_code`."""
        return tuple(_enrolment_problems(enrolment, today))

    def unknown_holiday_years(self, first_infusion_on: date) -> tuple[int, ...]:
        """Years whose public holidays `preview` would first have to compute."""
        year = first_infusion_on.year
        if not self.protocol.calendar.public_holidays:
            return ()
        around = range(year - 1, year + 2)
        return tuple(y for y in around if not self._contents.knows_holidays_of(y))

    def keep_holidays(self, holidays: Mapping[date, str]) -> None:
        """Remember public holidays computed elsewhere by `public_holidays`."""
        self._contents.keep_holidays(holidays, self._file)

    def preview(self, enrolment: Enrolment) -> Course:
        """The course that `enrol` would make; nothing is stored."""
        first = enrolment.first_infusion_on.year
        self._know_holidays(range(first - 1, first + 2))
        booked: dict[date, int] = {}
        for course in self.courses().values():
            for infusion in course.current_infusions():
                if infusion.state in (VisitState.PLANNED, VisitState.DONE):
                    booked[infusion.shown_on] = booked.get(infusion.shown_on, 0) + 1
        return plan_course(self.protocol, enrolment, self.days, booked)

    def known_for_import(self, *, today: date) -> KnownStudy:
        """What planning an import has to know."""
        return self._contents.known(today)

    def lab_mappings(self) -> Mapping[str, LabMapping]:
        """How each laboratory's sheets were understood the last time."""
        return self._contents.lab_mappings()

    # Commands

    def enrol(self, enrolment: Enrolment, *, now: datetime) -> Changes:
        """Store a patient and the whole course that `preview` showed."""
        self.check_code(enrolment.code)
        for problem in self.enrolment_problems(enrolment, today=now.date()):
            raise problem
        course = self.preview(enrolment)
        patient = Patient(
            code=enrolment.code,
            sex=enrolment.sex,
            diagnosis=enrolment.diagnosis,
            enrolled_on=enrolment.enrolled_on,
            birth_year=enrolment.birth_year,
            weight_kg=enrolment.weight_kg,
            weekdays=tuple(sorted(enrolment.weekdays)),
            comorbidities=enrolment.comorbidities,
        )
        with self._action(What.ENROL, now) as action:
            self._put_patient(action, patient)
            _put_visits(action, course.visits())
        return self._changes(action)

    def store_tables(self, tables: StudyTables, *, now: datetime) -> Changes:
        """Store a whole study that was read from exchange tables; this one must be empty."""
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
        note: str = "",
    ) -> Changes:
        """Record an infusion as given; draws and ratings anchored to it follow."""
        infusion = recording.open_visit(self._open(key, Infusion))
        infusion = recording.done(
            infusion, on=on, at=at, patient=self.patient(key.patient), now=now, by=self.by
        )
        infusion = replace(
            infusion, dose_mg=dose_mg, weight_kg=weight_kg, interrupted=interrupted, note=note
        )
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
    ) -> Changes:
        """Record the totals of a rating."""
        rating = recording.open_visit(self._open(key, Rating))
        recording.checked_scores(key, madrs=madrs, ymrs=ymrs)
        rating = recording.done(
            rating, on=on, at=at, patient=self.patient(key.patient), now=now, by=self.by
        )
        rating = replace(rating, madrs=madrs, ymrs=ymrs, rater=rater or self.by, note=note)
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
            self._put_patient(action, leaving)
            _put_visits(action, course.visits())
        return self._changes(action)

    def accept(self, plan: ImportPlan, *, now: datetime, lab: str = "") -> Changes:
        """Write every result of a decided plan, or nothing.

        Raises `ImportRefused` if rows are undecided or the study changed since the plan
        was made. `lab` remembers how the sheet was understood.
        """
        if not plan.can_be_accepted:
            raise ImportRefused(undecided=len(plan.blocking))
        known = None if plan.basis is None else plan.basis.known
        if known is None or self.known_for_import(today=known.today) != known:
            raise ImportRefused(outdated=True)
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

    def take_back(self, action_number: int, *, now: datetime) -> Changes:
        """Undo one action by a new one that restores its rows; undoing that is redoing it.

        Raises `EditedSince` if any of the rows was changed since.
        """
        entries = self.trail(action=action_number)
        edited = tuple(
            f"{entry.table} {' '.join(map(str, entry.key))}"
            for entry in entries
            if audit.stored_row(self._file.connection, entry.table, entry.key) != entry.new
        )
        if edited or not entries:
            raise EditedSince(action_number, edited)
        with self._action(What.TAKE_BACK, now, takes_back=action_number) as action:
            for entry in reversed(entries):
                if entry.old is None:
                    self._check_unreferenced(action_number, entry)
                    action.remove(entry.table, entry.key)
                else:
                    self._check_result_keeps_its_draw(action_number, entry)
                    action.put(entry.table, entry.old)
        return self._changes(action)

    @contextmanager
    def together(self) -> Generator[None]:
        """Every command inside is an action of its own, but they are stored as one, or none."""
        try:
            with self._file.transaction():
                yield
        except BaseException:
            self._contents.forget()
            raise

    # Inside

    @contextmanager
    def _action(
        self,
        what: What,
        now: datetime,
        *,
        reason: str = "",
        takes_back: int | None = None,
        is_demo: bool | None = None,
    ) -> Generator[Action]:
        demo = self.is_demo if is_demo is None else is_demo
        try:
            with self._file.transaction() as connection:
                yield (
                    action := Action(
                        connection,
                        what,
                        now=now,
                        who=self.by,
                        is_demo=demo,
                        reason=reason,
                        takes_back=takes_back,
                    )
                )
        except BaseException:
            self._contents.forget()
            raise
        self._contents.forget(action.patients, action.touched)

    def _changes(self, action: Action) -> Changes:
        touched = action.touched
        schedule = bool(touched & {"infusions", "draws", "ratings"})
        return Changes(
            action=action.number,
            patients=frozenset(action.patients),
            schedule=schedule,
            results=schedule or bool(touched & {"results", "patients", "comorbidities"}),
            queries="queries" in touched,
            settings="study" in touched,
        )

    def _put_patient(self, action: Action, patient: Patient) -> None:
        action.put("patients", patient_row(patient))
        for comorbidity in patient.comorbidities:
            action.put("comorbidities", {"patient": patient.code, "comorbidity": comorbidity})

    def _open(self, key: VisitKey, kind: type[_V]) -> _V:
        visit = self.visit(key)
        assert isinstance(visit, kind), "the key says the kind"
        return visit

    def _store_visit(self, what: What, visit: Visit, now: datetime, *, reason: str = "") -> Changes:
        with self._action(what, now, reason=reason) as action:
            action.put(table_of(visit), visit_row(visit))
        return self._changes(action)

    def _store_course(
        self, what: What, course: Course, now: datetime, *, reason: str = ""
    ) -> Changes:
        with self._action(what, now, reason=reason) as action:
            _put_visits(action, course.visits())
        return self._changes(action)

    def _weekdays(self, patient: str) -> tuple[int, ...]:
        stored = self.patient(patient).weekdays
        if stored:
            return stored
        infusions = self.course(patient).current_infusions()
        seen = [i.first_planned_on.weekday() for i in infusions]
        common = sorted(set(seen), key=lambda day: (-seen.count(day), day))
        return tuple(sorted(common[: self.protocol.infusions.per_week]))

    def _know_holidays(self, years: Iterable[int]) -> None:
        country = self.protocol.calendar.public_holidays
        unknown = [year for year in years if not self._contents.knows_holidays_of(year)]
        if country and unknown:
            self._contents.keep_holidays(public_holidays(country, unknown), self._file)

    def _check_unreferenced(self, action: int, entry: AuditEntry) -> None:
        if entry.table == "draws" and self.results(entry.key[0], entry.key[1]):
            raise EditedSince(action, (f"results {entry.key[0]} {entry.key[1]}",))

    def _check_result_keeps_its_draw(self, action: int, entry: AuditEntry) -> None:
        old = entry.old or {}
        if entry.table != "draws" or old.get("state") == VisitState.DONE:
            return
        stored = self._file.connection.execute(
            "SELECT count(*) FROM results WHERE patient = ? AND draw = ?", entry.key
        ).fetchone()[0]
        if stored:
            raise EditedSince(action, (f"results {entry.key[0]} {entry.key[1]}",))


def _put_visits(action: Action, visits: Iterable[Visit]) -> None:
    for visit in visits:
        action.put(table_of(visit), visit_row(visit))


def _enrolment_problems(enrolment: Enrolment, today: date) -> Generator[EnrolmentRefused]:
    if enrolment.enrolled_on > today:
        yield EnrolmentRefused("enrolled_on", enrolment.enrolled_on.isoformat())
    if enrolment.first_infusion_on < enrolment.enrolled_on:
        yield EnrolmentRefused("first_infusion_on", enrolment.first_infusion_on.isoformat())
    age = None if enrolment.birth_year is None else today.year - enrolment.birth_year
    if age is not None and not 0 < age < 120:
        yield EnrolmentRefused("birth_year", str(enrolment.birth_year))
    if enrolment.weight_kg is not None and not 20 <= enrolment.weight_kg <= 350:
        yield EnrolmentRefused("weight_kg", str(enrolment.weight_kg))
