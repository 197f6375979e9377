"""What the message bar says of a correction."""

from dataclasses import replace
from datetime import date

from domain.patient import Diagnosis, Patient, Sex
from domain.visits import Draw, Infusion, VisitState, Window
from gui.words import corrections
from tests.builders import draw, infusion, moment

DAY = date(2026, 3, 24)
HERE = Window(DAY, DAY, DAY)
GIVEN = Infusion(
    infusion(3, "KET-024"), HERE, DAY, state=VisitState.DONE,
    done_on=DAY, done_at=moment("2026-03-24 09:10"), dose_mg=34.0,
)  # fmt: skip


def test_a_corrected_time_is_said_from_and_to():
    at = moment("2026-03-24 09:40")

    assert corrections.time_corrected(GIVEN, DAY, at) == (
        "KET-024: infusion 3 corrected: time 09:10 → 09:40."
    )


def test_another_day_is_said_with_its_time():
    on = date(2026, 3, 23)

    assert corrections.time_corrected(GIVEN, on, None) == (
        "KET-024: infusion 3 corrected: time Tue 24 Mar 09:10 → Mon 23 Mar."
    )


def test_of_many_changes_three_are_named_and_the_rest_counted():
    wanted = replace(
        GIVEN, dose_mg=35.5, weight_kg=70.0, interrupted=True, interruption="cuff slipped off"
    )

    assert corrections.visit_corrected(GIVEN, wanted) == (
        "KET-024: infusion 3 corrected: dose (mg) 34.0 → 35.5, weight (kg) 70.0, "
        "interrupted no → yes, and 1 more."
    )


def test_a_long_note_is_cut_short_in_the_bar():
    stored = Draw(draw("inf3", "KET-024"), HERE, DAY, condition="ok")
    wanted = replace(stored, condition="haemolysed", note="The tube stood on the bench over lunch.")

    assert corrections.visit_corrected(stored, wanted) == (
        "KET-024: copper draw Cu3 corrected: note The tube stood on the bench o…, "
        "condition good → haemolysed."
    )


def test_corrected_details_of_a_patient_are_said_from_and_to():
    stored = Patient("KET-024", Sex.FEMALE, Diagnosis.MDD, DAY, birth_year=1980, weekdays=(0, 3))
    wanted = replace(stored, birth_year=1981, weekdays=(1, 4), comorbidities=("asthma",))

    assert corrections.patient_corrected(stored, wanted) == (
        "KET-024: details corrected: birth year 1980 → 1981, weekdays Mon, Thu → Tue, Fri, "
        "comorbidity asthma."
    )
