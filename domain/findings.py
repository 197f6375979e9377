"""What a data manager would ask about: pure rules over one patient, one function each.

| rule | asks about | value it looks at |
|---|---|---|
| below_loq, above_uloq | a result with `<` or `>` | the result |
| unusable | a specimen without a usable result | as the lab wrote it |
| haemolysed | a value of a haemolysed specimen | the result |
| specimen_doubtful | a specimen collected haemolysed, clotted, too small, lost | its condition |
| copper_implausible | copper outside 20 to 400 µg/dL | the result |
| copper_jump | copper that changed by more than half since the draw before | both results |
| result_before_collection | a result reported before its draw was collected | both days |
| result_missing | a draw without a result 35 days after collection | day of collection |
| duplicate_tube | one tube number on two draws | the number and the other draws |
| dose_deviates | a dose more than 10 % off the planned mg/kg | dose and weight |
| weight_differs | a weight more than 10 % off the one at enrolment | both weights |
| score_jump | MADRS that moved by 20 points, YMRS by 15, since the rating before | both totals |
| items_incomplete | a rating with some items of a scale, not all | how many are missing |
| score_missing | a rating with one of the two totals | which is there |

The limits are ours, to be confirmed like the protocol's other defaults. Rules that only an
import can open (out_of_window, collected_mismatch, collection_date_unknown) are kept here
as long as they hold: see `still_doubtful`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

from domain.dosing import TOLERANCE, dose_note
from domain.patient import Patient
from domain.protocol import Protocol
from domain.quality import QueryRule
from domain.results import Result
from domain.scales import Items
from domain.schedule import Course
from domain.visits import Draw, VisitKey

PLAUSIBLE_UG_DL = (20.0, 400.0)
COPPER_JUMP = 0.5
RESULT_MISSING_AFTER = timedelta(days=35)
"""A laboratory that answers monthly has answered by then."""
MADRS_JUMP = 20
YMRS_JUMP = 15


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to ask about, not yet a query."""

    key: VisitKey
    rule: QueryRule
    about: str
    detail: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Case:
    """What the rules look at: one patient, as recorded up to the local day `today`."""

    patient: Patient
    course: Course
    protocol: Protocol
    today: date
    shared_tubes: Mapping[str, tuple[tuple[str, str], ...]] = field(
        default_factory=dict[str, tuple[tuple[str, str], ...]]
    )
    """Draw code → other draws (patient, code) whose tube has the same number."""


def findings(case: Case) -> tuple[Finding, ...]:
    """Everything to ask about one patient, at most one finding of a rule for each visit."""
    return tuple(found for rule in _RULES for found in rule(case))


def doubts(case: Case, key: VisitKey, result: Result) -> tuple[Finding, ...]:
    """What the rules would ask about the value or the day of `result`, counted for the draw
    `key`: asked before it is stored, so that a slip is seen while it is typed.

    A jump may be from the draw before, or to the one after it.
    """
    draws = tuple(
        replace(draw, result=result) if draw.key == key else draw for draw in case.course.draws
    )
    typed = replace(case, course=replace(case.course, draws=draws))
    found = [one for one in _results(typed) if one.rule is QueryRule.COPPER_IMPLAUSIBLE]
    found += _copper_jumps(typed)
    found += (
        one for one in _dates_of_results(typed) if one.rule is QueryRule.RESULT_BEFORE_COLLECTION
    )
    return tuple(one for one in found if key == one.key or key.code == one.detail.get("other"))


def value_of(result: Result) -> str:
    """A result as the rules compare it: `<20 ug/dL`, or what stands in place of a number."""
    if result.value is None:
        return result.verbatim
    return f"{result.operator}{result.value} {result.unit or ''}".rstrip()


def still_doubtful(rule: QueryRule, key: VisitKey, course: Course) -> bool:
    """Whether what made an import ask holds still; what cannot be told is left to a person."""
    draw = course.draw(key.code)
    if draw is None or draw.done_on is None:
        return rule is QueryRule.COLLECTION_DATE_UNKNOWN and draw is not None
    if rule is QueryRule.COLLECTION_DATE_UNKNOWN:
        return False
    if rule is QueryRule.OUT_OF_WINDOW:
        return draw.result is not None and draw.done_on not in draw.window
    return draw.result is not None


def _results(case: Case) -> Iterator[Finding]:
    for draw in case.course.draws:
        if draw.result is not None:
            for rule in _rules_of_result(draw, draw.result):
                yield Finding(draw.key, rule, value_of(draw.result), _told(draw.result))


def _rules_of_result(draw: Draw, result: Result) -> Iterator[QueryRule]:
    if result.value is None:
        yield QueryRule.UNUSABLE
        return
    if result.operator:
        yield QueryRule.BELOW_LOQ if result.operator == "<" else QueryRule.ABOVE_ULOQ
    elif result.ug_dl is not None and not _is_in(result.ug_dl, PLAUSIBLE_UG_DL):
        yield QueryRule.COPPER_IMPLAUSIBLE
    if draw.condition == "haemolysed" or "haemolysed" in result.flags:
        yield QueryRule.HAEMOLYSED


def _told(result: Result) -> dict[str, str]:
    told = {"verbatim": result.verbatim, "file": result.source.file, "cell": result.source.cell}
    return {name: value for name, value in told.items() if value}


