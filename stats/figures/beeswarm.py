"""Placing the dots of one group side by side, so that none hides another."""

from collections.abc import Sequence


def beeswarm(
    values: Sequence[float], *, room_x: float, room_y: float, widest: float
) -> list[float]:
    """How far from the middle each value is drawn, at most `widest` to either side.

    A dot keeps an ellipse of `room_x` by `room_y` to itself, in the units of the axes. From the
    lowest value up, each takes the free place nearest to the middle; where all are taken it is
    drawn in the middle, over the others.
    """
    steps = max(1, int(widest / (room_x / 2.0)))
    offsets = [side * k * room_x / 2.0 for k in range(steps + 1) for side in (1.0, -1.0)]
    placed: list[tuple[float, float]] = []
    found = [0.0] * len(values)
    for place in sorted(range(len(values)), key=lambda place: values[place]):
        value = values[place]
        placed = [(x, y) for x, y in placed if value - y < room_y]
        found[place] = next(
            (
                offset
                for offset in offsets
                if all(
                    ((offset - x) / room_x) ** 2 + ((value - y) / room_y) ** 2 >= 1.0
                    for x, y in placed
                )
            ),
            0.0,
        )
        placed.append((found[place], value))
    return found
