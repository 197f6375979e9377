"""Columns of text, set below each other."""

from collections.abc import Iterable, Sequence


def aligned(rows: Iterable[Sequence[str]], *, right: frozenset[int] = frozenset()) -> str:
    """`rows` indented by two, columns two spaces apart; those in `right` end below each other."""
    lines = [tuple(row) for row in rows]
    if not lines:
        return ""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    shown = [
        "  ".join(
            cell.rjust(width) if number in right else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(line, widths, strict=True))
            if width
        )
        for line in lines
    ]
    return "\n".join(f"  {line}".rstrip() for line in shown)
