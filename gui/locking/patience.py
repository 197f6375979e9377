"""How long a study waits: until it locks by itself, and after a wrong passphrase."""

MINUTES = (2, 5, 10, 15, 30, 60, 0)
"""What can be chosen; 0 never locks by itself."""
LONGEST = 30


def wait_after(wrong: int) -> int:
    """Seconds before the next try, after so many wrong ones: 1, 2, 4 … 30."""
    return min(2 ** (wrong - 1), LONGEST) if wrong else 0
