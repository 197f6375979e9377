"""The study settings in words: sections, defaults, what saving would change."""

from collections.abc import Collection, Sequence
from enum import StrEnum

from domain.confirming import Confirmation
from domain.move_plan import VisitChange
from domain.patient import Sex
from domain.protocol import Anchor, DrawRule, LaboratoryRules, RatingRule
from domain.protocol_change import ProtocolPlan
from domain.visits import Infusion, Visit
from gui.words import dates, visits
from gui.words.language import _, ngettext


class Part(StrEnum):
    """The sections of the screen, in its order."""

    STUDY = "study"
    INFUSIONS = "infusions"
    DRAWS = "draws"
    RATINGS = "ratings"
    CALENDAR = "calendar"
    LABORATORY = "laboratory"
    ANALYSIS = "analysis"
    REASONS = "reasons"
    PROTECTION = "protection"
    BACKUPS = "backups"


def reason_lists() -> dict[str, str]:
    """The lists of reasons by their field of the protocol, with what they are called."""
    return {
        "infusion_not_given": _("Infusion not given"),
        "draw_missed": _("Draw missed"),
        "rating_missed": _("Rating missed"),
        "move": _("Visit moved"),
    }


def part(of: Part) -> str:
    return {
        Part.STUDY: _("Study and labels"),
        Part.INFUSIONS: _("Infusions"),
        Part.DRAWS: _("Copper draws"),
        Part.RATINGS: _("Ratings"),
        Part.CALENDAR: _("Working days"),
        Part.LABORATORY: _("Laboratory"),
        Part.ANALYSIS: _("Analysis"),
        Part.REASONS: _("Reasons"),
        Part.PROTECTION: _("Passphrase"),
        Part.BACKUPS: _("Backups"),
    }[of]


def default(name: str) -> str:
    """What a default that no source states is about."""
    return {
        "infusions.gaps": _("Gaps between infusions"),
        "infusions.max_course_days": _("Length of the course"),
        "infusions.missed": _("Missed infusions"),
        "draws.numbers": _("Which infusions have a draw"),
        "draws.baseline": _("Baseline draw"),
        "draws.after_infusion": _("Draws after infusions"),
        "draws.post_window": _("Post draw"),
        "ratings.windows": _("Days and windows of the ratings"),
        "calendar": _("Working days, holidays and daily limit"),
        "laboratory.reference": _("Reference range"),
        "analysis": _("Planned test, adjustment and level"),
    }.get(name, name)


def unconfirmed(count: int) -> str:
    """3 settings to be confirmed."""
    return ngettext(
        "{count} setting to be confirmed", "{count} settings to be confirmed", count
    ).format(count=count)


def not_saved(parts: Collection[Part]) -> str:
    """Not saved yet: Copper draws, Calendar. Nothing where all is saved."""
    named = ", ".join(part(one) for one in Part if one in parts)
    return _("Not saved yet: {parts}.").format(parts=named) if named else ""


def part_spoken(of: Part, count: int) -> str:
    """Infusions, 3 settings to be confirmed: for screen readers."""
    return f"{part(of)}, {unconfirmed(count)}" if count else part(of)


def confirmed(confirmation: Confirmation) -> str:
    return _("Confirmed by {who}, {moment}").format(
        who=confirmation.by, moment=dates.moment(confirmation.at)
    )


def counted_from(rule: DrawRule | RatingRule) -> str:
    """Infusion 5; Infusion 1; Last infusion."""
    if rule.anchor is Anchor.LAST_INFUSION:
        return _("Last infusion")
    number = rule.infusion if isinstance(rule, DrawRule) and rule.infusion else 1
    return _("Infusion {number}").format(number=number)


def rule_name(rule: DrawRule | RatingRule) -> str:
    """Cu5, Week 2."""
    if isinstance(rule, DrawRule):
        return visits.draw_label(rule.code)
    return visits.rating_label(rule.code).capitalize()


def effect(plan: ProtocolPlan) -> str:
    """14 visits of 6 patients change. What is recorded stays as it is."""
    count = len(plan.changes) + len(plan.added)
    if not count:
        return _("No planned visit changes.")
    touched = ngettext("{count} visit", "{count} visits", count).format(count=count)
    patients = len(plan.patients)
    return ngettext(
        "{visits} of {count} patient would change. What is recorded stays as it is.",
        "{visits} of {count} patients would change. What is recorded stays as it is.",
        patients,
    ).format(visits=touched, count=patients)


def notes(plan: ProtocolPlan) -> str:
    """Why windows are shorter than set, and how many results another range marks otherwise."""
    told: list[str] = []
    cut, remarked = len(plan.cut_short), len(plan.remarked)
    if cut:
        told.append(
            ngettext(
                "{count} window ends sooner than set: where the next infusion starts.",
                "{count} windows end sooner than set: where the next infusion starts.",
                cut,
            ).format(count=cut)
        )
    if remarked:
        told.append(
            ngettext(
                "{count} stored result changes between low, normal and high.",
                "{count} stored results change between low, normal and high.",
                remarked,
            ).format(count=remarked)
        )
    elif _is_other_range(plan.before.laboratory, plan.after.laboratory):
        told.append(_("No stored result changes between low, normal and high."))
    return "\n".join(told)


def _is_other_range(before: LaboratoryRules, after: LaboratoryRules) -> bool:
    return any(before.range_for(sex) != after.range_for(sex) for sex in Sex)


def days_off(plan: ProtocolPlan) -> str:
    """Infusions that stay on a day that is now off; they are moved by hand."""
    if not plan.notices:
        return ""
    named = [
        _("{patient}, infusion {number} on {day}").format(
            patient=notice.key.patient, number=notice.key.code, day=dates.short_day(notice.day)
        )
        for notice in plan.notices[:4]
    ]
    if len(plan.notices) > len(named):
        rest = len(plan.notices) - len(named)
        named.append(ngettext("and {count} more", "and {count} more", rest).format(count=rest))
    return _("These stay on a day that would be off, so move them yourself: {visits}.").format(
        visits="; ".join(named)
    )


def save_button(plan: ProtocolPlan | None) -> str:
    """Save and change 14 visits."""
    count = 0 if plan is None else len(plan.changes) + len(plan.added)
    if not count:
        return _("Save settings")
    return ngettext(
        "Save and change {count} visit", "Save and change {count} visits", count
    ).format(count=count)


def stands(visit: Visit | None) -> str:
    """1 Apr (31 Mar – 2 Apr): target and window; a dash where there is none."""
    if visit is None:
        return "–"
    day = dates.day_and_month(visit.shown_on)
    if isinstance(visit, Infusion):
        return day
    window = dates.days_between(visit.window.first, visit.window.last)
    return _("{day} ({window})").format(day=day, window=window)


def will_stand(change: VisitChange) -> str:
    return _("cancelled") if change.is_cancelled else stands(change.after)


def more(lines: Sequence[str], shown: int) -> list[str]:
    """The first `shown` lines, and how many more there are."""
    if len(lines) <= shown:
        return list(lines)
    rest = len(lines) - shown
    return [
        *lines[:shown],
        ngettext("and {count} more", "and {count} more", rest).format(count=rest),
    ]


def confirm_all(count: int) -> str:
    return ngettext("Confirm {count} default?", "Confirm {count} defaults?", count).format(
        count=count
    )
