"""Tables as `.sav` files of SPSS, with labels, measurement levels and value labels."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from domain.export.table import Kind, Table, Value, Variable

_LONGEST_LABEL = 255
"""Bytes of a variable's label that SPSS takes."""


def write_sav(table: Table, labels: Mapping[str, str], path: Path, *, about: str) -> None:
    """Write `table` into the new file `path`.

    `labels` has the words of a variable by its name, and of a code by `name=code`; `about`
    becomes the label of the file. Yes and no are 1 and 0. Raises OSError.
    """
    import pyreadstat

    with path.open("xb"):
        pass  # never over a file
    texts = [one for one in table.variables if one.kind is Kind.TEXT]
    pyreadstat.write_sav(
        _frame(table),
        str(path),
        file_label=_cut(about, 64),
        column_labels=[_cut(label_of(one, labels), _LONGEST_LABEL) for one in table.variables],
        variable_value_labels={
            one.name: values for one in table.variables if (values := _values(one, labels))
        },
        variable_measure={
            one.name: "nominal" if one in texts or one.kind is Kind.YES_NO else "scale"
            for one in table.variables
        },
    )


def label_of(variable: Variable, labels: Mapping[str, str]) -> str:
    """The words of a variable with its unit; of a wide one, `copper_inf5`, with its draw."""
    words = variable.label or labels.get(variable.name, variable.name)
    return f"{words} ({variable.unit})" if variable.unit else words


def _frame(table: Table) -> Any:
    import pandas as pd  # its stubs and pyreadstat's do not know each other

    columns = {
        one.name: pd.Series(
            [_stored(row.get(one.name), one.kind) for row in table.rows],
            dtype="object" if one.kind is Kind.TEXT else "float64",
        )
        for one in table.variables
    }
    return pd.DataFrame(columns)


def _stored(value: Value, kind: Kind) -> str | float | None:
    if kind is Kind.TEXT:
        return "" if value is None else str(value)
    assert value is None or isinstance(value, bool | int | float), "no dates in these tables"
    return None if value is None else float(value)


def _values(variable: Variable, labels: Mapping[str, str]) -> dict[Any, str]:
    if variable.kind is Kind.YES_NO:
        return {0: labels.get("no", "no"), 1: labels.get("yes", "yes")}
    return {
        code: labels.get(f"{variable.name}={code}", meaning)
        for code, meaning in variable.codes.items()
    }


def _cut(text: str, most_bytes: int) -> str:
    return text.encode("utf-8")[:most_bytes].decode("utf-8", "ignore")
