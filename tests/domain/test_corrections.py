"""Corrections keep the old value, want a reason, and can be taken back."""

from dataclasses import replace
from decimal import Decimal

import pytest

from domain.dosing import MeasureRefused, dose_note
from domain.enrolling import EnrolmentRefused
from domain.recording import RecordingRefused, ScoreRefused, Unrecordable
from domain.results import Result
from domain.storage.audit import What
from domain.study import Study
from domain.units import Unit
from domain.visits import Draw, Infusion, Rating
from tests.builders import NOW, draw, infusion, moment, protocol, rating, study_with

LATER = moment("2026-03-06 10:00")
FIRST, BASELINE, WEEK0 = infusion(1), draw("baseline"), rating("week0")


@pytest.fixture
def made() -> Study:
    """One patient of 68 kg: baseline drawn, rated, first infusion given."""
    made = study_with(weight_kg=68.0)
    early = moment("2026-02-27 08:00")
    made.collect_draw(
        BASELINE, on=early.date(), at=early, now=NOW, specimen_id="CU-1", condition="ok"
    )
    made.rate(WEEK0, on=NOW.date(), at=None, now=NOW, madrs=31, ymrs=2)
    made.give_infusion(FIRST, on=NOW.date(), at=NOW, now=NOW, dose_mg=34.0, weight_kg=68.0)
    return made


def result(text: str, **fields: object) -> Result:
    plain = Result(text, value=Decimal(text), unit=Unit.UG_DL)
    return replace(plain, **fields)  # type: ignore[arg-type]


def test_a_corrected_dose_stands_in_the_trail_with_what_was_and_why(made: Study):
    stored = made.visit(FIRST)
    assert isinstance(stored, Infusion)

    changes = made.correct(replace(stored, dose_mg=43.0), reason="typing mistake", now=LATER)

    entry = made.trail(action=changes.action)[0]
    assert entry.old is not None
    assert entry.new is not None
    assert (entry.old["dose_mg"], entry.new["dose_mg"], entry.reason) == (
        34.0, 43.0, "typing mistake",
    )  # fmt: skip
    assert getattr(made.visit(FIRST), "dose_mg", None) == 43.0
    assert made.visit(FIRST).recorded_at == stored.recorded_at


def test_a_correction_can_be_taken_back(made: Study):
    before = made.course("KET-001")
    stored = made.visit(WEEK0)
    assert isinstance(stored, Rating)
    changes = made.correct(replace(stored, madrs=13, rater="E. S."), reason="swapped", now=LATER)

    made.take_back(changes.action, now=LATER)

    assert made.course("KET-001") == before
    assert made.verify().is_clean


@pytest.mark.parametrize("reason", [" ", "x", "?! 12", "no"])
def test_a_correction_without_a_meaningful_reason_is_refused(made: Study, reason: str):
    stored = made.visit(BASELINE)
    assert isinstance(stored, Draw)

    with pytest.raises(RecordingRefused) as refused:
        made.correct(replace(stored, specimen_id="CU-2"), reason=reason, now=LATER)

    assert refused.value.why is Unrecordable.REASON_MISSING
    assert made.visit(BASELINE) == stored


def test_a_recorded_time_is_corrected_for_a_reason_alone(made: Study):
    stored = made.visit(FIRST)

    with pytest.raises(RecordingRefused) as refused:
        made.change_time(FIRST, on=NOW.date(), at=None, now=LATER, reason="")

    assert refused.value.why is Unrecordable.REASON_MISSING
    assert made.visit(FIRST) == stored


def test_a_visit_that_was_not_recorded_cannot_be_corrected(made: Study):
    open_draw = made.visit(draw("inf1"))

    with pytest.raises(RecordingRefused) as refused:
        made.correct(replace(open_draw, note="?"), reason="slip", now=LATER)

    assert refused.value.why is Unrecordable.NOT_RECORDED


def test_a_corrected_score_is_checked_like_a_typed_one(made: Study):
    stored = made.visit(WEEK0)
    assert isinstance(stored, Rating)

    with pytest.raises(ScoreRefused):
        made.correct(replace(stored, madrs=61), reason="slip", now=LATER)


def test_a_corrected_day_of_an_infusion_moves_what_follows_it(made: Study):
    stored = made.visit(FIRST)
    made.correct(
        replace(stored, done_on=moment("2026-02-28 09:00").date(), done_at=None),
        reason="wrong day",
        now=LATER,
    )

    assert made.visit(draw("inf1")).window.first == moment("2026-02-28 00:00").date()


def test_the_reason_of_a_missed_draw_can_be_corrected(made: Study):
    made.miss(draw("inf1"), reason="patient_left", now=LATER)
    missed = made.visit(draw("inf1"))

    made.correct(replace(missed, reason="patient_declined"), reason="misheard", now=LATER)

    assert made.visit(draw("inf1")).reason == "patient_declined"


def test_a_patients_details_are_corrected_and_lost_comorbidities_removed(made: Study):
    patient = made.patient("KET-001")
    made.correct_patient(
        replace(patient, comorbidities=("asthma", "migraine")), reason="chart", now=LATER
    )
    made.correct_patient(
        replace(patient, birth_year=1980, comorbidities=("asthma",)), reason="chart", now=LATER
    )

    corrected = made.patient("KET-001")
    assert (corrected.birth_year, corrected.comorbidities) == (1980, ("asthma",))
    assert made.verify().is_clean


