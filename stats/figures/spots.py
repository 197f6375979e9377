"""Where each patient is in a figure, so that a window can name them under the pointer."""

from collections.abc import Iterable
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from matplotlib.axes import Axes
from matplotlib.figure import Figure


@dataclass(frozen=True, slots=True)
class Spot:
    """A mark of one patient, as shares of the figure's width and height from its upper left."""

    patient: str
    x: float
    y: float


def place_patients(axes: Axes, places: Iterable[tuple[str, float, float]]) -> None:
    """Remember that these patients have a mark there, in the units of `axes`."""
    figure = axes.get_figure(root=True)
    assert figure is not None, "the axes belong to a figure"
    _PLACES.setdefault(figure, []).extend((axes, *place) for place in places)


def spots_of(figure: Figure) -> tuple[Spot, ...]:
    """Every mark of a patient; ask after the figure was drawn, since drawing lays it out."""
    width, height = figure.bbox.size
    found: list[Spot] = []
    for axes, patient, x, y in _PLACES.get(figure, []):
        across, up = axes.transData.transform((x, y))
        found.append(Spot(patient, float(across / width), float(1.0 - up / height)))
    return tuple(found)


_PLACES: WeakKeyDictionary[Figure, list[tuple[Axes, str, float, float]]] = WeakKeyDictionary()
"""Beside the figures, whose class is matplotlib's own."""
