"""Deviations in words: how the protocol was left, and by how much."""

from domain.quality import Deviation, DeviationRule, DeviationState
from gui.words import dates, reasons
from gui.words.language import _, ngettext, pgettext


def rule(of: DeviationRule) -> str:
    """Out of window; Not drawn; Gap over the maximum."""
    return {
        DeviationRule.OUT_OF_WINDOW: pgettext("deviation", "Out of window"),
        DeviationRule.MISSED: pgettext("deviation", "Not done"),
        DeviationRule.NOT_DRAWN: pgettext("deviation", "Not drawn"),
        DeviationRule.WRONG_ORDER: pgettext("deviation", "Wrong order"),
        DeviationRule.GAP_OVER_MAXIMUM: pgettext("deviation", "Gap over the maximum"),
        DeviationRule.GAP_UNDER_MINIMUM: pgettext("deviation", "Gap under the minimum"),
        DeviationRule.COURSE_TOO_LONG: pgettext("deviation", "Course too long"),
    }[of]


def state(of: DeviationState) -> str:
    return {
        DeviationState.DRAFTED: pgettext("deviation", "Drafted"),
        DeviationState.CONFIRMED: pgettext("deviation", "Confirmed"),
        DeviationState.WITHDRAWN: pgettext("deviation", "Withdrawn"),
    }[of]


def sentence(deviation: Deviation) -> str:
    """2 days after the window closed; 7 days after infusion 3, at most 5."""
    detail = deviation.detail
    days, limit = int(detail.get("days", "0")), detail.get("limit", "–")
    other = detail.get("other", "–")
    match deviation.rule:
        case DeviationRule.OUT_OF_WINDOW:
            return _outside(days)
        case DeviationRule.MISSED | DeviationRule.NOT_DRAWN:
            reason = detail.get("reason", "")
            return reasons.reason(reason) if reason else ""
        case DeviationRule.WRONG_ORDER:
            return _("On the wrong side of infusion {number}.").format(number=other)
        case DeviationRule.GAP_OVER_MAXIMUM:
            return ngettext(
                "{count} day after infusion {number}; the protocol allows at most {limit}.",
                "{count} days after infusion {number}; the protocol allows at most {limit}.",
                days,
            ).format(count=days, number=other, limit=limit)
        case DeviationRule.GAP_UNDER_MINIMUM:
            return ngettext(
                "{count} day after infusion {number}; the protocol needs at least {limit}.",
                "{count} days after infusion {number}; the protocol needs at least {limit}.",
                days,
            ).format(count=days, number=other, limit=limit)
        case DeviationRule.COURSE_TOO_LONG:
            return ngettext(
                "{count} day after infusion 1; the protocol allows at most {limit}.",
                "{count} days after infusion 1; the protocol allows at most {limit}.",
                days,
            ).format(count=days, limit=limit)


def account(deviation: Deviation) -> str:
    """Found 24 Mar 2026 10:12. The remark, and who confirmed it."""
    told = [_("Found {moment}.").format(moment=dates.moment(deviation.drafted_at))]
    if deviation.remark:
        told.append(_("Remark: “{remark}”.").format(remark=deviation.remark))
    if deviation.confirmed_at is not None:
        told.append(
            _("Confirmed by {who}, {moment}.").format(
                who=deviation.confirmed_by, moment=dates.moment(deviation.confirmed_at)
            )
        )
    return " ".join(told)


def none_in_state(of: str | None) -> str:
    """Where a list has no row; None if there is no deviation at all."""
    words = {
        DeviationState.DRAFTED: _("No deviation waits for a remark."),
        DeviationState.CONFIRMED: _("No confirmed deviations."),
    }
    return words[DeviationState(of)] if of in set(words) else _("No deviations.")


def shown(count: int) -> str:
    return ngettext("{count} deviation shown", "{count} deviations shown", count).format(
        count=count
    )


def _outside(days: int) -> str:
    if days < 0:
        return ngettext(
            "{count} day before the window opened.",
            "{count} days before the window opened.",
            -days,
        ).format(count=-days)
    return ngettext(
        "{count} day after the window closed.", "{count} days after the window closed.", days
    ).format(count=days)
