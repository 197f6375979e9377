"""Codes that look like a patient's, and draws near a date: what to offer, likeliest first."""

import re

from domain.labsheet.decisions import Decision, DecisionKind
from domain.labsheet.known import KnownDraw
from domain.labsheet.matching import NotFound, StudyIndex, code_key, days_off, is_same_time
from domain.labsheet.moments import Moment
from domain.labsheet.rows import Likeness, Suggestion

_LOOK_ALIKE = str.maketrans(
    "АВЕКМНОРСТУХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧаеорсухіјо‐‑‒–—−﹣－_",
    "ABEKMHOPCTYXIJSABEZHIKMNOPTYXAEOPCYXIJO---------",
)
_DIGIT_FOR = str.maketrans("OQILSZBG", "00115286")
_PARTS = re.compile(r"(.*?)([0-9]+)", re.DOTALL | re.ASCII)
_MOST_OFFERED = 3
_NEAR_DAYS = 7
_ORDER = tuple(Likeness)


def like_patients(
    index: StudyIndex, *, cell: str, written: str, tube: str, collected: Moment | None
) -> tuple[Suggestion, ...]:
    """Patients whose code could be meant, those with a draw at the row's time first."""
    found: dict[str, Likeness] = {}
    of_tube = index.draw_of_tube(tube)
    if of_tube is not None:
        found[of_tube.patient] = Likeness.TUBE_NUMBER
    written_key = code_key(written)
    for key, patient in index.patients.items():
        likeness = _likeness(written_key, key) if written_key else None
        if likeness is not None:
            found.setdefault(patient.code, likeness)
    offered = [
        _suggestion(cell, likeness, patient, _likeliest_draw(index, patient, collected), collected)
        for patient, likeness in found.items()
    ]
    return _ranked(
        [one for one in offered if one.likeness is not Likeness.TRANSPOSED_DIGITS or one.same_day]
    )


def like_draws(
    index: StudyIndex, *, cell: str, patient: str, missing: NotFound, collected: Moment | None
) -> tuple[Suggestion, ...]:
    """The draws that fit, or the open ones nearest to the date."""
    if missing.fitting:
        return _ranked(
            [
                _suggestion(cell, Likeness.FITTING_DRAW, draw.patient, draw, collected)
                for draw in missing.fitting
            ]
        )
    if collected is None:
        return ()
    near = [
        draw
        for draw in index.draws_of(patient)
        if draw.is_open
        and draw.current is None
        and days_off(draw, collected.day) <= _NEAR_DAYS
        and (draw.collected_on is None or abs((draw.collected_on - collected.day).days) <= 1)
    ]
    return _ranked(
        [_suggestion(cell, Likeness.WAITING_DRAW, patient, draw, collected) for draw in near]
    )


def _likeness(written: str, code: str) -> Likeness | None:
    plain = written.translate(_LOOK_ALIKE).upper()
    if plain == code:
        return Likeness.LOOK_ALIKE_LETTERS
    code_parts = _PARTS.fullmatch(code)
    if code_parts is None:
        return None
    prefix, number = code_parts[1], code_parts[2]
    if len(plain) == len(code) and plain.startswith(prefix):
        tail = plain[len(prefix) :]
        if tail.translate(_DIGIT_FOR) == number:
            return Likeness.LETTER_FOR_DIGIT
        if _is_transposed(tail, number):
            return Likeness.TRANSPOSED_DIGITS
    return _other_zeros(plain, prefix, number)


def _other_zeros(plain: str, prefix: str, number: str) -> Likeness | None:
    parts = _PARTS.fullmatch(plain.translate(str.maketrans("", "", " ")))
    if parts is None or int(parts[2]) != int(number):
        return None
    letters = re.sub(r"[^A-Z]", "", parts[1])
    if letters and letters != re.sub(r"[^A-Z]", "", prefix):
        return None
    return Likeness.MISSING_ZEROS


def _is_transposed(one: str, other: str) -> bool:
    differing = [at for at in range(len(other)) if one[at] != other[at]]
    return (
        len(differing) == 2
        and differing[1] == differing[0] + 1
        and one[differing[0]] == other[differing[1]]
        and one[differing[1]] == other[differing[0]]
    )


def _likeliest_draw(index: StudyIndex, patient: str, collected: Moment | None) -> KnownDraw | None:
    if collected is None:
        return None
    day = collected.day
    near = [
        draw for draw in index.draws_of(patient) if draw.is_open and days_off(draw, day) == 0
    ] + [draw for draw in index.draws_of(patient) if draw.collected_on == day]
    return max(
        near,
        key=lambda draw: (
            is_same_time(draw.collected_at, collected.at),
            draw.collected_on == day,
            draw.current is None,
        ),
        default=None,
    )


def _suggestion(
    cell: str,
    likeness: Likeness,
    patient: str,
    draw: KnownDraw | None,
    collected: Moment | None,
) -> Suggestion:
    code = "" if draw is None else draw.code
    decision = Decision(DecisionKind.USE, (cell,), patient=patient, draw=code)
    if draw is None:
        return Suggestion(likeness, patient, decision=decision)
    return Suggestion(
        likeness,
        patient,
        code,
        draw_is_waiting=draw.is_waiting,
        draw_collected_on=draw.collected_on,
        draw_collected_at=draw.collected_at,
        same_time=collected is not None
        and collected.at is not None
        and draw.collected_at == collected.at,
        same_day=collected is not None and draw.collected_on == collected.day,
        days_off=0 if collected is None else days_off(draw, collected.day),
        decision=decision,
    )


def _ranked(offered: list[Suggestion]) -> tuple[Suggestion, ...]:
    def likelihood(one: Suggestion) -> tuple[bool, bool, bool, int, int]:
        return (
            not one.same_time,
            not one.same_day,
            not one.draw_is_waiting,
            one.days_off,
            _ORDER.index(one.likeness),
        )

    return tuple(sorted(offered, key=likelihood)[:_MOST_OFFERED])
