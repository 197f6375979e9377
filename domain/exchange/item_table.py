"""Item scores of MADRS and YMRS, from their table."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.exchange.csv_table import Cells, Columns
from domain.exchange.patient_tables import known_patient
from domain.exchange.problems import TableProblem
from domain.scales import Items, Scale, item_names, item_top

RATING_ITEMS = Columns("rating_items.csv", ("patient_id", "visit", "scale", "item", "score"))


@dataclass(frozen=True, slots=True)
class RatedItems:
    """The item scores of one rating, by scale and number."""

    scores: dict[tuple[Scale, int], int] = field(default_factory=dict[tuple[Scale, int], int])
    cells: Cells | None = None
    """The first row of them."""

    def of(self, scale: Scale) -> Items:
        """One score for each item of the scale; empty where none was rated."""
        if not any(of is scale for of, _number in self.scores):
            return ()
        return tuple(self.scores.get((scale, n)) for n in range(1, len(item_names(scale)) + 1))


def rated_items(rows: Sequence[Cells], codes: frozenset[str]) -> dict[tuple[str, str], RatedItems]:
    """The item scores by patient and rating; items count from 1, as on the rating sheet."""
    found: dict[tuple[str, str], RatedItems] = {}
    for cells in rows:
        patient, visit = known_patient(cells, codes), cells.needed("visit")
        scale_text, item_text, score_text = map(cells.needed, ("scale", "item", "score"))
        scale = cells.choice("scale", Scale)
        if scale is None or not (scale_text and item_text and score_text):
            continue
        number = cells.whole_in("item", 1, len(item_names(scale)))
        score = None if number is None else cells.whole_in("score", 0, item_top(scale, number))
        if number is None or score is None or not patient or not visit:
            continue
        rating = found.setdefault((patient, visit), RatedItems(cells=cells))
        if (scale, number) in rating.scores:
            value = f"{patient} {visit} {scale} {number}"
            cells.refuse("item", TableProblem.ROW_TWICE, value=value)
        rating.scores[scale, number] = score
    return found


def check_rated(
    items: dict[tuple[str, str], RatedItems], ratings: frozenset[tuple[str, str]]
) -> None:
    """Note items whose rating the table of ratings does not have."""
    for (patient, visit), rating in items.items():
        if (patient, visit) not in ratings:
            assert rating.cells is not None
            rating.cells.refuse("visit", TableProblem.UNKNOWN_VISIT, value=f"{patient} {visit}")
