"""The entries of the trail as rows: their words, made when somebody looks, and the columns."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.storage.audit import AuditEntry
from domain.storage.trail_lines import TrailLine
from gui.table_model import Column
from gui.words import dates, trail, trail_actions
from gui.words.language import _

CSV_TITLES = (
    "entry", "action", "when", "who", "patient", "what", "item", "old", "new", "reason",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TrailRow:
    """One entry with its words, made once."""

    entry: AuditEntry
    when: str
    what: str
    item: str
    before: str
    after: str
    why: str

    def holds(self, wanted: str) -> bool:
        """Whether one of the texts has `wanted`, which is in lower case."""
        entry = self.entry
        texts = (
            self.when, entry.who, entry.patient, self.what, self.item, self.before, self.after,
            self.why,
        )  # fmt: skip
        return any(wanted in text.casefold() for text in texts)

    def cells(self) -> Sequence[object]:
        """A line of `CSV_TITLES`: the moment as ISO, the rest as shown."""
        entry = self.entry
        when = entry.at.isoformat(timespec="seconds")
        return (
            entry.seq, entry.action, when, entry.who, entry.patient, self.what, self.item,
            self.before, self.after, self.why,
        )  # fmt: skip


def trail_row(line: TrailLine) -> TrailRow:
    entry = line.entry
    return TrailRow(
        entry,
        dates.moment(entry.at),
        trail_actions.done(line),
        trail.item(entry),
        trail.before(line),
        trail.after(line),
        trail.why(line),
    )


def trail_columns() -> tuple[Column[TrailRow], ...]:
    return (
        Column[TrailRow](_("When"), lambda row: row.when),
        Column[TrailRow](_("Who"), lambda row: row.entry.who),
        Column[TrailRow](_("Patient"), lambda row: row.entry.patient, is_strong=True),
        Column[TrailRow](_("What"), lambda row: row.what),
        Column[TrailRow](_("Item"), lambda row: row.item),
        Column[TrailRow](_("Old"), lambda row: row.before),
        Column[TrailRow](_("New"), lambda row: row.after),
        Column[TrailRow](_("Reason"), lambda row: row.why),
    )
