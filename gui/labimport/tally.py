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
    def unusable(self) -> int:
        """Of what is stored, specimens without a number."""
        return self.count(is_unusable)

    @property
    def undecided(self) -> int:
        return self.count(lambda row: row.needs_decision)


def is_unusable(row: PlannedRow) -> bool:
    """It is stored that the specimen gave no number."""
    return row.to_store is not None and row.to_store.result.value is None


def _fate(item: ResultToStore | None) -> tuple[bool, bool, bool] | None:
    if item is None:
        return None
    return item.replaces, bool(item.queries), item.result.value is None
