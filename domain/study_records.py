"""The questions of a study: what is recorded in it, as records; nothing here writes.

The public holidays of years not asked for before are computed and kept, which is no
entry of anybody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from domain import agenda as agendas
from domain import recording
from domain.calendar_days import CalendarDays, public_holidays
from domain.confirming import Confirmation, confirmations
from domain.enrolling import (
    CodeRefused,
    EnrolmentRefused,
    code_meant,
    enrolment_problems,
    next_code,
    patient_problems,
)
from domain.patient import Enrolment, Patient
from domain.placement import plan_course
from domain.protocol import Protocol
from domain.quality import Deviation, Note, Query
from domain.schedule import Course
from domain.screening import Flow, Screened, flow_of, log_of
from domain.storage import audit, trail_reading
from domain.storage.audit import AuditEntry, Head, What
from domain.storage.backup import Backup, Snapshot, backups_of, write_backup
from domain.storage.contents import Contents, StudyFacts
from domain.storage.known_ends import verify_study
from domain.storage.quality_contents import QualityContents
from domain.storage.study_file import StudyFile
from domain.storage.tables import (
    ImportRecord,
    StoredResult,
)
from domain.storage.trail_lines import TrailLine
from domain.storage.trail_reading import TrailFilter
from domain.storage.verifying import Verification
from domain.study_errors import UnknownVisit
from domain.visits import Draw, Infusion, Rating, VisitKey, VisitState

if TYPE_CHECKING:
    from domain.labsheet.known import KnownStudy
    from domain.labsheet.mapping import Mapping as LabMapping

_V = TypeVar("_V", bound=Infusion | Draw | Rating)


class StudyRecords:
    """An open study file, to be asked; `Study` adds the commands."""

    def __init__(self, file: StudyFile) -> None:
        self._file = file
        self._contents = Contents(file.connection)
        self._last_backup: Backup | None = None
        self._agenda: tuple[object, agendas.Agenda, object] | None = None
        self._quality = QualityContents(file.connection)

    def close(self) -> None:
        self._file.close()

    @property
    def path(self) -> Path:
        return self._file.path

    @property
    def is_read_only(self) -> bool:
        """Whether it was opened to be looked at: every command is then refused."""
        return self._file.is_read_only

    @property
    def is_protected(self) -> bool:
        """Whether the file is encrypted by a passphrase."""
        return bool(self._file.key)

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

    def confirmations(self) -> Mapping[str, Confirmation]:
        """Who confirmed which default of the protocol, and when, by its name."""
        return confirmations(audit.entries(self._file.connection, table="study"))

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
        courses, patients, protocol = self.courses(), self.patients(), self.protocol
        basis = (id(courses), id(patients), id(protocol), now.date(), days)
        if self._agenda is None or self._agenda[0] != basis:
            found = agendas.agenda(courses.values(), patients, protocol, now=now, days=days)
            self._agenda = (basis, found, (courses, patients, protocol))
        return replace(self._agenda[1], now=now)

    def results(self, patient: str, draw: str) -> tuple[StoredResult, ...]:
        """All results of a draw, superseded ones included, oldest first."""
        return self._contents.results().get((patient, draw), ())

    def imports(self) -> tuple[ImportRecord, ...]:
        with self._file.reading():
            return self._contents.imports()

    def queries(self, patient: str | None = None) -> tuple[Query, ...]:
        """All queries by number, or those of one patient."""
        return self._quality.queries() if patient is None else self._quality.queries_of(patient)

    def deviations(
        self, patient: str | None = None, *, withdrawn: bool = False
    ) -> tuple[Deviation, ...]:
        """All deviations that stand, or those of one patient; on demand also withdrawn ones."""
        quality = self._quality
        found = quality.deviations() if patient is None else quality.deviations_of(patient)
        return tuple(one for one in found if withdrawn or one.stands)

    def notes(self, patient: str | None = None) -> tuple[Note, ...]:
        """Remarks in the order they were written; a visit's own note is on the visit."""
        return self._quality.notes() if patient is None else self._quality.notes_of(patient)

    def screening_log(self) -> tuple[Screened, ...]:
        """Everybody screened by day; an enrolled patient without an entry on the enrolment day."""
        return log_of(self._quality.screening(), self.patients())

    def flow(self) -> Flow:
        """The numbers of a flow diagram; they always add up."""
        return flow_of(self.screening_log(), self.patients(), self.courses())

    def trail(
        self, *, patient: str | None = None, action: int | None = None, table: str | None = None
    ) -> tuple[AuditEntry, ...]:
        """The audit trail, oldest first."""
        with self._file.reading():
            return tuple(
                audit.entries(self._file.connection, patient=patient, action=action, table=table)
            )

    def trail_page(
        self, wanted: TrailFilter, before: int | None, size: int
    ) -> tuple[TrailLine, ...]:
        """At most `size` entries of the trail older than entry `before`, newest first."""
        return trail_reading.page(self._file.connection, wanted, before=before, size=size)

    def trail_count(self, wanted: TrailFilter) -> int:
        """How many entries of the trail are wanted."""
        return trail_reading.count(self._file.connection, wanted)

    def trail_people(self) -> tuple[str, ...]:
        """Everybody who made an entry, by name."""
        return trail_reading.people(self._file.connection)

    def head(self) -> Head:
        """Length and last hash of the audit trail."""
        with self._file.reading():
            return audit.head(self._file.connection)

    def went_on_from(self, known: Head) -> bool:
        """Whether the trail of this study once ended where `known` says."""
        with self._file.reading():
            return audit.hash_at(self._file.connection, known.count) == known.hash

    def trail_after(self, count: int) -> frozenset[What]:
        """The actions of the entries after the first `count`."""
        with self._file.reading():
            return audit.actions_after(self._file.connection, count)

    def last_entry_at(self) -> datetime | None:
        with self._file.reading():
            return self._contents.last_entry_at()

    def snapshot(self) -> Snapshot:
        """The whole study as it stands, for `write_backup`; milliseconds, whatever the drive."""
        return Snapshot(self.path, self.facts.uuid, self.head(), self._file.image(), self._file.key)

    def back_up(self, *, now: datetime, folder: Path | None = None) -> Backup:
        """Make a verified backup in the study's own folder, or in `folder`.

        Raises `BackupRefused`; the study goes on as before.
        """
        backup = write_backup(self.snapshot(), now=now, folder=folder)
        if folder is None:
            self.know_backup(backup)
        return backup

    def know_backup(self, backup: Backup) -> None:
        """A backup of this study was written elsewhere, from a `snapshot`."""
        self._last_backup = backup

    def last_backup_at(self) -> datetime | None:
        """When the newest backup beside the study was made."""
        if self._last_backup is None:
            self._last_backup = next(iter(backups_of(self.path)), None)
        return None if self._last_backup is None else self._last_backup.at

    def is_backed_up(self) -> bool:
        """Whether the newest backup beside the study ends where the audit trail does."""
        newest = next(iter(backups_of(self.path)), None)
        return newest is not None and newest.ends_at(self.head())

    def verify(self) -> Verification:
        """Check file, audit chain, and that replaying the trail gives the tables."""
        return verify_study(self._file.connection, self.path, self._file.key)

    def next_code(self) -> str:
        """The code after the highest one in use."""
        return next_code(self.protocol, self.patients())

    def code_meant(self, typed: str) -> str:
        """The code that `typed` means beyond doubt; else as typed."""
        return code_meant(self.protocol, typed)

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
        return tuple(enrolment_problems(enrolment, today))

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

    def patient_problems(self, patient: Patient, *, today: date) -> tuple[EnrolmentRefused, ...]:
        """Every detail that `correct_patient` would refuse."""
        return tuple(patient_problems(patient, today))

    def preview_withdrawal(self, patient: str) -> Course:
        """The course that `withdraw` would leave; nothing is stored."""
        return recording.withdrawn(self.course(patient), self.protocol, self.days)

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
        return self._contents.knowing(today)()

    def knowing_for_import(self, *, today: date) -> Callable[[], KnownStudy]:
        """The same to be worked out on another thread, of the study as it is now."""
        return self._contents.knowing(today)

    def read_all(self) -> None:
        """Read every record now, so that none of the questions that follow has to."""
        self._contents.read_all()
        self._quality.read_all()

    def lab_mappings(self) -> Mapping[str, LabMapping]:
        """How each laboratory's sheets were understood the last time."""
        return self._contents.lab_mappings()

    # Inside

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
