"""What each cell of a sheet was taken for, so that a person can see it on the sheet itself."""

from enum import StrEnum

from domain.labsheet.columns import Columns
from domain.labsheet.mapping import Layout, Role, UnitSource
from domain.labsheet.plan import ImportPlan
from domain.labsheet.privacy import Personal
from domain.labsheet.rows import Ignored
from domain.labsheet.values import unit_within
from domain.labsheet.vocabulary import Vocabulary
from domain.labsheet.workbook import Cell, Row, Sheet, Workbook

_UNREAD = frozenset({Role.UNUSED, Role.OTHER_TEST})


class Mark(StrEnum):
    """What a cell is to the import."""

    HEADING = "heading"
    RESULT = "result"
    """The cell of a result: a row of the check."""
    READ = "read"
    """Says something about the result of its row."""
    UNIT = "unit"
    """The unit of all results stands here, above the table."""
    PERSONAL = "personal"
    """Never read further, and not shown."""
    UNREAD = "unread"


class Marks:
    """The marks of one sheet, as a plan reads it."""

    def __init__(
        self, workbook: Workbook, sheet: Sheet, plan: ImportPlan, vocabulary: Vocabulary
    ) -> None:
        self._mapping = mapping = plan.mapping
        self._personal = Personal(workbook, mapping, vocabulary)
        self._roles = {use.column: use.role for use in mapping.columns}
        of_sheet = [row for row in plan.rows if row.sheet == sheet.name]
        self._rows = {row.row for row in of_sheet}
        self._ignored = {row.row: row.kind for row in plan.ignored if row.sheet == sheet.name}
        self._headings = {
            *(mapping.header_rows if sheet.name == mapping.sheet else ()),
            *(row for row, kind in self._ignored.items() if kind is Ignored.REPEATED_HEADER),
        }
        if mapping.layout is Layout.BLOCKS:
            columns = Columns(mapping)
            self._headings |= {row.number for row in sheet.rows if columns.are_headings(row)}

    def is_heading(self, row: Row) -> bool:
        return row.number in self._headings

    def is_read(self, row: Row) -> bool:
        """The row has a result to check."""
        return row.number in self._rows

    def why_ignored(self, row: Row) -> Ignored | None:
        """Of a row below the headings that holds no result."""
        return self._ignored.get(row.number)

    def of(self, row: Row, cell: Cell) -> Mark:
        role = self._roles.get(cell.column, Role.UNUSED)
        if self.is_heading(row):
            return Mark.HEADING
        if role is Role.PERSONAL and self._is_below_headings(row):
            return Mark.PERSONAL
        if self.is_read(row) and role not in _UNREAD:
            return Mark.RESULT if role is Role.RESULT else Mark.READ
        if self._holds_the_unit(row, cell):
            return Mark.UNIT
        return Mark.UNREAD

    def shown(self, row: Row, cell: Cell) -> str:
        """The cell's text in one line, with what is personal blacked out."""
        return " ".join(self._personal.without(cell.text).split())

    def _is_below_headings(self, row: Row) -> bool:
        """Blocks have headings of their own, so all of such a sheet counts as below."""
        last = max(self._mapping.header_rows, default=0)
        return self._mapping.layout is Layout.BLOCKS or row.number > last

    def _holds_the_unit(self, row: Row, cell: Cell) -> bool:
        if self._mapping.unit_source is not UnitSource.TITLE:
            return False
        above = row.number < min(self._mapping.header_rows, default=1)
        return above and unit_within(cell.text) == self._mapping.unit
