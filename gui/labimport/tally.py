"""How many rows of a plan are alike, counted once, so that no view has to go through them all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from domain.labsheet.rows import PlannedRow, ResultToStore

Keeps = Callable[[PlannedRow], bool]


@dataclass(frozen=True, slots=True)
class Tally:
    """Groups of rows that the counts of the window do not tell apart, each with one of them."""

    groups: tuple[tuple[PlannedRow, int], ...]

    @classmethod
    def of(cls, rows: Iterable[PlannedRow]) -> "Tally":
        first: dict[object, PlannedRow] = {}
        counts: dict[object, int] = {}
        for row in rows:
            kind = row.status, row.skipped, row.needs_decision, row.is_flagged, _fate(row.to_store)
            counts[kind] = counts.get(kind, 0) + 1
            first.setdefault(kind, row)
        return cls(tuple((row, counts[kind]) for kind, row in first.items()))

    def count(self, keeps: Keeps) -> int:
        """Rows that are kept; asks about status, decision, flagging and what is stored alone."""
        return sum(count for row, count in self.groups if keeps(row))

    @property
    def stored(self) -> int:
        return self.count(lambda row: row.to_store is not None)

    @property
    def undecided(self) -> int:
        return self.count(lambda row: row.needs_decision)


def _fate(item: ResultToStore | None) -> tuple[bool, bool] | None:
    return None if item is None else (item.replaces, bool(item.queries))
