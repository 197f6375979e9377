"""One reading judged against the study: exactly one status, its flags, reason and suggestions."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from domain.labsheet.comparing import Compared, against, own_result, stored_result
from domain.labsheet.decisions import Decision, DecisionKind
from domain.labsheet.facts import Facts, error_in, facts_of, flags_of
from domain.labsheet.headings import names_copper
from domain.labsheet.known import KnownDraw, KnownPatient
from domain.labsheet.layout import Reading
from domain.labsheet.likeness import like_draws, like_patients
from domain.labsheet.mapping import Mapping
from domain.labsheet.matching import (
    NotFound,
    StudyIndex,
    find_draw,
    find_patient,
    is_same_time,
)
from domain.labsheet.moments import DateProblem
from domain.labsheet.rows import Flag, PlannedRow, Reason, RowStatus, Suggestion, Why
from domain.labsheet.values import unit_named
from domain.labsheet.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Judged:
    """A row with the facts and the draw behind it."""

    row: PlannedRow
    facts: Facts
    found: KnownDraw | None = None
    """The draw the row leads to, or would lead to if it could be read."""
    tube_is_free: bool = True
    """The tube number of the row is not recorded for another draw."""


_RowWith = Callable[..., PlannedRow]
"""Makes the row of a reading with what was judged of it."""


class Judge:
    """Judges the readings of one file in their order, remembering which draws were met."""

    def __init__(
        self,
        index: StudyIndex,
        mapping: Mapping,
        vocabulary: Vocabulary,
        decisions: Iterable[Decision],
    ) -> None:
        self._index = index
        self._mapping = mapping
        self._vocabulary = vocabulary
        self._decisions: dict[str, list[Decision]] = {}
        for decision in decisions:
            for cell in decision.cells:
                self._decisions.setdefault(cell, []).append(decision)
        self._above: dict[tuple[str, str], Compared] = {}
        self._tests: dict[tuple[str | None, str], tuple[RowStatus, Why] | None] = {}

    def judge(self, reading: Reading) -> Judged:
        decisions = self._decisions.get(reading.cell, [])
        facts = _as_decided(facts_of(reading, self._mapping, self._vocabulary), decisions)
        row_with = partial(_row, facts, tuple(decisions))
        named = reading.test, reading.material
        if named not in self._tests:
            self._tests[named] = self._other_test(*named)
        other = self._tests[named] or self._control(facts)
        if other is not None:
            status, why = other
            return Judged(_without_matching(row_with(status=status, why=why)), facts)
        return self._matched(facts, row_with, decisions)

    def _other_test(self, test: str | None, material: str) -> tuple[RowStatus, Why] | None:
        words = self._vocabulary
        if test:
            other = next((n for n, w in words.other_materials if w.within(test)), "")
            if other and words.copper.within(test):
                return RowStatus.NOT_COPPER, Why(Reason.OTHER_MATERIAL, (("material", other),))
            if not names_copper(test, words):
                known = next((n for n, w in words.other_tests if w.within(test)), "")
                detail = (("test", known), ("as_written", test))
                return RowStatus.NOT_COPPER, Why(Reason.OTHER_TEST, detail)
        if material and not words.serum.within(material):
            return RowStatus.NOT_COPPER, Why(Reason.OTHER_MATERIAL, (("material", material),))
        return None

    def _control(self, facts: Facts) -> tuple[RowStatus, Why] | None:
        reading, words = facts.reading, self._vocabulary
        known = (
            self._index.patient(reading.patient) is not None
            or self._index.draw_of_tube(reading.tube) is not None
        )
        named = words.controls.within(reading.sample_type)
        if not named and not known:
            named = words.controls.within(reading.tube) or words.controls.within(reading.patient)
        if not named:
            return None
        return RowStatus.CONTROL, Why(Reason.LAB_CONTROL, (("named", named),))

    def _matched(self, facts: Facts, row_with: _RowWith, decisions: list[Decision]) -> Judged:
        reading = facts.reading
        used = next((one for one in decisions if one.kind is DecisionKind.USE), None)
        patient = self._patient(facts, used)
        if isinstance(patient, NotFound):
            return Judged(self._no_patient(facts, row_with, patient), facts)
        error = error_in(facts, patient, self._index.today, self._mapping)
        if reading.test == "":
            error = Why(Reason.TEST_MISSING)
        if error is not None and not (used and used.draw and error.reason in _PLACED_BY_PERSON):
            row = row_with(patient=patient.code, status=RowStatus.ERROR, why=error)
            return Judged(row, facts, self._draw_meant(facts, patient))
        found = self._draw(facts, patient, used)
        if isinstance(found, NotFound):
            return Judged(self._no_draw(facts, row_with, patient, found), facts)
        return self._placed(facts, row_with, *found)

    def _patient(self, facts: Facts, used: Decision | None) -> KnownPatient | NotFound:
        reading = facts.reading
        if used is not None:
            chosen = self._index.patient(used.patient)
            return chosen or NotFound(Why(Reason.PATIENT_UNKNOWN))
        return find_patient(self._index, code=reading.patient, tab=reading.tab, tube=reading.tube)

    def _draw(
        self, facts: Facts, patient: KnownPatient, used: Decision | None
    ) -> tuple[KnownDraw, Reason] | NotFound:
        if used is not None and used.draw:
            chosen = self._index.draw(patient.code, used.draw)
            if chosen is None or not chosen.is_open:
                detail = (("draw", used.draw),)
                return NotFound(Why(Reason.DRAW_NOT_IN_COURSE, detail))
            return chosen, Reason.BY_DECISION
        return find_draw(
            self._index,
            patient.code,
            tube=facts.reading.tube,
            draw_name=facts.draw_name,
            collected=facts.collected,
        )

    def _draw_meant(self, facts: Facts, patient: KnownPatient) -> KnownDraw | None:
        """The draw of a row that cannot be read, so that it is not called absent."""
        found = self._draw(facts, patient, None)
        return None if isinstance(found, NotFound) else found[0]

    def _no_patient(self, facts: Facts, row_with: _RowWith, missing: NotFound) -> PlannedRow:
        reading = facts.reading
        if missing.is_ambiguous:
            offered = self._patients_meant(facts, missing)
            return row_with(status=RowStatus.AMBIGUOUS, why=missing.why, suggestions=offered)
        offered = like_patients(
            self._index,
            cell=reading.cell,
            written=reading.patient or reading.tab,
            tube=reading.tube,
            collected=facts.collected,
        )
        return row_with(status=RowStatus.NO_MATCH, why=missing.why, suggestions=offered)

    def _patients_meant(self, facts: Facts, missing: NotFound) -> tuple[Suggestion, ...]:
        offered: list[Suggestion] = []
        for name in ("tube_patient", "tab_patient", "patient"):
            code = missing.why.told(name)
            if code:
                tube = facts.reading.tube if name == "tube_patient" else ""
                offered += like_patients(
                    self._index,
                    cell=facts.reading.cell,
                    written="" if tube else code,
                    tube=tube,
                    collected=facts.collected,
                )
        return tuple(offered)

    def _no_draw(
        self, facts: Facts, row_with: _RowWith, patient: KnownPatient, missing: NotFound
    ) -> PlannedRow:
        offered = like_draws(
            self._index,
            cell=facts.reading.cell,
            patient=patient.code,
            missing=missing,
            collected=facts.collected,
        )
        status = RowStatus.AMBIGUOUS if missing.is_ambiguous else RowStatus.NO_DRAW
        return row_with(patient=patient.code, status=status, why=missing.why, suggestions=offered)

    def _placed(self, facts: Facts, row_with: _RowWith, draw: KnownDraw, how: Reason) -> Judged:
        key = draw.patient, draw.code
        above = self._above.get(key)
        flags = flags_of(facts) | _draw_flags(facts, draw)
        if above is not None:
            flags.add(Flag.DUPLICATE_IN_FILE)
        outside = 0 if facts.collected is None else draw.window.days_outside(facts.collected.day)
        status, why = self._compared(facts, draw, above, how)
        row = row_with(
            patient=draw.patient,
            draw=draw.code,
            stored=draw.current,
            days_outside=outside,
            flags=_ordered(flags),
            status=status,
            why=why,
        )
        if not row.skipped:
            own = own_result(facts)
            self._above[key] = own if own.value is not None or above is None else above
        of_tube = self._index.draw_of_tube(facts.reading.tube)
        free = of_tube is None or of_tube is draw  # the index has each draw once
        return Judged(row, facts, draw, tube_is_free=free)

    def _compared(
        self, facts: Facts, draw: KnownDraw, above: Compared | None, how: Reason
    ) -> tuple[RowStatus, Why]:
        if facts.written.value is None:
            detail = (("condition", facts.written.condition),)
            return RowStatus.UNUSABLE, Why(Reason.SPECIMEN, detail)
        if draw.current is not None:
            return against(own_result(facts), stored_result(draw, draw.current), is_stored=True)
        if above is not None and above.value is not None:
            return against(own_result(facts), above, is_stored=False)
        return RowStatus.NEW, Why(how)


_PLACED_BY_PERSON = frozenset(
    {Reason.DATE_UNREADABLE, Reason.DATE_ORDER_UNSETTLED, Reason.NOTHING_TO_PLACE_IT}
)


def _as_decided(facts: Facts, decisions: list[Decision]) -> Facts:
    for decision in decisions:
        unit = unit_named(decision.unit)
        if decision.kind is DecisionKind.USE_UNIT and unit is not None:
            facts = facts.with_unit(unit)
        elif decision.kind is DecisionKind.UNUSABLE:
            facts = facts.without_number(decision.condition)
    return facts


def _row(
    facts: Facts,
    decisions: tuple[Decision, ...],
    *,
    flags: tuple[Flag, ...] | None = None,
    **judgement: Any,
) -> PlannedRow:
    """The row as read, with what was judged of it: its status, why, and whose it is."""
    reading, written = facts.reading, facts.written
    has_value = written.value is not None
    result = reading.result
    lacks_text = result is None or not result.text
    return PlannedRow(
        cell=reading.cell,
        sheet=reading.sheet,
        row=reading.row,
        flags=_ordered(flags_of(facts)) if flags is None else flags,
        verbatim=None if lacks_text or result is None else result.text,
        cell_type="empty" if result is None else result.kind_in_truth,
        patient_as_written=reading.patient or reading.tab or None,
        tube=reading.tube or None,
        collected_on=None if facts.collected is None else facts.collected.day,
        collected_at=None if facts.collected is None else facts.collected.at,
        operator=written.operator if has_value else None,
        value=written.value,
        unit=facts.unit if has_value else None,
        unit_as_written=facts.unit_as_written,
        in_file=reading.in_file,
        decisions=decisions,
        skipped=any(one.kind is DecisionKind.SKIP for one in decisions),
        **judgement,
    )


def _without_matching(row: PlannedRow) -> PlannedRow:
    kept = tuple(flag for flag in row.flags if flag is Flag.HIDDEN_ROW)
    row = replace(row, flags=kept, collected_on=None, collected_at=None)
    if row.status is RowStatus.CONTROL:
        return row
    return replace(row, operator=None, value=None, unit=None)


def _ordered(flags: set[Flag]) -> tuple[Flag, ...]:
    return tuple(sorted(flags, key=_RANK.__getitem__))


_RANK = {flag: rank for rank, flag in enumerate(Flag)}


def _draw_flags(facts: Facts, draw: KnownDraw) -> set[Flag]:
    collected = facts.collected
    if collected is None or facts.date_problem is DateProblem.UNREADABLE:
        return set()
    flags: set[Flag] = set()
    if collected.day not in draw.window:
        flags.add(Flag.OUT_OF_WINDOW)
    both_timed = draw.collected_at is not None and collected.at is not None
    if (draw.collected_on is not None and draw.collected_on != collected.day) or (
        both_timed and not is_same_time(draw.collected_at, collected.at)
    ):
        flags.add(Flag.COLLECTED_MISMATCH)
    return flags
