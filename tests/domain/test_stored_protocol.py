import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest

from domain.patient import Sex
from domain.protocol import SexRange
from domain.protocol_file import ProtocolRefused, protocol_as_text, read_protocol
from domain.stored_protocol import stored_protocol
from resources import path_of
from tests.builders import protocol

PRESETS = sorted(path.stem for path in path_of("protocols").glob("*.toml"))


@pytest.mark.parametrize("preset", PRESETS)
def test_a_stored_preset_is_read_back_as_it_was(preset):
    stored = protocol_as_text(protocol(preset))

    assert stored_protocol(stored) == protocol(preset)


def test_closing_days_whole_numbers_and_absent_values_are_read_back():
    standard = protocol()
    changed = replace(
        standard,
        infusions=replace(standard.infusions, dose_mg_per_kg=1.0),
        calendar=replace(standard.calendar, closing_days=(date(2026, 12, 24),)),
        laboratory=replace(standard.laboratory, loq_ug_dl=None),
        ratings=(),
    )

    assert stored_protocol(protocol_as_text(changed)) == changed


def test_ranges_of_each_sex_and_the_level_are_read_back():
    standard = protocol()
    ranges = (SexRange(Sex.FEMALE, 80.0, 155.0), SexRange(Sex.MALE, 70.0, 140.0))
    changed = replace(
        standard,
        laboratory=replace(standard.laboratory, reference_by_sex=ranges),
        analysis=replace(standard.analysis, alpha=0.01),
    )

    assert stored_protocol(protocol_as_text(changed)) == changed
    assert read_protocol(protocol_as_text(changed)) == changed


def test_a_whole_number_stands_for_a_dose():
    text = protocol_as_text(protocol()).replace("dose_mg_per_kg = 0.5", "dose_mg_per_kg = 1")

    dose = stored_protocol(text).infusions.dose_mg_per_kg

    assert (dose, type(dose)) == (1.0, float)


@pytest.mark.parametrize(
    ("written", "instead"),
    [("count = 8", "counts = 8"), ("count = 8", 'count = "many"'), ("[infusions]", "[infusion]")],
)
def test_a_text_that_this_program_did_not_write_is_refused_with_its_problems(written, instead):
    text = protocol_as_text(protocol())
    assert written in text

    with pytest.raises(ProtocolRefused) as refused:
        stored_protocol(text.replace(written, instead, 1))

    assert refused.value.problems


def test_the_validator_is_not_loaded_for_a_stored_protocol():
    program = (
        "import sys; from domain.stored_protocol import stored_protocol; "
        "stored_protocol(sys.stdin.read()); print('pydantic' in sys.modules)"
    )

    answer = subprocess.run(
        [sys.executable, "-c", program],
        input=protocol_as_text(protocol()),
        check=True,
        capture_output=True,
        text=True,
    )

    assert answer.stdout.strip() == "False"
