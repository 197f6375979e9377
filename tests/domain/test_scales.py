"""MADRS and YMRS items: ranges and totals (Montgomery and Åsberg 1979; Young et al. 1978)."""

import pytest

from domain.recording import RecordingRefused
from domain.scales import ItemsRefused, Scale, checked_total, item_names, item_top, total_of
from domain.study import Study
from domain.visits import Rating
from tests.builders import NOW, rating, study_with

MADRS = (4, 4, 3, 3, 2, 3, 4, 3, 3, 2)
YMRS = (1, 0, 0, 1, 2, 2, 0, 0, 2, 0, 0)
WEEK0 = rating("week0")


def rate(study: Study, **scores: object) -> Rating:
    filled: dict[str, object] = {"madrs": None, "ymrs": None} | scores
    study.rate(WEEK0, on=NOW.date(), at=NOW, now=NOW, **filled)  # type: ignore[arg-type]
    stored = study.visit(WEEK0)
    assert isinstance(stored, Rating)
    return stored


@pytest.mark.parametrize(("scale", "items", "top"), [(Scale.MADRS, 10, 60), (Scale.YMRS, 11, 60)])
def test_a_scale_has_its_items_and_they_reach_its_highest_total(scale: Scale, items: int, top: int):
    assert len(item_names(scale)) == items
    assert total_of(scale, [item_top(scale, n) for n in range(1, items + 1)]) == top


def test_four_items_of_the_ymrs_weigh_double():
    double = [n for n in range(1, 12) if item_top(Scale.YMRS, n) == 8]

    assert [item_names(Scale.YMRS)[n - 1] for n in double] == [
        "irritability", "speech", "content", "aggressive_behaviour",
    ]  # fmt: skip


def test_the_items_of_a_rating_give_its_totals_and_are_kept():
    made = study_with()

    stored = rate(made, madrs_items=MADRS, ymrs_items=YMRS)

    assert (stored.madrs, stored.ymrs) == (31, 8)
    assert (stored.madrs_items, stored.ymrs_items) == (MADRS, YMRS)
    assert made.verify().is_clean


def test_an_incomplete_list_of_items_has_no_total():
    stored = rate(study_with(), madrs_items=(*MADRS[:9], None), ymrs=3)

    assert (stored.madrs, stored.ymrs) == (None, 3)
    assert stored.madrs_items == (*MADRS[:9], None)


def test_a_rating_of_only_incomplete_lists_is_kept_without_totals():
    stored = rate(study_with(), madrs_items=(4, *[None] * 9))

    assert (stored.madrs, stored.ymrs) == (None, None)


@pytest.mark.parametrize(
    ("scale", "number", "score", "top"),
    [(Scale.MADRS, 1, 7, 6), (Scale.YMRS, 1, 5, 4), (Scale.YMRS, 9, 9, 8), (Scale.YMRS, 5, -1, 8)],
)
def test_an_item_outside_its_range_is_refused(scale: Scale, number: int, score: int, top: int):
    items = [0] * len(item_names(scale))
    items[number - 1] = score

    with pytest.raises(ItemsRefused) as refused:
        checked_total(scale, None, tuple(items))

    assert (refused.value.item, refused.value.typed, refused.value.top) == (number, score, top)


def test_a_total_that_the_items_do_not_give_is_refused():
    made = study_with()

    with pytest.raises(ItemsRefused) as refused:
        rate(made, madrs=30, madrs_items=MADRS)

    assert (refused.value.item, refused.value.typed, refused.value.top) == (0, 30, 31)
    assert made.visit(WEEK0).done_on is None


def test_a_rating_with_neither_totals_nor_items_is_refused():
    with pytest.raises(RecordingRefused):
        rate(study_with(), madrs_items=(None,) * 10)


def test_undoing_a_rating_takes_its_items_with_it():
    made = study_with()
    rate(made, madrs_items=MADRS, ymrs_items=YMRS)
    action = made.trail()[-1].action

    made.take_back(action, now=NOW)

    assert made._file.connection.execute("SELECT count(*) FROM rating_items").fetchone()[0] == 0
    assert made.verify().is_clean
