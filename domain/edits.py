"""Edits a person can take back; they know no Qt.

Taking back is the same for all of them: `Study.take_back` of the action the edit made.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING
from typing import Protocol as Interface

from domain.changes import Changes
from domain.patient import Enrolment
from domain.progress import Progress, unwatched
from domain.scales import Items
from domain.study import Study
from domain.visits import VisitKey

if TYPE_CHECKING:
    from domain.labsheet.plan import ImportPlan


class Edit(Interface):
    """One thing a person does to the study; `gui.words` names it from its type and fields."""

    def apply(self, study: Study, *, now: datetime) -> Changes:
        """Do it; raises `CopperdeskError` if the study refuses."""
        ...


@dataclass(frozen=True, slots=True)
class Enrol:
    enrolment: Enrolment

    def apply(self, study: Study, *, now: datetime) -> Changes:
        return study.enrol(self.enrolment, now=now)


@dataclass(frozen=True, slots=True)
class GiveInfusion:
    key: VisitKey
    on: date
    at: datetime | None
    dose_mg: float | None = None
    weight_kg: float | None = None
    interrupted: bool = False
    interruption: str = ""
    note: str = ""

    def apply(self, study: Study, *, now: datetime) -> Changes:
        return study.give_infusion(
            self.key,
            on=self.on,
            at=self.at,
            now=now,
            dose_mg=self.dose_mg,
            weight_kg=self.weight_kg,
            interrupted=self.interrupted,
            interruption=self.interruption,
            note=self.note,
        )


@dataclass(frozen=True, slots=True)
class CollectDraw:
    key: VisitKey
    on: date
    at: datetime | None
    specimen_id: str = ""
    collector: str = ""
    condition: str = ""
    note: str = ""

    def apply(self, study: Study, *, now: datetime) -> Changes:
        return study.collect_draw(
            self.key,
            on=self.on,
            at=self.at,
            now=now,
            specimen_id=self.specimen_id,
            collector=self.collector,
            condition=self.condition,
            note=self.note,
        )


@dataclass(frozen=True, slots=True)
class Rate:
    key: VisitKey
    on: date
    at: datetime | None
    madrs: int | None
    ymrs: int | None
    rater: str = ""
    note: str = ""
    madrs_items: Items = ()
    ymrs_items: Items = ()

    def apply(self, study: Study, *, now: datetime) -> Changes:
        return study.rate(
            self.key,
            on=self.on,
            at=self.at,
            now=now,
            madrs=self.madrs,
            ymrs=self.ymrs,
            rater=self.rater,
            note=self.note,
            madrs_items=self.madrs_items,
            ymrs_items=self.ymrs_items,
        )


@dataclass(frozen=True, slots=True)
class Miss:
    key: VisitKey
    reason: str
    note: str = ""

    def apply(self, study: Study, *, now: datetime) -> Changes:
        return study.miss(self.key, reason=self.reason, now=now, note=self.note)


@dataclass(frozen=True, slots=True)
class ChangeTime:
    key: VisitKey
    on: date
    at: datetime | None
    reason: str

    def apply(self, study: Study, *, now: datetime) -> Changes:
        return study.change_time(self.key, on=self.on, at=self.at, now=now, reason=self.reason)


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Undoes one visit's own action, also when other things were done since."""

    key: VisitKey
    action: int

    def apply(self, study: Study, *, now: datetime) -> Changes:
        return study.take_back(self.action, now=now)


@dataclass(frozen=True, slots=True)
class Withdraw:
    patient: str
    on: date
    reason: str

    def apply(self, study: Study, *, now: datetime) -> Changes:
        return study.withdraw(self.patient, on=self.on, reason=self.reason, now=now)


@dataclass(frozen=True, slots=True)
class AcceptImport:
    plan: ImportPlan = field(repr=False)
    lab: str = ""

    def apply(self, study: Study, *, now: datetime, progress: Progress = unwatched) -> Changes:
        return study.accept(self.plan, now=now, lab=self.lab, progress=progress)
