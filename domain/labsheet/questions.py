"""What a sheet leaves open and a person answers once."""

from dataclasses import dataclass
from enum import StrEnum


class Asks(StrEnum):
    """A choice that the sheet does not settle."""

    SHEET = "sheet"
    RESULT_COLUMN = "result_column"
    PATIENT_COLUMN = "patient_column"
    DATE_ORDER = "date_order"


@dataclass(frozen=True, slots=True)
class Question:
    """Asked once, answered in the mapping."""

    asks: Asks
    choices: tuple[str, ...]
    """Sheet names, column letters, or values of `DateOrder`."""
