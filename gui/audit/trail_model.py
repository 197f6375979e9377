"""The trail as a table that reads on while somebody scrolls or searches."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QObject, QTimer, Signal

from domain.storage.trail_lines import TrailLine
from domain.storage.trail_reading import TrailFilter
from gui.audit.trail_rows import TrailRow, trail_columns, trail_row
from gui.table_model import Index, TableModel

PAGE = 150
"""Entries read at once; with their words they take a few milliseconds."""
_ROOT = QModelIndex()

ReadPage = Callable[[TrailFilter, int | None, int], Sequence[TrailLine]]
"""`Study.trail_page`: what is wanted, before which entry, how many."""


class TrailModel(TableModel[TrailRow]):
    """Newest first. A search goes through the whole trail between two moments of the window."""

    searched = Signal()
    """The search went on: there may be more rows, or it came to the end."""

    def __init__(self, read: ReadPage, parent: QObject | None = None) -> None:
        super().__init__(trail_columns(), parent=parent)
        self._read = read
        self._wanted = TrailFilter()
        self._text = ""
        self._before: int | None = None
        self._is_at_end = False
        self._search = QTimer(self, interval=0)
        self._search.timeout.connect(self.fetch_next)

    @property
    def is_searching(self) -> bool:
        return self._search.isActive()

    @property
    def is_at_end(self) -> bool:
        """Whether every entry that is wanted is among the rows."""
        return self._is_at_end

    def show_wanted(self, wanted: TrailFilter, text: str) -> None:
        """Start again from the newest entry; `text` is looked for in the words of the rows."""
        self._wanted, self._text = wanted, text.strip().casefold()
        self._before, self._is_at_end = None, False
        self._search.stop()
        self.set_rows(())
        self.fetch_next()
        if self._text and not self._is_at_end:
            self._search.start()

    def stop(self) -> None:
        self._search.stop()

    def fetch_next(self) -> None:
        """Read one page more."""
        lines = self._read(self._wanted, self._before, PAGE)
        self._is_at_end = len(lines) < PAGE
        if lines:
            self._before = lines[-1].entry.seq
        rows = [trail_row(line) for line in lines]
        self.append_rows([row for row in rows if not self._text or row.holds(self._text)])
        if self._is_at_end:
            self._search.stop()
        self.searched.emit()

    # Qt overrides

    def canFetchMore(self, parent: Index = _ROOT) -> bool:
        return not (parent.isValid() or self._is_at_end or self.is_searching)

    def fetchMore(self, parent: Index = _ROOT) -> None:
        if self.canFetchMore(parent):
            self.fetch_next()