def test_a_detail_that_cannot_be_right_is_refused(made: Study):
    with pytest.raises(EnrolmentRefused) as refused:
        made.correct_patient(
            replace(made.patient("KET-001"), weight_kg=6.8), reason="slip", now=LATER
        )

    assert refused.value.field == "weight_kg"


def test_a_result_typed_by_hand_is_current_and_the_one_before_is_kept(made: Study):
    made.enter_result(BASELINE, result("118.2"), now=LATER)
    made.enter_result(BASELINE, result("104.9"), now=LATER, reason="lab corrected it")

    stored = made.results("KET-001", "baseline")
    assert [(one.result.verbatim, one.is_current) for one in stored] == [
        ("118.2", False),
        ("104.9", True),
    ]
    assert getattr(made.visit(BASELINE), "result", None) == stored[1].result


def test_replacing_a_result_needs_a_reason(made: Study):
    made.enter_result(BASELINE, result("118.2"), now=LATER)

    with pytest.raises(RecordingRefused) as refused:
        made.enter_result(BASELINE, result("104.9"), now=LATER)

    assert refused.value.why is Unrecordable.REASON_MISSING


def test_an_earlier_result_can_be_made_current_again(made: Study):
    made.enter_result(BASELINE, result("118.2"), now=LATER)
    made.enter_result(BASELINE, result("104.9"), now=LATER, reason="repeat")
    chosen = made.choose_result(BASELINE, 1, reason="first tube", now=LATER)

    assert [one.is_current for one in made.results("KET-001", "baseline")] == [True, False]
    made.take_back(chosen.action, now=LATER)
    assert [one.is_current for one in made.results("KET-001", "baseline")] == [False, True]


@pytest.mark.parametrize(
    "odd",
    [
        Result("118.2", value=Decimal("118.2")),
        Result("", value=Decimal("118.2"), unit=Unit.UG_DL),
        Result("-3", value=Decimal(-3), unit=Unit.UG_DL),
        Result("nan", value=Decimal("nan"), unit=Unit.UG_DL),
        Result(" "),
    ],
)
def test_a_typed_result_without_number_and_unit_or_words_is_refused(made: Study, odd: Result):
    with pytest.raises(RecordingRefused):
        made.enter_result(BASELINE, odd, now=LATER)


def test_a_draw_that_was_not_collected_takes_no_result(made: Study):
    with pytest.raises(RecordingRefused) as refused:
        made.enter_result(draw("inf1"), result("100"), now=LATER)

    assert refused.value.why is Unrecordable.NOT_RECORDED


@pytest.mark.parametrize(
    ("dose", "weight", "is_noted"),
    [(34.0, 68.0, False), (37.4, 68.0, False), (37.5, 68.0, True), (30.5, 68.0, True)],
)
def test_a_dose_more_than_a_tenth_off_half_a_milligram_per_kilogram_is_noted(
    dose: float, weight: float, is_noted: bool
):
    assert (dose_note(dose, weight, protocol().infusions) is not None) is is_noted


def test_a_dose_note_says_what_was_planned_and_never_stops_the_recording(made: Study):
    second = infusion(2)
    at = moment("2026-03-05 09:00")
    made.give_infusion(second, on=at.date(), at=at, now=at, dose_mg=68.0)

    note = made.dose_note(second)

    assert note is not None
    assert (note.mg_per_kg, note.planned_mg) == (1.0, 34.0)


@pytest.mark.parametrize("measure", [{"dose_mg": 3400.0}, {"weight_kg": 6.8}, {"dose_mg": -1.0}])
def test_a_dose_or_weight_nobody_can_have_is_refused(made: Study, measure: dict[str, float]):
    at = moment("2026-03-05 09:00")

    with pytest.raises(MeasureRefused):
        made.give_infusion(infusion(2), on=at.date(), at=at, now=at, **measure)  # type: ignore[arg-type]

    assert made.visit(infusion(2)).done_on is None


def test_an_interruption_is_kept_with_its_reason(made: Study):
    at = moment("2026-03-05 09:00")
    made.give_infusion(infusion(2), on=at.date(), at=at, now=at, interruption="10 min, dizzy")

    stored = made.visit(infusion(2))
    assert isinstance(stored, Infusion)
    assert (stored.interrupted, stored.interruption) == (True, "10 min, dizzy")


def test_what_was_left_empty_is_filled_in_without_a_reason(made: Study) -> None:
    stored = made.visit(BASELINE)
    assert isinstance(stored, Draw)
    made.correct(replace(stored, collector="M. Kos"), reason="", now=LATER)
    assert made.visit(BASELINE) == replace(stored, collector="M. Kos")
    assert made.trail(patient=stored.patient)[-1].what is What.COMPLETE


@pytest.mark.parametrize("change", [{"specimen_id": "CU-2"}, {"specimen_id": ""}])
def test_filling_in_does_not_excuse_what_else_is_changed(
    made: Study, change: dict[str, str]
) -> None:
    stored = made.visit(BASELINE)
    assert isinstance(stored, Draw)
    wanted = replace(stored, collector="M. Kos", **change)
    with pytest.raises(RecordingRefused) as refused:
        made.correct(wanted, reason="", now=LATER)
    assert refused.value.why is Unrecordable.REASON_MISSING


def test_a_specimen_that_turns_out_haemolysed_says_that_a_query_was_opened(made: Study) -> None:
    stored = made.visit(BASELINE)
    assert isinstance(stored, Draw)
    wanted = replace(stored, condition="haemolysed")
    assert made.correct(wanted, reason="seen late", now=LATER).opened_queries == 1
