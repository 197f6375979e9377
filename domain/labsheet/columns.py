"""A mapping's columns as the rows of a long sheet are asked for them, looked up once."""

from domain.labsheet.mapping import ColumnUse, Layout, Mapping, Role, UnitSource
from domain.labsheet.pesel import without_pesel
from domain.labsheet.values import bracketed, plain_spaces, unit_within
from domain.labsheet.vocabulary import folded
from domain.labsheet.workbook import Cell, Row

_REPEATING = frozenset({Role.TEST, Role.UNIT, Role.RANGE, Role.MATERIAL})
_NAMING = frozenset({Role.PATIENT, Role.TUBE, Role.DRAW})
_DATA = _NAMING | {Role.RESULT, Role.TEST, Role.COLLECTED}


class Columns:
    """Which column has which role; what stands there in a row."""

    def __init__(self, mapping: Mapping) -> None:
        self.data = frozenset(use.column for use in mapping.columns if use.role in _DATA)
        self.naming = [use.column for use in mapping.columns if use.role in _NAMING]
        self._first = _first_of_each(mapping)
        self._plain = {role: column for (role, draw), column in self._first.items() if not draw}
        self._shown = {
            use.column: use.header or use.letters
            for use in mapping.columns
            if use.role is not Role.PERSONAL
        }
        named = [use for use in mapping.columns if use.header and use.role is not Role.UNUSED]
        # Columns that repeat themselves come first: most rows differ from the headings there.
        self._headings = [
            (use.column, folded(use.header))
            for use in sorted(named, key=lambda use: use.role not in _REPEATING)
        ]
        self._mapping = mapping
        self._units: dict[str, str] = {}

    def has(self, role: Role) -> bool:
        return role in self._plain

    def text(self, row: Row, role: Role) -> str:
        column = self._plain.get(role)
        cell = None if column is None else row.at(column)
        return "" if cell is None else plain_spaces(cell.text)

    def cell(self, row: Row, role: Role, draw: str) -> Cell | None:
        """Of the draw's own column with this role, else of the one for all draws."""
        column = (draw and self._first.get((role, draw))) or self._plain.get(role)
        return None if column is None else row.at(column)

    def unit(self, row: Row, result: ColumnUse) -> str:
        """The unit of a row's result, as written in its column, its heading or the title."""
        if self._mapping.unit_source is UnitSource.CHOSEN:
            return self._mapping.unit
        if self.has(Role.UNIT):
            return self.text(row, Role.UNIT)
        heading = result.header
        if heading not in self._units:
            self._units[heading] = unit_within(heading) or bracketed(heading)
        return self._units[heading] or self._mapping.unit

    def in_file(self, row: Row) -> tuple[tuple[str, str], ...]:
        """Heading and text of the row's cells, without personal columns and numbers."""
        shown = self._shown
        return tuple(
            [
                (shown[cell.column], cell.text if len(cell.text) < 11 else without_pesel(cell.text))
                for cell in row.cells
                if cell.column in shown
            ]
        )

    def are_headings(self, row: Row) -> bool:
        """The row holds the headings of the mapping (again)."""
        for column, heading in self._headings:
            text = folded(row.text_at(column))
            if not text or not heading.endswith(text):
                return False
        return len(self._headings) >= 2


def _first_of_each(mapping: Mapping) -> dict[tuple[Role, str], int]:
    """The first column with a role and a draw; only a wide sheet has columns for each draw.

    In another sheet a draw in a heading ("Day of collection, baseline") tells nothing apart, and
    a column without one goes before.
    """
    is_wide = mapping.layout is Layout.WIDE
    first: dict[tuple[Role, str], int] = {}
    for use in sorted(mapping.columns, key=lambda use: bool(use.draw)):
        first.setdefault((use.role, use.draw if is_wide else ""), use.column)
    return first
