"""What a sheet leaves open and a person answers once."""

from dataclasses import dataclass
from enum import StrEnum

from domain.labsheet.mapping import Role


class Asks(StrEnum):
    """A choice that the sheet does not settle."""

    SHEET = "sheet"
    RESULT_COLUMN = "result_column"
    PATIENT_COLUMN = "patient_column"
    TUBE_COLUMN = "tube_column"
    COLLECTED_COLUMN = "collected_column"
    UNIT_COLUMN = "unit_column"
    DATE_ORDER = "date_order"


NONE_OF_THEM = "-"
"""The answer to a question about a column that none of them is it."""
COLUMN_ASKED = {
    Asks.RESULT_COLUMN: Role.RESULT,
    Asks.PATIENT_COLUMN: Role.PATIENT,
    Asks.TUBE_COLUMN: Role.TUBE,
    Asks.COLLECTED_COLUMN: Role.COLLECTED,
    Asks.UNIT_COLUMN: Role.UNIT,
}
"""What the column asked about holds."""


@dataclass(frozen=True, slots=True)
class Question:
    """Asked once, answered in the mapping."""

    asks: Asks
    choices: tuple[str, ...]
    """Sheet names, column letters, or values of `DateOrder`; the likeliest first. `NONE_OF_THEM`
    among them: the sheet can be read without."""
    examples: tuple[tuple[str, ...], ...] = ()
    """From the sheet, for each choice; one alone for all where they are about the same cells."""
