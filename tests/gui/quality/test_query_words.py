"""What queries say: what is wrong, with its values, and what to do about it."""

from datetime import UTC, datetime

import pytest

from domain.quality import Query, QueryRule
from domain.visits import Draw, VisitKey, VisitKind
from gui.session import Session
from gui.words import language, queries, today

LAB = {"verbatim": "<20", "file": "Cu.xlsx", "cell": "A!C7"}
DETAILS: dict[QueryRule, dict[str, str]] = {
    QueryRule.OUT_OF_WINDOW: {
        "collected": "2026-03-24", "first": "2026-03-17", "last": "2026-03-19"
    },
    QueryRule.COLLECTED_MISMATCH: {"collected": "2026-03-24", "recorded": "2026-03-23"},
    QueryRule.SPECIMEN_DOUBTFUL: {"condition": "clotted"},
    QueryRule.COPPER_JUMP: {"other": "inf1", "before": "112.6", "after": "42.0"},
    QueryRule.RESULT_BEFORE_COLLECTION: {"reported": "2026-03-02", "collected": "2026-03-03"},
    QueryRule.DUPLICATE_TUBE: {"tube": "KET024-CU7", "others": "KET-025 inf3"},
    QueryRule.DOSE_DEVIATES: {"dose": "40", "per_kg": "0.59", "planned": "34.0"},
    QueryRule.WEIGHT_DIFFERS: {"weight": "86", "enrolled": "68"},
    QueryRule.SCORE_JUMP: {"scale": "madrs", "before": "34", "after": "10"},
    QueryRule.ITEMS_INCOMPLETE: {"madrs": "2", "ymrs": "1"},
    QueryRule.SCORE_MISSING: {"there": "madrs"},
}  # fmt: skip
RULES = [rule for rule in QueryRule if rule is not QueryRule.ASKED]


def query(rule: QueryRule, detail: dict[str, str] | None = None) -> Query:
    kind, code = VisitKind.DRAW, "inf3"
    if rule in (QueryRule.DOSE_DEVIATES, QueryRule.WEIGHT_DIFFERS):
        kind, code = VisitKind.INFUSION, "3"
    found = DETAILS.get(rule, LAB) if detail is None else detail
    key = VisitKey("KET-024", kind, code)
    opened = datetime(2026, 3, 24, 10, 12, tzinfo=UTC)
    return Query(1, key, rule, opened, "", detail=found, about="2026-02-10")


@pytest.mark.parametrize("code", ["en", "pl"])
@pytest.mark.parametrize("rule", RULES)
def test_a_query_says_what_is_wrong_and_what_to_do(rule: QueryRule, code: str):
    with language.speaking(code):
        asked = queries.asks(query(rule))
        step = queries.next_step(rule)

    wrong = asked.removesuffix(step).strip()
    assert asked.endswith(step)
    assert wrong.endswith(".")
    assert "–" not in asked
    valueless = (QueryRule.SPECIMEN_DOUBTFUL, QueryRule.SCORE_MISSING)
    assert any(sign.isdigit() for sign in wrong) or rule in valueless


def test_a_draw_outside_its_window_names_its_day_and_the_window():
    assert queries.asks(query(QueryRule.OUT_OF_WINDOW)) == (
        "Collected on Tue 24 Mar, outside the window from Tue 17 Mar to Thu 19 Mar. "
        "Check the day; if it is right, answer why."
    )


def test_a_query_of_an_earlier_version_does_without_the_days():
    assert queries.asks(query(QueryRule.OUT_OF_WINDOW, LAB)) == (
        "The draw was collected outside its window. Check the day; if it is right, answer why."
    )


def test_missing_items_are_counted_by_scale():
    assert queries.asks(query(QueryRule.ITEMS_INCOMPLETE)).startswith(
        "Not rated: 2 items of MADRS, 1 item of YMRS."
    )


def test_only_what_the_lab_can_check_is_asked_of_the_lab():
    line = today.query_line

    assert line(query(QueryRule.BELOW_LOQ)) == (
        "KET-024 · Cu3: below LOQ",
        "“<20” – ask the lab to check",
    )
    assert line(query(QueryRule.OUT_OF_WINDOW, LAB)) == (
        "KET-024 · Cu3: out of window",
        "Check the day; if it is right, answer why.",
    )


def test_a_dose_that_differs_names_its_infusion():
    title, _detail = today.query_line(query(QueryRule.DOSE_DEVIATES))

    assert title == "KET-024 · infusion 3: dose differs"


def test_an_import_tells_its_queries_the_days_that_do_not_fit(session: Session):
    study = session.study
    (asked,) = [
        q for q in study.queries() if q.rule is QueryRule.OUT_OF_WINDOW and "first" in q.detail
    ]

    draw = study.visit(asked.key)
    assert isinstance(draw, Draw)
    assert asked.detail["collected"] == str(draw.done_on)
    assert asked.detail["last"] == str(draw.window.last)
