"""Recording visits through the study's one door."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from domain.changes import Changes
from domain.enrolling import CodeRefused, EnrolmentRefused
from domain.recording import RecordingRefused, ScoreRefused, Unrecordable
from domain.study import Study
from domain.study_errors import EditedSince
from domain.visits import Infusion, Status, VisitState
from tests.builders import (
    NOW,
    draw,
    enrolment,
    import_results,
    infusion,
    moment,
    rating,
    study,
    study_with,
)


def give(made: Study, number: int, when: str) -> Changes:
    at = moment(when)
    return made.give_infusion(infusion(number), on=at.date(), at=at, now=at)


def test_enrolling_stores_exactly_what_the_preview_showed():
    made = study()
    previewed = made.preview(enrolment())

    made.enrol(enrolment(), now=NOW)

    stored = made.course("KET-001")
    assert {v.key: v.window for v in stored.visits()} == {
        v.key: v.window for v in previewed.visits()
    }
    assert [len(stored.infusions), len(stored.draws), len(stored.ratings)] == [8, 6, 5]


def test_a_code_that_is_taken_is_refused():
    with pytest.raises(CodeRefused) as refused:
        study_with("KET-001").enrol(enrolment("KET-001"), now=NOW)

    assert refused.value.taken


@pytest.mark.parametrize("code", ["KET-1", "KET-O01", "ket-001", "KET-٠٠١", "Kowalska"])
def test_a_code_unlike_the_pattern_is_refused(code: str):
    with pytest.raises(CodeRefused):
        study().enrol(enrolment(code), now=NOW)


def test_a_first_infusion_before_enrolment_is_refused():
    early = moment("2026-02-26 08:00").date()

    with pytest.raises(EnrolmentRefused) as refused:
        study().enrol(enrolment(enrolled_on=NOW.date(), first_infusion_on=early), now=NOW)

    assert refused.value.field == "first_infusion_on"


def test_the_next_code_follows_the_highest():
    assert study_with("KET-001", "KET-007").next_code() == "KET-008"


def test_an_infusion_given_on_its_day_moves_nothing():
    made = study_with()
    before = made.course("KET-001")

    give(made, 1, "2026-03-02 09:05")

    after = made.course("KET-001")
    assert after.draws == before.draws
    assert made.visit(infusion(1)).status(NOW.date()) is Status.DONE


def test_an_infusion_given_a_day_late_takes_its_draw_along_and_leaves_ratings():
    made = study_with()
    give(made, 1, "2026-03-02 09:05")
    give(made, 2, "2026-03-05 09:05")
    ratings = made.course("KET-001").ratings

    give(made, 3, "2026-03-10 09:05")

    cu3 = made.visit(draw("inf3")).window
    assert [d.isoformat() for d in (cu3.target, cu3.first, cu3.last)] == [
        "2026-03-11", "2026-03-10", "2026-03-12",
    ]  # fmt: skip
    assert made.course("KET-001").ratings == ratings


def test_a_missed_infusion_takes_the_next_slot_and_the_rest_shift_one():
    made = study_with()
    for number, when in ((1, "2026-03-02"), (2, "2026-03-05"), (3, "2026-03-09")):
        give(made, number, f"{when} 09:00")

    made.miss(infusion(4), reason="patient_unwell", now=moment("2026-03-12 15:00"))

    planned = [
        (i.number, i.planned_on.isoformat())
        for i in made.course("KET-001").current_infusions()
        if i.state is VisitState.PLANNED
    ]
    assert planned == [
        (4, "2026-03-16"),
        (5, "2026-03-19"),
        (6, "2026-03-23"),
        (7, "2026-03-26"),
        (8, "2026-03-30"),
    ]
    assert made.visit(draw("post")).window.target.isoformat() == "2026-04-07"
    assert made.visit(infusion(4)).state is VisitState.MISSED


def test_infusions_are_recorded_in_their_order():
    made = study_with()

    with pytest.raises(RecordingRefused) as refused:
        give(made, 2, "2026-03-05 09:00")

    assert refused.value.why is Unrecordable.EARLIER_INFUSION_OPEN


def test_two_infusions_of_a_patient_on_one_day_are_refused():
    made = study_with()
    give(made, 1, "2026-03-02 09:00")

    with pytest.raises(RecordingRefused) as refused:
        give(made, 2, "2026-03-02 11:00")

    assert refused.value.why is Unrecordable.NOT_AFTER_EARLIER_INFUSION


def test_an_infusion_is_not_corrected_to_the_day_of_the_one_after_it():
    made = study_with()
    give(made, 1, "2026-03-02 09:00")
    give(made, 2, "2026-03-05 09:00")

    for day in (date(2026, 3, 5), date(2026, 3, 6)):
        with pytest.raises(RecordingRefused) as refused:
            made.change_time(
                infusion(1),
                on=day,
                at=None,
                now=moment("2026-03-06 12:00"),
                reason="the pump clock",
            )
        assert refused.value.why is Unrecordable.NOT_BEFORE_LATER_INFUSION


@pytest.mark.parametrize(
    ("given_on", "made_way", "cu1"),
    [
        ("2026-03-03", (), "2026-03-04"),
        ("2026-03-04", ((2, "2026-03-06"),), "2026-03-05"),
        ("2026-03-05", ((2, "2026-03-09"), (3, "2026-03-11"), (4, "2026-03-13")), "2026-03-06"),
    ],
    ids=["2 days are left", "1 day is left", "on the day of the next"],
)
def test_planned_infusions_make_way_for_one_given_late_only_as_far_as_they_must(
    given_on: str, made_way: tuple[tuple[int, str], ...], cu1: str
):
    made = study_with()
    before = made.course("KET-001")

    changes = give(made, 1, f"{given_on} 09:00")

    told = tuple((int(key.code), day.isoformat()) for key, day in changes.made_way)
    assert told == made_way
    moved = {number: date.fromisoformat(day) for number, day in made_way}
    assert [i.planned_on for i in made.course("KET-001").current_infusions()[1:]] == [
        moved.get(i.number, i.planned_on) for i in before.current_infusions()[1:]
    ]
    assert made.visit(draw("inf1")).window.target == date.fromisoformat(cu1)
    made.take_back(changes.action, now=moment("2026-03-06 09:00"))
    assert made.course("KET-001") == before


def test_a_late_infusion_is_recorded_even_where_the_next_has_no_day_left(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr("domain.moves._FARTHEST", timedelta(days=-1))
    made = study_with()

    give(made, 1, "2026-03-05 09:00")

    assert made.visit(infusion(1)).state is VisitState.DONE
    assert made.visit(infusion(2)).window.target == date(2026, 3, 5)


def test_nothing_is_recorded_in_the_future():
    made = study_with()
    later = NOW + timedelta(hours=1)

    with pytest.raises(RecordingRefused) as refused:
        made.give_infusion(infusion(1), on=later.date(), at=later, now=NOW)

    assert refused.value.why is Unrecordable.IN_THE_FUTURE


def test_a_visit_is_recorded_once():
    made = study_with()
    made.collect_draw(draw("baseline"), on=NOW.date(), at=NOW, now=NOW)

    with pytest.raises(RecordingRefused) as refused:
        made.miss(draw("baseline"), reason="patient_left", now=NOW)

    assert refused.value.why is Unrecordable.ALREADY_RECORDED


@pytest.mark.parametrize(("madrs", "ymrs"), [(72, 2), (20, 61), (-1, 0)])
def test_scores_outside_their_scale_are_refused(madrs: int, ymrs: int):
    made = study_with()

    with pytest.raises(ScoreRefused):
        made.rate(rating("week0"), on=NOW.date(), at=NOW, now=NOW, madrs=madrs, ymrs=ymrs)

    assert made.visit(rating("week0")).state is VisitState.PLANNED


def test_a_draw_collected_out_of_its_window_still_waits_for_the_lab():
    made = study_with()
    late = moment("2026-03-20 08:00")
    made.collect_draw(draw("baseline"), on=late.date(), at=late, now=late)

    assert made.visit(draw("baseline")).status(late.date()) is Status.WAITING_FOR_LAB


def test_correcting_the_time_of_an_infusion_moves_its_draw():
    made = study_with()
    give(made, 1, "2026-03-03 09:00")

    made.change_time(
        infusion(1), on=NOW.date(), at=NOW, now=moment("2026-03-03 12:00"), reason="the pump clock"
    )

    assert made.visit(draw("inf1")).window.target.isoformat() == "2026-03-03"


def test_a_withdrawn_patient_has_nothing_open_and_keeps_what_was_recorded():
    made = study_with()
    give(made, 1, "2026-03-02 09:00")
    give(made, 2, "2026-03-05 09:00")
    day = moment("2026-03-06 10:00")

    made.withdraw("KET-001", on=day.date(), reason="withdrew_consent", now=day)

    states = {v.state for v in made.course("KET-001").visits()}
    agenda = made.agenda(now=moment("2026-03-30 10:00"))
    assert states == {VisitState.DONE, VisitState.CANCELLED}
    assert agenda.to_do == 0
    assert made.visit(draw("post")).window.target.isoformat() == "2026-03-12"


def test_taking_back_an_infusion_restores_the_course_and_doing_it_again_repeats_it():
    made = study_with()
    before = made.course("KET-001")
    at = moment("2026-03-04 09:05")
    done = made.give_infusion(infusion(1), on=at.date(), at=at, now=at)
    after = made.course("KET-001")

    undone = made.take_back(done.action, now=at)
    assert made.course("KET-001") == before

    made.take_back(undone.action, now=at)
    assert made.course("KET-001") == after
    assert made.verify().is_clean


def test_an_enrolment_cannot_be_taken_back_once_something_is_recorded():
    made = study()
    enrolled = made.enrol(enrolment(), now=NOW)
    give(made, 1, "2026-03-02 09:05")

    with pytest.raises(EditedSince):
        made.take_back(enrolled.action, now=NOW)

    assert "KET-001" in made.patients()


def test_taking_back_an_enrolment_leaves_no_patient_and_keeps_the_trail():
    made = study()
    enrolled = made.enrol(enrolment(), now=NOW)
    entries = len(made.trail())

    made.take_back(enrolled.action, now=NOW)

    assert not made.patients()
    assert len(made.trail()) > entries
    assert made.verify().is_clean


def test_the_weight_and_dose_of_an_infusion_are_kept():
    made = study_with()
    made.give_infusion(infusion(1), on=NOW.date(), at=NOW, now=NOW, dose_mg=34, weight_kg=68)

    given = made.visit(infusion(1))
    assert isinstance(given, Infusion)
    assert (given.dose_mg, given.weight_kg) == (34, 68)
    assert made.verify().is_clean


def test_a_collection_that_a_result_stands_on_is_not_taken_back(tmp_path: Path):
    made = study_with()
    collected = made.collect_draw(draw("baseline"), on=NOW.date(), at=NOW, now=NOW)
    import_results(made, "KET-001;02.03.2026 09:05;95,0", folder=tmp_path)

    with pytest.raises(EditedSince):
        made.take_back(collected.action, now=NOW)

    assert made.visit(draw("baseline")).state is VisitState.DONE


def test_an_import_that_also_recorded_a_collection_is_taken_back_as_a_whole(tmp_path: Path):
    made = study_with()
    before = made.course("KET-001")

    stored = import_results(made, "KET-001;27.02.2026 08:00;95,0", folder=tmp_path)
    assert made.visit(draw("baseline")).state is VisitState.DONE
    made.take_back(stored.action, now=NOW)

    assert made.course("KET-001") == before
    assert made.verify().is_clean
