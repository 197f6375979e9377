"""Queries: what the rules ask, how a query lives, and when a rule keeps quiet."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from domain.quality import QualityRefused, Query, QueryRule, QueryState, WhyNotThat
from domain.results import Result
from domain.study import Study
from domain.study_errors import EditedSince
from domain.units import Unit
from domain.visits import Draw, Infusion, VisitKey
from tests.builders import NOW, draw, import_results, infusion, moment, rating, study_with

LATER = moment("2026-03-06 10:00")
BASELINE = draw("baseline")


@pytest.fixture
def made() -> Study:
    """Two patients of 68 kg, both with their baseline draw."""
    made = study_with("KET-001", "KET-002", weight_kg=68.0)
    for patient, tube in (("KET-001", "CU-1"), ("KET-002", "CU-2")):
        at = moment("2026-02-27 08:00")
        key = draw("baseline", patient)
        made.collect_draw(key, on=at.date(), at=at, now=NOW, specimen_id=tube)
    return made


def asked(made: Study) -> list[tuple[VisitKey, QueryRule]]:
    return [(query.key, query.rule) for query in made.queries() if query.state.is_pending]


def enter(made: Study, text: str, key: VisitKey = BASELINE, **fields: object) -> None:
    plain = Result(text, value=Decimal(text.lstrip("<>")), unit=Unit.UG_DL)
    made.enter_result(key, replace(plain, **fields), now=LATER, reason="as reported")  # type: ignore[arg-type]


def typed(made: Study, text: str, key: VisitKey = BASELINE) -> list[QueryRule]:
    """What would be asked about a result that is only typed."""
    result = Result(text, value=Decimal(text), unit=Unit.UG_DL, reported_on=LATER.date())
    return [one.rule for one in made.result_doubts(key, result, today=LATER.date())]


def give(made: Study, number: int, when: str, **fields: object) -> None:
    at = moment(when)
    made.give_infusion(infusion(number), on=at.date(), at=at, now=at, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "fields", "rule"),
    [
        ("<20", {"operator": "<"}, QueryRule.BELOW_LOQ),
        (">400", {"operator": ">"}, QueryRule.ABOVE_ULOQ),
        ("12", {}, QueryRule.COPPER_IMPLAUSIBLE),
        ("401", {}, QueryRule.COPPER_IMPLAUSIBLE),
        ("100", {"flags": ("haemolysed",)}, QueryRule.HAEMOLYSED),
        ("100", {"value": None, "unit": None}, QueryRule.UNUSABLE),
        ("100", {"reported_on": moment("2026-02-26 08:00").date()},
         QueryRule.RESULT_BEFORE_COLLECTION),
    ],
)  # fmt: skip
def test_a_doubtful_result_is_asked_about(
    made: Study, text: str, fields: dict[str, object], rule: QueryRule
):
    enter(made, text, **fields)

    assert asked(made) == [(BASELINE, rule)]


def test_an_ordinary_result_is_not_asked_about(made: Study):
    enter(made, "112.4", reported_on=moment("2026-02-27 08:00").date())

    assert made.queries() == ()


def test_copper_that_changed_by_more_than_half_is_asked_about(made: Study):
    give(made, 1, "2026-03-02 09:00")
    at = moment("2026-03-03 08:00")
    made.collect_draw(draw("inf1"), on=at.date(), at=at, now=at)
    enter(made, "120")
    enter(made, "59", draw("inf1"))

    (query,) = made.queries()
    assert (query.key, query.rule) == (draw("inf1"), QueryRule.COPPER_JUMP)
    assert (query.detail["before"], query.detail["after"]) == ("120.0", "59.0")


def test_a_draw_without_a_result_for_35_days_is_asked_about(made: Study):
    made.review(now=moment("2026-04-02 09:00"))
    assert asked(made) == []

    made.review(now=moment("2026-04-03 09:00"))

    assert asked(made) == [
        (draw("baseline", patient), QueryRule.RESULT_MISSING) for patient in ("KET-001", "KET-002")
    ]


def test_a_review_tells_beforehand_about_whom_it_would_write(made: Study):
    later = moment("2026-04-03 09:00")
    enter(made, "100")
    before = made.head()
    assert [made.has_news(patient, now=later) for patient in made.patients()] == [False, True]
    assert made.head() == before

    changes = made.review(now=later, patients=["KET-002"])

    assert changes.patients == {"KET-002"}
    assert not any(made.has_news(patient, now=later) for patient in made.patients())


def test_a_review_that_finds_nothing_new_makes_no_entry_and_writes_not_a_byte(tmp_path: Path):
    study = study_with("KET-001", path=tmp_path / "study.cdesk")
    study.collect_draw(BASELINE, on=NOW.date(), at=NOW, now=NOW)
    later = moment("2026-05-03 09:00")
    assert study.review(now=later).action
    before, stored = study.head(), study.path.read_bytes()

    for days in range(3):
        changes = study.review(now=later + timedelta(days=days))
        assert not changes.action
        assert not changes.queries

    assert study.head() == before
    assert study.path.read_bytes() == stored
    study.close()


def test_one_tube_on_two_draws_is_asked_about_on_both_until_one_is_corrected(made: Study):
    second = made.visit(draw("baseline", "KET-002"))
    made.correct(replace(second, specimen_id="CU-1"), reason="label", now=LATER)  # type: ignore[call-arg]
    assert asked(made) == [
        (draw("baseline", patient), QueryRule.DUPLICATE_TUBE) for patient in ("KET-002", "KET-001")
    ]

    made.correct(second, reason="label", now=LATER)

    assert asked(made) == []
    assert {query.state for query in made.queries()} == {QueryState.WITHDRAWN}


def test_a_dose_and_a_weight_far_from_planned_are_asked_about(made: Study):
    give(made, 1, "2026-03-02 09:00", dose_mg=43.0, weight_kg=68.0)
    give(made, 2, "2026-03-05 09:00", dose_mg=43.0, weight_kg=86.0)

    assert asked(made) == [
        (infusion(1), QueryRule.DOSE_DEVIATES),
        (infusion(2), QueryRule.WEIGHT_DIFFERS),
    ]


@pytest.mark.parametrize(
    ("scores", "rule"),
    [
        ((11, 2), QueryRule.SCORE_JUMP),
        ((30, 17), QueryRule.SCORE_JUMP),
        ((12, 2), None),
        ((30, None), QueryRule.SCORE_MISSING),
    ],
)
def test_scores_that_jump_or_lack_their_other_half_are_asked_about(
    made: Study, scores: tuple[int, int | None], rule: QueryRule | None
):
    made.rate(rating("week0"), on=NOW.date(), at=None, now=NOW, madrs=31, ymrs=2)
    at = moment("2026-03-09 09:00")

    made.rate(rating("week1"), on=at.date(), at=at, now=at, madrs=scores[0], ymrs=scores[1])

    assert asked(made) == ([] if rule is None else [(rating("week1"), rule)])


def test_a_rating_with_some_items_is_asked_about(made: Study):
    made.rate(
        rating("week0"), on=NOW.date(), at=None, now=NOW,
        madrs=None, ymrs=2, madrs_items=(4, *[None] * 9),
    )  # fmt: skip

    assert asked(made) == [(rating("week0"), QueryRule.ITEMS_INCOMPLETE)]


def test_correcting_the_value_withdraws_the_query(made: Study):
    give(made, 1, "2026-03-02 09:00", dose_mg=43.0)
    stored = made.visit(infusion(1))
    assert isinstance(stored, Infusion)

    made.correct(replace(stored, dose_mg=34.0), reason="slip", now=LATER)

    (query,) = made.queries()
    assert (query.state, query.closed_at) == (QueryState.WITHDRAWN, LATER)


def test_an_answered_query_asks_again_when_its_value_changes(made: Study):
    give(made, 1, "2026-03-02 09:00", dose_mg=43.0)
    made.answer_query(1, "so prescribed", now=LATER)
    stored = made.visit(infusion(1))
    assert isinstance(stored, Infusion)

    made.correct(replace(stored, dose_mg=45.0), reason="slip", now=LATER)

    (query,) = made.queries()
    assert (query.state, query.answer) == (QueryState.OPEN, "")
    assert query.detail["dose"] == "45"


@pytest.mark.parametrize("finish", ["verify_query", "close_query"])
def test_a_finding_settled_by_a_person_stays_quiet_until_the_value_changes(
    made: Study, finish: str
):
    give(made, 1, "2026-03-02 09:00", dose_mg=43.0)
    getattr(made, finish)(1, answer="so prescribed", now=LATER)
    stored = made.visit(infusion(1))
    assert isinstance(stored, Infusion)

    made.correct(replace(stored, note="see chart"), reason="remark", now=LATER)
    assert asked(made) == []

    made.correct(replace(stored, dose_mg=45.0), reason="slip", now=LATER)
    assert [(q.number, q.state.is_pending) for q in made.queries()] == [(1, False), (2, True)]


def test_a_query_is_opened_answered_and_closed_with_who_and_when(made: Study):
    made.raise_query(BASELINE, "Was the patient fasting?", now=NOW)
    made.by = "M. Wójcik"
    made.answer_query(1, "Yes", now=LATER)
    made.by = "A. Nowak"
    made.close_query(1, now=LATER + timedelta(hours=1))

    assert made.queries() == (
        Query(
            1, BASELINE, QueryRule.ASKED, NOW, "A. Nowak", QueryState.CLOSED,
            answer="Yes", question="Was the patient fasting?",
            answered_at=LATER, answered_by="M. Wójcik",
            closed_at=LATER + timedelta(hours=1), closed_by="A. Nowak",
        ),
    )  # fmt: skip


def test_closing_needs_an_answer(made: Study):
    made.raise_query(BASELINE, "Fasting?", now=NOW)

    with pytest.raises(QualityRefused) as refused:
        made.close_query(1, now=LATER)

    assert refused.value.why is WhyNotThat.ANSWER_MISSING


def test_a_closed_query_takes_no_answer_but_can_be_opened_again(made: Study):
    made.raise_query(BASELINE, "Fasting?", now=NOW)
    made.close_query(1, answer="Yes", now=LATER)
    with pytest.raises(QualityRefused):
        made.answer_query(1, "No", now=LATER)

    made.reopen_query(1, now=LATER)

    assert made.query(1).state is QueryState.OPEN


def test_a_persons_question_is_never_withdrawn_by_a_rule(made: Study):
    made.raise_query(BASELINE, "Fasting?", now=NOW)

    enter(made, "112.4")

    assert asked(made) == [(BASELINE, QueryRule.ASKED)]


def test_every_step_of_a_query_can_be_taken_back(made: Study):
    raised = made.raise_query(BASELINE, "Fasting?", now=NOW)
    answered = made.answer_query(1, "Yes", now=LATER)
    made.take_back(answered.action, now=LATER)
    assert made.query(1).state is QueryState.OPEN

    made.take_back(raised.action, now=LATER)

    assert made.queries() == ()
    assert made.verify().is_clean


def test_a_record_can_be_undone_after_its_query_was_answered(made: Study):
    at = moment("2026-03-02 09:00")
    given = made.give_infusion(infusion(1), on=at.date(), at=at, now=at, dose_mg=43.0)
    made.answer_query(1, "so prescribed", now=LATER)

    undone = made.take_back(given.action, now=LATER)
    assert made.query(1).state is QueryState.WITHDRAWN

    made.take_back(undone.action, now=LATER)
    assert (made.query(1).state, made.query(1).answer) == (QueryState.ANSWERED, "so prescribed")
    assert made.verify().is_clean


def test_an_import_and_the_rules_ask_once(made: Study, tmp_path: Path):
    import_results(made, "KET-001;27.02.2026 08:00;<20", folder=tmp_path, now=LATER)

    (query,) = made.queries()
    assert query.rule is QueryRule.BELOW_LOQ
    assert query.detail["cell"]
    entries = [entry for entry in made.trail() if entry.table == "queries"]
    assert len(entries) == 1


def test_a_result_replaced_by_a_good_one_withdraws_what_the_import_asked(
    made: Study, tmp_path: Path
):
    import_results(made, "KET-001;27.02.2026 08:00;<20", folder=tmp_path, now=LATER)

    enter(made, "104.9")

    assert asked(made) == []


def test_a_visit_that_somebody_asked_about_is_not_undone_away():
    made = study_with("KET-001")
    enrolled = made.trail()[-1].action
    made.raise_query(infusion(1), "Why a Monday?", now=NOW)

    with pytest.raises(EditedSince) as refused:
        made.take_back(enrolled, now=NOW)

    assert refused.value.rows == ("queries 1",) * 2


def test_a_command_writes_findings_of_the_patients_it_touched_only(made: Study):
    months_later = moment("2026-06-01 09:00")

    made.correct_patient(
        replace(made.patient("KET-001"), birth_year=1980), reason="chart", now=months_later
    )

    assert {key.patient for key, _rule in asked(made)} == {"KET-001"}


@pytest.mark.parametrize("condition", ["haemolysed", "clotted", "insufficient", "lost"])
def test_a_specimen_in_doubtful_condition_is_asked_about_when_it_is_collected(condition: str):
    made = study_with()
    made.collect_draw(BASELINE, on=NOW.date(), at=NOW, now=NOW, condition=condition)

    assert asked(made) == [(BASELINE, QueryRule.SPECIMEN_DOUBTFUL)]


@pytest.mark.parametrize("condition", ["", "ok"])
def test_a_good_specimen_raises_no_question(condition: str):
    made = study_with()
    made.collect_draw(BASELINE, on=NOW.date(), at=NOW, now=NOW, condition=condition)

    assert asked(made) == []


def test_a_corrected_condition_withdraws_its_question():
    made = study_with()
    made.collect_draw(BASELINE, on=NOW.date(), at=NOW, now=NOW, condition="clotted")
    stored = made.visit(BASELINE)
    assert isinstance(stored, Draw)

    made.correct(replace(stored, condition="ok"), reason="wrong line", now=LATER)

    assert asked(made) == []


def test_with_its_result_haemolysis_is_asked_about_once_and_with_the_value():
    made = study_with()
    made.collect_draw(BASELINE, on=NOW.date(), at=NOW, now=NOW, condition="haemolysed")
    enter(made, "100")

    assert asked(made) == [(BASELINE, QueryRule.HAEMOLYSED)]


def test_a_verified_specimen_stays_quiet_until_its_condition_changes():
    made = study_with()
    made.collect_draw(BASELINE, on=NOW.date(), at=NOW, now=NOW, condition="clotted")
    made.verify_query(made.queries()[0].number, answer="enough serum", now=LATER)
    stored = made.visit(BASELINE)
    assert isinstance(stored, Draw)

    made.correct(replace(stored, note="seen"), reason="remark", now=LATER)
    assert asked(made) == []
    made.correct(replace(stored, condition="lost"), reason="not found", now=LATER)
    assert asked(made) == [(BASELINE, QueryRule.SPECIMEN_DOUBTFUL)]


def test_what_is_doubtful_in_a_result_is_known_before_it_is_stored(made: Study):
    head = made.head()

    assert [typed(made, text) for text in ("19.9", "20", "400", "400.1")] == [
        [QueryRule.COPPER_IMPLAUSIBLE],
        [],
        [],
        [QueryRule.COPPER_IMPLAUSIBLE],
    ]
    assert made.head() == head


def test_a_result_that_is_typed_is_held_against_both_its_neighbours(made: Study):
    give(made, 1, "2026-03-02 09:00")
    at = moment("2026-03-03 08:00")
    made.collect_draw(draw("inf1"), on=at.date(), at=at, now=at)
    enter(made, "100")

    assert typed(made, "151", draw("inf1")) == [QueryRule.COPPER_JUMP]
    assert typed(made, "150", draw("inf1")) == []
    enter(made, "140", draw("inf1"))
    assert typed(made, "90", BASELINE) == [QueryRule.COPPER_JUMP]
