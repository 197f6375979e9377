"""Commands that move visits, add unscheduled ones, or change the protocol of a study."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from domain import recording
from domain.changes import Changes
from domain.move_plan import MissPlan, MoveOptions, MovePlan, MoveRefused, Policy, WhyNotMove
from domain.moves import check_day, move_options, plan_move
from domain.patient import PatientState
from domain.protocol import Protocol
from domain.protocol_change import ProtocolCase, ProtocolPlan
from domain.protocol_file import protocol_as_text, refuse_contradictions
from domain.storage.audit import What
from domain.study_actions import put_visits
from domain.study_courses import StudyCourses
from domain.visits import Draw, Infusion, Rating, VisitKey, VisitKind, VisitState, Window

_EXTRA = "extra"


class StudyMoves(StudyCourses):
    """What a coordinator does when the ward, or the protocol, wants another day."""

    # Questions

    def move_options(self, key: VisitKey, to: date) -> MoveOptions:
        """What each policy would make of moving the infusion `key` to `to`; nothing is stored."""
        return move_options(self.course(key.patient), key, to, self._ward(key.patient))

    def plan_move(self, key: VisitKey, to: date, policy: Policy) -> MovePlan:
        """Exactly what `move_infusion` would store. Raises `MoveRefused`."""
        self._check_active(key)
        return plan_move(self.course(key.patient), key, to, policy, self._ward(key.patient))

    def plan_miss(self, key: VisitKey) -> MissPlan:
        """What `miss` of the planned infusion `key` would do to the course.

        Raises `RecordingRefused` if it is recorded or cancelled already.
        """
        infusion = recording.open_visit(self.visit(key))
        assert isinstance(infusion, Infusion), "nothing follows a draw or a rating"
        missed = replace(infusion, state=VisitState.MISSED)
        return MissPlan(key, self.course(key.patient), self._course_without(missed))

    def refused_days(self, key: VisitKey, first: date, last: date) -> dict[date, MoveRefused]:
        """The days from `first` to `last` on which the infusion cannot stand, each with why."""
        course, ward = self.course(key.patient), self._ward(key.patient)
        refused: dict[date, MoveRefused] = {}
        for number in range((last - first).days + 1):
            day = first + timedelta(days=number)
            try:
                check_day(course, key, day, ward)
            except MoveRefused as why:
                refused[day] = why
        return refused

    def preview_protocol(self, protocol: Protocol) -> ProtocolPlan:
        """Which open visits `change_protocol` would move, add or cancel; nothing is stored."""
        return self.protocol_case().plan(protocol)

    def protocol_case(self) -> ProtocolCase:
        """What a preview looks at, for one that is worked out elsewhere."""
        patients, courses = self.patients(), self.courses()
        first = min((v.shown_on for c in courses.values() for v in c.infusions), default=None)
        years = () if first is None else tuple(range(first.year - 1, first.year + 4))
        self._know_holidays(years)
        wards = {code: self._weekdays(code) for code in courses}
        holidays = self._contents.holidays()
        return ProtocolCase(self.protocol, patients, courses, wards, holidays, years)

    # Commands

    def move_infusion(
        self,
        key: VisitKey,
        *,
        to: date,
        policy: Policy,
        reason: str,
        now: datetime,
        note: str = "",
    ) -> Changes:
        """Move a planned infusion and what follows it, as `plan_move` shows.

        Raises `MoveRefused` for a day or a policy the protocol does not allow, and
        without a reason.
        """
        if not reason:
            raise MoveRefused(WhyNotMove.REASON_MISSING, key, day=to)
        plan = self.plan_move(key, to, policy)
        infusions = tuple(
            replace(i, note=note) if note and i.key == key else i for i in plan.after.infusions
        )
        course = replace(plan.after, infusions=infusions)
        return self._store_course(What.MOVE_INFUSION, course, now, reason=reason)

    def move_target(self, key: VisitKey, *, to: date, reason: str, now: datetime) -> Changes:
        """Plan a draw or rating for another working day inside its window.

        The window itself never moves. Raises `MoveRefused`, also without a reason.
        """
        visit = self.visit(key)
        assert isinstance(visit, (Draw, Rating)), "infusions move by move_infusion"
        if not reason:
            raise MoveRefused(WhyNotMove.REASON_MISSING, key, day=to)
        self._check_active(key)
        window = visit.window
        if visit.state is not VisitState.PLANNED:
            raise MoveRefused(WhyNotMove.NOT_PLANNED, key, day=visit.shown_on)
        if to == window.target:
            raise MoveRefused(WhyNotMove.SAME_DAY, key, day=to)
        if to not in window:
            raise MoveRefused(
                WhyNotMove.OUTSIDE_WINDOW, key, day=to, first=window.first, last=window.last
            )
        off = self.days.day_off(to)
        if off is not None:
            raise MoveRefused(WhyNotMove.DAY_OFF, key, day=to, day_off=off)
        moved = replace(visit, window=replace(window, target=to))
        return self._store_visit(What.MOVE_TARGET, moved, now, reason=reason)

    def add_unscheduled(
        self, patient: str, kind: VisitKind, *, on: date, reason: str, now: datetime
    ) -> Changes:
        """Plan a draw or rating that the protocol does not have, on a day of its own.

        It is numbered extra1, extra2 …; no comparison uses it. Raises `MoveRefused` for a
        withdrawn patient, and without a reason.
        """
        assert kind is not VisitKind.INFUSION, "infusions are those of the protocol"
        course = self.course(patient)
        taken: tuple[Draw | Rating, ...] = (
            course.draws if kind is VisitKind.DRAW else course.ratings
        )
        numbers = [_number_of(visit.key.code) for visit in taken]
        key = VisitKey(patient, kind, f"{_EXTRA}{max(numbers, default=0) + 1}")
        if self.patient(patient).state is PatientState.WITHDRAWN:
            raise MoveRefused(WhyNotMove.WITHDRAWN, key)
        if not reason:
            raise MoveRefused(WhyNotMove.NO_REASON_TO_ADD, key, day=on)
        make = Draw if kind is VisitKind.DRAW else Rating
        visit = make(key, Window(on, on, on), on)
        return self._store_visit(What.ADD_UNSCHEDULED, visit, now, reason=reason)

    def change_protocol(
        self, protocol: Protocol, *, reason: str, now: datetime, short_name: str = ""
    ) -> Changes:
        """Store the protocol, and the open visits where it puts them, as previewed.

        What is recorded stays as it is. A `short_name` renames the study on labels. Raises
        `ProtocolRefused` for a protocol that contradicts itself.
        """
        refuse_contradictions(protocol)
        case = self.protocol_case()
        plan = case.plan(protocol)
        with self._action(What.CHANGE_PROTOCOL, now, reason=reason) as action:
            facts = replace(
                self.facts, protocol=protocol, short_name=short_name or self.facts.short_name
            )
            action.put("study", facts.as_row(protocol_as_text(protocol)))
            for course in plan.courses:
                put_visits(action, course.visits())
        self._know_holidays(case.years)
        return self._changes(action)

    def confirm_defaults(self, names: frozenset[str], *, now: datetime) -> Changes:
        """Take `names` off the list of defaults that are to be confirmed."""
        protocol = self.protocol
        left = tuple(name for name in protocol.to_confirm if name not in names)
        facts = replace(self.facts, protocol=replace(protocol, to_confirm=left))
        with self._action(What.CONFIRM_DEFAULTS, now) as action:
            action.put("study", facts.as_row(protocol_as_text(facts.protocol)))
        return self._changes(action)

    # Inside

    def _check_active(self, key: VisitKey) -> None:
        if self.patient(key.patient).state is PatientState.WITHDRAWN:
            raise MoveRefused(WhyNotMove.WITHDRAWN, key)


def _number_of(code: str) -> int:
    digits = code.removeprefix(_EXTRA).strip("-_ ")
    return int(digits) if code.startswith(_EXTRA) and digits.isdecimal() else 0
