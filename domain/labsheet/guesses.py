"""What was understood of a sheet, each thing with how sure it is and why."""

from dataclasses import dataclass
from enum import StrEnum

SURE = 0.75
"""From here on a guess is taken without asking; below, a person is to look."""


class Field(StrEnum):
    """What a guess is about."""

    SHEET = "sheet"
    HEADING = "heading"
    LAYOUT = "layout"
    COLUMN = "column"
    DATES = "dates"
    DECIMAL = "decimal"
    UNIT = "unit"


class Because(StrEnum):
    """Why it was guessed."""

    HEADING_SAYS = "heading_says"
    """The heading is one of the words for it."""
    HEADING_LIKE = "heading_like"
    """A word for it stands in the heading."""
    HEADING_AND_VALUES = "heading_and_values"
    VALUES_FIT = "values_fit"
    """By the values alone."""
    VALUES_DIFFER = "values_differ"
    """The heading says so, the values do not look like it."""
    NOTHING_SHOWS_IT = "nothing_shows_it"
    """Neither heading nor values: a person said so, or it is open."""
    ONLY_ONE = "only_one"
    MOST_LIKELY = "most_likely"
    """The others are clearly less like results."""
    OTHERS_ALIKE = "others_alike"
    CHOSEN = "chosen"
    """A person chose it for this laboratory."""
    IN_TITLE = "in_title"
    NOT_NEEDED = "not_needed"
    """No cell leaves it open: real dates, real numbers."""


@dataclass(frozen=True, slots=True)
class Guess:
    """One thing understood, or only proposed."""

    field: Field
    value: str
    """A sheet's name, row numbers, or the value of a Layout, Role, DateOrder, DecimalMark or
    unit; empty where nothing could be guessed."""
    confidence: float
    """0 nothing speaks for it, 1 nothing is left to doubt."""
    because: Because
    column: int = 0
    draw: str = ""
    fitting: int = 0
    looked_at: int = 0
    """Of so many values, `fitting` look like it; 0 where values were not looked at."""
    examples: tuple[str, ...] = ()
    """Cells as written; none of a personal column, no PESEL in any."""
    is_taken: bool = True
    """False: proposed by its values, and not read so unless a person agrees."""

    @property
    def is_sure(self) -> bool:
        return self.is_taken and self.confidence >= SURE
