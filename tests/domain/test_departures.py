"""Deviations are drafted by themselves and withdrawn by themselves (default protocol)."""

from dataclasses import replace
from datetime import datetime

import pytest

from domain.quality import DeviationRule, DeviationState, QualityRefused
from domain.study import Study
from domain.visits import VisitKey
from tests.builders import NOW, draw, infusion, moment, rating, study_with

OVER = DeviationRule.GAP_OVER_MAXIMUM


def give(made: Study, number: int, when: str, attempt: int = 1) -> None:
    at = moment(when)
    made.give_infusion(infusion(number, attempt=attempt), on=at.date(), at=at, now=at)


def collect(made: Study, code: str, when: str, now: datetime | None = None) -> None:
    at = moment(when)
    made.collect_draw(draw(code), on=at.date(), at=at, now=now or at)


def standing(made: Study) -> dict[tuple[VisitKey, DeviationRule], str]:
    return {
        (one.key, one.rule): one.detail.get("days") or one.detail.get("other", "")
        for one in made.deviations()
    }


def test_a_draw_after_its_window_is_drafted_with_its_days():
    made = study_with()
    give(made, 1, "2026-03-02 09:00")

    collect(made, "inf1", "2026-03-06 08:00")

    assert standing(made)[draw("inf1"), DeviationRule.OUT_OF_WINDOW] == "2"


def test_correcting_the_day_withdraws_the_deviation_and_keeps_it_in_the_file():
    made = study_with()
    give(made, 1, "2026-03-02 09:00")
    collect(made, "inf1", "2026-03-06 08:00")
    key, right = draw("inf1"), moment("2026-03-03 08:00")

    made.change_time(
        key, on=right.date(), at=right, now=moment("2026-03-06 09:00"), reason="the pump clock"
    )

    assert standing(made) == {}
    (kept,) = made._quality.deviations()
    assert kept.state is DeviationState.WITHDRAWN
    assert made.verify().is_clean


def test_undoing_the_record_takes_its_deviation_with_it():
    made = study_with()
    give(made, 1, "2026-03-02 09:00")
    at = moment("2026-03-06 08:00")
    changes = made.collect_draw(draw("inf1"), on=at.date(), at=at, now=at)
    assert changes.queries

    made.take_back(changes.action, now=at)

    assert made._quality.deviations() == ()


def test_a_missed_infusion_a_missed_rating_and_a_draw_not_taken_are_drafted():
    made = study_with()
    made.miss(infusion(1), reason="ward_full", now=NOW)
    made.miss(draw("inf3"), reason="patient_left", now=NOW)
    made.miss(rating("week2"), reason="patient_left", now=NOW)

    assert {(key.code, rule) for key, rule in standing(made)} == {
        ("1", DeviationRule.MISSED),
        ("inf3", DeviationRule.NOT_DRAWN),
        ("week2", DeviationRule.MISSED),
    }


def test_a_gap_of_six_days_is_over_the_maximum_and_five_is_not():
    made = study_with()
    give(made, 1, "2026-03-02 09:00")
    give(made, 2, "2026-03-07 09:00")
    assert standing(made) == {}

    give(made, 3, "2026-03-13 09:00")

    assert standing(made) == {(infusion(3), OVER): "6"}


def test_infusion_8_more_than_28_days_after_the_first_is_too_late():
    made = study_with()
    days = ("2026-03-02", "2026-03-06", "2026-03-10", "2026-03-14", "2026-03-18", "2026-03-22",
            "2026-03-26")  # fmt: skip
    for number, day in enumerate(days, start=1):
        give(made, number, f"{day} 09:00")
    give(made, 8, "2026-03-31 09:00")

    assert standing(made) == {(infusion(8), DeviationRule.COURSE_TOO_LONG): "29"}


@pytest.mark.parametrize(
    ("code", "when", "other"),
    [
        ("inf1", "2026-03-02 08:59", "1"),
        ("inf1", "2026-03-02 09:01", None),
        ("inf1", "2026-03-05 09:01", "2"),
        ("baseline", "2026-03-02 08:59", None),
        ("baseline", "2026-03-02 09:01", "1"),
    ],
)
def test_a_draw_on_the_wrong_side_of_an_infusion_is_drafted(code: str, when: str, other: str):
    made = study_with()
    give(made, 1, "2026-03-02 09:00")
    give(made, 2, "2026-03-05 09:00")

    collect(made, code, when, now=moment("2026-03-05 12:00"))

    assert standing(made).get((draw(code), DeviationRule.WRONG_ORDER)) == other


def test_the_week_0_rating_after_the_dose_is_in_the_wrong_order():
    made = study_with()
    give(made, 1, "2026-03-02 09:00")
    at = moment("2026-03-02 10:00")

    made.rate(rating("week0"), on=at.date(), at=at, now=at, madrs=30, ymrs=1)

    assert standing(made) == {(rating("week0"), DeviationRule.WRONG_ORDER): "1"}


def test_a_confirmed_deviation_keeps_its_remark_until_it_is_something_else():
    made = study_with()
    give(made, 1, "2026-03-02 09:00")
    collect(made, "inf1", "2026-03-06 08:00")
    key, now = draw("inf1"), moment("2026-03-06 09:00")
    made.confirm_deviation(key, DeviationRule.OUT_OF_WINDOW, remark="patient came late", now=now)
    (confirmed,) = [d for d in made.deviations() if d.rule is DeviationRule.OUT_OF_WINDOW]
    assert (confirmed.state, confirmed.confirmed_by) == (DeviationState.CONFIRMED, "A. Nowak")

    stored = made.visit(key)
    made.correct(replace(stored, note="seen"), reason="remark", now=now)
    assert confirmed in made.deviations()

    later = moment("2026-03-07 08:00")
    made.change_time(key, on=later.date(), at=later, now=later, reason="the pump clock")
    (again,) = [d for d in made.deviations() if d.rule is DeviationRule.OUT_OF_WINDOW]
    assert (again.state, again.remark) == (DeviationState.DRAFTED, "patient came late")


def test_a_deviation_that_does_not_stand_cannot_be_confirmed():
    with pytest.raises(QualityRefused):
        study_with().confirm_deviation(infusion(1), OVER, remark="?", now=NOW)
