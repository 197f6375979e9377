"""What visits are called on the screen."""

import pytest

from domain.visits import Status, VisitKind
from gui.words import visits
from tests.builders import draw, infusion, rating


@pytest.mark.parametrize(
    ("code", "label"), [("inf5", "Cu5"), ("baseline", "Baseline"), ("post", "Post")]
)
def test_a_draw_has_a_short_label(code: str, label: str) -> None:
    assert visits.draw_label(code) == label


def test_visits_are_named_by_kind_and_number() -> None:
    assert visits.visit(draw("inf5")) == "Copper draw Cu5"
    assert visits.visit(infusion(3), 8) == "Infusion 3 of 8"
    assert visits.visit(infusion(3)) == "Infusion 3"
    assert visits.visit(rating("week2")) == "MADRS + YMRS, week 2"


def test_a_visit_inside_a_sentence_begins_small_but_scales_do_not() -> None:
    assert visits.visit_in_sentence(infusion(3)) == "infusion 3"
    assert visits.visit_in_sentence(rating("week2")) == "MADRS + YMRS, week 2"


def test_every_status_and_kind_has_its_own_words() -> None:
    assert len({visits.status(status) for status in Status}) == len(Status)
    assert len({visits.kind(kind) for kind in VisitKind}) == len(VisitKind)
