"""Reasons: the short menus that are offered when a visit is missed or moved."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from domain.protocol import Protocol, Reasons
from gui.settings.chosen_list import ChosenList
from gui.settings.draft import SettingsDraft
from gui.settings.section import Section
from gui.widgets.buttons import PlainButton
from gui.widgets.card import Card
from gui.widgets.label import Label
from gui.words import settings as words
from gui.words.language import _
from gui.words.reasons import KNOWN_REASONS, reason
from gui.words.settings import Part

_LONGEST = 60


class ReasonsSection(Section):
    """Four lists, each in the order of its menu."""

    def __init__(self, draft: SettingsDraft) -> None:
        super().__init__(Part.REASONS, draft)
        self.lists: dict[str, ChosenList[str]] = {}
        self.entries: dict[str, QLineEdit] = {}
        self.refused: dict[str, Label] = {}
        """What is wrong with each list, below it."""
        for place, heading in words.reason_lists().items():
            self._add_list(self.add_card(heading), place, heading)
        self.column.addStretch(1)

    def show_protocol(self, protocol: Protocol) -> None:
        for place, chosen in self.lists.items():
            codes: tuple[str, ...] = getattr(protocol.reasons, place)
            if chosen.values != codes or not codes:
                chosen.show_values([(code, reason(code)) for code in codes])

    def edited(self, protocol: Protocol) -> Protocol:
        chosen = {place: one.values for place, one in self.lists.items()}
        return replace(protocol, reasons=Reasons(**chosen))

    def show_problems(self, problems: Mapping[str, str]) -> None:
        for place, refused in self.refused.items():
            problem = problems.get(f"reasons.{place}", "")
            refused.setText(problem)
            refused.setVisible(bool(problem))

    def _add_list(self, card: Card, place: str, heading: str) -> None:
        chosen = ChosenList[str](heading, is_ordered=True)
        chosen.changed.connect(self.take)
        entry = QLineEdit()
        entry.setMaxLength(_LONGEST)
        entry.setPlaceholderText(_("Another reason"))
        entry.setAccessibleName(_("{list}: another reason").format(list=heading))
        add = PlainButton(
            _("Add reason"), icon_name="plus", name=_("Add to “{list}”").format(list=heading)
        )
        for signal in (entry.returnPressed, add.clicked):
            signal.connect(partial(self._add, place))
        self.lists[place], self.entries[place] = chosen, entry
        self.refused[place] = refused = Label("", "small", "overdue", wraps=True)
        refused.hide()
        card.body.addWidget(chosen)
        card.body.addWidget(refused)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(entry, 1)
        row.addWidget(add)
        card.body.addLayout(row)

    def _add(self, place: str, _checked: bool = False) -> None:
        typed = " ".join(self.entries[place].text().split())
        chosen = self.lists[place]
        code = next((one for one in KNOWN_REASONS if reason(one) == typed), typed)
        if typed and code not in chosen.values:
            chosen.show_values([(one, reason(one)) for one in (*chosen.values, code)])
            chosen.choose(code)
            self.take()
        self.entries[place].clear()
