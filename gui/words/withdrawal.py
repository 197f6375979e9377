"""What a withdrawal does to a course, in words."""

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
    post = next((draw for draw in after.draws if draw.key.code == "post"), None)
    was = next((draw for draw in before.draws if draw.key.code == "post"), None)
    is_open = was is not None and was.state is VisitState.PLANNED
    if post is not None and was is not None and is_open and post.window != was.window:
        told.append(
            _("{visit} would have been due on {day}, after the last infusion given.").format(
                visit=visits.visit(post), day=dates.short_day(post.window.target)
            )
        )
    return " ".join(told)
