"""From a visit and a moment to the edit that records it; no widgets."""

from datetime import date, datetime, time

from domain.edits import ChangeTime, CollectDraw, Edit, GiveInfusion
from domain.protocol import Reasons
from domain.visits import VisitKey, VisitKind, VisitState


def record_at(
    key: VisitKey, state: VisitState, on: date, at: datetime | None, why: str = ""
) -> Edit:
    """Give, collect, or correct the time of what is recorded already, which needs a reason."""
    if state is VisitState.DONE:
        return ChangeTime(key, on=on, at=at, reason=why)
    if key.kind is VisitKind.INFUSION:
        return GiveInfusion(key, on=on, at=at)
    assert key.kind is VisitKind.DRAW, "a rating is recorded with its scores"
    return CollectDraw(key, on=on, at=at)


def reasons_for(kind: VisitKind, reasons: Reasons) -> tuple[str, ...]:
    """The short menu of reasons; one that fits always remains."""
    chosen = {
        VisitKind.INFUSION: reasons.infusion_not_given,
        VisitKind.DRAW: reasons.draw_missed,
        VisitKind.RATING: reasons.rating_missed,
    }[kind]
    return chosen if "other" in chosen else (*chosen, "other")


def moment(on: date, clock: time, now: datetime) -> datetime:
    """The local moment with the offset of its own day, also across a change of clocks."""
    naive = datetime.combine(on, clock)
    here = now.astimezone()
    if here.utcoffset() == now.utcoffset():
        return naive.astimezone()
    return naive.replace(tzinfo=now.tzinfo)
