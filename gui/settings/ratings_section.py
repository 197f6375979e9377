"""Ratings: MADRS and YMRS by week, their target days and windows."""

from collections.abc import Mapping
from dataclasses import replace

from domain.protocol import Anchor, Protocol, RatingRule
from gui.settings.draft import SettingsDraft
from gui.settings.rule_table import RuleTable
from gui.settings.section import Section, in_a_row
from gui.widgets.buttons import PlainButton
from gui.widgets.inputs import Choice
from gui.widgets.label import Label
from gui.words import settings as words
from gui.words.language import _
from gui.words.settings import Part

_WEEKS = 12


class RatingsSection(Section):
    """Weekly ratings run on the calendar; the post rating follows the last infusion."""

    def __init__(self, draft: SettingsDraft) -> None:
        super().__init__(Part.RATINGS, draft)
        self.table = RuleTable[RatingRule]("ratings")
        self.table.changed.connect(self.take)
        self.choice = Choice[RatingRule]([], _("Rating to add"))
        self.choice.setMinimumContentsLength(20)
        self.add = PlainButton(_("Add rating"), icon_name="plus")
        self.add.clicked.connect(self._add)
        card = self.add_card(_("MADRS + YMRS"), "ratings.windows")
        card.body.addWidget(self.table)
        card.body.addLayout(in_a_row(self.choice, self.add))
        told = _(
            "Weekly ratings are counted from infusion 1 and stay when an infusion moves. "
            "On the day of infusion 1, the rating is done before the dose."
        )
        card.body.addWidget(Label(told, "small", "secondary", wraps=True))
        self.column.addStretch(1)

    def show_protocol(self, protocol: Protocol) -> None:
        self.table.show_rules(protocol.ratings)
        self._offer(protocol)

    def edited(self, protocol: Protocol) -> Protocol:
        return replace(protocol, ratings=self.table.rules)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        self.table.show_problems(problems)

    def take(self) -> None:
        super().take()
        self._offer(self._draft.protocol)

    def _offer(self, protocol: Protocol) -> None:
        missing = missing_ratings(protocol)
        named = [
            (rule, f"{words.rule_name(rule)} – {words.counted_from(rule)}") for rule in missing
        ]
        self.choice.replace_options(named)
        self.choice.setEnabled(bool(missing))
        self.add.setEnabled(bool(missing))

    def _add(self) -> None:
        rules = sorted((*self.table.rules, self.choice.choice), key=_order)
        self.table.show_rules(rules)
        self.take()


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


def _order(rule: RatingRule) -> tuple[bool, int]:
    return (rule.anchor is Anchor.LAST_INFUSION, rule.target)
