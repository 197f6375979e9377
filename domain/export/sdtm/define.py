"""The sheet that defines the tables: every variable with its label, type, origin and codes."""

from collections.abc import Iterable

from domain.export.table import Kind, Row, Table, Variable

_COLUMNS = ("dataset", "dataset_label", "variable", "label", "type", "length", "unit", "origin",
            "codes", "comment")  # fmt: skip


def define(domains: Iterable[Table]) -> Table:
    """A row a variable; lengths are those of the longest value."""
    rows: list[Row] = [
        {
            "dataset": table.name,
            "dataset_label": table.label,
            "variable": one.name,
            "label": one.label,
            "type": "text" if one.kind is Kind.TEXT else "integer" if one.kind is Kind.INTEGER
            else "float",
            "length": max((len(str(row.get(one.name) or "")) for row in table.rows), default=0),
            "unit": one.unit,
            "origin": one.origin,
            "codes": "; ".join(f"{code} = {meaning}" for code, meaning in one.codes.items()),
            "comment": one.comment,
        }
        for table in domains
        for one in table.variables
    ]  # fmt: skip
    return Table("define", tuple(map(Variable, _COLUMNS)), tuple(rows), "Definitions")
