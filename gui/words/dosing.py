"""The 0.5 mg/kg check in words: a note, never a refusal."""

from domain.dosing import DoseNote
from gui.words import numbers
from gui.words.language import _


def note(of: DoseNote) -> str:
    """40 mg is 0.59 mg/kg. The protocol's dose is 0.5 mg/kg: 34 mg for 68 kg."""
    return _(
        "{dose} mg is {per_kg} mg/kg. The protocol’s dose is {planned} mg/kg: {mg} mg for {kg} kg."
    ).format(
        dose=numbers.plain(of.dose_mg),
        per_kg=numbers.number(of.mg_per_kg, 2),
        planned=numbers.plain(of.planned_mg_per_kg),
        mg=numbers.plain(round(of.planned_mg, 1)),
        kg=numbers.plain(of.weight_kg),
    )
