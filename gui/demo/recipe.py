"""The recipe of the demo study as records; the data itself is a resource."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

import resources
from domain.patient import Diagnosis, Sex
from domain.visits import VisitKey, VisitKind


@dataclass(frozen=True, slots=True)
class MadeUpPatient:
    code: str
    sex: Sex
    diagnosis: Diagnosis
    birth_year: int
    weight_kg: float
    enrolled_on: date
    first_infusion_on: date
    weekdays: tuple[int, ...]
    infusion_time: time
    comorbidities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Happening:
    """A visit at a set time, missed or left open; or, without a visit, a withdrawal."""

    patient: str
    kind: VisitKind | None = None
    code: str = ""
    at: datetime | None = None
    by: str = ""
    missed: str = ""
    withdrawn: str = ""
    left_open: bool = False
    interrupted: bool = False
    note: str = ""

    @property
    def key(self) -> VisitKey | None:
        """The visit it is about; a missed infusion is the first attempt."""
        return None if self.kind is None else VisitKey(self.patient, self.kind, self.code)


@dataclass(frozen=True, slots=True)
class EarlierSheet:
    """A sheet imported before the story ends."""

    file: str
    received: datetime
    until: date


@dataclass(frozen=True, slots=True)
class WaitingSheet:
    """The sheet that lies beside the study file, still to be imported."""

    file: str
    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class NamedResults:
    """Set copper values of a patient, µg/dL with a decimal point."""

    patient: str
    baseline: str = ""
    inf1: str = ""
    inf3: str = ""


@dataclass(frozen=True, slots=True)
class NamedScores:
    """Set scores of a patient, from week 0 on."""

    patient: str
    madrs: tuple[int, ...]
    ymrs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class People:
    coordinators: tuple[str, ...]
    collectors: tuple[str, ...]
    raters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CopperSizes:
    mean: float
    sd: float
    response_sd: float
    noise_sd: float
    change: Mapping[str, float]
    share: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class RatingSizes:
    madrs_mean: float
    madrs_sd: float
    madrs_fall: tuple[float, ...]
    madrs_fall_sd: float
    madrs_noise_sd: float
    ymrs_top: int


@dataclass(frozen=True, slots=True)
class Recipe:
    study: str
    protocol: str
    seed: int
    made_at: datetime
    lab: str
    sheet_name: str
    headings: tuple[str, str, str]
    header_row: int
    patients: tuple[MadeUpPatient, ...]
    happenings: tuple[Happening, ...]
    sheets: tuple[EarlierSheet, ...]
    results: tuple[NamedResults, ...]
    scores: tuple[NamedScores, ...]
    people: People
    copper: CopperSizes
    ratings: RatingSizes
    waiting_sheet: WaitingSheet


def read_recipe() -> Recipe:
    """The recipe that ships with the program."""
    from pydantic import TypeAdapter

    parts = tomllib.loads(resources.text_of("demo/recipe.toml"))
    return TypeAdapter(Recipe).validate_python(parts)
