"""What a withdrawal does to a course, in words."""

from collections.abc import Iterator

from domain.move_plan import changes_between
from domain.schedule import Course
from domain.visits import VisitState
from gui.words import dates, enrolment, visits
from gui.words.language import _


def consequence(before: Course, after: Course) -> str:
    """How many planned visits are cancelled, and where the post draw then stands."""
    cancelled = [c for c in changes_between(before, after) if c.is_cancelled]
    if not cancelled:
        return _("No planned visit is left. What is recorded is kept.")
    counted = enrolment.visits_counted([change.key.kind for change in cancelled])
    told = [_("Cancels {visits}. What is recorded is kept.").format(visits=counted)]
    return " ".join([*told, *_of_post(before, after)])


def _of_post(before: Course, after: Course) -> Iterator[str]:
    """The draw after the course: it is cancelled too, and what may be done instead."""
    was, post = before.draw("post"), after.draw("post")
    if was is None or post is None or was.state is not VisitState.PLANNED:
        return
    yield _(
        "The {visit} is cancelled too; after the last infusion given it would be due on {day}."
    ).format(visit=visits.visit_in_sentence(post), day=dates.short_day(post.window.target))
    yield _(
        "If blood is to be drawn once more, add an unscheduled draw and collect it before you "
        "record the withdrawal."
    )
