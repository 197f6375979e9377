"""What a visit is called, and how it stands, in words."""

from domain.visits import Draw, Rating, Status, Visit, VisitKey, VisitKind
from gui.words.language import _, pgettext


def kind(of: VisitKind) -> str:
    """Infusion, Copper draw, MADRS + YMRS."""
    return {
        VisitKind.INFUSION: _("Infusion"),
        VisitKind.DRAW: _("Copper draw"),
        VisitKind.RATING: _("MADRS + YMRS"),
    }[of]


def kind_plural(of: VisitKind) -> str:
    """Infusions, Copper draws, Ratings: the filter chips."""
    return {
        VisitKind.INFUSION: _("Infusions"),
        VisitKind.DRAW: _("Copper draws"),
        VisitKind.RATING: _("Ratings"),
    }[of]


def status(of: Status) -> str:
    return {
        Status.PLANNED: pgettext("status", "Planned"),
        Status.DUE_TODAY: pgettext("status", "Due today"),
        Status.LATE: pgettext("status", "Late"),
        Status.OVERDUE: pgettext("status", "Overdue"),
        Status.WAITING_FOR_LAB: pgettext("status", "Waiting for lab"),
        Status.DONE: pgettext("status", "Done"),
        Status.DONE_OUT_OF_WINDOW: pgettext("status", "Out of window"),
        Status.MISSED: pgettext("status", "Missed / no result"),
        Status.CANCELLED: pgettext("status", "Cancelled"),
    }[of]


def draw_label(code: str) -> str:
    """Cu5, Baseline, Post; extra draws keep their own code."""
    if code == "baseline":
        return pgettext("draw", "Baseline")
    if code == "post":
        return pgettext("draw", "Post")
    if code.startswith("inf"):
        return f"Cu{code.removeprefix('inf')}"
    if code.startswith("extra"):
        return pgettext("draw", "Extra {number}").format(number=_extra_number(code))
    return code


def rating_label(code: str) -> str:
    """Week 2, post."""
    if code == "post":
        return pgettext("rating", "post")
    if code.startswith("week"):
        return _("week {number}").format(number=code.removeprefix("week"))
    if code.startswith("extra"):
        return pgettext("rating", "Extra {number}").format(number=_extra_number(code))
    return code


def visit(of: Visit | VisitKey, infusions: int | None = None) -> str:
    """Infusion 3 of 8; Copper draw Cu5; MADRS + YMRS, week 2."""
    key = of.key if isinstance(of, Visit) else of
    match key.kind:
        case VisitKind.INFUSION:
            if infusions is None:
                return _("Infusion {number}").format(number=key.code)
            return _("Infusion {number} of {total}").format(number=key.code, total=infusions)
        case VisitKind.DRAW:
            return _draw(key.code)
        case VisitKind.RATING:
            return _("MADRS + YMRS, {week}").format(week=rating_label(key.code))


def visit_in_sentence(of: Visit | VisitKey) -> str:
    """infusion 3, copper draw Cu5, MADRS + YMRS, week 2: inside a sentence."""
    words = visit(of)
    return words if words.startswith("MADRS") else words[0].lower() + words[1:]


def name(of: Visit | VisitKey) -> str:
    """Infusion 6; Draw Cu7; Draw post; Rating week 2: one line of a table."""
    key = of.key if isinstance(of, Visit) else of
    match key.kind:
        case VisitKind.INFUSION:
            return visit(key)
        case VisitKind.DRAW:
            label = draw_label(key.code)
            is_numbered = key.code.startswith("inf")
            return _("Draw {label}").format(
                label=label if is_numbered else label[0].lower() + label[1:]
            )
        case VisitKind.RATING:
            label = rating_label(key.code)
            return _("Rating {label}").format(label=label[0].lower() + label[1:])


def short_label(of: Visit | VisitKey) -> str:
    """3, Cu5, Week 2: where room is scarce."""
    key = of.key if isinstance(of, Visit) else of
    match key.kind:
        case VisitKind.INFUSION:
            return key.code
        case VisitKind.DRAW:
            return draw_label(key.code)
        case VisitKind.RATING:
            return rating_label(key.code).capitalize()


def what_it_follows(of: Visit) -> str:
    """after infusion 5, before the first infusion, or nothing where it follows the calendar."""
    match of:
        case Draw(key=VisitKey(code="baseline")):
            return _("before the first infusion")
        case Draw(key=VisitKey(code="post")) | Rating(key=VisitKey(code="post")):
            return _("after the last infusion")
        case Draw() if of.key.code.startswith("inf"):
            return _("after infusion {number}").format(number=of.key.code.removeprefix("inf"))
        case _other:
            return ""


def _draw(code: str) -> str:
    if code == "baseline":
        return _("Baseline copper draw")
    if code == "post":
        return _("Post-treatment copper draw")
    return _("Copper draw {label}").format(label=draw_label(code))


def _extra_number(code: str) -> str:
    return code.removeprefix("extra").strip("-_ ")
