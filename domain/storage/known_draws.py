"""What planning an import has to know of a draw: its own record, and the infusion it belongs to."""

from datetime import datetime
from typing import Any

from domain.labsheet.known import KnownDraw
from domain.protocol import Anchor, Protocol
from domain.schedule import Course
from domain.visits import Draw


def known_draw(draw: Draw, course: Course, protocol: Protocol) -> KnownDraw:
    rule = protocol.draw_rule(draw.key.code)
    infusion = None
    if rule is not None and rule.anchor is not Anchor.LAST_INFUSION:
        number = rule.infusion or 1
        infusion = next((i for i in course.current_infusions() if i.number == number), None)
    started: datetime | None = infusion.done_at if infusion else None
    known: dict[str, Any] = {
        "before_dose": rule is not None and rule.anchor is Anchor.FIRST_INFUSION,
        "infusion_on": infusion.shown_on if infusion else None,
        "infusion_started_at": _naive(started),
    }
    return KnownDraw(
        draw.patient,
        draw.key.code,
        draw.window,
        draw.state,
        collected_on=draw.done_on,
        collected_at=_naive(draw.done_at),
        specimen_id=draw.specimen_id,
        condition=draw.condition,
        current=draw.result,
        **known,
    )


def _naive(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.replace(tzinfo=None)
