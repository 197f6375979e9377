"""Which fields of a record a person may correct, and what a corrected record must satisfy."""

from dataclasses import fields, replace
from datetime import datetime

from domain.dosing import check_measures
from domain.patient import Patient
from domain.reasons import says_why
from domain.recording import RecordingRefused, Unrecordable, checked_scores, done
from domain.results import Result
from domain.scales import Scale, checked_total
from domain.visits import Draw, Infusion, Rating, VisitKey, VisitState

Recorded = Infusion | Draw | Rating

_ANY = frozenset({"note"})
_WHEN_DONE = frozenset({"done_on", "done_at"})
CORRECTABLE: dict[type[Recorded], frozenset[str]] = {
    Infusion: _ANY | _WHEN_DONE | {"dose_mg", "weight_kg", "interrupted", "interruption"},
    Draw: _ANY | _WHEN_DONE | {"specimen_id", "collector", "condition"},
    Rating: _ANY | _WHEN_DONE | {"madrs", "ymrs", "rater", "madrs_items", "ymrs_items"},
}
"""What was recorded of a visit that took place; of a missed one, the reason and the note."""


def only_completes(stored: Recorded, wanted: Recorded) -> bool:
    """Whether `wanted` fills in what was left empty, and leaves as it is what was recorded.

    The moment is not filled in so: what depends on it was recorded on the day without it.
    """
    changed = _changed(stored, wanted)
    was_empty = all(getattr(stored, name) in ("", None, ()) for name in changed)
    return bool(changed) and was_empty and not changed & _WHEN_DONE


def corrected(
    stored: Recorded, wanted: Recorded, *, patient: Patient, reason: str, now: datetime
) -> Recorded:
    """`wanted`, if only fields that may be corrected differ from `stored`.

    What `only_completes` needs no reason. Raises `RecordingRefused`, `ScoreRefused`,
    `ItemsRefused` or `MeasureRefused`.
    """
    if not says_why(reason) and not only_completes(stored, wanted):
        raise RecordingRefused(Unrecordable.REASON_MISSING, stored.key)
    if not stored.is_recorded:
        raise RecordingRefused(Unrecordable.NOT_RECORDED, stored.key)
    is_missed = stored.state is VisitState.MISSED
    allowed = _ANY | {"reason"} if is_missed else CORRECTABLE[type(stored)]
    changed = _changed(stored, wanted)
    assert changed <= allowed, f"not recorded by a person: {changed - allowed}"
    if is_missed:
        if not wanted.reason:
            raise RecordingRefused(Unrecordable.REASON_MISSING, stored.key)
        return wanted
    if changed & _WHEN_DONE:
        assert wanted.done_on is not None
        wanted = done(wanted, on=wanted.done_on, at=wanted.done_at, patient=patient, now=now, by="")
        wanted = replace(wanted, recorded_at=stored.recorded_at, recorded_by=stored.recorded_by)
    return _checked(wanted)


def _changed(stored: Recorded, wanted: Recorded) -> set[str]:
    return {
        field.name
        for field in fields(stored)
        if getattr(stored, field.name) != getattr(wanted, field.name)
    }


def _checked(visit: Recorded) -> Recorded:
    """A visit that took place with its values checked, and the totals its items give."""
    if isinstance(visit, Infusion):
        check_measures(dose_mg=visit.dose_mg, weight_kg=visit.weight_kg)
    if isinstance(visit, Rating):
        return scored(visit)
    return visit


def scored(rating: Rating) -> Rating:
    """`rating` with totals that agree with its items."""
    madrs = checked_total(Scale.MADRS, rating.madrs, rating.madrs_items)
    ymrs = checked_total(Scale.YMRS, rating.ymrs, rating.ymrs_items)
    has_items = any(s is not None for s in (*rating.madrs_items, *rating.ymrs_items))
    if not has_items or madrs is not None or ymrs is not None:
        checked_scores(rating.key, madrs=madrs, ymrs=ymrs)
    return replace(rating, madrs=madrs, ymrs=ymrs)


def check_result(key: VisitKey, result: Result) -> None:
    """Refuse a typed result that is neither a number with a unit nor a word in its place."""
    has_number = result.value is not None
    if has_number != (result.unit is not None) or not result.verbatim.strip():
        raise RecordingRefused(Unrecordable.NO_RESULT, key)
    if result.value is not None and not (result.value.is_finite() and result.value >= 0):
        raise RecordingRefused(Unrecordable.NO_RESULT, key)
