"""Edits that move visits, add unscheduled ones, or change the protocol."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from domain.changes import Changes
from domain.move_plan import Policy
from domain.protocol import Protocol
from domain.study import Study
from domain.visits import VisitKey, VisitKind


@dataclass(frozen=True, slots=True)
class MoveInfusion:
    key: VisitKey
    to: date
    policy: Policy
    reason: str
    note: str = ""

    def apply(self, study: Study, *, now: datetime) -> Changes:
        return study.move_infusion(
            self.key,
            to=self.to,
            policy=self.policy,
            reason=self.reason,
            note=self.note,
            now=now,
        )


@dataclass(frozen=True, slots=True)
class MoveTarget:
    """A planned draw or rating, to another day of its window."""

    key: VisitKey
    to: date
    reason: str

    def apply(self, study: Study, *, now: datetime) -> Changes:
        return study.move_target(self.key, to=self.to, reason=self.reason, now=now)


@dataclass(frozen=True, slots=True)
class AddUnscheduled:
    patient: str
    kind: VisitKind
    on: date
    reason: str

    def apply(self, study: Study, *, now: datetime) -> Changes:
        return study.add_unscheduled(
            self.patient, self.kind, on=self.on, reason=self.reason, now=now
        )


@dataclass(frozen=True, slots=True)
class ChangeProtocol:
    protocol: Protocol = field(repr=False)
    reason: str
    short_name: str = ""
    """Of the study, where that changes too."""

    def apply(self, study: Study, *, now: datetime) -> Changes:
        return study.change_protocol(
            self.protocol, reason=self.reason, short_name=self.short_name, now=now
        )


@dataclass(frozen=True, slots=True)
class ConfirmDefaults:
    names: frozenset[str]

    def apply(self, study: Study, *, now: datetime) -> Changes:
        return study.confirm_defaults(self.names, now=now)
