"""Copper draws: which there are, their target days and windows."""

from collections.abc import Mapping
from dataclasses import replace

from domain.protocol import Anchor, DrawRule, Protocol
from gui.settings.draft import SettingsDraft
from gui.settings.rule_table import RuleTable
from gui.settings.section import Section, in_a_row
from gui.widgets.buttons import PlainButton
from gui.widgets.inputs import Choice
from gui.widgets.label import Label
from gui.words import settings as words
from gui.words.language import _
from gui.words.settings import Part

_DEFAULTS = ("draws.numbers", "draws.baseline", "draws.after_infusion", "draws.post_window")


class DrawsSection(Section):
    """A draw keeps what it is counted from; another one is added instead."""

    def __init__(self, draft: SettingsDraft) -> None:
        super().__init__(Part.DRAWS, draft)
        self.table = RuleTable[DrawRule]("draws")
        self.table.changed.connect(self.take)
        self.choice = Choice[DrawRule]([], _("Draw to add"))
        self.choice.setMinimumContentsLength(20)
        self.add = PlainButton(_("Add draw"), icon_name="plus")
        self.add.clicked.connect(self._add)
        card = self.add_card(_("Copper draws"), *_DEFAULTS)
        card.body.addWidget(self.table)
        card.body.addLayout(in_a_row(self.choice, self.add))
        told = _(
            "Day 0 is the day it is counted from; −1 is the day before. Both ends belong to the "
            "window. A target on a day off moves to the nearest working day inside the window."
        )
        card.body.addWidget(Label(told, "small", "secondary", wraps=True))
        self.column.addStretch(1)

    def show_protocol(self, protocol: Protocol) -> None:
        self.table.show_rules(protocol.draws)
        self._offer(protocol)

    def edited(self, protocol: Protocol) -> Protocol:
        return replace(protocol, draws=self.table.rules)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        self.table.show_problems(problems)

    def take(self) -> None:
        super().take()
        self._offer(self._draft.protocol)

    def _offer(self, protocol: Protocol) -> None:
        missing = missing_draws(protocol)
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


def missing_draws(protocol: Protocol) -> tuple[DrawRule, ...]:
    """The draws that could be added, with windows like those there are."""
    codes = {rule.code for rule in protocol.draws}
    like = next((rule for rule in protocol.draws if rule.anchor is Anchor.INFUSION), None)
    target, first, last = (like.target, like.first, like.last) if like else (1, 0, 2)
    rules = [
        DrawRule("baseline", Anchor.FIRST_INFUSION, -1, -7, 0, last_working_day_before=True),
        *(
            DrawRule(f"inf{number}", Anchor.INFUSION, target, first, last, infusion=number)
            for number in range(1, protocol.infusions.count + 1)
        ),
        DrawRule("post", Anchor.LAST_INFUSION, 7, 5, 9),
    ]
    return tuple(rule for rule in rules if rule.code not in codes)


def _order(rule: DrawRule) -> tuple[int, int]:
    place = (Anchor.FIRST_INFUSION, Anchor.INFUSION, Anchor.LAST_INFUSION).index(rule.anchor)
    return (place, rule.infusion or 0)
