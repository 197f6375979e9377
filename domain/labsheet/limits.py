"""How much of a file is read before it is refused."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """A yearly export has some ten thousand rows; these are far above it."""

    seconds: float = 5.0
    """Of work, by the clock of the reading process itself, and of silence between its pulses.

    Both are counted so that a machine that is busy with other things refuses no good sheet.
    """
    longest_wait: float = 60.0
    """Seconds from the start of the reading process to its answer, whatever it does."""
    file_bytes: int = 50_000_000
    unpacked_bytes: int = 200_000_000
    """Of all parts of a workbook together."""
    ratio: int = 400
    """Unpacked to packed size of a part over a megabyte."""
    entries: int = 2_000
    cells: int = 400_000
    """Filled ones."""
    memory_bytes: int = 256_000_000
    """On top of what the reading process needs to start."""
