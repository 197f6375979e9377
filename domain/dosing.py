"""The 0.5 mg/kg check: what an infusion's dose comes to, and whether that is worth a note."""

from dataclasses import dataclass

from domain.errors import CopperdeskError
from domain.protocol import InfusionRules

TOLERANCE = 0.10
"""Share of the planned dose that goes unremarked: rounding to whole milligrams stays below it."""
FAR = 2.0
"""Times the planned dose from which a slip of the decimal mark is likely."""
DOSE_MG = (0.1, 1000.0)
WEIGHT_KG = (20.0, 350.0)


@dataclass(frozen=True, slots=True)
class DoseNote:
    """A dose that is not what the protocol says; it is told and never stops anybody."""

    dose_mg: float
    weight_kg: float
    planned_mg_per_kg: float

    @property
    def mg_per_kg(self) -> float:
        return self.dose_mg / self.weight_kg

    @property
    def planned_mg(self) -> float:
        return self.planned_mg_per_kg * self.weight_kg

    @property
    def is_far(self) -> bool:
        """Twice the planned dose and more, or half of it and less."""
        times = self.dose_mg / self.planned_mg
        return times >= FAR or times <= 1 / FAR


class MeasureRefused(CopperdeskError):
    """A dose or a weight that cannot be."""

    def __init__(self, measure: str, typed: float, low: float, high: float) -> None:
        super().__init__(f"{measure} must be {low} to {high}, not {typed}")
        self.measure = measure
        """dose_mg or weight_kg."""
        self.typed = typed
        self.low = low
        self.high = high


def dose_note(
    dose_mg: float | None, weight_kg: float | None, rules: InfusionRules
) -> DoseNote | None:
    """What to remark on a dose; None if it is as planned, or if either number is not known."""
    if dose_mg is None or weight_kg is None:
        return None
    planned = rules.dose_mg_per_kg * weight_kg
    if abs(dose_mg - planned) <= TOLERANCE * planned:
        return None
    return DoseNote(dose_mg, weight_kg, rules.dose_mg_per_kg)


def check_measures(*, dose_mg: float | None, weight_kg: float | None) -> None:
    """Raise `MeasureRefused` for a dose or a body weight no patient can have."""
    measures = (("dose_mg", dose_mg, DOSE_MG), ("weight_kg", weight_kg, WEIGHT_KG))
    for measure, typed, (low, high) in measures:
        if typed is not None and not low <= typed <= high:
            raise MeasureRefused(measure, typed, low, high)
