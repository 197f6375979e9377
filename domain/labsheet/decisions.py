"""What a person decided about rows of a lab sheet, as plain values that a file can keep."""

from collections.abc import Mapping as Table
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

from domain.errors import CopperdeskError


class DecisionKind(StrEnum):
    USE = "use"
    """Take the rows as results of `patient` (and of `draw`, if named)."""
    REPLACE = "replace"
    """A changed result: store it and supersede the stored one."""
    REPEAT_CURRENT = "repeat_current"
    """A second specimen: keep both, the one of this row is current."""
    REPEAT_KEEP = "repeat_keep"
    """A second specimen: keep both, the stored one stays current."""
    UNUSABLE = "unusable"
    """Store no number: the specimen gave none; `condition` says why."""
    USE_UNIT = "use_unit"
    """The laboratory means `unit`; also confirms a value that looked implausible."""
    ALLOW_HIDDEN = "allow_hidden"
    """Import although the row or column is hidden."""
    SKIP = "skip"
    """Leave the rows out of this import; also for all strangers in one step."""


class DecisionInvalid(CopperdeskError):
    """A decision handed in as JSON that cannot be used."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key

    def __str__(self) -> str:
        return f"decision not usable: {self.key}"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision about one or more rows, named by the address of their result cell."""

    kind: DecisionKind
    cells: tuple[str, ...]
    patient: str = ""
    draw: str = ""
    unit: str = ""
    condition: str = ""

    def as_dict(self) -> dict[str, object]:
        told = {
            "patient": self.patient,
            "draw": self.draw,
            "unit": self.unit,
            "condition": self.condition,
        }
        return {
            "kind": self.kind.value,
            "cells": list(self.cells),
            **{key: value for key, value in told.items() if value},
        }

    @classmethod
    def from_dict(cls, table: Table[str, object]) -> "Decision":
        """Raises DecisionInvalid with the key that is missing or has a wrong value."""
        try:
            kind = DecisionKind(cast("str", table.get("kind")))
        except ValueError:
            raise DecisionInvalid("kind") from None
        cells = table.get("cells")
        if not isinstance(cells, list):
            raise DecisionInvalid("cells")
        listed = cast("list[object]", cells)
        texts = {key: table.get(key, "") for key in ("patient", "draw", "unit", "condition")}
        for key, value in (*texts.items(), *(("cells", cell) for cell in listed)):
            if not isinstance(value, str):
                raise DecisionInvalid(key)
        return cls(kind, tuple(cast("list[str]", listed)), **cast("dict[str, str]", texts))
