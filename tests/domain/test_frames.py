"""The tables handed to statistics say why a value is not there."""

from domain.frames import patients_frame, rating_of_draw, rating_rows, visits_frame
from tests.builders import NOW, draw, moment, rating, study_with


def reasons(made, when: str) -> dict[str, str]:
    frame = visits_frame(made, now=moment(when))
    return dict(zip(frame["visit"], frame["missing_reason"], strict=True))


def test_every_draw_of_the_protocol_has_a_row_in_its_order():
    frame = visits_frame(study_with("KET-001", "KET-002"), now=NOW)

    assert list(frame["visit"])[:6] == ["baseline", "inf1", "inf3", "inf5", "inf7", "post"]
    assert list(frame["visit_no"])[6:] == [0, 1, 2, 3, 4, 5]


def test_an_empty_value_carries_its_reason():
    made = study_with()
    at = moment("2026-03-02 08:00")
    made.collect_draw(draw("baseline"), on=at.date(), at=at, now=at)
    made.miss(draw("inf1"), reason="patient_left", now=moment("2026-03-04 18:00"))

    assert reasons(made, "2026-03-18 09:00") == {
        "baseline": "waiting_for_lab",
        "inf1": "missed",
        "inf3": "overdue",
        "inf5": "late",
        "inf7": "not_due",
        "post": "not_due",
    }


def test_open_draws_of_a_withdrawn_patient_are_missing_because_of_it():
    made = study_with()
    day = moment("2026-03-06 10:00")
    made.withdraw("KET-001", on=day.date(), reason="withdrew_consent", now=day)

    assert set(reasons(made, "2026-03-30 10:00").values()) == {"withdrawn"}


def test_scores_stand_beside_the_draw_nearest_in_time():
    course = study_with().course("KET-001")

    beside = {d.key.code: rating_of_draw(d, course) for d in course.draws}

    assert {code: found.key.code for code, found in beside.items() if found} == {
        "baseline": "week0",
        "inf1": "week0",
        "inf3": "week1",
        "inf5": "week2",
        "inf7": "week3",
        "post": "post",
    }


def test_totals_are_in_the_row_of_their_draw():
    made = study_with()
    made.rate(rating("week0"), on=NOW.date(), at=NOW, now=NOW, madrs=34, ymrs=3)

    frame = visits_frame(made, now=NOW)

    assert frame["madrs"][0] == 34
    assert list(frame["rating_visit"]) == ["week0", "week0", "week1", "week2", "week3", "post"]
    assert frame["ymrs"][0] == 3


def test_comorbidities_are_columns_of_noughts_and_ones():
    made = study_with("KET-001", comorbidities=("hypothyroidism",), birth_year=1979)
    made_frame = patients_frame(made)

    assert list(made_frame.columns) == ["patient_id", "sex", "age", "diagnosis", "hypothyroidism"]
    assert made_frame["hypothyroidism"][0] == 1
    assert made_frame["age"][0] == 47


def test_every_rating_of_the_protocol_has_a_row_of_its_own_with_the_reason_it_is_missing():
    made = study_with()
    day = moment("2026-03-12 09:00")

    rows = rating_rows(made.courses(), made.protocol, day.date())

    assert [row["visit"] for row in rows] == ["week0", "week1", "week2", "week3", "post"]
    assert rows[0]["missing_reason"] == "overdue"
    assert rows[-1] == {
        "patient_id": "KET-001",
        "visit": "post",
        "madrs": None,
        "ymrs": None,
        "missing_reason": "not_due",
    }
