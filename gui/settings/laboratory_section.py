"""Laboratory: reference range, for both sexes or each, and the limit of quantification."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QCheckBox, QWidget

from domain.patient import Sex
from domain.protocol import LaboratoryRules, Protocol, SexRange
from gui.settings.draft import SettingsDraft
from gui.settings.section import Section, side_by_side
from gui.widgets.inputs import Decimal
from gui.widgets.label import Label
from gui.words import enrolment
from gui.words import problems as words_of_problems
from gui.words.language import _
from gui.words.settings import Part

_HIGHEST = 5000.0


class LaboratorySection(Section):
    """In µg/dL; what the laboratory wrote is kept beside."""

    def __init__(self, draft: SettingsDraft) -> None:
        super().__init__(Part.LABORATORY, draft)
        self.low, self.high = _limit(), _limit()
        self.by_sex = QCheckBox(_("Other ranges for women and men"))
        self.of_sex = {sex: (_limit(), _limit()) for sex in Sex}
        self.has_loq = QCheckBox(_("The laboratory states a limit"))
        self.loq = _limit()
        self._sexes = QWidget()
        self._edited_last: dict[str, str] = {}
        """Which end of each range was edited last, low or high."""
        self._lay_out()
        for toggle in (self.by_sex, self.has_loq):
            toggle.toggled.connect(self._show_parts)
            toggle.toggled.connect(self.take)
        for place, ends in self._ends.items():
            for name, limit in zip(("low", "high"), ends, strict=True):
                limit.valueChanged.connect(partial(self._take_end, place, name))
        self.loq.valueChanged.connect(self.take)

    @property
    def _ends(self) -> dict[str, tuple[Decimal, Decimal]]:
        """The limits of each range, by its place in the protocol."""
        own = {f"laboratory.{sex.lower()}": ends for sex, ends in self.of_sex.items()}
        return {"laboratory": (self.low, self.high), **own}

    def show_protocol(self, protocol: Protocol) -> None:
        rules = protocol.laboratory
        self.low.setValue(rules.reference_low_ug_dl)
        self.high.setValue(rules.reference_high_ug_dl)
        self.by_sex.setChecked(bool(rules.reference_by_sex))
        for sex, (low, high) in self.of_sex.items():
            own = rules.range_for(sex)
            low.setValue(own[0])
            high.setValue(own[1])
        self.has_loq.setChecked(rules.loq_ug_dl is not None)
        self.loq.setValue(rules.loq_ug_dl or 0.0)
        self._show_parts()

    def edited(self, protocol: Protocol) -> Protocol:
        return replace(
            protocol,
            laboratory=LaboratoryRules(
                self.low.value(),
                self.high.value(),
                self.loq.value() if self.has_loq.isChecked() else None,
                self._ranges(),
            ),
        )

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Beside the end that was edited last: the other one was there before."""
        spread = dict(problems)
        for place in self._ends:
            if place in problems:
                is_high = self._edited_last.get(place) == "high"
                told = words_of_problems.sentence("reference_high_under_low")
                spread[f"{place}.high" if is_high else f"{place}.low"] = (
                    told if is_high else problems[place]
                )
        super().show_problems(spread)

    def _take_end(self, place: str, end: str, _value: float) -> None:
        if not self._is_reading:
            self._edited_last[place] = end
        self.take()

    def _ranges(self) -> tuple[SexRange, ...]:
        if not self.by_sex.isChecked():
            return ()
        return tuple(
            SexRange(sex, low.value(), high.value()) for sex, (low, high) in self.of_sex.items()
        )

    def _show_parts(self) -> None:
        self._sexes.setVisible(self.by_sex.isChecked())
        self.loq.setEnabled(self.has_loq.isChecked())

    def _lay_out(self) -> None:
        card = self.add_card(_("Reference range of serum copper"), "laboratory.reference")
        both = [
            self.add_field("laboratory.low", _("Lower limit, µg/dL"), self.low),
            self.add_field("laboratory.high", _("Upper limit, µg/dL"), self.high),
        ]
        card.body.addLayout(side_by_side(both, 2))
        card.body.addWidget(self.by_sex)
        own: list[QWidget] = []
        for sex, (low, high) in self.of_sex.items():
            named = enrolment.sex(sex)
            place = f"laboratory.{sex.lower()}"
            lower = _("{sex}: lower limit, µg/dL").format(sex=named)
            upper = _("{sex}: upper limit, µg/dL").format(sex=named)
            own.append(self.add_field(f"{place}.low", lower, low))
            own.append(self.add_field(f"{place}.high", upper, high))
        grid = side_by_side(own, 2)
        grid.setContentsMargins(0, 0, 0, 0)
        self._sexes.setLayout(grid)
        card.body.addWidget(self._sexes)
        loq = self.add_card(_("Limit of quantification"))
        loq.body.addWidget(self.has_loq)
        stated = self.add_field("laboratory.loq_ug_dl", _("Limit, µg/dL"), self.loq)
        loq.body.addLayout(side_by_side([stated], 2))
        told = _("Printed in reports. A result written as “<5” stays as the sheet has it.")
        loq.body.addWidget(Label(told, "small", "secondary", wraps=True))
        self.column.addStretch(1)


def _limit() -> Decimal:
    return Decimal(0.0, _HIGHEST, 1, 1.0)
