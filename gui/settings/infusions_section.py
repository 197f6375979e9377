"""Infusions: how many, how far apart, the dose, and what becomes of a missed one."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from domain.protocol import DrawsFollow, Missed, Protocol
from gui.settings.draft import SettingsDraft
from gui.settings.section import Section, side_by_side
from gui.widgets.inputs import Choice, Decimal, WholeNumber
from gui.widgets.label import Label
from gui.words import problems as words_of_problems
from gui.words import protocol as words_of_protocol
from gui.words.language import _
from gui.words.settings import Part

_MIN_GAP, _MAX_GAP = "infusions.min_gap_days", "infusions.max_gap_days"


class InfusionsSection(Section):
    """The course of one patient."""

    def __init__(self, draft: SettingsDraft) -> None:
        super().__init__(Part.INFUSIONS, draft)
        self.count = WholeNumber(1, 60)
        self.per_week = WholeNumber(1, 7)
        self.dose = Decimal(0.01, 100.0, 2, 0.05)
        self.duration = WholeNumber(1, 600)
        self.min_gap = WholeNumber(1, 90)
        self.max_gap = WholeNumber(1, 90)
        self.length = WholeNumber(1, 730)
        self.missed = Choice([(one, words_of_protocol.missed(one)) for one in Missed])
        self.follow = Choice([(one, words_of_protocol.draws_follow(one)) for one in DrawsFollow])
        self._is_max_gap_edited_last = False
        self._lay_out()
        self.min_gap.valueChanged.connect(partial(self._note_gap, is_max=False))
        self.max_gap.valueChanged.connect(partial(self._note_gap, is_max=True))
        for spin in (self.count, self.per_week, self.duration, self.min_gap, self.max_gap):
            spin.valueChanged.connect(self.take)
        self.length.valueChanged.connect(self.take)
        self.dose.valueChanged.connect(self.take)
        self.missed.currentIndexChanged.connect(self.take)
        self.follow.currentIndexChanged.connect(self.take)

    def show_protocol(self, protocol: Protocol) -> None:
        rules = protocol.infusions
        self.count.setValue(rules.count)
        self.per_week.setValue(rules.per_week)
        self.dose.setValue(rules.dose_mg_per_kg)
        self.duration.setValue(rules.duration_min)
        self.min_gap.setValue(rules.min_gap_days)
        self.max_gap.setValue(rules.max_gap_days)
        self.length.setValue(rules.max_course_days)
        self.missed.choose(rules.missed)
        self.follow.choose(rules.draws_follow)

    def edited(self, protocol: Protocol) -> Protocol:
        rules = replace(
            protocol.infusions,
            count=self.count.value(),
            per_week=self.per_week.value(),
            dose_mg_per_kg=self.dose.value(),
            duration_min=self.duration.value(),
            min_gap_days=self.min_gap.value(),
            max_gap_days=self.max_gap.value(),
            max_course_days=self.length.value(),
            missed=self.missed.choice,
            draws_follow=self.follow.choice,
        )
        return replace(protocol, infusions=rules)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Beside the gap that was edited last: the other one was there before."""
        spread = dict(problems)
        if _MIN_GAP in spread and self._is_max_gap_edited_last:
            del spread[_MIN_GAP]
            spread[_MAX_GAP] = words_of_problems.sentence("gap_maximum_under_minimum")
        super().show_problems(spread)

    def _note_gap(self, _days: int, *, is_max: bool) -> None:
        if not self._is_reading:
            self._is_max_gap_edited_last = is_max

    def _lay_out(self) -> None:
        course = self.add_card(_("Course and dose"))
        course.body.addLayout(
            side_by_side(
                [
                    self.add_field("infusions.count", _("Number of infusions"), self.count),
                    self.add_field("infusions.per_week", _("Infusions a week"), self.per_week),
                    self.add_field("infusions.dose_mg_per_kg", _("Dose, mg/kg"), self.dose),
                    self.add_field("infusions.duration_min", _("Duration, min"), self.duration),
                ],
                2,
            )
        )
        gaps = self.add_card(_("Days between"), "infusions.gaps", "infusions.max_course_days")
        gaps.body.addLayout(
            side_by_side(
                [
                    self.add_field(_MIN_GAP, _("Shortest gap, days"), self.min_gap),
                    self.add_field(_MAX_GAP, _("Longest gap, days"), self.max_gap),
                    self.add_field("infusions.max_course_days", _("All within, days"), self.length),
                ],
                2,  # wide enough for what may be wrong, in one line
            )
        )
        told = _(
            "A shorter gap is refused. A longer gap or a longer course is noted as a deviation. "
            "Planned infusions keep their days when these numbers change."
        )
        gaps.body.addWidget(Label(told, "small", "secondary", wraps=True))
        missed = self.add_card(_("When an infusion is missed"), "infusions.missed")
        missed.body.addLayout(
            side_by_side(
                [
                    self.add_field("infusions.missed", _("Missed infusions are"), self.missed),
                    self.add_field("infusions.draws_follow", _("Draws follow"), self.follow),
                ],
                1,
            )
        )
        self.column.addStretch(1)
