"""How a long command tells how far it has come, and is stopped."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Told the steps done and the steps there are; what it raises stops the command, which then
leaves nothing behind."""
Steps = Callable[[int], None]
"""Told the steps done of one part of a command."""


def unwatched(*_steps: int) -> None:
    """For commands nobody waits for."""
