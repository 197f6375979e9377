"""Why a value is left out of a row of the sensitivity table."""

from dataclasses import replace

import pytest

from stats.plan import analyse_tables
from stats.presence import MissingReason
from stats.response_outcome import Variant
from stats.settings import AnalysisSettings, Haemolysed
from stats.tables import read_tables
from tests.stats.gold import STUDY_A

TABLES = read_tables(*STUDY_A)


def marked(**mark):
    """Study A with one mark on what P01 has after infusion 5."""
    key = ("P01", "inf5")
    return replace(TABLES, visits={**TABLES.visits, key: replace(TABLES.visits[key], **mark)})


def row_of(result, variant):
    return next(row for row in result.sensitivity[0].rows if row.variant is variant)


@pytest.mark.parametrize(
    ("mark", "reason"),
    [
        ("above_uloq", MissingReason.ABOVE_ULOQ),
        ("below_loq", MissingReason.BELOW_LOQ),
        ("out_of_window", MissingReason.OUT_OF_WINDOW),
        ("haemolysed", MissingReason.HAEMOLYSED),
    ],
)
def test_a_marked_value_is_left_out_of_the_row_without_marks_and_the_reason_said(mark, reason):
    settings = AnalysisSettings(haemolysed=Haemolysed.INCLUDE)
    result = analyse_tables(marked(**{mark: True}), settings)
    planned, without = (row_of(result, v) for v in (Variant.PLANNED, Variant.WITHOUT_FLAGGED))

    assert without.n == planned.n - 1
    (left_out,) = [one for one in without.missing if one.patient == "P01"]
    assert [gap.reason for gap in left_out.gaps] == [reason]
    assert [gap.draw for gap in left_out.gaps] == ["inf5"]


def test_a_value_above_the_upper_limit_stays_where_only_windows_are_asked_about():
    result = analyse_tables(marked(above_uloq=True))
    planned, within = (row_of(result, v) for v in (Variant.PLANNED, Variant.WITHOUT_OUT_OF_WINDOW))

    assert within.n == planned.n
    assert within.p == planned.p


def test_the_other_sex_is_missing_from_a_row_by_sex_as_not_in_the_group():
    women = row_of(analyse_tables(TABLES), Variant.WOMEN)
    sexes = {row.patient: row.sex for row in TABLES.patients}
    reasons = {
        one.patient: {gap.reason for gap in one.gaps}
        for one in women.missing
        if MissingReason.NOT_RECORDED not in {gap.reason for gap in one.gaps}
    }

    assert {sexes[patient] for patient in reasons} == {"M"}
    assert all(found == {MissingReason.NOT_IN_GROUP} for found in reasons.values())
