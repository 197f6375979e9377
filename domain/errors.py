"""What can go wrong in a way a coordinator can act on.

Each error carries what happened as fields; `gui.words` makes the sentence for the
screen. `str(error)` is plain English, for logs.
"""

from dataclasses import dataclass


class CopperdeskError(Exception):
    """Something the user can put right; everything else is a bug of ours."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file that was handed in, with its place."""

    place: str
    """File, row and column, or the path inside a protocol file; empty if the whole file."""
    code: str
    """What is wrong, as a word that `gui.words` turns into a sentence."""
    detail: tuple[tuple[str, str], ...] = ()
    """The values the sentence needs, by name."""

    def __str__(self) -> str:
        values = ", ".join(f"{name}={value}" for name, value in self.detail)
        return f"{self.place}: {self.code}" + (f" ({values})" if values else "")
