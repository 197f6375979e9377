"""What a reason in a person's own words must say at least."""

LEAST_LETTERS = 3


def says_why(reason: str) -> bool:
    """Whether a monitor could read a reason in it; a single "x" is none."""
    return sum(letter.isalpha() for letter in reason) >= LEAST_LETTERS
