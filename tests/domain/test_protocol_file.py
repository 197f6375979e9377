"""Protocols as TOML: the presets, and every problem of a bad file named."""

import pytest

from domain.protocol import Comparison
from domain.protocol_file import ProtocolRefused, protocol_as_text, read_protocol
from resources import text_of
from tests.builders import protocol

PRESETS = ("standard", "after_3_5_7", "after_2_4_6_8")
STANDARD = text_of("protocols/standard.toml")


def problems(text: str) -> dict[str, str]:
    with pytest.raises(ProtocolRefused) as refused:
        read_protocol(text)
    return {problem.place: problem.code for problem in refused.value.problems}


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_written_out_reads_back_the_same(preset: str):
    assert read_protocol(protocol_as_text(protocol(preset))) == protocol(preset)


def test_the_standard_protocol_is_the_table_of_the_study():
    standard = protocol()

    assert (standard.infusions.count, standard.infusions.dose_mg_per_kg) == (8, 0.5)
    assert [rule.code for rule in standard.draws] == [
        "baseline", "inf1", "inf3", "inf5", "inf7", "post",
    ]  # fmt: skip
    assert [rule.code for rule in standard.ratings] == ["week0", "week1", "week2", "week3", "post"]
    assert standard.calendar.daily_infusion_limit == 6


def test_the_even_preset_lacks_both_comparisons_with_infusion_5():
    even = protocol("after_2_4_6_8")

    assert not any(even.has_comparison(one) for one in even.analysis.comparisons)
    assert protocol().has_comparison(Comparison("baseline", "inf5"))


def test_every_default_without_a_source_is_to_be_confirmed():
    assert {"infusions.gaps", "draws.numbers", "ratings.windows", "analysis"} <= set(
        protocol().to_confirm
    )


def test_text_that_is_not_toml_is_named():
    assert problems("infusions = [") == {"": "not_toml"}


def test_all_problems_of_a_file_are_named_together():
    text = STANDARD.replace("count = 8 ", "count = 0 ").replace(
        "daily_infusion_limit = 6", "daily_limit = 6"
    )

    assert problems(text) == {
        "infusions.count": "bad_value",
        "calendar.daily_infusion_limit": "missing_key",
        "calendar.daily_limit": "unknown_key",
    }


@pytest.mark.parametrize(
    ("old", "new", "place", "code"),
    [
        (
            "min_gap_days = 2 ",
            "min_gap_days = 9 ",
            "infusions.min_gap_days",
            "gap_minimum_over_maximum",
        ),
        ('code = "inf3"', 'code = "inf1"', "draws", "code_twice"),
        ("infusion = 7", "infusion = 9", "draws.inf7", "infusion_beyond_course"),
        (
            "target = 14\nfirst = 13",
            "target = 12\nfirst = 13",
            "ratings.week2",
            "window_without_target",
        ),
        (
            "reference_low_ug_dl = 70.0",
            "reference_low_ug_dl = 700.0",
            "laboratory",
            "reference_low_over_high",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused(old: str, new: str, place: str, code: str):
    assert problems(STANDARD.replace(old, new)) == {place: code}
