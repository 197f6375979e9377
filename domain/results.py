"""A laboratory's answer for one draw: as reported, and in both units."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.units import Unit, to_ug_dl, to_umol_l


@dataclass(frozen=True, slots=True)
class Source:
    """Where a result was read: the file is named and hashed, never copied."""

    file: str = ""
    sha256: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """One result as the laboratory reported it."""

    verbatim: str
    """The cell's own text."""
    operator: str = ""
    """"<" below the limit of quantification, ">" above the upper limit, else empty."""
    value: Decimal | None = None
    """None where the laboratory reports a specimen without a usable result."""
    unit: Unit | None = None
    reported_on: date | None = None
    lab: str = ""
    source: Source = Source()
    accession: str = ""
    flags: tuple[str, ...] = ()
    note: str = ""

    @property
    def is_usable(self) -> bool:
        return self.value is not None

    @property
    def ug_dl(self) -> float | None:
        if self.value is None or self.unit is None:
            return None
        return to_ug_dl(self.value, self.unit)

    @property
    def umol_l(self) -> float | None:
        if self.value is None or self.unit is None:
            return None
        return to_umol_l(self.value, self.unit)
