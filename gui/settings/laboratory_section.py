"""Laboratory: reference range, for both sexes or each, and the limit of quantification."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QWidget

from domain.patient import Sex
from domain.protocol import LaboratoryRules, Protocol, SexRange
from gui.settings.draft import SettingsDraft
from gui.settings.section import Section, side_by_side
from gui.widgets.inputs import Decimal
from gui.widgets.label import Label
from gui.words import enrolment
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
        self._lay_out()
        for toggle in (self.by_sex, self.has_loq):
            toggle.toggled.connect(self._show_parts)
            toggle.toggled.connect(self.take)
        for limit in (self.low, self.high, self.loq, *sum(self.of_sex.values(), ())):
            limit.valueChanged.connect(self.take)

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
        spread = dict(problems)
        for place in ("laboratory", *(f"laboratory.{sex.lower()}" for sex in Sex)):
            if place in problems:
                spread[f"{place}.low"] = problems[place]
        super().show_problems(spread)

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
