"""What the sections of copper draws and of ratings have in common: the visits there are."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, Generic

from domain.protocol import Protocol
from gui.settings.draft import SettingsDraft
from gui.settings.rule_table import R, RuleTable
from gui.settings.section import Section, in_a_row
from gui.widgets.buttons import PlainButton
from gui.widgets.inputs import Choice
from gui.widgets.label import Label
from gui.words import settings as words


class VisitsSection(Section, Generic[R]):
    """A visit keeps what it is counted from; another one is added instead."""

    def __init__(self, of: words.Part, draft: SettingsDraft, *, to_add: str, add: str) -> None:
        super().__init__(of, draft)
        self.table = RuleTable[R](of)
        self.table.changed.connect(self.take)
        self.choice = Choice[R]([], to_add)
        self.choice.setMinimumContentsLength(20)
        self.add = PlainButton(add, icon_name="plus")
        self.add.clicked.connect(self._add)

    @abstractmethod
    def rules_of(self, protocol: Protocol) -> Sequence[R]:
        """The visits that `protocol` plans."""

    @abstractmethod
    def missing(self, protocol: Protocol) -> Sequence[R]:
        """The visits that could be added to it."""

    @abstractmethod
    def order(self, rule: R) -> Any:
        """Where a visit stands among the others."""

    def show_protocol(self, protocol: Protocol) -> None:
        self.table.show_rules(self.rules_of(protocol))
        self._offer(protocol)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        self.table.show_problems(problems)

    def take(self) -> None:
        super().take()
        self._offer(self._draft.protocol)

    def lay_out(self, heading: str, told: str, *defaults: str) -> None:
        """The card: the visits, what can be added, and what the numbers mean."""
        card = self.add_card(heading, *defaults)
        card.body.addWidget(self.table)
        card.body.addLayout(in_a_row(self.choice, self.add))
        card.body.addWidget(Label(told, "small", "secondary", wraps=True))
        self.column.addStretch(1)

    def _offer(self, protocol: Protocol) -> None:
        missing = self.missing(protocol)
        named = [
            (rule, f"{words.rule_name(rule)} – {words.counted_from(rule)}") for rule in missing
        ]
        self.choice.replace_options(named)
        self.choice.setEnabled(bool(missing))
        self.add.setEnabled(bool(missing))

    def _add(self) -> None:
        rules = sorted((*self.table.rules, self.choice.choice), key=self.order)
        self.table.show_rules(rules)
        self.take()