def _copper_jumps(case: Case) -> Iterator[Finding]:
    measured = [
        (draw, draw.result, draw.result.ug_dl)
        for draw in sorted(case.course.draws, key=lambda draw: (draw.shown_on, draw.key))
        if draw.result is not None and draw.result.ug_dl is not None and not draw.result.operator
    ]
    for (earlier, result_before, before), (draw, result, after) in pairwise(measured):
        if before > 0 and abs(after - before) > COPPER_JUMP * before:
            value = f"{value_of(result_before)} {value_of(result)}"
            detail = {"other": earlier.key.code, "before": f"{before:.1f}", "after": f"{after:.1f}"}
            yield Finding(draw.key, QueryRule.COPPER_JUMP, value, detail)


def _dates_of_results(case: Case) -> Iterator[Finding]:
    for draw in case.course.draws:
        result, done_on = draw.result, draw.done_on
        if done_on is None:
            continue
        if result is None:
            if case.today - done_on >= RESULT_MISSING_AFTER:
                yield Finding(draw.key, QueryRule.RESULT_MISSING, done_on.isoformat())
        elif result.reported_on is not None and result.reported_on < done_on:
            value = f"{result.reported_on} {done_on}"
            detail = {"reported": str(result.reported_on), "collected": str(done_on)}
            yield Finding(draw.key, QueryRule.RESULT_BEFORE_COLLECTION, value, detail)


def _specimens(case: Case) -> Iterator[Finding]:
    """What was seen at collection; haemolysis beside a result is asked about with its value."""
    for draw in case.course.draws:
        condition, result = draw.condition, draw.result
        if draw.done_on is None or condition in ("", "ok"):
            continue
        if result is None or (result.value is not None and condition != "haemolysed"):
            detail = {"condition": condition}
            yield Finding(draw.key, QueryRule.SPECIMEN_DOUBTFUL, condition, detail)


def _tubes(case: Case) -> Iterator[Finding]:
    for draw in case.course.draws:
        others = case.shared_tubes.get(draw.key.code, ())
        if others:
            named = ", ".join(f"{patient} {code}" for patient, code in others)
            value = f"{draw.specimen_id}: {named}"
            detail = {"tube": draw.specimen_id, "others": named}
            yield Finding(draw.key, QueryRule.DUPLICATE_TUBE, value, detail)


def _infusions(case: Case) -> Iterator[Finding]:
    enrolled = case.patient.weight_kg
    for infusion in case.course.given():
        weight = infusion.weight_kg or enrolled
        note = dose_note(infusion.dose_mg, weight, case.protocol.infusions)
        if note is not None:
            value = f"{note.dose_mg} mg, {note.weight_kg} kg"
            detail = {
                "dose": f"{note.dose_mg:g}",
                "per_kg": f"{note.mg_per_kg:.2f}",
                "planned": f"{note.planned_mg:.1f}",
            }
            yield Finding(infusion.key, QueryRule.DOSE_DEVIATES, value, detail)
        if infusion.weight_kg is None or enrolled is None:
            continue
        if abs(infusion.weight_kg - enrolled) > TOLERANCE * enrolled:
            value = f"{infusion.weight_kg} kg, {enrolled} kg"
            detail = {"weight": f"{infusion.weight_kg:g}", "enrolled": f"{enrolled:g}"}
            yield Finding(infusion.key, QueryRule.WEIGHT_DIFFERS, value, detail)


def _score_jumps(case: Case) -> Iterator[Finding]:
    done = [rating for rating in case.course.ratings if rating.done_on is not None]
    done.sort(key=lambda rating: (rating.shown_on, rating.key))
    for before, rating in pairwise(done):
        moved = [
            (scale, earlier, later)
            for scale, earlier, later, most in (
                ("madrs", before.madrs, rating.madrs, MADRS_JUMP),
                ("ymrs", before.ymrs, rating.ymrs, YMRS_JUMP),
            )
            if earlier is not None and later is not None and abs(later - earlier) >= most
        ]
        if moved:
            value = ", ".join(f"{scale} {earlier} {later}" for scale, earlier, later in moved)
            scale, earlier, later = moved[0]
            detail = {"scale": scale, "before": str(earlier), "after": str(later)}
            yield Finding(rating.key, QueryRule.SCORE_JUMP, value, detail)


def _incomplete_ratings(case: Case) -> Iterator[Finding]:
    for rating in case.course.ratings:
        if rating.done_on is None:
            continue
        missing = {
            "madrs": _missing_items(rating.madrs_items),
            "ymrs": _missing_items(rating.ymrs_items),
        }
        if any(missing.values()):
            told = {scale: str(count) for scale, count in missing.items() if count}
            value = ", ".join(f"{scale} {count}" for scale, count in told.items())
            yield Finding(rating.key, QueryRule.ITEMS_INCOMPLETE, value, told)
        elif (rating.madrs is None) != (rating.ymrs is None):
            there = "madrs" if rating.ymrs is None else "ymrs"
            yield Finding(rating.key, QueryRule.SCORE_MISSING, there, {"there": there})


def _missing_items(items: Items) -> int:
    return sum(score is None for score in items)


def _is_in(value: float, limits: tuple[float, float]) -> bool:
    return limits[0] <= value <= limits[1]


_RULES: tuple[Callable[[Case], Iterator[Finding]], ...] = (
    _results,
    _copper_jumps,
    _dates_of_results,
    _specimens,
    _tubes,
    _infusions,
    _score_jumps,
    _incomplete_ratings,
)
