"""Copper draws: which there are, their target days and windows."""

from dataclasses import replace

from domain.protocol import Anchor, DrawRule, Protocol
from gui.settings.draft import SettingsDraft
from gui.settings.visits_section import VisitsSection
from gui.words.language import _
from gui.words.settings import Part

_DEFAULTS = ("draws.numbers", "draws.baseline", "draws.after_infusion", "draws.post_window")


class DrawsSection(VisitsSection[DrawRule]):
    """Draws run on infusions."""

    def __init__(self, draft: SettingsDraft) -> None:
        super().__init__(Part.DRAWS, draft, to_add=_("Draw to add"), add=_("Add draw"))
        told = _(
            "Day 0 is the day it is counted from; −1 is the day before. Both ends belong to the "
            "window, which ends at the latest where the next infusion starts. A target on a day "
            "off moves to the nearest working day inside the window."
        )
        self.lay_out(_("Copper draws"), told, *_DEFAULTS)

    def edited(self, protocol: Protocol) -> Protocol:
        return replace(protocol, draws=self.table.rules)

    def rules_of(self, protocol: Protocol) -> tuple[DrawRule, ...]:
        return protocol.draws

    def missing(self, protocol: Protocol) -> tuple[DrawRule, ...]:
        return missing_draws(protocol)

    def order(self, rule: DrawRule) -> tuple[int, int]:
        place = (Anchor.FIRST_INFUSION, Anchor.INFUSION, Anchor.LAST_INFUSION).index(rule.anchor)
        return (place, rule.infusion or 0)


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
