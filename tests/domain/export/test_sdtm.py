"""SDTM-like tables; names and labels as in the SDTM Implementation Guide 3.4."""

from collections.abc import Generator
from datetime import date, timedelta
from pathlib import Path

import pytest

from domain.export.sdtm import sdtm_tables
from domain.export.table import Row, Table
from domain.storage.study_file import IN_MEMORY
from domain.study import Study
from tests.builders import (
    NOW,
    draw,
    enrolment,
    import_results,
    infusion,
    protocol,
    rating,
    study_with,
)


@pytest.fixture
def study(tmp_path: Path) -> Generator[Study]:
    made = study_with(
        "KET-001",
        path=tmp_path / "study.cdesk",
        comorbidities=("asthma",),
        birth_year=1970,
        weight_kg=70.0,
    )
    day = NOW.date()
    made.rate(rating("week0"), on=day, at=NOW, now=NOW, madrs=None, ymrs=3,
              madrs_items=(3,) * 10)  # fmt: skip
    made.collect_draw(draw("baseline"), on=day, at=NOW, now=NOW, specimen_id="T-1")
    made.give_infusion(infusion(1), on=day, at=NOW, now=NOW, dose_mg=35.0,
                       interruption="nausea")  # fmt: skip
    later = NOW + timedelta(days=1)
    import_results(made, "KET-001;02.03.2026 09:05;<5", folder=tmp_path, now=later)
    made.miss(draw("inf1"), reason="patient_ill", now=later)
    yield made
    made.close()


def table(study: Study, name: str) -> Table:
    return next(one for one in sdtm_tables(study) if one.name == name)


def rows(study: Study, name: str) -> tuple[Row, ...]:
    return table(study, name).rows


def test_the_seven_domains_and_their_definitions_are_there(study: Study):
    assert [one.name for one in sdtm_tables(study)] == [
        "DM", "DS", "DV", "EX", "LB", "MH", "RS", "define",
    ]  # fmt: skip


def test_a_subject_is_named_alike_in_every_domain(study: Study):
    subjects = {row["USUBJID"] for one in sdtm_tables(study)[:-1] for row in one.rows}

    assert subjects == {"TEST-STUDY-KET-001"}


def test_made_up_patients_say_so_in_the_study_identifier():
    demo = Study.create(IN_MEMORY, protocol(), name="Demo", by="A. Nowak", now=NOW, is_demo=True)
    demo.enrol(enrolment("KET-001"), now=NOW)

    assert rows(demo, "DM")[0]["STUDYID"] == "DEMO-MADE-UP"


def test_the_day_of_the_first_infusion_is_day_1_and_the_day_before_is_minus_1(study: Study):
    (subject,) = rows(study, "DM")

    assert str(subject["RFSTDTC"]).startswith("2026-03-02T09:05")
    assert subject["DMDY"] == (study.patient("KET-001").enrolled_on - date(2026, 3, 2)).days
    assert rows(study, "EX")[0]["EXSTDY"] == 1


def test_age_is_the_difference_of_years_and_of_the_birth_only_the_year_is_known(study: Study):
    (subject,) = rows(study, "DM")

    assert (subject["AGE"], subject["AGEU"], subject["BRTHDTC"]) == (56, "YEARS", "1970")


def test_an_infusion_given_is_an_exposure_with_its_interruption(study: Study):
    (given,) = rows(study, "EX")

    assert (given["EXTRT"], given["EXDOSE"], given["EXDOSU"]) == ("KETAMINE", 35.0, "mg")
    assert (given["VISIT"], given["EXADJ"]) == ("INFUSION 1", "nausea")


def test_copper_below_a_limit_has_a_character_result_and_no_number(study: Study):
    first = rows(study, "LB")[0]

    assert (first["LBTESTCD"], first["LBORRES"], first["LBORRESU"]) == ("COPPER", "<5", "ug/dL")
    assert (first["LBSTRESC"], first["LBSTRESN"], first["LBNRIND"]) == ("<5", None, "LOW")
    assert (first["LBREFID"], first["VISIT"], first["LBBLFL"]) == ("T-1", "BASELINE", "Y")


def test_a_draw_that_was_missed_is_not_done_with_its_reason(study: Study):
    missed = rows(study, "LB")[1]

    assert (missed["LBSTAT"], missed["LBREASND"]) == ("NOT DONE", "patient_ill")
    assert missed["VISIT"] == "AFTER INFUSION 1"


def test_a_rating_has_its_totals_and_the_items_that_were_scored(study: Study):
    scored = {str(row["RSTESTCD"]): row["RSSTRESN"] for row in rows(study, "RS")}

    assert (scored["MADRSTOT"], scored["YMRSTOT"]) == (30, 3)
    assert [scored[f"MADRS{number:02}"] for number in range(1, 11)] == [3] * 10
    assert "YMRS01" not in scored


def test_a_comorbidity_and_the_diagnosis_are_history(study: Study):
    told = {(row["MHCAT"], row["MHTERM"]) for row in rows(study, "MH")}

    assert ("COMORBIDITY", "asthma") in told
    assert {category for category, _term in told} == {"PRIMARY DIAGNOSIS", "COMORBIDITY"}


def test_a_missed_draw_is_a_deviation_at_its_visit(study: Study):
    left = {(row["DVDECOD"], row["VISIT"]) for row in rows(study, "DV")}

    assert ("NOT_DRAWN", "AFTER INFUSION 1") in left


def test_a_withdrawal_is_a_disposition_with_its_reason(study: Study):
    later = NOW + timedelta(days=1)
    study.withdraw("KET-001", on=later.date(), reason="own_wish", now=later)

    told = [(row["DSDECOD"], row["DSTERM"]) for row in rows(study, "DS")]

    assert told == [("ENROLLED", "ENROLLED"), ("WITHDRAWAL", "own_wish")]


def test_every_variable_is_defined_and_every_value_has_a_variable(study: Study):
    defined = {(row["dataset"], row["variable"]): row for row in rows(study, "define")}

    for one in sdtm_tables(study)[:-1]:
        names = [variable.name for variable in one.variables]
        assert len(names) == len(set(names))
        assert all(len(name) <= 8 for name in names), "SAS transport takes eight letters"
        for variable in one.variables:
            assert defined[one.name, variable.name]["label"], variable.name
            assert len(variable.label) <= 40, variable.label
        for row in one.rows:
            assert set(row) <= set(names)


def test_sequence_numbers_count_within_a_subject(study: Study):
    assert [row["RSSEQ"] for row in rows(study, "RS")] == list(range(1, len(rows(study, "RS")) + 1))
