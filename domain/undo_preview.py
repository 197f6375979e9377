"""What taking a whole import back would do, before it is done."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UndoPreview:
    """What goes, what comes back in its place, and what stays."""

    going: int
    """Results that leave the study, specimens without a number among them."""
    back: tuple[tuple[str, str], ...]
    """Patient and code of the draws whose earlier result counts again."""
    kept: tuple[tuple[str, str], ...]
    """Draws that were edited since, and keep theirs."""
    unusable: int = 0
    """Of those that go, specimens without a number."""
