"""Analysis: the planned comparisons, their test, the adjustment, and the level."""

from collections.abc import Mapping
from dataclasses import replace

from domain.protocol import Comparison, Family, PlannedTest, Protocol
from gui.settings.chosen_list import ChosenList
from gui.settings.draft import SettingsDraft
from gui.settings.section import Section, in_a_row, side_by_side
from gui.widgets.buttons import PlainButton
from gui.widgets.inputs import Choice, Decimal
from gui.widgets.label import Label
from gui.words import protocol as words_of_protocol
from gui.words import visits
from gui.words.language import _
from gui.words.settings import Part


class AnalysisSection(Section):
    """What was planned before anybody looked at the data."""

    def __init__(self, draft: SettingsDraft) -> None:
        super().__init__(Part.ANALYSIS, draft)
        self.test = Choice([(one, words_of_protocol.planned_test(one)) for one in PlannedTest])
        self.family = Choice([(one, words_of_protocol.family(one)) for one in Family])
        self.alpha = Decimal(0.001, 0.2, 3, 0.005)
        self.comparisons = ChosenList[Comparison](_("Planned comparisons"), rows=4)
        self.earlier = Choice[str]([], _("Earlier draw"))
        self.later = Choice[str]([], _("Later draw"))
        self.add = PlainButton(_("Add comparison"), icon_name="plus")
        self._wrong = Label("", "small", "overdue", wraps=True)
        self._lay_out()
        for choice in (self.test, self.family):
            choice.currentIndexChanged.connect(self.take)
        self.alpha.valueChanged.connect(self.take)
        self.comparisons.changed.connect(self.take)
        self.add.clicked.connect(self._add)

    def show_protocol(self, protocol: Protocol) -> None:
        rules = protocol.analysis
        self.test.choose(rules.test)
        self.family.choose(rules.family)
        self.alpha.setValue(rules.alpha)
        self._show_comparisons(rules.comparisons)
        draws = [(rule.code, visits.draw_label(rule.code)) for rule in protocol.draws]
        for choice in (self.earlier, self.later):
            choice.replace_options(draws)
        self.add.setEnabled(len(draws) > 1)
        self.later.setCurrentIndex(len(draws) - 1)

    def edited(self, protocol: Protocol) -> Protocol:
        rules = replace(
            protocol.analysis,
            test=self.test.choice,
            family=self.family.choice,
            alpha=round(self.alpha.value(), 3),
            comparisons=self.comparisons.values,
        )
        return replace(protocol, analysis=rules)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        super().show_problems(problems)
        protocol = self._draft.protocol
        gone = [c for c in protocol.analysis.comparisons if not protocol.has_comparison(c)]
        told = ""
        if gone:
            named = "; ".join(map(_named, gone))
            told = _("Not possible with the draws there are: {comparisons}.").format(
                comparisons=named
            )
        self._wrong.setText(told)
        self._wrong.setVisible(bool(told))

    def _add(self) -> None:
        wanted = Comparison(self.earlier.choice, self.later.choice)
        if wanted.earlier != wanted.later and wanted not in self.comparisons.values:
            self._show_comparisons((*self.comparisons.values, wanted))
            self.comparisons.choose(wanted)
            self.take()

    def _show_comparisons(self, comparisons: tuple[Comparison, ...]) -> None:
        if self.comparisons.values != comparisons or not comparisons:
            self.comparisons.show_values([(one, _named(one)) for one in comparisons])

    def _lay_out(self) -> None:
        card = self.add_card(_("Planned tests"), "analysis")
        fields = [
            self.add_field("analysis.test", _("Test"), self.test),
            self.add_field("analysis.family", _("Adjustment"), self.family),
            self.add_field("analysis.alpha", _("Level (alpha)"), self.alpha),
        ]
        card.body.addLayout(side_by_side(fields, 1))
        compared = self.add_card(_("Planned comparisons"))
        compared.body.addWidget(self.comparisons)
        compared.body.addWidget(self._wrong)
        compared.body.addLayout(in_a_row(self.earlier, Label(_("with")), self.later))
        compared.body.addLayout(in_a_row(self.add))
        told = _("The change is the later draw minus the earlier one, in the same patients.")
        compared.body.addWidget(Label(told, "small", "secondary", wraps=True))
        self.column.addStretch(1)


def _named(comparison: Comparison) -> str:
    return _("{earlier} with {later}").format(
        earlier=visits.draw_label(comparison.earlier), later=visits.draw_label(comparison.later)
    )
