"""A rating that stands beside two draws is one observation of the patient, not two."""

from dataclasses import replace

from stats.as_json import as_json
from stats.outcome import NotEstimable
from stats.plan import analyse_tables
from stats.presence import MissingReason
from stats.study_tables import PatientRow, StudyTables, VisitRow
from stats.tables import from_rows

COPPER = {
    "P1": (100.0, 90.0, 104.0, 97.0),
    "P2": (88.0, 99.0, 86.0, 84.0),
    "P3": (121.0, 111.0, 118.0, 120.0),
}
MADRS = {
    "P1": (30.0, 30.0, 22.0, 15.0),
    "P2": (34.0, 34.0, 31.0, 20.0),
    "P3": (28.0, 28.0, 25.0, 11.0),
}
DRAWS = {"baseline": "week0", "inf1": "week0", "inf3": "week1", "inf5": "week2"}


def tables(*, shared: bool, without: tuple[str, str] | None = None) -> StudyTables:
    visits = {
        (patient, draw): VisitRow(
            None if (patient, draw) == without else COPPER[patient][place],
            MADRS[patient][place],
            rating_visit=rating if shared else "",
        )
        for patient in COPPER
        for place, (draw, rating) in enumerate(DRAWS.items())
    }
    return StudyTables(tuple(map(PatientRow, COPPER)), visits)


def within(made: StudyTables):
    return analyse_tables(made).within_patient[0]


def test_a_shared_rating_counts_once_with_the_earlier_draw():
    found = within(tables(shared=True))

    assert found.shared == (("P1", "inf1"), ("P2", "inf1"), ("P3", "inf1"))
    assert found.correlation.n_values == 9
    assert found.correlation.df == 9 - 3 - 1
    assert {point.draw for point in found.points} == {"baseline", "inf3", "inf5"}


def test_it_is_the_correlation_of_a_study_that_never_drew_there():
    fewer = {draw: rating for draw, rating in DRAWS.items() if draw != "inf1"}
    made = tables(shared=False)
    without = replace(
        made, visits={key: row for key, row in made.visits.items() if key[1] in fewer}
    )

    assert within(tables(shared=True)).correlation == within(without).correlation


def test_where_the_earlier_draw_has_no_copper_the_rating_counts_at_the_later():
    found = within(tables(shared=True, without=("P2", "baseline")))

    assert found.shared == (("P1", "inf1"), ("P3", "inf1"))
    assert [point.draw for point in found.points if point.patient == "P2"] == [
        "inf1",
        "inf3",
        "inf5",
    ]


def test_tables_that_name_no_rating_have_one_at_each_draw():
    found = within(tables(shared=False))

    assert found.shared == ()
    assert found.correlation.n_values == 12


def test_who_is_left_with_one_pair_is_missing_for_that_reason():
    made = tables(shared=True)
    only = {key: row for key, row in made.visits.items() if key[1] in ("baseline", "inf1")}
    found = within(replace(made, visits=only))

    assert isinstance(found.correlation, NotEstimable)
    assert [[gap.reason for gap in one.gaps] for one in found.missing] == [
        [MissingReason.SHARED_RATING, MissingReason.FEW_VISITS]
    ] * len(found.missing)


def test_the_document_lists_what_was_left_out():
    entry = as_json(analyse_tables(tables(shared=True)))["within_patient"][0]

    assert entry["shared_ratings"][0] == {"patient": "P1", "draw": "inf1"}


def test_rows_may_name_the_rating():
    made = from_rows(
        [{"patient_id": "P1"}],
        [{"patient_id": "P1", "visit": "inf1", "copper": 90, "madrs": 30, "rating_visit": "week0"}],
    )

    assert made.visits["P1", "inf1"].rating_visit == "week0"
