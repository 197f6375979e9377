"""The screening log, notes, and flow numbers that add up."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.patient import PatientState
from domain.quality import QualityRefused
from domain.screening import Outcome, ScreeningRefused, Unscreenable
from domain.study import Study
from domain.study_errors import EditedSince
from tests.builders import NOW, draw, enrolment, study, study_with

TODAY = NOW.date()


def turn_away(made: Study, code: str, reason: str = "other diagnosis") -> None:
    made.screen(code, on=TODAY, outcome=Outcome.NOT_ELIGIBLE, reason=reason, now=NOW)


def test_an_enrolled_patient_is_in_the_log_on_the_day_of_enrolment():
    made = study_with("KET-001")

    (entry,) = made.screening_log()

    assert (entry.code, entry.screened_on, entry.outcome) == (
        "KET-001", date(2026, 2, 27), Outcome.ENROLLED,
    )  # fmt: skip


def test_the_day_of_an_enrolled_patients_screening_can_be_entered():
    made = study_with("KET-001")
    made.screen("KET-001", on=date(2026, 2, 20), outcome=Outcome.ENROLLED, now=NOW)

    assert [entry.screened_on for entry in made.screening_log()] == [date(2026, 2, 20)]


def test_somebody_not_eligible_is_in_the_log_with_the_reason():
    made = study_with("KET-001")
    turn_away(made, "S-002", "no consent")

    assert [(one.code, one.reason) for one in made.screening_log()] == [
        ("KET-001", ""),
        ("S-002", "no consent"),
    ]
    assert made.verify().is_clean


@pytest.mark.parametrize(
    ("code", "fields", "why"),
    [
        ("S-001", {"reason": ""}, Unscreenable.REASON_MISSING),
        ("Kowalska", {}, Unscreenable.CODE_UNLIKE),
        ("KOWALSKA", {}, Unscreenable.CODE_UNLIKE),
        ("85010112345", {}, Unscreenable.CODE_UNLIKE),
        ("KET-001", {}, Unscreenable.CODE_TAKEN),
        ("S-009", {}, Unscreenable.CODE_TAKEN),
        ("S-001", {"on": TODAY + timedelta(days=1)}, Unscreenable.IN_THE_FUTURE),
        ("KET-002", {"outcome": Outcome.ENROLLED}, Unscreenable.NOT_ENROLLED),
        ("KET-001", {"outcome": Outcome.ENROLLED}, Unscreenable.AFTER_ENROLMENT),
    ],
)
def test_an_entry_that_cannot_be_right_is_refused(
    code: str, fields: dict[str, object], why: Unscreenable
):
    made = study_with("KET-001")
    turn_away(made, "S-009")
    filled: dict[str, object] = {
        "on": TODAY, "outcome": Outcome.NOT_ELIGIBLE, "reason": "age", "now": NOW,
    } | fields  # fmt: skip

    with pytest.raises(ScreeningRefused) as refused:
        made.screen(code, **filled)  # type: ignore[arg-type]

    assert refused.value.why is why


def test_an_enrolment_with_an_entry_in_the_log_is_not_undone_away():
    made = study_with("KET-001")
    enrolled = made.trail()[-1].action
    made.screen("KET-001", on=date(2026, 2, 20), outcome=Outcome.ENROLLED, now=NOW)

    with pytest.raises(EditedSince) as refused:
        made.take_back(enrolled, now=NOW)

    assert refused.value.rows == ("screening KET-001",)


@given(
    turned_away=st.lists(st.sampled_from(["age", "no consent", "other drug"]), max_size=6),
    states=st.lists(st.sampled_from(PatientState), max_size=5),
    undone=st.sets(st.integers(0, 5), max_size=3),
)
@settings(max_examples=25, deadline=None)
def test_the_numbers_of_the_flow_always_add_up(
    turned_away: list[str], states: list[PatientState], undone: set[int]
):
    made = study()
    for number, state in enumerate(states, start=1):
        code = f"KET-{number:03}"
        made.enrol(enrolment(code), now=NOW)
        if state is PatientState.WITHDRAWN:
            made.withdraw(code, on=TODAY, reason="consent_withdrawn", now=NOW)
    actions: list[int] = []
    for number, reason in enumerate(turned_away, start=1):
        turn_away(made, f"S-{number:03}", reason)
        actions.append(made.trail()[-1].action)
    for place in undone:
        if place < len(actions):
            made.take_back(actions[place], now=NOW)

    flow = made.flow()
    away = sum(count for _reason, count in flow.not_eligible)
    assert flow.screened == len(made.screening_log()) == away + flow.enrolled
    assert flow.enrolled == len(states) == flow.withdrawn + flow.completed + flow.active


def test_a_note_is_kept_with_who_wrote_it_and_can_be_undone():
    made = study_with("KET-001")
    first = made.add_note("KET-001", " Prefers mornings. ", now=NOW)
    made.add_note("KET-001", "Thin veins.", now=NOW, key=draw("inf1"))

    notes = made.notes("KET-001")
    assert [(note.text, note.key, note.written_by) for note in notes] == [
        ("Prefers mornings.", None, "A. Nowak"),
        ("Thin veins.", draw("inf1"), "A. Nowak"),
    ]
    made.take_back(first.action, now=NOW)
    assert [note.number for note in made.notes()] == [2]
    made.add_note("KET-001", "Again.", now=NOW)
    assert [note.number for note in made.notes()] == [2, 3]


def test_an_empty_note_is_refused():
    with pytest.raises(QualityRefused):
        study_with("KET-001").add_note("KET-001", "  ", now=NOW)


def test_a_state_is_no_detail_that_a_correction_could_change():
    made = study_with("KET-001")
    wanted = replace(made.patient("KET-001"), state=PatientState.WITHDRAWN, birth_year=1980)

    made.correct_patient(wanted, reason="chart", now=NOW)

    assert made.patient("KET-001").state is PatientState.ACTIVE
