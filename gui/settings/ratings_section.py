"""Ratings: MADRS and YMRS by week, their target days and windows."""

from dataclasses import replace

from domain.protocol import Anchor, Protocol, RatingRule
from gui.settings.draft import SettingsDraft
from gui.settings.visits_section import VisitsSection
from gui.words.language import _
from gui.words.settings import Part

_WEEKS = 12


class RatingsSection(VisitsSection[RatingRule]):
    """Weekly ratings run on the calendar; the post rating follows the last infusion."""

    def __init__(self, draft: SettingsDraft) -> None:
        super().__init__(Part.RATINGS, draft, to_add=_("Rating to add"), add=_("Add rating"))
        told = _(
            "Weekly ratings are counted from infusion 1 and stay when an infusion moves. "
            "On the day of infusion 1, the rating is done before the dose."
        )
        self.lay_out(_("MADRS + YMRS"), told, "ratings.windows")

    def edited(self, protocol: Protocol) -> Protocol:
        return replace(protocol, ratings=self.table.rules)

    def rules_of(self, protocol: Protocol) -> tuple[RatingRule, ...]:
        return protocol.ratings

    def missing(self, protocol: Protocol) -> tuple[RatingRule, ...]:
        return missing_ratings(protocol)

    def order(self, rule: RatingRule) -> tuple[bool, int]:
        return (rule.anchor is Anchor.LAST_INFUSION, rule.target)


def missing_ratings(protocol: Protocol) -> tuple[RatingRule, ...]:
    """The ratings that could be added: weeks not rated yet, and the one after the course."""
    codes = {rule.code for rule in protocol.ratings}
    rules = [
        RatingRule("week0", Anchor.FIRST_INFUSION, 0, -3, 0),
        *(
            RatingRule(f"week{week}", Anchor.FIRST_INFUSION, 7 * week, 7 * week - 1, 7 * week + 1)
            for week in range(1, _WEEKS + 1)
        ),
        RatingRule("post", Anchor.LAST_INFUSION, 7, 5, 9),
    ]
    return tuple(rule for rule in rules if rule.code not in codes)
